"""What somebody asks for, and the words in it as both databases understand them. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from practices import kinds

MOST_WORDS = 12
"""Words beyond these are left out of a question, and the page says so."""

LONGEST = 300  # characters of a question that are read

type Phrase = tuple[str, ...]
"""Words that have to stand next to one another; mostly just one."""

type Clause = tuple[Phrase, ...]
"""Phrases of which one is enough."""

_TOKEN = re.compile(r"[^\W_]+")
_PART = re.compile(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)')
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

FILTERS = ("kind", "theme", "group", "outcome", "place", "proposition")


@dataclass(frozen=True, slots=True)
class Question:
    """Words and filters, each of which may be empty. Filters are slugs, `kind` the singular.

    `literally` asks for the words as they stand, with no slip mended.
    """

    words: str = ""
    kind: str = ""
    theme: str = ""
    group: str = ""
    outcome: str = ""
    place: str = ""
    proposition: str = ""
    page: int = 1
    literally: bool = False

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Self:
        """The question in an address: `q`, the filters, `page`, `literally`. Takes anything."""
        page = sent.get("page", "")
        filters = {name: readable(sent.get(name, ""))[:120] for name in FILTERS}
        if filters["kind"] in kinds.BY_PLURAL:
            filters["kind"] = kinds.BY_PLURAL[filters["kind"]].name
        return cls(
            words=readable(sent.get("q", "")),
            page=int(page) if page.isdecimal() and len(page) < 7 else 1,
            literally=bool(sent.get("literally")),
            **filters,
        )

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    def address(self, **changes: Any) -> str:
        """This question as the end of an address, beginning with its first page."""
        asked = replace(self, **({"page": 1} | changes))
        sent = {"q": asked.words, **asked.filters}
        if asked.literally:
            sent["literally"] = "1"
        if asked.page > 1:
            sent["page"] = str(asked.page)
        return "?" + urlencode({name: value for name, value in sent.items() if value})

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked at all."""
        return not self.words and not self.filters


def readable(text: str) -> str:
    """A question as it can be kept, shown and sent to a database."""
    return " ".join(_UNREADABLE.sub(" ", text[: LONGEST * 4]).split())[:LONGEST]


def fold(text: str) -> str:
    """Letters as search compares them: no case, no accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    # Texts are mostly ASCII, which holds no marks: only the rest is looked at letter by letter.
    return _BEYOND_ASCII.sub(_without_marks, apart)


def _without_marks(found: re.Match[str]) -> str:
    return "".join(char for char in found[0] if not unicodedata.combining(char))


def tokens(text: str) -> list[str]:
    """The words of a text, folded."""
    return _TOKEN.findall(text.casefold() if text.isascii() else fold(text))


def key_of(name: str) -> str:
    """A name as a word in an address."""
    return "-".join(tokens(name))


def phrases(words: str) -> list[Phrase]:
    """The words and quoted phrases of a question, small words left out if others remain.

    A word with a hyphen is a phrase of its parts.
    """
    found = list(_phrases(words))
    telling = [phrase for phrase in found if len(phrase) > 1 or phrase[0] not in SMALL_WORDS]
    return (telling or found)[:MOST_WORDS]


def _phrases(words: str) -> Iterator[Phrase]:
    for quoted, bare in _PART.findall(words):
        if parts := tuple(tokens(quoted or bare))[:MOST_WORDS]:
            yield parts


def has_too_many_words(words: str) -> bool:
    """Whether not all of a question is looked for."""
    return len(phrases(words)) == MOST_WORDS and len(tokens(words)) > MOST_WORDS


SMALL_WORDS = frozenset(
    """a about am an and are as at be been but by can did do does for from had has have how i if
    in into is it its me my of on or our s so t than that the their them then there these they
    this those to us was we were what when where which who whom why will with would you your
    """.split()
)
