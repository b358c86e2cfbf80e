"""Picking, place by place, where two people changed the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.http import QueryDict

from practices import history
from practices.kinds import Kind
from practices.merge import BOTH, MINE, THEIRS, Clash, Merged
from practices.numbers import whole

NOT_SENT_AGAIN = ("csrfmiddlewaretoken", "do", "against")
STEM = "pick-"


@dataclass(frozen=True, slots=True)
class Collision:
    """One place: the field's name in the form, its label, and both sides, of a text as HTML."""

    name: str
    label: str
    theirs: str
    mine: str
    is_text: bool

    @property
    def picks(self) -> list[tuple[str, str]]:
        """What may be picked, and how it is called."""
        one = [(THEIRS, "Keep what stands now"), (MINE, "Take mine")]
        return [*one, (BOTH, "Keep both, one after the other")] if self.is_text else one


def collisions(kind: Kind, merged: Merged) -> list[Collision]:
    """Every place where two changes collide, in the order of the form."""
    return [place for clash in merged.clashes for place in _places(kind, clash)]


def _places(kind: Kind, clash: Clash) -> list[Collision]:
    label = history.label_of(kind, clash.name)
    if not clash.places:
        theirs, mine = (history.in_words(clash.name, side) for side in (clash.theirs, clash.mine))
        return [Collision(f"{STEM}{clash.name}-0", label, theirs, mine, is_text=False)]
    return [
        Collision(f"{STEM}{clash.name}-{number}", label, place.theirs, place.mine, is_text=True)
        for number, place in enumerate(clash.places)
    ]


def picked(sent: QueryDict) -> dict[str, Any]:
    """What was picked by field, and the version that was looked at while picking."""
    names = {key.removeprefix(STEM).rpartition("-")[0] for key in sent if key.startswith(STEM)}
    return {
        "picks": {name: list(_of_field(sent, name)) for name in names},
        "against": whole(sent.get("against", "")),
    }


def _of_field(sent: QueryDict, name: str) -> Iterator[str]:
    for number in count():
        pick = sent.get(f"{STEM}{name}-{number}")
        if pick is None:
            return
        yield pick


def sent_before(sent: QueryDict) -> list[tuple[str, str]]:
    """All that the form said, to be sent again with what is picked."""
    return [
        (name, value)
        for name, values in sent.lists()
        if name not in NOT_SENT_AGAIN and not name.startswith(STEM)
        for value in values
    ]
