"""Reading what waits: what a suggestion would make of its entry, and where it stands."""

import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from practices import history
from practices.merge import Clash, merge
from practices.models import Entry, Suggestion

DECISIONS_COUNTED = 20
"""How many of the latest decisions say how long one usually waits."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An entry as accepting a suggestion would leave it, unsaved.

    `base` is the version it was worked out from, None for a new entry. Where `clashes` is not
    empty it cannot be accepted as it is: both changed the same thing.
    """

    version: Entry
    base: int | None
    clashes: tuple[Clash, ...]


def outcome(suggestion: Suggestion) -> Outcome:
    """What accepting it would make of the entry as it stands now."""
    now = suggestion.entry
    if now is None:
        return Outcome(_with(Entry(kind=suggestion.kind), suggestion.fields), None, ())
    began = history.version_of(began_from(suggestion) or now)
    merged = merge(began, suggestion.fields, history.version_of(now))
    return Outcome(_with(now, merged.fields), now.revision, merged.clashes)


def began_from(suggestion: Suggestion) -> Any:
    """The version of the entry that its author had before them; None for a new entry."""
    entry = suggestion.entry
    if entry is None or suggestion.is_new:
        return None
    return (suggestion.written_for or entry).history.filter(revision=suggestion.base).first()


def as_written(suggestion: Suggestion) -> Any:
    """The whole entry as its author would have it, whatever happened to it since."""
    began = began_from(suggestion)
    return _with(began or Entry(kind=suggestion.kind), suggestion.fields)


def _with(version: Any, fields: dict[str, Any]) -> Any:
    made = copy.copy(version)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def place(suggestion: Suggestion) -> int:
    """Which one it is in the queue, counted from 1."""
    before = Suggestion.objects.waiting().filter(created__lt=suggestion.created)
    same = Suggestion.objects.waiting().filter(created=suggestion.created, pk__lt=suggestion.pk)
    return before.count() + same.count() + 1


def usual_wait() -> timedelta | None:
    """How long a suggestion waits, in the middle of the latest ones; None before there are any."""
    latest = Suggestion.objects.decided_by_others().values_list("created", "decided")
    waits = [_between(*pair) for pair in latest[:DECISIONS_COUNTED]]
    return timedelta(seconds=median(waits)) if waits else None


def _between(created: datetime, decided: datetime | None) -> float:
    return (decided - created).total_seconds() if decided else 0.0
