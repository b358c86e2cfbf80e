"""Bringing in notes from a file or pasted text, with a look before anything is saved."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from practices import access, prose
from practices.models import Entry, Person
from practices.views.answers import posted, see
from roundtables.actions import bring, known_as
from roundtables.forms import ImportForm
from roundtables.models import Upload
from roundtables.reading import (
    FoundNote,
    UnreadableFile,
    as_record,
    find_notes,
    merge_sources,
    read_bytes,
)

WAITS_FOR = timedelta(days=1)


def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file, or paste the text. Nothing is brought in yet."""
    by = access.convenor(request)
    form = ImportForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        try:
            upload = _kept(form, by)
        except UnreadableFile as problem:
            form.add_error("file" if form.cleaned_data.get("file") else "text", str(problem))
        else:
            return see("import-confirm", upload.pk)
    context = {"form": form, "section": "roundtables"}
    return render(request, "roundtables/import.html", context, status=422 if form.is_bound else 200)


def _kept(form: ImportForm, by: Person) -> Upload:
    """Keep what was sent until its preview is confirmed. Raises UnreadableFile."""
    file = form.cleaned_data.get("file")
    name = file.name if file else "Pasted text.txt"
    data = file.read() if file else form.cleaned_data["text"].encode()
    find_notes(read_bytes(name, data))
    Upload.objects.filter(made__lt=timezone.now() - WAITS_FOR).delete()
    return Upload.objects.create(person=by, name=name[:200], data=data)


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found, to look over; a POST brings in what is ticked."""
    by = access.convenor(request)
    upload = get_object_or_404(Upload, pk=pk, person=by)
    found = merge_sources(find_notes(read_bytes(upload.name, bytes(upload.data))))
    if request.method == "POST":
        chosen = set(request.POST.getlist("note"))
        return _bring(request, upload, [n for i, n in enumerate(found) if str(i) in chosen], by)
    context = {
        "upload": upload,
        "found": [_line(number, note) for number, note in enumerate(found)],
        "section": "roundtables",
    }
    return render(request, "roundtables/import_preview.html", context)


def _line(number: int, note: FoundNote) -> dict[str, object]:
    return {
        "number": number,
        "note": note,
        "record": as_record(note),
        "known": known_as(note),
        "excerpt": prose.excerpt(note.body),
    }


def _bring(
    request: HttpRequest, upload: Upload, notes: list[FoundNote], by: Person
) -> HttpResponse:
    brought: list[Entry] = []
    for note in notes:
        try:
            outcome = bring(note, by=by)
            if outcome.what == "new" and outcome.entry:
                brought.append(outcome.entry)
        except ValidationError as problem:
            messages.error(request, f"“{note.title}” stayed out: {' '.join(problem.messages)}")
    upload.delete()
    drafts = "One draft is" if len(brought) == 1 else f"{len(brought)} drafts are"
    messages.success(request, f"{drafts} here to look over. Readers do not see drafts.")
    if len(brought) == 1:
        return see(brought[0])
    # Articles become practices: go where the drafts are.
    return see("entries", brought[0].sort.plural if brought else "roundtables")
