"""Other words for themes: what stewards say is called so here, for questions asked with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from practices.models import Theme
from practices.search.question import MOST_WORDS, SMALL_WORDS, Clause, Phrase, tokens

KEY = "words-for-themes"
KEPT_FOR = 60
"""Seconds. Other processes hear of a new word within this time."""
LONGEST_RUN = 5
"""Words of a question that may be one word for a theme."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A word in a question that means a theme."""

    word: str
    theme: str
    slug: str


@dataclass(frozen=True, slots=True)
class _Words:
    by_words: dict[Phrase, Meant]
    by_slug: dict[str, str]


def also_called(asked: Sequence[Phrase]) -> tuple[list[Clause], list[Meant]]:
    """For each phrase of a question what else would do, and the themes that are meant.

    Several phrases may be one word for a theme: `(a or t) and (b or t)` is `(a and b) or t`.
    """
    known = _known().by_words
    others: list[list[Phrase]] = [[] for _ in asked]
    meant = []
    for begin in range(len(asked) if known else 0):
        for end in range(begin + 1, min(begin + LONGEST_RUN, len(asked)) + 1):
            one = known.get(_key(word for phrase in asked[begin:end] for word in phrase))
            if one is not None:
                meant.append(one)
                for place in range(begin, end):
                    others[place].append(tuple(tokens(one.theme))[:MOST_WORDS])
    return [tuple(other) for other in others], meant


def theme_meant(slug: str) -> str:
    """The slug of the theme that a slug leads to: mostly itself."""
    return _known().by_slug.get(slug, slug)


def forget_synonyms() -> None:
    """Look the words up anew."""
    cache.delete(KEY)


def _key(words: Iterable[str]) -> Phrase:
    """Words without the small ones, which questions leave out; those alone stay as they are."""
    words = tuple(words)
    return tuple(word for word in words if word not in SMALL_WORDS) or words


def _known() -> _Words:
    words: _Words | None = cache.get(KEY)
    if words is None:
        words = _read()
        cache.set(KEY, words, KEPT_FOR)
    return words


def _read() -> _Words:
    rows = Theme.objects.filter(word_for__isnull=False).select_related("word_for").order_by("pk")
    words = _Words({}, {})
    for row in rows:
        theme = row.word_for
        words.by_slug[row.slug] = theme.slug
        if not row.only_leads:
            meant = Meant(row.name, theme.name, theme.slug)
            words.by_words[_key(tokens(row.name))] = meant
    return words
