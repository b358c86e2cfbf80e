"""Bringing two people's changes to one version together, field by field.

A field only one of them changed takes that change. Lists of names merge as sets. Texts merge
paragraph by paragraph. What both changed differently is a clash, for a person to settle.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from practices import prose

PROSE = ("body", "barriers", "ingredients", "lip_service")
SETS = ("theme_names", "groups", "outcomes")


MINE, THEIRS, BOTH = "mine", "theirs", "both"
"""What may be picked for a place where two changes collide; both, of two passages of a text."""

Picks = Mapping[str, Sequence[str]]
"""What somebody picked, by field: one word for each of its places, in reading order."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed: what it was, what each made of it.

    `pieces` of a text are what stands between the passages that collide, and those passages.
    """

    name: str
    base: Any
    mine: Any
    theirs: Any
    pieces: tuple[str | prose.Conflict, ...] = ()

    @property
    def places(self) -> list[prose.Conflict]:
        """The passages of a text that collide, in reading order; none for another field."""
        return [piece for piece in self.pieces if isinstance(piece, prose.Conflict)]


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields to save, and the clashes that stop them from being saved."""

    fields: dict[str, Any]
    clashes: tuple[Clash, ...]


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Merge `mine` (the fields somebody sent, begun from `base`) into `theirs` (as it stands).

    In a field that clashes, `fields` holds mine; in a text, mine where the two clash, and both
    elsewhere.
    """
    fields, clashes = {}, []
    for name, value in mine.items():
        was, now = base[name], theirs[name]
        if value in (was, now) or was == now:
            fields[name] = now if value == was else value
        elif name in SETS:
            fields[name] = _merge_lists(was, value, now)
        else:
            together = prose.three_way(was, value, now) if name in PROSE else None
            fields[name] = _with_mine(together) if together else value
            if together is None or together.conflicts:
                pieces = together.pieces if together else ()
                clashes.append(Clash(name, was, value, now, pieces))
    return Merged(fields, tuple(clashes))


def settle(merged: Merged, picks: Picks) -> Merged:
    """The same with every clash settled for which somebody has picked; the others stay clashes."""
    fields, left = dict(merged.fields), []
    for clash in merged.clashes:
        picked = picks.get(clash.name, ())
        if _fits(clash, picked):
            fields[clash.name] = _picked(clash, picked)
        else:
            left.append(clash)
    return Merged(fields, tuple(left))


def _fits(clash: Clash, picked: Sequence[str]) -> bool:
    words = {MINE, THEIRS, BOTH} if clash.places else {MINE, THEIRS}
    return len(picked) == max(1, len(clash.places)) and words.issuperset(picked)


def _picked(clash: Clash, picked: Sequence[str]) -> Any:
    if not clash.places:
        return clash.mine if picked[0] == MINE else clash.theirs
    left = iter(picked)
    pieces = [piece if isinstance(piece, str) else _of(piece, next(left)) for piece in clash.pieces]
    return prose.keep_anchors(clash.theirs, _joined(pieces))


def _of(place: prose.Conflict, pick: str) -> str:
    return {MINE: place.mine, THEIRS: place.theirs, BOTH: place.theirs + place.mine}[pick]


def _with_mine(together: prose.Merge) -> str:
    return _joined(piece if isinstance(piece, str) else piece.mine for piece in together.pieces)


def _joined(pieces: Iterable[str]) -> str:
    # A clash inside a list has cut it in pieces.
    return prose.clean("".join(pieces).replace("</ul><ul>", "").replace("</ol><ol>", ""))


def _merge_lists(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    gone = (set(base) - set(mine)) | (set(base) - set(theirs))
    return [name for name in dict.fromkeys([*theirs, *mine]) if name not in gone]
