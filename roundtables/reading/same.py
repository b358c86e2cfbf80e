"""The same note met twice: also under other punctuation, without bullets, or lightly edited."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b, sha256
from html import unescape

from .notes import FoundNote

_SHINGLE = 4
_SKETCH = 128
_WORDS = re.compile(r"[^\W_]+")
_BETWEEN_LETTERS = re.compile(r"(?<=\w)[-–—’'‘`´](?=\w)")
_TAG = re.compile(r"<[^>]*>")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
# Of the words in fours, how many the shorter text must share with the longer.
_NEARLY_ALL = 0.8
_ENOUGH_IN_ALL = 0.6


@lru_cache(maxsize=64)  # a text is held against several others
def words_of(text: str) -> tuple[str, ...]:
    """The words in small letters, whatever the spaces, quotes, hyphens, accents and numbering."""
    plain = unicodedata.normalize("NFKD", unescape(_TAG.sub(" ", text))).casefold()
    joined = _BETWEEN_LETTERS.sub("", _BEYOND_ASCII.sub(_without_accents, plain))
    return tuple(word for word in _WORDS.findall(joined) if word != "o" and not word.isdigit())


def _without_accents(found: re.Match[str]) -> str:
    return "".join(letter for letter in found[0] if not unicodedata.combining(letter))


def fingerprint(note: FoundNote) -> str:
    """The same 64 letters for the same words, whatever the punctuation, bullets and spaces."""
    return fingerprint_of(note.text)


def fingerprint_of(text: str) -> str:
    """The fingerprint of plain text or HTML."""
    return sha256("".join(words_of(text)).encode()).hexdigest()


def sketch_of(text: str) -> str:
    """A short sketch of a text (at most 1,024 letters), to be kept and compared later."""
    hashes = {int.from_bytes(blake2b(part.encode(), digest_size=4).digest())
              for part in _shingles(text)}  # fmt: skip
    return "".join(f"{value:08x}" for value in sorted(hashes)[:_SKETCH])


def alike(one: str, other: str) -> float:
    """How much two sketched texts share: 0 nothing, 1 all (an estimate of their words in fours)."""
    first, second = _values(one), _values(other)
    least = sorted(first | second)[:_SKETCH]
    return len(first & second & set(least)) / len(least) if least else 0.0


def same_sketch(one: str, other: str) -> bool:
    """Whether two kept sketches are of the same text, lightly edited at most."""
    return alike(one, other) >= _ENOUGH_IN_ALL


def same_note(one: FoundNote, other: FoundNote) -> bool:
    """Whether these are one note. Two days or two numbers of a series are two notes."""
    if _differ(one.date, other.date) or _differ(one.number, other.number):
        return False
    return same_text(one.text, other.text)


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for light editing; both plain text or HTML."""
    if fingerprint_of(one) == fingerprint_of(other):
        return True
    first, second = _shingles(one), _shingles(other)
    return _share(first, second)


def merge_sources(notes: Iterable[FoundNote]) -> list[FoundNote]:
    """Each note once, the first met of its like, naming every source it was found in."""
    merged: list[FoundNote] = []
    shingled: list[set[str]] = []
    for note in notes:
        shingles = _shingles(note.text)
        at = _known(note, shingles, merged, shingled)
        if at is None:
            merged.append(note)
            shingled.append(shingles)
        else:
            merged[at] = _with_source(merged[at], note)
    return merged


def _known(
    note: FoundNote, shingles: set[str], merged: list[FoundNote], shingled: list[set[str]]
) -> int | None:
    for at, known in enumerate(merged):
        apart = _differ(note.date, known.date) or _differ(note.number, known.number)
        if not apart and _share(shingles, shingled[at]):
            return at
    return None


def _with_source(known: FoundNote, again: FoundNote) -> FoundNote:
    sources = tuple(dict.fromkeys(known.sources + again.sources))
    said = f"“{again.title}” was met more than once ({', '.join(sources)}) and is brought in once."
    unsure = tuple(dict.fromkeys((*known.unsure, said)))
    return replace(known, sources=sources, unsure=unsure)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _share(first: set[str], second: set[str]) -> bool:
    if not first or not second:
        return first == second
    common = len(first & second)
    smaller = min(len(first), len(second))
    return common >= _NEARLY_ALL * smaller and common >= _ENOUGH_IN_ALL * max(
        len(first), len(second)
    )


def _shingles(text: str) -> set[str]:
    words = words_of(text)
    if len(words) <= _SHINGLE:
        return {" ".join(words)} - {""}
    return {" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}


def _values(sketch: str) -> set[int]:
    return {int(sketch[at : at + 8], 16) for at in range(0, len(sketch), 8)}
