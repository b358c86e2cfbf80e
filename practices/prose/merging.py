"""Bringing together two people's changes to one page, block by block.

Each block of the page they both began from is a slot: either side kept, changed or removed it.
Between two slots either side may have put new blocks. Only where both changed one slot in
different ways, or put almost the same words in one place, has a person to choose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practices.prose.aligning import rising
from practices.prose.cleaning import parse
from practices.prose.leaves import Leaf, leaves, rebuild
from practices.prose.likeness import are_alike, pair
from practices.prose.tree import write


@dataclass(frozen=True, slots=True)
class Conflict:
    """A passage that both changed: what it was, and what each made of it ("" for removed)."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged page, or None while there are conflicts; the pieces of it in reading order."""

    html: str | None
    conflicts: tuple[Conflict, ...]
    pieces: tuple[str | Conflict, ...]


type _Row = list[Leaf]


@dataclass(frozen=True, slots=True)
class _Clash:
    base: _Row
    mine: _Row
    theirs: _Row


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side made of the base: for each slot its block or None, and what stands before."""

    slots: list[Leaf | None]
    gaps: list[_Row]


def three_way(base: str, mine: str, theirs: str) -> Merge:
    """Merge the pages `mine` and `theirs`, both made from `base`.

    Two different additions in one place are both kept, theirs (saved already) first.
    """
    rows = [leaves(parse(page)) for page in (base, mine, theirs)]
    parts = list(_merge(rows[0], _side(rows[0], rows[1]), _side(rows[0], rows[2])))
    pieces: list[str | Conflict] = []
    row: _Row = []
    for part in parts:
        if isinstance(part, _Clash):
            pieces.extend([_html(row)] if row else [])
            pieces.append(Conflict(_html(part.base), _html(part.mine), _html(part.theirs)))
            row = []
        else:
            row.extend(part)
    pieces.extend([_html(row)] if row else [])
    conflicts = tuple(piece for piece in pieces if isinstance(piece, Conflict))
    whole = None if conflicts else "".join(piece for piece in pieces if isinstance(piece, str))
    return Merge(whole, conflicts, tuple(pieces))


def _html(row: Sequence[Leaf]) -> str:
    """The page that blocks make. Reading it again mends an item whose list lost its head."""
    return write(parse(write(rebuild(row))))


def _side(base: _Row, other: _Row) -> _Side:
    """How `other` answers to `base`; only what stayed in order counts as the same block."""
    pairs = rising(pair([leaf.text for leaf in base], [leaf.text for leaf in other]))
    slots: list[Leaf | None] = [None] * len(base)
    gaps: list[_Row] = [[] for _ in range(len(base) + 1)]
    x = y = 0
    for a, b in [*pairs, (len(base), len(other))]:
        # New words stand where the words they replace stood.
        gaps[x].extend(other[y:b])
        if b < len(other):
            slots[a] = other[b]
        x, y = a + 1, b + 1
    return _Side(slots, gaps)


def _merge(base: _Row, mine: _Side, theirs: _Side) -> Iterator[_Row | _Clash]:
    for at, leaf in enumerate(base):
        if _slot_clashes(leaf, mine.slots[at], theirs.slots[at]):
            yield _clash(base, mine, theirs, at)
        else:
            yield from _gap(mine.gaps[at], theirs.gaps[at])
            kept = _slot(leaf, mine.slots[at], theirs.slots[at])
            yield [kept] if kept else []
    yield from _gap(mine.gaps[-1], theirs.gaps[-1])


def _clash(base: _Row, mine: _Side, theirs: _Side, at: int) -> _Clash:
    """A slot both changed, with what either put before it: that may be its replacement."""
    rows = [[*side.gaps[at], *filter(None, [side.slots[at]])] for side in (mine, theirs)]
    return _Clash([base[at]], rows[0], rows[1])


def _key(leaf: Leaf | None) -> object:
    return leaf and leaf.key


def _slot_clashes(base: Leaf, mine: Leaf | None, theirs: Leaf | None) -> bool:
    return _key(mine) != _key(theirs) and base.key not in (_key(mine), _key(theirs))


def _slot(base: Leaf, mine: Leaf | None, theirs: Leaf | None) -> Leaf | None:
    """The block to keep, of two that do not clash; with the anchor that was given anew, if any."""
    if _key(mine) != _key(theirs):
        return theirs if _key(mine) == base.key else mine
    if mine and _standing(mine) != _standing(base):
        return mine
    return theirs


def _standing(leaf: Leaf) -> tuple[str, int | None]:
    return leaf.node.id, leaf.apart


def _gap(mine: _Row, theirs: _Row) -> Iterator[_Row | _Clash]:
    """What was put in one place: by one of them, by both alike, or by both."""
    if not mine or not theirs or [one.key for one in mine] == [one.key for one in theirs]:
        yield mine or theirs
    elif any(are_alike(a.text, b.text) for a in mine for b in theirs):
        yield _Clash([], mine, theirs)
    else:
        yield [*theirs, *mine]
