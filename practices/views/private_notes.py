"""Private notes to whoever looks after a page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from practices import access, actions, caring
from practices.forms import WordsForm
from practices.models import PrivateNote
from practices.views.answers import posted, see, tried
from practices.views.unsaid import set_aside, taken_up, ticket

PER_PAGE = 30
ANSWERS = 200
"""Answers shown of one exchange, the latest: nobody writes so many."""


@never_cache
def write(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Write to whoever looks after an entry, or to the stewards where nobody does."""
    access.entry_to_read(request, plural, slug)
    set_aside(request)
    entry = access.entry_to_discuss(request, plural, slug)
    by = access.person(request)
    form = WordsForm(posted(request), initial=taken_up(request))
    form.fields["body"].help_text = "A blank line begins a paragraph."
    made, status = tried(form, lambda sent: actions.write_privately(entry, by=by, **sent))
    if made:
        messages.success(request, "Sent. You find it, and the answer, among your private notes.")
        return see(made)
    to = caring.addressed(entry, by)
    context = {"entry": entry, "form": form, "to": to, "is_keeper": entry.is_kept_by(by)}
    context["ticket"] = ticket(request)
    return render(request, "practices/private_notes/write.html", context, status=status)


@never_cache
def private_notes(request: HttpRequest) -> HttpResponse:
    """The exchanges one takes part in, the liveliest first."""
    mine = PrivateNote.objects.between(access.person(request)).order_by("-active", "-id")
    page = Paginator(mine.select_related("entry", "author", "to"), PER_PAGE)
    context = {"page": page.get_page(request.GET.get("page"))}
    return render(request, "practices/private_notes/private_notes.html", context)


@never_cache
def private_note(request: HttpRequest, pk: int) -> HttpResponse:
    """One exchange, to read."""
    return _thread(request, access.private_note_to_read(request, pk), WordsForm(), 200)


@never_cache
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer in it."""
    set_aside(request)
    thread, by = access.private_note_to_read(request, pk), access.person(request)
    form = WordsForm(posted(request), initial=taken_up(request))
    made, status = tried(form, lambda sent: actions.answer_privately(thread, by=by, **sent))
    if made:
        messages.success(request, "Sent.")
        return see(made)
    return _thread(request, thread, form, status)


def _thread(
    request: HttpRequest, thread: PrivateNote, form: WordsForm, status: int
) -> HttpResponse:
    form.fields["body"].help_text = "A blank line begins a paragraph."
    latest = thread.answers.select_related("author").order_by("-id")[:ANSWERS]
    context = {
        "thread": thread,
        "entry": thread.entry,
        "notes": [thread, *reversed(latest)],
        "to": caring.addressee(thread),
        "form": form,
        "ticket": ticket(request),
    }
    return render(request, "practices/private_notes/private_note.html", context, status=status)
