"""Reading entries: one, and all of a kind."""

import string
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from practices import access, caring, connections, discussion, linked, prose, search
from practices.around import around
from practices.kinds import Kind
from practices.merge import PROSE
from practices.models import (
    Entry,
    EntryQuerySet,
    Facet,
    Stance,
    Suggestion,
    Term,
    Theme,
)
from practices.models.theme import theme_key
from practices.rooms import rooms
from practices.views.kept import kept_at, kept_list

PER_PAGE = 20
LONG_TEXT = 4
"""A text with this many headings gets a list of them."""


def entries(request: HttpRequest, plural: str) -> HttpResponse:
    """All entries of a kind: newest first or A to Z, narrowed by theme, group and outcome."""
    kind = access.kind_to_read(plural)
    return kept_list(request, lambda: _entries(request, kind))


def _entries(request: HttpRequest, kind: Kind) -> HttpResponse:
    asked = {
        name: request.GET.get(name, "").strip().replace("\0", "")[:100]
        for name in ("theme", "group", "outcome", "letter", "sort")
    }
    # Typed as a name, or chosen as a slug.
    asked["theme"] = search.theme_meant(theme_key(asked["theme"]))
    found = _narrowed(Entry.objects.visible_to(request.user).of_kind(kind.name), asked)
    in_order = found.by_title() if asked["sort"] == "title" or asked["letter"] else found.newest()
    context = {
        "kind": kind,
        "section": kind.plural,
        "page": Paginator(in_order.in_brief(), PER_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "applied": [(name, value) for name, value in asked.items() if value and name != "sort"],
        "letters": _letters(request),
        "may_make": access.may_make(request.user, kind),
        "parts": [
            (part.template, part.context(request.user))
            for part in rooms.list_parts.get(kind.name, [])
        ],
        **_choices(kind),
    }
    return render(request, "practices/entries.html", context)


def _letters(request: HttpRequest) -> list[tuple[str, str]]:
    """Each letter, with the query that leads to what begins with it."""
    kept = request.GET.copy()
    for name in ("letter", "page"):
        kept.pop(name, None)
    before = f"{kept.urlencode()}&" if kept else ""
    return [(letter, f"?{before}letter={letter}") for letter in string.ascii_uppercase]


def _narrowed(entries: EntryQuerySet, asked: dict[str, str]) -> EntryQuerySet:
    if asked["theme"]:
        entries = entries.about(asked["theme"])
    for facet in Facet:
        if asked[facet.value]:
            entries = entries.with_term(facet, asked[facet.value])
    if asked["letter"]:
        entries = entries.starting(asked["letter"][:1])
    return entries


def _choices(kind: Kind) -> dict[str, Any]:
    """What the list can be narrowed by. Groups and outcomes only where the kind has them."""
    terms = Term.objects.known() if "groups" in kind.facts else []
    return {
        "groups": [term for term in terms if term.facet == Facet.GROUP],
        "outcomes": [term for term in terms if term.facet == Facet.OUTCOME],
    }


def entry(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """One entry, to read."""
    kind = access.kind_to_read(plural)
    return kept_at(request, kind, slug, lambda: _entry(request, plural, slug))


def _entry(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    entry = access.entry_to_read(request, plural, slug)
    user = request.user
    may_edit = access.may_edit(user, entry)
    there = around(entry)
    for name in PROSE:
        setattr(entry, name, linked.with_found(getattr(entry, name)))
    context = {
        **shown(entry),
        **_connected(entry, user),
        # The names lead to their pages by themselves; earlier versions have to look them up.
        "themes": [Theme.called(name) for name in entry.theme_names],
        "section": entry.sort.plural,
        "talk": discussion.talk(entry) if there.comments else discussion.silence(entry),
        "parts": [
            (part.template, part.context(entry, user))
            for part in rooms.entry_parts.get(entry.kind, [])
        ],
        "may_edit": may_edit,
        "edit_parts": entry.url_of("edit") if may_edit else "",
        "waiting": _waiting(entry, user) if there.suggestions else [],
        "care": caring.care_of(entry, user, was_confirmed=there.confirmations),
        "may_care": access.may_care(user, entry),
        "may_confirm": access.may_confirm(user, entry),
        "may_take_on": access.may_take_on(user, entry),
        "may_show_or_hide": access.may_show_or_hide(user, entry),
        "may_delete": access.may_delete(user),
        "cite_url": f"{settings.SITE_URL}/e/{entry.pk}/{entry.revision}/",
    }
    return render(request, f"practices/kinds/{entry.kind}.html", context)


def _waiting(entry: Entry, user: Any) -> list[tuple[Suggestion, bool]]:
    """Suggestions that wait, each with whether this person may see it."""
    waiting = list(Suggestion.objects.waiting().filter(entry=entry).only("pk", "kind", "person"))
    return [(one, access.may_decide(user, one) or access.suggested(user, one)) for one in waiting]


def shown(entry: Any) -> dict[str, Any]:
    """What a page shows of a version itself, be it the newest, an earlier one or a preview."""
    filed = entry.groups or entry.outcomes
    terms = {(term.facet, term.slug): term for term in Term.objects.known()} if filed else {}
    return {
        "entry": entry,
        "themes": Theme.objects.filter(name__in=entry.theme_names),
        "groups": [terms[key] for slug in entry.groups if (key := (Facet.GROUP, slug)) in terms],
        "outcomes": [
            terms[key] for slug in entry.outcomes if (key := (Facet.OUTCOME, slug)) in terms
        ],
        "contents": _contents(entry.body),
        "edit_parts": "",
    }


def _contents(body: str) -> list[tuple[int, str, str]]:
    """The main headings of a long text. Most are not, which can be told without reading them."""
    if body.count("<h2") < LONG_TEXT:
        return []
    found = [heading for heading in prose.outline(body) if heading[0] == 2]
    return found if len(found) >= LONG_TEXT else []


def _connected(entry: Entry, user: Any) -> dict[str, Any]:
    """What the entry points to, and what points to it, sorted as its page shows them."""
    outgoing, incoming = connections.links_of(entry, user)
    against = [rated for rated in incoming if rated.link.stance == Stance.CHALLENGES]
    meant = [rated for rated in incoming if rated not in against]
    behind = (Stance.SUPPORTS, Stance.INGREDIENT, Stance.ADAPTS)
    return {
        "outgoing": outgoing,
        "challenges": against,
        "support": [
            rated
            for rated in meant
            if rated.other.kind in ("practice", "case") and rated.link.stance in behind
        ],
        "related": [
            rated
            for rated in meant
            if rated.other.kind != "note" and rated.link.stance not in behind
        ],
        "cases": [rated for rated in meant if rated.other.kind == "case"],
        "practices": [rated for rated in meant if rated.other.kind == "practice"],
        "said": [rated for rated in meant if rated.other.kind == "note"],
    }


def by_id(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of an entry, whatever it is called now."""
    return redirect(access.entry_by_id(request, pk))
