"""What search is to know of an entry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from practices import kinds, prose
from practices.models import Entry
from practices.models.theme import theme_key
from practices.search.marking import bare
from practices.search.question import key_of, tokens

_HYPHENED = re.compile(r"\b([^\W\d_]+)[-‐‑]([^\W\d_]+)\b")
_HEADING_END = re.compile(r"(?<=[\w”’)])(</h[2-4]>)")
_ITEM_END = re.compile(r"(?<=[\w”’)])(</li>)")
_FACTS_TO_READ = [fact.name for fact in kinds.FACTS if fact.shape == "text"]
_LINES = ("organisation", "place", "period", "source")

LONGEST_WORD = 40
LONGEST = 150_000  # characters; PostgreSQL takes no vector much larger than this makes


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as it is written to the index."""

    entry: int
    title: str
    head: str
    extra: str
    text: str
    labels: str
    due: date | None = None
    places: dict[str, str] | None = field(default_factory=dict)
    """Names by key, or None where entries of this kind have no place."""

    def words(self) -> set[str]:
        """The words that somebody may be typing, or have meant by a slip."""
        written = " ".join((self.title, self.head, self.extra, self.text))
        return known_by(written)


def known_by(text: str) -> set[str]:
    """The words of a text that are worth offering, none longer than there is room for."""
    return {word for word in tokens(text) if 2 <= len(word) <= LONGEST_WORD}


def document(entry: Entry, *, text: str | None = None) -> Document:
    """The document of an entry, from its row alone; `text` spares reading it again."""
    text = _text(entry) if text is None else text
    named = " ".join([entry.title, *entry.theme_names, text])
    terms = [slug.replace("-", " ") for slug in (*entry.groups, *entry.outcomes)]
    lines = [getattr(entry, name) for name in _LINES]
    places = _places(entry)
    return Document(
        entry=entry.pk,
        title=bare(entry.title),
        head=bare(", ".join([*entry.theme_names, *terms])),
        extra=bare(", ".join(filter(None, [*lines, *_said(entry.meeting), *_joined(named)]))),
        text=bare(text)[:LONGEST],
        labels=" ".join(_labels(entry, places)),
        due=entry.review_due,
        places=places if "place" in entry.sort.facts else None,
    )


def _text(entry: Entry) -> str:
    facts = [getattr(entry, name) for name in _FACTS_TO_READ]
    pages = [html for name in ("body", *kinds.LIST_FACTS) if (html := getattr(entry, name))]
    return "\n".join(filter(None, [entry.summary, *facts, *map(_read, pages)]))


def _read(html: str) -> str:
    """The words of a page, so that a piece cut across a heading or a list still reads."""
    return prose.plain(_ITEM_END.sub(r";\1", _HEADING_END.sub(r":\1", html)))


def _joined(text: str) -> list[str]:
    """Words with a hyphen as many write them: co-production, coproduction."""
    return sorted({a.lower() + b.lower() for a, b in _HYPHENED.findall(text)})


def _said(value: Any) -> Iterator[str]:
    """Every word that stands in the record of a meeting, times and dates left out."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _said(item)
    elif isinstance(value, str) and not value[:4].isdecimal():
        yield value


def _places(entry: Entry) -> dict[str, str]:
    names = [entry.place, *entry.place.split(",")]
    return {key: " ".join(name.split()) for name in names if (key := key_of(name))}


def _labels(entry: Entry, places: dict[str, str]) -> Iterator[str]:
    yield f"kind:{entry.kind}"
    yield from (f"theme:{theme_key(name)}" for name in entry.theme_names)
    yield from (f"group:{slug}" for slug in entry.groups)
    yield from (f"outcome:{slug}" for slug in entry.outcomes)
    # Hyde Park and Leeds, but not “Hyde Park, Leeds” as a third.
    yield from (f"place:{key}" for key, name in places.items() if "," not in name)
    propositions = {
        link["to"] for link in entry.links_record if link["kind"] == kinds.PROPOSITION.name
    }
    yield from (f"proposition:{pk}" for pk in sorted(propositions))
