"""Which block of one text became which block of another.

Equal blocks find each other first, wherever they went. The rest are compared by the words they
share, each only with those in the same gap between equal blocks and with those that share its
rarer words, so that time grows about with the length of the page and not with its square.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from practices.prose.aligning import Pairs, align, rising

ALIKE = 0.5  # of all words of two blocks, how many they must share to be one block, changed

_WORDS = re.compile(r"\w+")
_SHORT = 8  # words; below this, letters are compared too, since one word is too large a part
_RARE = 12  # blocks in which a word may stand to lead from one block to another
_FROM_WORDS = 6  # blocks, those with most rarer words in common, that are compared
_NEAR = 12  # blocks each way in the same gap that are compared whatever their words


@dataclass(slots=True)
class Traits:
    """What of a block is compared."""

    words: Counter[str]
    size: int
    letters: Counter[str]
    text: str


def traits(text: str) -> Traits:
    """What is compared of a block that says `text`."""
    words = _WORDS.findall(text.casefold())
    line = " ".join(words)
    short = len(words) < _SHORT
    letters = Counter(line[at : at + 2] for at in range(len(line) - 1)) if short else Counter()
    return Traits(Counter(words), len(words), letters, text)


def likeness(one: Traits, other: Traits) -> float:
    """How alike two blocks are, from 0 to 1: the share of words (of letters, in short ones)."""
    if one.text == other.text:
        return 1.0
    if not one.size or not other.size:
        return 0.0
    share = _share(one.words, other.words, one.size + other.size)
    if one.letters and other.letters:
        pairs = one.letters.total() + other.letters.total()
        return max(share, _share(one.letters, other.letters, pairs))
    return share


def are_alike(one: str, other: str, least: float = ALIKE) -> bool:
    """Whether blocks that say this are alike enough to be one block, changed."""
    return one == other or likeness(traits(one), traits(other)) >= least


def _share(one: Counter[str], other: Counter[str], total: int) -> float:
    if len(other) < len(one):
        one, other = other, one
    return 2 * sum(min(count, other[key]) for key, count in one.items() if key in other) / total


def pair(
    old: Sequence[str],
    new: Sequence[str],
    *,
    known: Iterable[tuple[int, int]] = (),
    least: float = ALIKE,
) -> Pairs:
    """Pairs of positions of blocks, given as their texts, in the order of `old`.

    `known` pairs are kept. A block is in one pair at most. Two blocks with one text each find
    each other although they moved; of several with one text, those in order.
    """
    taken = dict(known)
    given = set(taken.values())
    left = [x for x in range(len(old)) if x not in taken]
    right = [y for y in range(len(new)) if y not in given]
    for x, y in _equal([old[x] for x in left], [new[y] for y in right]):
        taken[left[x]] = right[y]
    _pair_alike(old, new, taken, least)
    return sorted(taken.items())


def _equal(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    pairs = align(old, new)
    taken, given = {x for x, _ in pairs}, {y for _, y in pairs}
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for y in range(len(new) - 1, -1, -1):
        if y not in given:
            waiting[new[y]].append(y)
    for x, item in enumerate(old):
        if x not in taken and waiting.get(item):
            pairs.append((x, waiting[item].pop()))
    return pairs


@dataclass(slots=True)
class _Waiting:
    """A block without a partner: where it stands, and between which settled neighbours."""

    at: int
    gap: int
    place: int
    traits: Traits


def _pair_alike(
    old: Sequence[str], new: Sequence[str], taken: dict[int, int], least: float
) -> None:
    """Add to `taken` the likest pairs among the blocks it does not name."""
    settled = rising(sorted(taken.items()))
    left = _waiting(old, set(taken), [x for x, _ in settled])
    right = _waiting(new, set(taken.values()), [y for _, y in settled])
    scored = []
    for one, other in _candidates(left, right):
        score = likeness(one.traits, other.traits)
        if score >= least:
            # Of two equally like, the one that stayed in its place.
            nearer = score + (0.1 if one.gap == other.gap else 0.0)
            scored.append((-nearer, abs(one.place - other.place), one.at, other.at))
    given = set(taken.values())
    for _, _, x, y in sorted(scored):
        if x not in taken and y not in given:
            taken[x] = y
            given.add(y)


def _waiting(texts: Sequence[str], taken: set[int], settled: list[int]) -> list[_Waiting]:
    out: list[_Waiting] = []
    gap = place = 0
    for at, text in enumerate(texts):
        while gap < len(settled) and settled[gap] < at:
            gap, place = gap + 1, 0
        if at not in taken:
            out.append(_Waiting(at, gap, place, traits(text)))
            place += 1
    return out


def _candidates(left: list[_Waiting], right: list[_Waiting]) -> Iterator[tuple[_Waiting, _Waiting]]:
    """Pairs worth comparing: near each other in one gap, or with rarer words in common."""
    by_gap: dict[int, list[_Waiting]] = defaultdict(list)
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, other in enumerate(right):
        by_gap[other.gap].append(other)
        for word in other.traits.words:
            by_word[word].append(index)
    rare = {word: where for word, where in by_word.items() if len(where) <= _RARE}
    for one in left:
        near = by_gap[one.gap][max(0, one.place - _NEAR) : one.place + _NEAR + 1]
        yield from ((one, other) for other in near)
        if len(near) == len(right):
            continue
        shared = Counter(index for word in one.traits.words for index in rare.get(word, ()))
        seen = {other.at for other in near}
        for index, _ in shared.most_common(_FROM_WORDS):
            if right[index].at not in seen:
                yield one, right[index]
