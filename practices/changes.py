"""Recent changes, for page, feed and API alike: narrowed, grouped by entry, and who saw them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from practices import history, kinds, search
from practices.history import Line
from practices.models import Entry, Person, Role, SeenVersion, Status, Suggestion
from practices.models.theme import theme_key
from practices.numbers import whole

REVIEWED_SINCE = timedelta(days=90)
"""What is older than this waits for nobody's look any more."""

SMALL, LARGE = "small", "large"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes are asked for. `theme` is a slug, `person` a username, `size` small or large.

    `new` are entries that were not there before, `unreviewed` what nobody who reviews has seen;
    `before` the number of a change, to go on from there.
    """

    kind: str = ""
    theme: str = ""
    person: str = ""
    size: str = ""
    new: bool = False
    unreviewed: bool = False
    before: int | None = None

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Self:
        """The question in an address. Takes anything."""
        words = {name: search.readable(sent.get(name, ""))[:150] for name in cls.__slots__}
        return cls(
            kind=words["kind"] if words["kind"] in kinds.BY_NAME else "",
            theme=words["theme"],
            person=words["person"],
            size=words["size"] if words["size"] in (SMALL, LARGE) else "",
            new=words["new"] in ("1", "true"),
            unreviewed=words["unreviewed"] in ("1", "true"),
            before=whole(words["before"], digits=15),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is asked for."""
        narrow = (self.kind, self.theme, self.person, self.size, self.new, self.unreviewed)
        return any(narrow)


def found(asked: Asked, viewer: Any) -> QuerySet:
    """The changes that this person may see and asks for, newest first."""
    entries = Entry.objects.of_kind(asked.kind) if asked.kind else Entry.objects.all()
    if asked.theme:
        entries = entries.about(search.theme_meant(theme_key(asked.theme)))
    rows = history.changes(viewer, entries)
    if asked.person:
        rows = rows.filter(history_user__username=asked.person)
    if asked.size:
        rows = rows.filter(small=asked.size == SMALL)
    if asked.new:
        earlier = Entry.history.filter(id=OuterRef("id"), revision__lt=OuterRef("revision"))
        rows = rows.filter(~Exists(earlier.filter(status=Status.PUBLISHED)))
    if asked.unreviewed:
        rows = _unreviewed(rows)
    return rows if asked.before is None else rows.filter(history_id__lt=asked.before)


def _unreviewed(rows: QuerySet) -> QuerySet:
    """Published changes by people who do not review themselves, that nobody who does has seen.

    What was suggested was looked at before it showed.
    """
    this = {"entry": OuterRef("id"), "revision": OuterRef("revision")}
    first = Entry.history.filter(history_date__gte=timezone.now() - REVIEWED_SINCE)
    begin = first.order_by("history_date", "history_id").values("history_id")[:1]
    theirs = Q(history_user__role=Role.PRACTITIONER, history_user__is_system=False)
    return rows.filter(
        theirs | Q(history_user=None),
        ~Exists(SeenVersion.objects.filter(**this)),
        ~Exists(Suggestion.objects.filter(**this)),
        status=Status.PUBLISHED,
        history_id__gte=begin,
    )


# Grouped by entry -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """What happened to one entry on one day, the newest first, and who saw all of it."""

    day: date
    rows: Sequence[Line]
    seen_by: Sequence[Person] = ()

    @property
    def newest(self) -> Line:
        return self.rows[0]

    @property
    def people(self) -> list[Person | None]:
        """Who did it, each once."""
        return list(dict.fromkeys(row.history_user for row in self.rows))

    @property
    def versions(self) -> str:
        """Its versions as a form sends them."""
        return " ".join(f"{row.id}/{row.revision}" for row in self.rows)


def grouped(rows: Iterable[Line], *, most: int) -> list[Group]:
    """The first rows by day and entry, in the order of their newest; at most so many groups."""
    groups: dict[tuple[date, int], list[Line]] = {}
    here = timezone.get_current_timezone()
    for row in rows:
        key = (row.history_date.astimezone(here).date(), row.id)
        if key not in groups and len(groups) == most:
            break
        groups.setdefault(key, []).append(row)
    return [Group(day, tuple(those)) for (day, _), those in groups.items()]


def with_seen(groups: Sequence[Group]) -> list[Group]:
    """The same groups, each with those who saw all of its versions."""
    shown = {(row.id, row.revision) for group in groups for row in group.rows}
    marks = SeenVersion.objects.filter(entry__in={entry for entry, _ in shown})
    marks = marks.filter(revision__in={revision for _, revision in shown})
    by_version: dict[tuple[int, int], dict[int, Person]] = defaultdict(dict)
    for mark in marks.select_related("by").order_by("pk"):
        by_version[mark.entry_id, mark.revision][mark.by_id] = mark.by
    return [Group(group.day, group.rows, _saw_all(group, by_version)) for group in groups]


def _saw_all(
    group: Group, by_version: Mapping[tuple[int, int], Mapping[int, Person]]
) -> list[Person]:
    seen = [by_version[row.id, row.revision] for row in group.rows]
    return [person for pk, person in seen[0].items() if all(pk in those for those in seen)]
