"""Themes that may be one: written nearly alike, or standing on the same entries.

Nothing here compares each with each: names meet where they share letters that few others have,
and entries are counted by the database.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, QuerySet

from practices.models import TaggedEntry, Theme, ThemeChange, ThemeVerb

ALIKE = 0.6
"""Of all the threes of letters in two names, how many both must have to be shown."""
SAME_ENTRIES = 0.8
"""Of all the entries of two themes, how many must have both."""
FEWEST_SHARED = 3
MOST = 60

KEY, KEPT_FOR = "themes-to-merge", 3600

SAME_LETTERS = "the same, but for capitals, hyphens, spaces or a plural"
NEARLY = "written nearly alike"
TOGETHER = "nearly always stand on the same entries"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two themes, the one with fewer entries first, and why they may be one."""

    fewer: Theme
    more: Theme
    counts: tuple[int, int]
    why: str


def likely_pairs() -> list[Pair]:
    """The likeliest first, as they were up to an hour ago; what stewards do shows at once.

    Pairs that a steward has told apart are left out.
    """
    pairs: list[Pair] | None = cache.get(KEY)
    if pairs is None:
        pairs = _found()
        cache.set(KEY, pairs, KEPT_FOR)
    return pairs


def forget_pairs() -> None:
    """Look for pairs anew."""
    cache.delete(KEY)


def _found() -> list[Pair]:
    counts = dict(_tagged().values_list("tag").annotate(count=Count("pk")))
    themes = Theme.objects.filter(word_for=None, pk__in=counts).in_bulk()
    apart = _told_apart()
    found: dict[tuple[int, int], str] = {}
    names = {pk: theme.slug for pk, theme in themes.items()}
    reasons = ((SAME_LETTERS, _same(names)), (NEARLY, _near(names)), (TOGETHER, _together(counts)))
    for why, pairs in reasons:
        for pair in sorted(pairs):
            if pair not in apart and names.keys() >= set(pair):
                found.setdefault(pair, why)
    return [_pair(themes, counts, *pair, why) for pair, why in list(found.items())[:MOST]]


def unused() -> list[Theme]:
    """Themes that no entry has any more."""
    return list(Theme.objects.filter(word_for=None, tagged=None))


def _tagged() -> QuerySet[TaggedEntry]:
    return TaggedEntry.objects.order_by()


def _pair(themes: dict[int, Theme], counts: dict[int, int], a: int, b: int, why: str) -> Pair:
    fewer, more = sorted((a, b), key=lambda pk: (counts[pk], -pk))
    return Pair(themes[fewer], themes[more], (counts[fewer], counts[more]), why)


def _told_apart() -> set[tuple[int, int]]:
    rows = ThemeChange.objects.filter(verb=ThemeVerb.APART, theme__isnull=False, into__isnull=False)
    return {_ordered(*pair) for pair in rows.values_list("theme", "into")}


def _ordered(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


# By name ----------------------------------------------------------------------------------


def _bare(slug: str) -> str:
    """A name without what is written now so, now so: hyphens and plurals."""
    return "".join(_singular(word) for word in re.split(r"[-_]", slug))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word


def _same(names: dict[int, str]) -> Iterator[tuple[int, int]]:
    by_bare = defaultdict(list)
    for pk, slug in names.items():
        by_bare[_bare(slug)].append(pk)
    for first, *others in (sorted(pks) for pks in by_bare.values()):
        yield from ((first, other) for other in others)


def _near(names: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Names that share most of their threes of letters.

    Two such names share one of the rarest threes of each (prefix filtering: Chaudhuri, Ganti and
    Kaushik 2006), so that only names that meet there are compared.
    """
    threes = {pk: _threes(slug) for pk, slug in names.items()}
    common = Counter(three for some in threes.values() for three in some)
    meeting: dict[str, list[int]] = defaultdict(list)
    for pk, some in threes.items():
        rarest = sorted(some, key=lambda three: (common[three], three))
        met = {other for three in _prefix(rarest) for other in meeting[three]}
        for other in met:
            if len(some & threes[other]) >= ALIKE * len(some | threes[other]):
                yield _ordered(pk, other)
        for three in _prefix(rarest):
            meeting[three].append(pk)


def _threes(slug: str) -> frozenset[str]:
    padded = f"  {slug.replace('-', ' ')} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _prefix(rarest: list[str]) -> list[str]:
    return rarest[: int(len(rarest) * (1 - ALIKE)) + 1]


# By entries -------------------------------------------------------------------------------


def _together(counts: dict[int, int]) -> Iterator[tuple[int, int]]:
    beside = F("content_object__tagged__tag")
    pairs = _tagged().filter(tag__lt=beside).values_list("tag", "content_object__tagged__tag")
    shared = pairs.annotate(shared=Count("pk")).filter(shared__gte=FEWEST_SHARED)
    for a, b, both in shared:
        if both >= SAME_ENTRIES * (counts[a] + counts[b] - both):
            yield a, b
