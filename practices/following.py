"""What people follow: reading it, and the words and addresses for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from practices import kinds, search
from practices.models import Entry, Follow, Level, Notice, Person, Theme, What
from practices.rooms import rooms

MOST_UNSEEN = 99
"""Notices are counted no further than this."""

# Asked on every page of whoever is signed in, before what they may see is looked at.
_ANY_UNSEEN = (
    f"SELECT EXISTS (SELECT 1 FROM {Notice._meta.db_table} WHERE person_id = %s AND seen IS NULL)"
)


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that can be followed, as one may see it: a title and an address."""

    what: str
    key: str
    title: str
    url: str

    @property
    def label(self) -> str:
        """What sort of thing it is, in a word."""
        return str(What(self.what).label)


def followed(what: str, key: str, viewer: Any) -> Followed | None:
    """One thing that can be followed, or None where there is none that this viewer may see."""
    return shown([(what, key)], viewer).get((what, key))


def shown(pairs: Iterable[tuple[str, str]], viewer: Any) -> dict[tuple[str, str], Followed]:
    """Those of these things that the viewer may see. At most one query for each sort of thing.

    Entries and people are known by their numbers, as both can be renamed.
    """
    keys = defaultdict(list)
    for what, key in pairs:
        keys[what].append(key)
    return {
        (what, key): Followed(what, key, title, url)
        for what, wanted in keys.items()
        for key, (title, url) in _shown(what, wanted, viewer).items()
    }


def _shown(what: str, keys: list[str], viewer: Any) -> Mapping[str, tuple[str, str]]:
    if what in rooms.followed:
        return rooms.followed[what].shown(keys, viewer)
    known = {
        What.ENTRY: _entries,
        What.THEME: _themes,
        What.PERSON: _people,
        What.SEARCH: _searches,
        What.ME: _me,
        What.KEPT: _kept,
    }
    return known[What(what)](keys, viewer) if what in known else {}


def _numbers(keys: list[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 18]


def _entries(keys: list[str], viewer: Any) -> dict[str, tuple[str, str]]:
    found = Entry.objects.visible_to(viewer).in_brief().in_bulk(_numbers(keys))
    return {str(pk): (entry.title, entry.get_absolute_url()) for pk, entry in found.items()}


def _themes(keys: list[str], viewer: Any) -> dict[str, tuple[str, str]]:
    found = Theme.objects.filter(slug__in=keys, word_for=None)
    return {theme.slug: (theme.name, theme.get_absolute_url()) for theme in found}


def _people(keys: list[str], viewer: Any) -> dict[str, tuple[str, str]]:
    open_ones = Person.objects.members().filter(is_listed=True, is_active=True)
    found = open_ones.filter(pk__in=_numbers(keys))
    return {str(person.pk): (person.name, person.get_absolute_url()) for person in found}


def _searches(keys: list[str], viewer: Any) -> dict[str, tuple[str, str]]:
    named = {key: _search_in_words(question_of(key)) for key in keys}
    return {key: (words, reverse("search") + key) for key, words in named.items() if words}


def _search_in_words(question: search.Question) -> str:
    words = [f"“{question.words}”"] if question.words else []
    for name, value in question.filters.items():
        said = kinds.BY_NAME[value].plural_label if value in kinds.BY_NAME else value
        words.append(said if name == "kind" else f"{name} {said}")
    return ", ".join(words)


def _me(keys: list[str], viewer: Any) -> dict[str, tuple[str, str]]:
    return dict.fromkeys(keys, ("Answers to what you say, and where you are named", ""))


def _kept(keys: list[str], viewer: Any) -> dict[str, tuple[str, str]]:
    return dict.fromkeys(keys, ("The pages you look after", reverse("desk")))


def question_of(key: str) -> search.Question:
    """The search that a key stands for."""
    return search.Question.of(dict(parse_qsl(key.removeprefix("?"))))


def search_key(question: search.Question) -> str:
    """The key under which a search is followed, or nothing where nothing is asked."""
    return "" if question.is_empty else question.address()


def hits(key: str) -> list[int]:
    """The numbers of all published entries that a search finds, if it finds what it says.

    What has only some of the words, or other words, is no hit that anybody asked to hear of.
    """
    results = search.find(question_of(key), visible_to=AnonymousUser(), with_facets=False)
    if results.is_loose or results.mended:
        return []
    return sorted(results.entries)


def all_of(person: Person) -> QuerySet[Follow]:
    """Everything a person follows."""
    return Follow.objects.filter(person=person).order_by("what", "id")


def notices_of(person: Person) -> QuerySet[Notice]:
    """What a person was told, newest first, of what they may see now."""
    # Asked on every page, and few notices stand against a whole library: it begins at the notices.
    visible = Entry.objects.visible_to(person).filter(pk=OuterRef("entry"))
    told = Notice.objects.filter(Exists(visible), person=person)
    return told.exclude(comment__hidden__isnull=False)


def unseen(person: Person) -> int:
    """How many notices this person has not looked at; beyond `MOST_UNSEEN` one more than that."""
    with connection.cursor() as db:
        db.execute(_ANY_UNSEEN, [person.pk])
        if not db.fetchone()[0]:
            return 0
    return notices_of(person).filter(seen=None).order_by()[: MOST_UNSEEN + 1].count()


def level_names() -> list[tuple[str, str]]:
    """How often there may be a letter, with the words for it."""
    return [(str(value), str(label)) for value, label in Level.choices]
