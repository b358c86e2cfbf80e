"""Writing entries: starting one, changing one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from practices import access, actions, history, prose
from practices.models import Entry, Suggestion, Theme
from practices.models.theme import theme_key
from practices.search.alike import alike
from practices.views.answers import see
from practices.views.colliding import collisions, picked, sent_before
from practices.views.desk import Desk
from practices.views.drafting import base_of, draft_to_open, finish, nothing_lost
from practices.views.entries import shown
from practices.views.once import made_once
from practices.views.sending_in import send_in


@nothing_lost
def new(request: HttpRequest, plural: str) -> HttpResponse:
    """Start an entry."""
    kind = access.kind_to_make(request, plural)
    if request.method != "POST":
        title, themes = (request.GET.get(name, "")[:200] for name in ("title", "themes"))
        opened = draft_to_open(request, kind)
        waits = _waits(request)
        return ask(request, Desk(kind, title=title, themes=themes, opened=opened, waits=waits))
    desk = Desk(kind, request.POST, waits=_waits(request))
    if not desk.is_valid() or desk.waits or is_preview(request):
        return sent_or_asked(request, desk)
    try:
        made = made_once(request, lambda: _made(request, desk))
    except ValidationError as problem:
        desk.explain(problem)
        return ask(request, desk, status=422)
    _say_made(request, made)
    _say_themes(request, desk, made)
    return see(made)


def similar(request: HttpRequest, plural: str) -> HttpResponse:
    """Entries of this kind that may already be what somebody is about to write."""
    kind = access.kind_to_make(request, plural)
    found = alike(kind.name, request.GET.get("title", ""), user=request.user)
    return render(request, "practices/similar.html", {"alike": found, "kind": kind})


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """What was pasted into the editor, as it will be kept."""
    access.anyone(request)
    try:
        html = request.body.decode()
        return HttpResponse(prose.clean(html), "text/plain; charset=utf-8")
    except (UnicodeDecodeError, prose.ProseError) as problem:
        return HttpResponse(str(problem), "text/plain; charset=utf-8", status=422)


@nothing_lost
def edit(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Change an entry, or with `section` that part of its text alone."""
    entry = access.entry_to_edit(request, plural, slug)
    if request.method != "POST":
        return ask(request, desk_for(request, entry, waits=_waits(request)))
    desk = desk_for(request, entry, waits=_waits(request))
    if not desk.is_valid() or desk.waits or is_preview(request):
        return sent_or_asked(request, desk)
    try:
        saved = _saved(request, desk, entry)
    except ValidationError as problem:
        desk.explain(problem)
        return ask(request, desk, status=422)
    except actions.Conflict as conflict:
        return conflicting(request, desk, conflict)
    _say_saved(request, entry, saved, base=desk.said("base"))
    _say_themes(request, desk, saved)
    return see(saved)


def desk_for(request: HttpRequest, entry: Entry, **more: Any) -> Desk:
    """The desk at which an entry is changed: as it stands, or with what was sent."""
    if request.method == "POST":
        section = request.POST.get("section", "")
        return Desk(entry.sort, request.POST, entry=entry, section=section, **more)
    section = request.GET.get("section", "")
    if section and section not in {part.anchor for part in prose.sections(entry.body)}:
        section = ""
    more["opened"] = draft_to_open(request, entry.sort, entry, more.get("where", ""))
    return Desk(entry.sort, entry=entry, section=section, **more)


def sent_or_asked(
    request: HttpRequest, desk: Desk, *, earlier: Suggestion | None = None
) -> HttpResponse:
    """Send in what is to be looked at first; or show it, or say what is wrong with it."""
    if not desk.is_valid():
        return ask(request, desk, status=422)
    try:
        if is_preview(request):
            return _preview(request, desk)
        return send_in(request, desk, earlier=earlier)
    except ValidationError as problem:
        desk.explain(problem)
        return ask(request, desk, status=422)
    except actions.TooMany as problem:
        desk.form.add_error(None, str(problem))
        return ask(request, desk, status=429)


def is_preview(request: HttpRequest) -> bool:
    """Whether the form asks to be shown, not saved."""
    return request.POST.get("do") == "preview"


def _waits(request: HttpRequest) -> str:
    return "" if access.writes_directly(request.user) else "first"


# Saving -----------------------------------------------------------------------------------


def _made(request: HttpRequest, desk: Desk) -> Entry:
    by, reason = access.person(request), desk.said("reason")
    made = actions.create(desk.kind.name, by=by, reason=reason, **desk.changes())
    finish(request)
    return made


@transaction.atomic
def _saved(request: HttpRequest, desk: Desk, entry: Entry) -> Entry:
    saved = actions.revise(
        entry,
        by=access.person(request),
        base=base_of(request, entry, desk.said("base")),
        reason=desk.said("reason"),
        small=desk.said("small"),
        **picked(request.POST),
        **desk.changes(),
    )
    finish(request)
    return saved


