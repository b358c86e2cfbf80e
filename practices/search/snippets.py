"""Marking found words, and cutting a telling piece out of a text.

The databases have functions for this, but they read every text again from its first word to its
last, which takes longer than the search itself; and they would mark differently.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache

from practices.search.marking import START, STOP
from practices.search.question import Phrase

LEAD = 40  # characters before the first found word
ROOM = 220  # characters of a piece, about two lines
FROM_ONE_TEXT = 200
"""Places looked at in one text. More do not make its best piece better."""

type Place = tuple[int, int]
"""Where something found begins and ends."""

_NEXT = re.compile(r"[\W_]*([^\W_]+)")


class Marker:
    """Marks phrases. `forms` gives for each word of theirs the forms in which it is found."""

    def __init__(self, phrases: Iterable[Phrase], forms: Mapping[str, set[str]]) -> None:
        self.phrases = [[forms[word] for word in phrase] for phrase in phrases]

    def whole(self, text: str) -> str:
        """All of a text, marked."""
        return _signed(text, self._found(text), 0, len(text))

    def piece(self, text: str) -> str:
        """A piece where most was found, or where the text begins; marked."""
        found = self._found(text)
        begin, end = _around(text, _densest(found))
        piece = _signed(text, found, begin, end).strip()
        return ("…" if begin else "") + piece + ("…" if end < len(text) else "")

    def _found(self, text: str) -> list[Place]:
        """The places of all phrases, in order, none inside another."""
        folded = _folded(text)
        places = sorted(
            {
                place
                for first, *others in self.phrases
                for form in first
                for place in _places(folded, form, others)
            }
        )
        apart: list[Place] = []
        for place in places:
            if not apart or place[0] >= apart[-1][1]:
                apart.append(place)
        return apart


def _places(text: str, first: str, others: list[set[str]]) -> Iterable[Place]:
    """Where a word stands by itself, with the other words of its phrase right behind it."""
    at, looked = text.find(first), 0
    while at >= 0 and looked < FROM_ONE_TEXT:
        end = at + len(first)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            for forms in others:
                end = _next(text, end, forms)
            if end >= 0:
                yield at, end
        at, looked = text.find(first, at + 1), looked + 1


def _next(text: str, at: int, forms: set[str]) -> int:
    """Where the next word ends, if it is one of these; -1 if not, or if `at` is that already."""
    if at < 0:
        return at
    found = _NEXT.match(text, at)
    return found.end() if found and found[1] in forms else -1


def _densest(found: list[Place]) -> int:
    """Where most was found within the room of a piece."""
    begins = [begin for begin, _ in found]
    most, best = 0, 0
    for number, begin in enumerate(begins):
        inside = bisect_left(begins, begin + ROOM - LEAD) - number
        if inside > most:
            most, best = inside, begin
    return best


def _around(text: str, place: int) -> Place:
    """A piece of text around a place, cut between words."""
    begin = max(0, place - LEAD)
    if begin:
        begin = max(text.rfind(" ", 0, begin), 0)
    end = min(begin + ROOM, len(text))
    if end < len(text):
        end = max(text.rfind(" ", begin + ROOM // 2, end), begin + ROOM // 2)
    return begin, end


def _signed(text: str, found: list[Place], begin: int, end: int) -> str:
    """The text from `begin` to `end`, signs around what was found."""
    out, at = [], begin
    for start, stop in found:
        if begin <= start and stop <= end:
            out += [text[at:start], START, text[start:stop], STOP]
            at = stop
    return "".join(out) + text[at:end]


def _folded(text: str) -> str:
    """A text without case and accents, every letter in the place it had."""
    if text.isascii():
        return text.lower()
    # Of bytes only the capitals of ASCII become small.
    small = text.encode().lower()
    folded = small.decode()
    # Most of a text is ASCII: the few other letters are looked at once each. In order, so that what
    # one becomes is not changed again: it stands before it.
    for letter in sorted(set(small.translate(None, _ASCII).decode())):
        if (plain := _plain(letter)) != letter:
            folded = folded.replace(letter, plain)
    return folded


_ASCII = bytes(range(128))


@cache
def _plain(letter: str) -> str:
    """A letter without case and accents, or as it is where that would take several."""
    apart = unicodedata.normalize("NFKD", letter.casefold())
    kept = "".join(part for part in apart if not unicodedata.combining(part))
    return kept if len(kept) == 1 else letter
