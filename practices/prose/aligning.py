"""Which parts of two sequences are the same, in order: quick on any input.

Patience first (what stands once on either side), then difflib on the small gaps between. Gaps
too large for difflib, whose time can grow with the cube of their length, are left unmatched.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

type Pairs = list[tuple[int, int]]

_SMALL = 250_000  # length times length of a gap that difflib may see
_DEEPEST = 30


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """Pairs of positions that hold equal items, rising on both sides."""
    pairs: Pairs = []
    _align(old, new, (0, len(old)), (0, len(new)), pairs, 0)
    return pairs


def _align(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    of_old: tuple[int, int],
    of_new: tuple[int, int],
    pairs: Pairs,
    depth: int,
) -> None:
    (a, a_end), (b, b_end) = of_old, of_new
    while a < a_end and b < b_end and old[a] == new[b]:
        pairs.append((a, b))
        a, b = a + 1, b + 1
    tail: Pairs = []
    while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
        tail.append((a_end, b_end))
    if a < a_end and b < b_end:
        _align_middle(old, new, (a, a_end), (b, b_end), pairs, depth)
    pairs.extend(reversed(tail))


def _align_middle(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    of_old: tuple[int, int],
    of_new: tuple[int, int],
    pairs: Pairs,
    depth: int,
) -> None:
    (a, a_end), (b, b_end) = of_old, of_new
    anchors = _unique_pairs(old, new, of_old, of_new) if depth < _DEEPEST else []
    if anchors:
        for x, y in [*anchors, (a_end, b_end)]:
            _align(old, new, (a, x), (b, y), pairs, depth + 1)
            if x < a_end:
                pairs.append((x, y))
            a, b = x + 1, y + 1
    elif (a_end - a) * (b_end - b) <= _SMALL:
        matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False)
        for x, y, length in matcher.get_matching_blocks():
            pairs.extend((a + x + step, b + y + step) for step in range(length))


def _unique_pairs(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    of_old: tuple[int, int],
    of_new: tuple[int, int],
) -> Pairs:
    """The longest rising run of pairs among items that stand once on either side."""
    in_old, in_new = Counter(old[slice(*of_old)]), Counter(new[slice(*of_new)])
    where = {new[y]: y for y in range(*of_new) if in_new[new[y]] == 1}
    once = [(x, where[old[x]]) for x in range(*of_old) if in_old[old[x]] == 1 and old[x] in where]
    return rising(once)


def rising(pairs: Pairs) -> Pairs:
    """Of pairs sorted by their first place, a longest choice whose second places rise too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, y) in enumerate(pairs):
        place = bisect_left(ends, y)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(y)
            last.append(index)
        else:
            ends[place], last[place] = y, index
    chosen: Pairs = []
    at = last[-1] if last else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]
