"""Entries by the API: list, read, make, change, and their versions."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Status
from ninja.errors import HttpError

from practices import access, actions, data, history, kinds, prose, search, suggestions
from practices.api.auth import writer
from practices.api.shapes import Changes, Kind, NewEntry, Revision
from practices.models import Entry
from practices.numbers import whole

router = Router(tags=["Entries"])
PER_PAGE = 50


@router.get("/", summary="Entries, narrowed by kind, theme and words")
def entries(
    request: HttpRequest,
    kind: Kind | None = None,
    theme: str = "",
    q: str = "",
    page: int = Query(1, ge=1, le=100_000),
) -> dict[str, Any]:
    """Newest first; with words, best match first."""
    if q.strip():
        return _found(request, kind or "", theme, q, page)
    listed = Entry.objects.visible_to(request.user).in_brief().newest()
    if kind:
        listed = listed.of_kind(kind)
    if theme:
        listed = listed.about(search.theme_meant(search.readable(theme)))
    start = (page - 1) * PER_PAGE
    results = [data.in_brief(entry) for entry in listed[start : start + PER_PAGE]]
    return {"count": listed.count(), "page": page, "per_page": PER_PAGE, "results": results}


def _found(request: HttpRequest, kind: str, theme: str, q: str, page: int) -> dict[str, Any]:
    question = search.Question(
        words=search.readable(q), kind=kind, theme=search.readable(theme), page=page
    )
    found = search.find(question, visible_to=request.user, with_facets=False)
    results = [data.in_brief(hit.entry) for hit in found.hits]
    return {"count": found.total, "page": page, "per_page": search.PER_PAGE, "results": results}


@router.get("/{int:pk}/", summary="One entry, whole")
def entry(request: HttpRequest, pk: int, response: HttpResponse) -> dict[str, Any]:
    """The entry as it stands; its `ETag` is what `If-Match` takes."""
    entry = found(request, pk)
    response["ETag"] = f'"{entry.revision}"'
    return data.in_full(entry)


def found(request: HttpRequest, pk: int) -> Entry:
    """The entry, if whoever asks may see it; 410 where it is gone or merged into another."""
    try:
        return access.entry_by_id(request, pk)
    except access.Gone:
        raise HttpError(410, "This entry was deleted.") from None
    except access.Moved as moved:
        raise HttpError(410, f"This entry was merged into another: {moved.url}") from None


CAME_IN = {201: dict[str, Any], 202: dict[str, Any]}


@router.post("/", auth=writer, response=CAME_IN, summary="Make an entry")
def make(request: HttpRequest, sent: NewEntry) -> Status:
    """Notes begin as drafts; all else shows at once.

    202, with a suggestion, where the first contributions of this person are looked at first.
    """
    if not access.may_make(request.user, kinds.BY_NAME[sent.kind]):
        raise HttpError(403, "Convenors and stewards alone write notes.")
    if not access.writes_directly(request.user):
        return _suggested(request, sent.kind, sent)
    made = actions.create(sent.kind, by=access.person(request), reason=sent.reason, **_fields(sent))
    return Status(201, data.in_full(made))


CHANGED = {200: dict[str, Any], 202: dict[str, Any]}


@router.patch("/{int:pk}/", auth=writer, response=CHANGED, summary="Change an entry")
def change(request: HttpRequest, pk: int, sent: Revision, response: HttpResponse) -> Any:
    """Merges with what happened since `base`. 409, with both texts, where that cannot be done.

    202, with a suggestion, where the first contributions of this person are looked at first.
    """
    entry = editable(request, pk)
    if not access.writes_directly(request.user):
        base = sent.base or _if_match(request)
        return _suggested(request, entry.kind, sent, of=entry, base=base)
    saved = actions.revise(
        entry,
        by=access.person(request),
        base=sent.base or _if_match(request),
        reason=sent.reason,
        small=sent.small,
        **_fields(sent),
    )
    response["ETag"] = f'"{saved.revision}"'
    return data.in_full(saved)


def _suggested(request: HttpRequest, kind: str, sent: Changes, **begun: Any) -> Status:
    """Keep what was sent until somebody has looked at it."""
    by, fields = access.person(request), _fields(sent)
    try:
        kept = actions.suggest(kind, by=by, reason=sent.reason, **begun, **fields)
    except actions.TooMany as problem:
        raise HttpError(429, str(problem)) from None
    url = settings.SITE_URL + kept.get_absolute_url()
    told = {"suggestion": kept.pk, "status": kept.status, "place": suggestions.place(kept)}
    return Status(202, {**told, "url": url})


def changeable(request: HttpRequest, pk: int) -> Entry:
    """The entry, if what the token's person does to it shows at once."""
    entry = editable(request, pk)
    if not access.writes_directly(request.user):
        raise HttpError(403, access.FIRST_LOOKED_AT)
    return entry


def editable(request: HttpRequest, pk: int) -> Entry:
    """The entry, if the token's person may change it."""
    entry = found(request, pk)
    if not access.may_edit(request.user, entry):
        raise HttpError(403, "You may read this entry but not change it.")
    return entry


def _if_match(request: HttpRequest) -> int | None:
    sent = request.headers.get("If-Match", "").strip().strip('"')
    if not sent:
        raise HttpError(428, "Say which revision you began from: `base`, or `If-Match`.")
    return whole(sent)


def _fields(sent: Changes) -> dict[str, Any]:
    """The versioned fields that were sent."""
    fields = sent.model_dump(exclude_unset=True, exclude={"kind", "reason", "base", "small"})
    fields = {name: value for name, value in fields.items() if value is not None}
    if "themes" in fields:
        fields["theme_names"] = fields.pop("themes")
    for name in set(kinds.LIST_FACTS) & set(fields):
        fields[name] = prose.from_lines(fields[name])
    return fields


@router.get("/{int:pk}/revisions/", summary="The versions of an entry, newest first")
def revisions(
    request: HttpRequest, pk: int, before: int | None = Query(None, ge=1)
) -> dict[str, Any]:
    """Fifty at a time; `before` goes on to older ones."""
    rows = history.readable(found(request, pk), request.user)
    if before is not None:
        rows = rows.filter(revision__lt=before)
    return {"results": [data.version(line) for line in history.lines(rows[:PER_PAGE])]}


@router.get("/{int:pk}/revisions/{int:number}/", summary="One version, whole")
def revision(request: HttpRequest, pk: int, number: int) -> dict[str, Any]:
    row = _version(request, found(request, pk), number)
    return data.version_in_full(row)


def _version(request: HttpRequest, entry: Entry, number: int) -> Any:
    rows = history.readable(entry, request.user).select_related("history_user")
    row = rows.filter(revision=number).first()
    if row is None:
        raise Http404
    return row


@router.post("/{int:pk}/revert/{int:number}/", auth=writer, summary="Bring a version back")
def revert(request: HttpRequest, pk: int, number: int, with_links: bool = False) -> Any:
    """Makes a new version that reads like the one named."""
    entry = changeable(request, pk)
    _version(request, entry, number)
    saved = actions.restore_version(
        entry, to=number, by=access.person(request), with_links=with_links
    )
    return data.in_full(saved)


@router.post("/{int:pk}/publish/", auth=writer, summary="Publish a draft")
def publish(request: HttpRequest, pk: int) -> Any:
    entry = found(request, pk)
    if not access.may_show_or_hide(request.user, entry):
        raise HttpError(403, "You may not publish this.")
    return data.in_full(actions.publish(entry, by=access.person(request)))
