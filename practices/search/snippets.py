"""Marking found words, and cutting a telling piece out of a text, where the database cannot.

PostgreSQL's own function reads texts in another way than questions are cut (hyphens, tags), and
takes longer than the search itself.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from practices.search.marking import START, STOP
from practices.search.question import Phrase, fold

_WORD = re.compile(r"[^\W_]+")
LEAD = 6  # words before the first found one


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as words: where each begins and ends, and which of them were found."""

    spans: list[tuple[int, int]]
    found: list[int]


class Marker:
    """Marks phrases. `forms` gives for each word of theirs the forms in which it is found."""

    def __init__(self, phrases: Iterable[Phrase], forms: Mapping[str, set[str]]) -> None:
        self.phrases = [[forms[word] for word in phrase] for phrase in phrases]
        self.first = set().union(*(phrase[0] for phrase in self.phrases))

    def whole(self, text: str) -> str:
        """All of a text, marked."""
        read = self._read(text)
        return _signed(text, read, 0, len(read.spans))

    def piece(self, text: str, length: int) -> str:
        """Some `length` words where most was found, or where the text begins; marked."""
        read = self._read(text)
        begin = _densest(read.found, length)
        end = min(begin + length, len(read.spans))
        piece = _signed(text, read, begin, end)
        return ("…" if begin else "") + piece + ("…" if end < len(read.spans) else "")

    def _read(self, text: str) -> _Read:
        spans = [match.span() for match in _WORD.finditer(text)]
        folded = text.casefold() if text.isascii() else None
        words = [folded[a:b] if folded else fold(text[a:b]) for a, b in spans]
        found: set[int] = set()
        for place, word in enumerate(words):
            if word in self.first:
                found.update(self._from(words, place))
        return _Read(spans, sorted(found))

    def _from(self, words: list[str], place: int) -> Iterable[int]:
        """The places of the phrases that begin here."""
        for phrase in self.phrases:
            here = words[place : place + len(phrase)]
            fits = (word in forms for word, forms in zip(here, phrase, strict=False))
            if len(here) == len(phrase) and all(fits):
                yield from range(place, place + len(phrase))


def _densest(found: list[int], length: int) -> int:
    """Where to begin so that most of what was found is inside."""
    best, begin = 0, 0
    for number, place in enumerate(found):
        start = max(0, place - LEAD)
        inside = bisect_left(found, start + length) - number
        if inside > best:
            best, begin = inside, start
    return begin


def _signed(text: str, read: _Read, begin: int, end: int) -> str:
    """The words from `begin` up to `end` and what stands between, signs around those found."""
    if begin >= end:
        return text
    out, at = [], read.spans[begin][0] if begin else 0
    for place in read.found:
        if begin <= place < end:
            start, stop = read.spans[place]
            out += [text[at:start], START, text[start:stop], STOP]
            at = stop
    last = len(text) if end == len(read.spans) else read.spans[end - 1][1]
    return "".join(out) + text[at:last]
