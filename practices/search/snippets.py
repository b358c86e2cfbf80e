"""Marking found words, and cutting a telling piece out of a text.

The databases have functions for this, but they read every text again from its first word to its
last, which takes longer than the search itself; and they would mark differently.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping

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


class _Letters(dict[int, str]):
    """For `str.translate`: every letter without case and accents, in the place it had."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code).casefold())
        kept = "".join(part for part in apart if not unicodedata.combining(part))
        self[code] = kept if len(kept) == 1 else chr(code)
        return self[code]


_LETTERS = _Letters()


# Most of a text needs no look at each letter. Quotes and dashes are what they are.
_TO_FOLD = re.compile(r"[^\x00-\x7f‘’“”–—…]+")


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Of bytes only the capitals of ASCII become small: no letter leaves its place.
    return _TO_FOLD.sub(_fold, text.encode().lower().decode())


def _fold(found: re.Match[str]) -> str:
    return found[0].translate(_LETTERS)
