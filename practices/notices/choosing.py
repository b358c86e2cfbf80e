"""Who is told of something, and on account of what they follow."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from practices.models import Follow, Level, Person, What

OFTEN = [Level.NONE, Level.WEEKLY, Level.DAILY, Level.EACH]


@dataclass(frozen=True, slots=True)
class Choice:
    """One person, what to tell them, and which of the things they follow decides how often."""

    person: Person
    event: str
    follow: Follow


def choose(reasons: Mapping[tuple[str, str], str], row: Any) -> list[Choice]:
    """Who hears of a version: all who followed it by then, but never of their own doing.

    What somebody set for the entry itself counts before all else; otherwise the most frequent
    of what they follow does.
    """
    theirs = defaultdict(list)
    for follow in _following(reasons):
        if follow.person_id != row.history_user_id and follow.created <= row.history_date:
            theirs[follow.person_id].append(follow)
    chosen = [max(follows, key=_weight) for follows in theirs.values()]
    return [Choice(follow.person, reasons[follow.what, follow.key], follow) for follow in chosen]


def _following(reasons: Mapping[tuple[str, str], str]) -> list[Follow]:
    keys = defaultdict(list)
    for what, key in reasons:
        keys[what].append(key)
    asked = Q()
    for what, wanted in keys.items():
        asked |= Q(what=what, key__in=wanted)
    found = Follow.objects.filter(asked, person__is_active=True)
    return list(found.select_related("person").order_by("id"))


def _weight(follow: Follow) -> tuple[bool, int]:
    return follow.what == What.ENTRY, OFTEN.index(Level(follow.level))
