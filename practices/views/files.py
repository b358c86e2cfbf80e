"""Pictures and files: showing one, those of an entry, sending one, taking one away."""

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.http import parse_etags
from django.views.decorators.http import require_POST, require_safe

from practices import access, actions, prose
from practices.forms import FileForm, PlaceForm, TakeAwayForm
from practices.models import Attachment, Entry
from practices.numbers import whole
from practices.views.answers import posted, see

log = logging.getLogger(__name__)

KEPT_FOR = 24 * 3600
"""Seconds a copy of what is public may live on its way. It never changes, but it may be taken
away for good, and then copies should not outlive it by much."""
BY_ITSELF = "default-src 'none'; sandbox"
TAKEN_AWAY = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 90" width="480" height="90">'
    '<rect width="480" height="90" fill="#e8e6df"/><text x="240" y="52" text-anchor="middle"'
    ' font-family="sans-serif" font-size="20" fill="#333">This picture was taken away</text></svg>'
)
"""What stands where a picture was: browsers show it although the answer is 410."""


@require_safe
def file(request: HttpRequest, name: str, width: int = 0) -> HttpResponseBase:
    """What a picture or file holds, under headers that let it do nothing."""
    seen = access.file_to_read(request, name)
    attachment = seen.attachment
    if width and attachment.key(width) not in attachment.keys:
        raise Http404
    if attachment.removed:
        return _by_itself(HttpResponse(TAKEN_AWAY, "image/svg+xml", status=410), "no-store")
    etag = f'"{attachment.digest[:32]}-{width}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _content(attachment, width)
    if response.status_code == 503:
        return _by_itself(response, "no-store")
    response["ETag"] = etag
    kept = f"public, max-age={KEPT_FOR}, immutable" if seen.is_public else "private, no-store"
    return _by_itself(response, kept)


def _content(attachment: Attachment, width: int) -> HttpResponseBase:
    try:
        content = default_storage.open(attachment.key(width))
    except FileNotFoundError:
        raise Http404("What this file holds is not stored here.") from None
    except OSError as problem:
        log.error("A file could not be read: %s", problem)
        return HttpResponse("Not to be had just now: try again in a while.", status=503)
    return FileResponse(
        content,
        content_type=attachment.media_type,
        as_attachment=not attachment.is_picture,
        filename=attachment.name,
    )


def _by_itself(response: HttpResponseBase, kept: str) -> HttpResponseBase:
    response["Cache-Control"] = kept
    response["Content-Security-Policy"] = BY_ITSELF
    response["X-Content-Type-Options"] = "nosniff"
    return response


def files(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """The pictures and files of an entry; whoever may change it can add one."""
    if request.method == "POST":
        entry = access.entry_to_change(request, plural, slug)
    else:
        entry = access.entry_to_read(request, plural, slug)
    may_add = access.may_change(request.user, entry)
    form = PlaceForm(entry, posted(request), _sent(request)) if may_add else None
    if form and form.is_valid():
        status = _place(request, entry, form)
        if status == 303:
            messages.success(request, "It is in the text now. Thank you.")
            return see(entry.url_of("files"))
    else:
        status = 422 if form and form.is_bound else 200
    context = {"entry": entry, "form": form, **_listed(request, entry)}
    return render(request, "practices/files.html", context, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def _place(request: HttpRequest, entry: Entry, form: PlaceForm) -> int:
    """Put what was sent into the text. Gives the status to answer with; 303 when it is done."""
    by, sent = access.person(request), form.cleaned_data
    try:
        attachment = _attached(form, by=by, entry=entry)
        actions.place(entry, attachment, by=by, after=sent["after"], caption=sent["caption"])
    except KeyError:
        form.add_error("after", "That point is no longer in the text. Choose another place.")
    except ValidationError as problem:
        form.add_error(None, problem)
    except (actions.TooMuch, actions.NotStored) as problem:
        form.add_error("file", str(problem))
        return _status(problem)
    else:
        return 303
    return 422


def _attached(form: FileForm, **whose: Any) -> Attachment:
    sent = form.cleaned_data
    if sent["file"].size > actions.largest():
        raise ValidationError({"file": actions.too_large()})
    return actions.attach(sent["file"].read(), name=sent["file"].name, alt=sent["alt"], **whose)


def _listed(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """What the text shows, in its order, and what only earlier versions show."""
    may_see_all = Entry.objects.unfinished_shown_to(request.user).filter(pk=entry.pk).exists()
    used = Q(uses__entry=entry) if may_see_all else Q(uses__entry=entry, uses__shown=True)
    found = Attachment.objects.filter(used).select_related("by", "removed_by")
    by_address = {attachment.address: attachment for attachment in found.order_by("pk")}
    now = [address for address in prose.kept_addresses(entry.body) if address in by_address]
    return {
        "shown": [by_address.pop(address) for address in now],
        "earlier": list(by_address.values()),
    }


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep what the editor sends, and answer with the block of text that shows it."""
    by = access.person(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(" ".join(str(word) for said in form.errors.values() for word in said), 422)
    mine = Entry.objects.visible_to(by).filter(
        pk=whole(request.POST.get("entry", ""), digits=15) or 0
    )
    try:
        attachment = _attached(form, by=by, entry=mine.first())
    except ValidationError as problem:
        return _refused(" ".join(problem.messages), 422)
    except (actions.TooMuch, actions.NotStored) as problem:
        return _refused(str(problem), _status(problem))
    html = attachment.html_with(form.cleaned_data["caption"])
    return JsonResponse({"html": html, "address": attachment.address}, status=201)


def _status(problem: Exception) -> int:
    return 429 if isinstance(problem, actions.TooMuch) else 503


def _refused(problem: str, status: int) -> HttpResponse:
    return JsonResponse({"problem": problem}, status=status)


def take_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a picture or file away for good, from every version. GET asks, POST does."""
    attachment = access.file_to_take_away(request, pk)
    form = TakeAwayForm(posted(request))
    if form.is_valid():
        actions.take_away(attachment, by=access.person(request), **form.cleaned_data)
        messages.success(request, "Taken away, for good. A mark stays where it was.")
        return see(attachment.entry.url_of("files") if attachment.entry else "audit")
    context = {"attachment": attachment, "form": form}
    return render(
        request, "practices/take_away.html", context, status=422 if form.is_bound else 200
    )
