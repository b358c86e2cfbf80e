"""Versions of an entry: reading them, and saying in words how two differ.

One function each feeds pages, feeds and API alike. Everything here takes an `Entry` or one of
its history rows: both hold the whole of a version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from practices import kinds, prose
from practices.models import Entry, EntryQuerySet, Page, Person, RethemedVersion, Status, Term

VERSIONED = (
    "title",
    "summary",
    "body",
    "theme_names",
    *(fact.name for fact in kinds.FACTS),
    "source",
    "licence",
    "meeting",
)
"""The fields a person can change. Links and status are versioned too, by verbs of their own."""


def version_of(row: Any) -> dict[str, Any]:
    """The fields of one version, by name."""
    return {name: getattr(row, name) for name in VERSIONED}


@cache
def _rows_of(model: type[Model]) -> Any:
    # Each look at `.history` puts a class together anew: half a millisecond, once for all rows.
    return model.history.model  # type: ignore[attr-defined]


def row_of(entry: Entry) -> Any:
    """An unsaved history row of an entry as it stands, for writing many at once.

    Who, when and why are taken from where `save` would take them.
    """
    model = _rows_of(Entry)
    return model(
        history_type="+" if entry.revision == 1 else "~",
        history_user=entry._history_user,
        history_date=entry._history_date,
        history_change_reason=entry._change_reason,
        **{column.attname: getattr(entry, column.attname) for column in model.tracked_fields},
    )


def page_row(page: Page, *, is_first: bool) -> Any:
    """The same for one of the site's own pages."""
    model = _rows_of(Page)
    return model(
        history_type="+" if is_first else "~",
        history_user=page._history_user,
        history_date=page._history_date,
        history_change_reason=page._change_reason,
        **{column.attname: getattr(page, column.attname) for column in model.tracked_fields},
    )


def page_versions(page: Page) -> list[Any]:
    """The versions of one of the site's own pages, the oldest first."""
    return list(page.history.select_related("history_user").order_by("history_id"))


class Line(NamedTuple):
    """A version as a line of a list says it: the long texts stay in the database."""

    id: int
    kind: str
    title: str
    revision: int
    words: int
    small: bool
    change_summary: str
    history_id: int
    history_date: datetime
    history_change_reason: str | None
    history_user: Person | None

    @property
    def sort(self) -> kinds.Kind:
        return kinds.BY_NAME[self.kind]


IN_A_LINE = Line._fields[:-1]
WHO = ("id", "username", "name", "is_listed")
"""What a line shows of whoever made the version, in the order of the columns of a person."""


def lines(rows: QuerySet) -> list[Line]:
    """These versions as lines. To read them as rows of the history takes three times as long."""
    found = list(rows.values_list(*IN_A_LINE, *(f"history_user__{name}" for name in WHO)))
    by = {row[-len(WHO) :] for row in found}
    people = {who: Person.from_db(rows.db, WHO, who) for who in by if who[0] is not None}
    return [Line._make((*row[: -len(WHO)], people.get(row[-len(WHO) :]))) for row in found]


def readable(entry: Entry, viewer: Any) -> QuerySet:
    """The versions of an entry that the viewer may read, newest first.

    Versions from before it was first published stay with those who could see the draft: what
    was taken out of a draft was taken out for a reason.
    """
    versions = _rows_of(Entry).objects.filter(id=entry.pk).order_by("-revision")
    # Signed out there is nothing unfinished to see, and so nothing to ask for.
    if viewer.is_authenticated:
        unfinished = Entry.objects.unfinished_shown_to(viewer)
        if unfinished.filter(pk=entry.pk).exists():
            return versions
    return versions.filter(status=Status.PUBLISHED)


