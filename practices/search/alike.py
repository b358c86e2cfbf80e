"""Entries that may be the same: as one somebody is about to write, and as one another."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from django.db.models import Q
from rapidfuzz import fuzz, process, utils

from practices import kinds
from practices.models import Entry, Link

OFFERED = 3
LIKELY = 78
"""How alike two titles are, of 100, before one is offered for the other."""

_WORD = re.compile(r"\w{4,}")


def alike(kind: str, title: str, *, user: Any) -> list[Entry]:
    """Up to three entries of a kind, visible to `user`, whose titles are much like `title`."""
    # The beginnings of words, so that "listening" finds "listen".
    stems = sorted({word[:5] for word in _WORD.findall(title.casefold()[:200])})[:6]
    if not stems:
        return []
    named = Q()
    for stem in stems:
        named |= Q(title__icontains=stem)
    visible = Entry.objects.visible_to(user).of_kind(kind).filter(named)
    near = list(visible.in_brief().newest()[:200])
    found = process.extract(
        title,
        [entry.title for entry in near],
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=LIKELY,
        limit=OFFERED,
    )
    return [near[place] for _, _, place in found]


# As one another ---------------------------------------------------------------------------

TOO_LIKE = 86
"""How alike two titles that stand here are, of 100, before somebody is asked to look."""
NEIGHBOURS = 5
"""How many of the next titles, in two orders, each is held against."""
MOST_PAIRS = 100

type Pair = tuple[int, int]
type Titled = tuple[str, str, int]
"""An entry by kind, title as it is compared, and number."""


def twins() -> list[Pair]:
    """Published entries of one kind whose titles are much alike, by number, likest first.

    A title is held against its neighbours alone, in two orders, so that the time grows with the
    library and not with its square: about a quarter of a second for 10,000 entries.
    """
    rows = Entry.objects.published().order_by("pk").values_list("kind", "title", "pk")
    titled = sorted((kind, _compared(kind, title), pk) for kind, title, pk in rows)
    likeness = dict(_near(titled))
    titled.sort(key=_rarest_first(titled))
    likeness |= dict(_near(titled))
    return sorted(likeness, key=lambda pair: (-likeness[pair], pair))[:MOST_PAIRS]


def _compared(kind: str, title: str) -> str:
    """Plain letters, the words in order: only a proposition turned round says something else."""
    plain = utils.default_process(title)
    return plain if kind == kinds.PROPOSITION.name else " ".join(sorted(plain.split()))


def _rarest_first(titled: Iterable[Titled]) -> Callable[[Titled], tuple[str, list[str]]]:
    """What sorts titles by their words, the rarest in the library first."""
    common = Counter(chain.from_iterable(title.split() for _, title, _ in titled))
    order = {word: f"{count:08}{word}" for word, count in common.items()}
    return lambda one: (one[0], sorted(order[word] for word in one[1].split()))


def _near(in_order: list[Titled]) -> Iterator[tuple[Pair, float]]:
    for place, (kind, title, one) in enumerate(in_order):
        for its_kind, its_title, other in in_order[place + 1 : place + 1 + NEIGHBOURS]:
            score = fuzz.ratio(title, its_title, score_cutoff=TOO_LIKE)
            if score and kind == its_kind:
                yield (min(one, other), max(one, other)), score


def apart(pairs: Iterable[Pair]) -> list[tuple[Entry, Entry]]:
    """Those of the pairs that still stand and that no link ties: a link says that they are two."""
    pairs = list(pairs)
    numbers = set(chain.from_iterable(pairs))
    links = Link.objects.standing().filter(source__in=numbers, target__in=numbers)
    tied = {(min(ends), max(ends)) for ends in links.values_list("source", "target")}
    entries = Entry.objects.published().in_brief().in_bulk(numbers)
    return [
        (entries[one], entries[other])
        for one, other in pairs
        if one in entries and other in entries and (one, other) not in tied
    ]
