"""Words written otherwise: British and American, and slips of the keys."""

import re
from collections.abc import Iterator, Sequence

from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from practices.models import EntryQuerySet, SearchWord
from practices.search.engine import Among, Engine
from practices.search.question import Clause, Phrase

SHORTEST = 4
"""Shorter words are too near to too many others to guess what was meant."""

CANDIDATES = 4
MOST_SLIPS = 3
RARE, FAR_MORE = 3, 5
"""A word found in fewer entries than RARE may be a slip that somebody else made as well, where
a word much like it is in FAR_MORE times as many."""

_ENOUGH = RARE * FAR_MORE
_Z_OR_S = re.compile(r"(?<=[a-z]{2})(i[sz])(?=(?:e|ed|er|ers|es|ing|ation|ations|ational)$)")
_OUR_OR_OR = re.compile(
    r"^(?P<stem>behavi|col|endeav|fav|harb|hon|lab|neighb|rum|vig)(?P<end>ou?r)(?P<rest>.*)$"
)
_PAIRS = {"centre": "center", "centred": "centered", "programme": "program"}
_PAIRS |= {"programmes": "programs", "centres": "centers", "defence": "defense"}
_PAIRS |= {"licence": "license", "enrol": "enroll", "fulfil": "fulfill", "judgement": "judgment"}
_PAIRS |= {there: here for here, there in _PAIRS.items()}


def as_written(phrases: Sequence[Phrase]) -> list[Clause]:
    """Each phrase of a question with the other ways in which the same is written."""
    return [(phrase, *_also(phrase)) for phrase in phrases]


def _also(phrase: Phrase) -> Iterator[Phrase]:
    other = tuple(_across_the_sea(word) for word in phrase)
    if other != phrase:
        yield other
    if len(phrase) == 2:
        # "co production" may stand there as "coproduction".
        yield ("".join(phrase),)


def _across_the_sea(word: str) -> str:
    if word in _PAIRS:
        return _PAIRS[word]
    if found := _OUR_OR_OR.match(word):
        stem, end, rest = found.groups()
        return stem + ("or" if end == "our" else "our") + rest
    return _Z_OR_S.sub(lambda found: "iz" if found[1] == "is" else "is", word)


def mended(
    phrases: Sequence[Phrase], visible: EntryQuerySet, engine: Engine
) -> list[Phrase] | None:
    """The question without its slips, or None where there is nothing to mend.

    A word stays unless it is found in next to no visible entry and one much like it is found
    in far more. Words of entries that the viewer may not see are never offered, since every
    candidate is counted among those they may.
    """
    near = _near({word for phrase in phrases for word in phrase if _may_be_a_slip(word)})
    asked = [*near, *{word for words in near.values() for word in words} - near.keys()]
    if not asked:
        return None
    clauses = [as_written([(word,)])[0] for word in asked]
    found = dict(zip(asked, engine.counts(clauses, Among(visible), most=_ENOUGH), strict=True))
    meant = {word: _meant(word, words, found) for word, words in near.items()}
    better = [tuple(meant.get(word, word) for word in phrase) for phrase in phrases]
    return better if better != list(phrases) else None


def _may_be_a_slip(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def _near(words: set[str]) -> dict[str, list[str]]:
    """For each word the known words at a distance a hand might slip, nearest first."""
    if not words:
        return {}
    sizes = [len(word) for word in words]
    known = (
        SearchWord.objects.annotate(size=Length("word"))
        .filter(size__gte=min(sizes) - MOST_SLIPS, size__lte=max(sizes) + MOST_SLIPS)
        .values_list("word", flat=True)
    )
    # Sorted, so that two words equally near come in the same order on every database.
    choices = sorted(known)
    return {word: _nearest(word, choices) for word in words}


def _nearest(word: str, choices: list[str]) -> list[str]:
    slips = 1 if len(word) < 6 else 2 if len(word) < 10 else MOST_SLIPS
    near = process.extract(
        word, choices, scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES + 1
    )
    return [other for other, _, _ in near if other != word][:CANDIDATES]


def _meant(word: str, near: list[str], found: dict[str, int]) -> str:
    """The nearest word found in far more entries, or the word itself."""
    if found[word] >= RARE:
        return word
    likely = [other for other in near if found[other] > found[word] * FAR_MORE]
    return min(likely, key=lambda other: OSA.distance(word, other), default=word)