def _say_made(request: HttpRequest, made: Entry) -> None:
    if made.is_published:
        messages.success(request, "Saved. Thank you. Everyone can read it now.")
    else:
        messages.success(
            request, "Saved as a draft. Convenors and stewards can see it until it is published."
        )
    found = [entry for entry in _alike(request, made) if entry.pk != made.pk]
    if found:
        messages.info(request, _offer(found))


def _offer(found: list[Entry]) -> SafeString:
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((entry.get_absolute_url(), entry.title) for entry in found),
    )
    return format_html("You may already have this: {}. If so, improve that page instead.", links)


def _say_themes(request: HttpRequest, desk: Desk, saved: Entry) -> None:
    """Where a theme was typed by another word for it, say what it is called here."""
    standing = {theme_key(name) for name in saved.theme_names}
    typed = {theme_key(name) for name in desk.changes().get("theme_names", ())}
    words = typed - standing
    found = Theme.objects.filter(slug__in=words).select_related("word_for") if words else ()
    for word in found:
        said = f"The theme “{word.name}” is called “{word.meant.name}” here, and is kept so."
        messages.info(request, said)


def _say_saved(request: HttpRequest, before: Entry, saved: Entry, *, base: int | None) -> None:
    if saved.revision == before.revision:
        messages.info(request, "Nothing was changed, so there is no new version.")
    elif base != before.revision:
        messages.success(
            request, "Saved, together with what somebody else changed while you were writing."
        )
    else:
        messages.success(request, "Saved. Thank you.")


def _alike(request: HttpRequest, entry: Entry) -> list[Entry]:
    return alike(entry.kind, entry.title, user=request.user)


# Pages ------------------------------------------------------------------------------------


def _context(desk: Desk) -> dict[str, Any]:
    return {
        "desk": desk,
        "form": desk.form,
        "added": desk.added,
        "kind": desk.kind,
        "entry": desk.entry,
        "section": desk.kind.plural,
    }


def ask(request: HttpRequest, desk: Desk, *, status: int = 200) -> HttpResponse:
    """The page with the form."""
    return render(request, "practices/entry_form.html", _context(desk), status=status)


def _preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page as it would be, with the form below it. Nothing is saved."""
    by, fields = request.user if request.user.is_authenticated else None, desk.changes()
    sketch = actions.sketch(desk.kind.name, by=by, of=desk.entry, **fields)
    context = {
        **_context(desk),
        **shown(sketch),
        "before": desk.entry,
        "talk": None,
        "themes": [Theme.called(name) for name in sketch.theme_names],
        "alike": [] if desk.entry else _alike(request, sketch),
        "page": f"practices/kinds/{desk.kind.name}.html",
    }
    return render(request, "practices/preview.html", context)


def conflicting(request: HttpRequest, desk: Desk, conflict: actions.Conflict) -> HttpResponse:
    """Both versions beside each other, and a form that begins from the one that stands now."""
    now, by, fields = conflict.entry, access.person(request), desk.changes()
    clashing = fields
    if conflict.merged:
        fields = conflict.merged.fields
        clashing = {clash.name: clash.mine for clash in conflict.merged.clashes}
    try:
        mine = actions.sketch(now.kind, by=by, of=now, **fields)
        against = actions.sketch(now.kind, by=by, of=now, **clashing)
    except ValidationError as problem:
        desk.explain(problem)
        return ask(request, desk, status=422)
    section = _section_kept(desk, now, mine)
    again = Desk(
        desk.kind,
        entry=mine,
        section=section,
        to=desk.elsewhere,
        where=desk.where,
        base=now.revision,
        reason=desk.said("reason"),
        small=desk.said("small"),
    )
    context = {
        **_context(again),
        "entry": now,
        "texts": _texts(now.body, against.body, section) if "body" in clashing else None,
        "facts": history.fact_changes(now, against),
        **_to_pick(request, desk, conflict),
    }
    return render(request, "practices/conflict.html", context, status=409)


def _to_pick(request: HttpRequest, desk: Desk, conflict: actions.Conflict) -> dict[str, Any]:
    """Each place where the two collide, to be picked; on the usual form alone."""
    if conflict.merged is None or desk.elsewhere:
        return {}
    places = collisions(desk.kind, conflict.merged)
    return {"collisions": places, "sent": sent_before(request.POST)}


def _section_kept(desk: Desk, now: Entry, mine: Entry) -> str:
    """Where one part alone was written and is still there, put it into the text as it stands."""
    section = desk.said("section") or ""
    try:
        mine.body = prose.with_section(now.body, section, desk.form.written)
    except KeyError:
        return ""
    return section


def _texts(now: str, mine: str, section: str) -> tuple[str, str] | None:
    """The two texts, or the two of that section; None where they are the same."""
    if section:
        now, mine = (_part(html, section) for html in (now, mine))
    return None if now == mine else (now, mine)


def _part(html: str, section: str) -> str:
    return next((part.html for part in prose.sections(html) if part.anchor == section), html)
