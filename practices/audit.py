"""Reading who looked after what. The lines hold numbers; names are looked up as they are today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from practices.models import (
    Attachment,
    AuditLine,
    Comment,
    Entry,
    Page,
    Person,
    Report,
    Suggestion,
    Target,
    Theme,
)

PER_PAGE = 50

MODELS: dict[str, type[Model]] = {
    Target.ENTRY: Entry,
    Target.COMMENT: Comment,
    Target.PERSON: Person,
    Target.PAGE: Page,
    Target.REPORT: Report,
    Target.SUGGESTION: Suggestion,
    Target.FILE: Attachment,
    Target.THEME: Theme,
}
"""Targets that have a name of their own; others are called by their number."""

NAMELESS: dict[str, str] = {Target.COMMENT: "a comment", Target.SUGGESTION: "a suggestion"}
"""What is called by what it is."""

PLACES: dict[str, str] = {}
"""The addresses of targets without a name, by the name of the address."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line as a page shows it."""

    line: AuditLine
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some lines, newest first; `older` is where the next ones begin, or None at the end."""

    lines: list[Said]
    older: int | None


def leaf(
    *,
    verb: str = "",
    who: Person | None = None,
    what: tuple[str, int] | None = None,
    since: date | None = None,
    before: int | None = None,
) -> Leaf:
    """The newest lines that fit, before the one numbered `before`: the same cost on any page."""
    found: QuerySet[AuditLine] = AuditLine.objects.select_related("who")
    wanted: dict[str, Any] = {"verb": verb, "who": who, "when__date__gte": since}
    wanted["pk__lt"] = before
    if what:
        wanted["target"], wanted["number"] = what
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    lines = list(found[: PER_PAGE + 1])
    older = lines[PER_PAGE - 1].pk if len(lines) > PER_PAGE else None
    return Leaf(_named(lines[:PER_PAGE]), older)


def _named(lines: list[AuditLine]) -> list[Said]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        numbers[line.target].add(line.number)
    things = {
        (target, thing.pk): thing
        for target, pks in numbers.items()
        for thing in _things(target, pks)
    }
    return [_said(line, things.get((line.target, line.number))) for line in lines]


def _things(target: str, pks: Iterable[int]) -> Iterable[Any]:
    model = MODELS.get(target)
    return model._default_manager.filter(pk__in=pks) if model else ()


def _said(line: AuditLine, thing: Any) -> Said:
    if thing is not None:
        name = NAMELESS.get(line.target) or str(thing)
        return Said(line, name, thing.get_absolute_url())
    place = PLACES.get(line.target)
    url = reverse(place, args=[line.number]) if place else ""
    return Said(line, f"{Target(line.target).label} {line.number}", url)