def changes(viewer: Any, entries: EntryQuerySet | None = None) -> QuerySet:
    """The latest versions over all entries, or over these, newest first."""
    entries = Entry.objects.all() if entries is None else entries
    # Asked of one row after the other, newest first: none has to list all that may be seen.
    visible = entries.visible_to(viewer).filter(pk=OuterRef("id"))
    shown = Q(Exists(visible), status=Status.PUBLISHED)
    if viewer.is_authenticated:
        shown |= Q(Exists(visible.unfinished_shown_to(viewer)))
    # A theme renamed on many entries is one change, told by the version that leads.
    along = RethemedVersion.objects.filter(
        entry=OuterRef("id"), revision=OuterRef("revision"), leads=False
    )
    return _rows_of(Entry).objects.filter(shown, ~Exists(along)).order_by("-history_id")


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that differs between two versions, in words a reader knows."""

    label: str
    was: str
    now: str


def fact_changes(old: Any, new: Any) -> list[FactChange]:
    """What differs besides the text: title, themes, facts and links, as was and is."""
    kind = kinds.BY_NAME[new.kind]
    names = ["title", "summary", "theme_names", *kind.facts, "source", "licence"]
    names = [name for name in names if getattr(old, name) != getattr(new, name)]
    pairs = [
        (
            label_of(kind, name),
            in_words(name, getattr(old, name)),
            in_words(name, getattr(new, name)),
        )
        for name in names
    ]
    pairs.append(("Links", _links_in_words(old), _links_in_words(new)))
    pairs.append(("Meeting", in_words("meeting", old.meeting), in_words("meeting", new.meeting)))
    return [FactChange(*pair) for pair in pairs if pair[1] != pair[2]]


def sum_up(old: Any, new: Any) -> str:
    """One sentence on how two versions differ, such as “2 paragraphs changed, 1 theme added”."""
    said = []
    if old.body != new.body:
        said.append(prose.sum_up(old.body, new.body))
    if old.title != new.title:
        said.append("title changed")
    said += _listed("theme", old.theme_names, new.theme_names)
    said += _listed("link", _link_keys(old), _link_keys(new))
    skip = {"body", "title", "theme_names"}
    changed = [n for n in VERSIONED if n not in skip and getattr(old, n) != getattr(new, n)]
    kind = kinds.BY_NAME[new.kind]
    said += [f"{label_of(kind, name).lower()} changed" for name in changed]
    sentence = ", ".join(said)
    return (sentence[:1].upper() + sentence[1:])[:300]


def _listed(noun: str, old: Iterable, new: Iterable) -> list[str]:
    old, new = set(old), set(new)
    counted = [(len(new - old), "added"), (len(old - new), "taken away")]
    return [f"{n} {noun}{'' if n == 1 else 's'} {verb}" for n, verb in counted if n]


LABELS = {
    "title": "Title",
    "summary": "Summary",
    "body": "Text",
    "theme_names": "Themes",
    "source": "Where this comes from",
    "licence": "Licence",
    "meeting": "Meeting",
}


def label_of(kind: kinds.Kind, name: str) -> str:
    """What a field of a version is called."""
    if name in kinds.FACT or name in kind.labels:
        return kind.label_of(name)[0]
    return LABELS[name]


def in_words(name: str, value: Any) -> str:
    """What a field of a version says, as people read it."""
    if name == "meeting":
        return _meeting_in_words(value)
    if name in kinds.LIST_FACTS:
        return "; ".join(prose.to_lines(value))
    if name in kinds.TERM_FACTS:
        called = dict(Term.objects.filter(slug__in=value).values_list("slug", "name"))
        return ", ".join(called.get(slug, slug) for slug in value)
    if isinstance(value, list):
        return ", ".join(value)
    fact = kinds.FACT.get(name)
    return dict(fact.choices).get(value, "") if fact and fact.shape == "choice" else value


def _link_keys(row: Any) -> set[tuple]:
    return {(link["to"], link["stance"], link["anchor"], link["why"]) for link in row.links_record}


def _links_in_words(row: Any) -> str:
    shown = Entry.objects.to_see(row.links_record)
    said = [f"{link['stance']}: {link['title']} ({link['why']})" for link in shown]
    return "; ".join(sorted(said))


def _meeting_in_words(meeting: dict[str, Any] | None) -> str:
    said = (meeting or {}).items()
    return "; ".join(f"{key}: {_flat(value)}" for key, value in said if value)


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_flat(item) for item in value)
    if isinstance(value, dict):
        return " ".join(_flat(item) for item in value.values() if item)
    return str(value)
