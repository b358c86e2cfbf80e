"""What undoing all changes of one person since a day would do, entry by entry."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, QuerySet

from practices import history
from practices.models import Comment, Entry, Person, RethemedVersion, Status

MOST = 500
"""Entries undone in one go. For more it is done again."""


@dataclass(frozen=True, slots=True)
class Step:
    """What would happen to one entry: back to version `to`; 0 takes it out of sight, None leaves
    it, since others changed it afterwards (`others`, how often)."""

    entry: Entry
    to: int | None
    others: int = 0

    @property
    def in_words(self) -> str:
        if self.to is None:
            times = "once" if self.others == 1 else f"{self.others} times"
            return f"stays, as others changed it {times} since"
        return f"goes back to version {self.to}" if self.to else "is taken out of sight"


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it: entries, and what was said, which would be hidden."""

    steps: list[Step]
    comments: QuerySet[Comment]
    said: int

    @property
    def doable(self) -> list[Step]:
        return [step for step in self.steps if step.to is not None]

    @property
    def left(self) -> list[Step]:
        return [step for step in self.steps if step.to is None]

    @property
    def is_empty(self) -> bool:
        return not self.doable and not self.said


def plan(person: Person, since: datetime) -> Plan:
    """What undoing would do now."""
    rows = Entry.history.filter(history_user=person, history_date__gte=since).order_by()
    firsts = dict(rows.values_list("id").annotate(first=Min("revision")).order_by("-id")[:MOST])
    entries = Entry.objects.in_bulk(firsts)
    steps = [_step(entries[pk], firsts[pk], person) for pk in sorted(firsts) if pk in entries]
    said = Comment.objects.filter(author=person, created__gte=since, hidden=None).order_by("id")
    return Plan([step for step in steps if step], said, said.count())


def _step(entry: Entry, first: int, person: Person) -> Step | None:
    """Back to before the person's first change, unless somebody else changed it afterwards.

    None where it is so already.
    """
    since = entry.history.filter(revision__gte=first)
    # That a theme was renamed meanwhile is nobody's word on this entry.
    along = RethemedVersion.objects.filter(entry=entry, revision=OuterRef("revision"))
    others = since.exclude(history_user=person).filter(~Exists(along)).count()
    if is_so_already(entry, first - 1):
        return None
    return Step(entry, None, others) if others else Step(entry, first - 1)


def is_so_already(entry: Entry, to: int) -> bool:
    """Whether an entry stands as in version `to`; for 0, whether it is out of sight."""
    if to == 0:
        return entry.status in (Status.WITHDRAWN, Status.DELETED)
    old = entry.history.get(revision=to)
    same = history.version_of(entry) == history.version_of(old)
    return same and (entry.status, entry.links_record) == (old.status, old.links_record)
