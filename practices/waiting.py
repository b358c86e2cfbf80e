"""What waits for somebody: the sections of the desk, each a way to read it.

A steward sees what waits in the whole library, everybody else what waits on the pages they look
after, and what is suggested under the themes they do. To put something more on the desk, add a
line to `SECTIONS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet

from practices import linked, reporting, theme_pairs
from practices.models import (
    Entry,
    EntryQuerySet,
    Link,
    Person,
    PrivateNote,
    PrivateNoteQuerySet,
    Report,
    Role,
    Suggestion,
    SuggestionQuerySet,
    TaggedEntry,
    TextLink,
)
from practices.search import alike

SHOWN = 5
"""How many of each the desk shows; all of them are a page of their own."""
COUNTED = 99
"""Nothing is counted further than this."""
TWINS_FOR = 3600
"""Seconds for which it is remembered which titles are alike."""

Rows = Sequence[Any] | QuerySet[Any, Any]


def _as_they_are(rows: list[Any], person: Person) -> list[Any]:
    return rows


@dataclass(frozen=True, slots=True)
class Section:
    """One sort of thing that waits.

    `rows` gives what waits for a person, the most pressing first, and `shown` makes a few of
    these rows what its template takes as `one`. What is `for_stewards` is theirs alone.
    """

    name: str
    title: str
    hint: str
    template: str
    rows: Callable[[Person], Rows]
    shown: Callable[[list[Any], Person], list[Any]] = _as_they_are
    for_stewards: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in one section: the first few, and how many there are in words."""

    section: Section
    first: list[Any]
    count: str

    @property
    def is_more(self) -> bool:
        return self.count != str(len(self.first))


def sections_for(person: Person) -> list[Section]:
    """The sections of this person's desk."""
    return [one for one in SECTIONS if person.is_steward or not one.for_stewards]


def on_the_desk(person: Person) -> list[Waiting]:
    """What waits for this person, section by section, with empty ones."""
    return [_waiting(section, person) for section in sections_for(person)]


def _waiting(section: Section, person: Person) -> Waiting:
    rows = section.rows(person)
    first = list(rows[: SHOWN + 1])
    count = len(first) if len(first) <= SHOWN else _counted(rows)
    said = f"{COUNTED}+" if count > COUNTED else str(count)
    return Waiting(section, section.shown(first[:SHOWN], person), said)


def _counted(rows: Rows) -> int:
    some = rows[: COUNTED + 1]
    return some.count() if isinstance(some, QuerySet) else len(some)


# What waits ---------------------------------------------------------------------------------


def _in_care(person: Person) -> EntryQuerySet:
    """The published entries that this person's desk is about."""
    everything = Entry.objects.published()
    return everything if person.is_steward else everything.kept_by(person)


def suggestions(person: Person) -> SuggestionQuerySet:
    """Changes and new entries from everybody but newcomers."""
    waiting = _decidable(person)
    return waiting.exclude(pk__in=first_contributions(person).order_by().values("pk"))


def first_contributions(person: Person) -> SuggestionQuerySet:
    """What people sent in who are not trusted yet."""
    return _decidable(person).filter(person__vouched=False, person__role=Role.PRACTITIONER)


def _decidable(person: Person) -> SuggestionQuerySet:
    found = Suggestion.objects.to_decide(person)
    return found.select_related("entry", "person").defer("entry__body")


def private_notes(person: Person) -> PrivateNoteQuerySet:
    """Private notes to this person that nobody has answered, the longest waiting first."""
    mine = PrivateNote.objects.between(person).exclude(author=person).filter(answers=None)
    return mine.select_related("entry", "author").order_by("created", "id")


def reports(person: Person) -> QuerySet[Report]:
    """What somebody reported, and appeals."""
    return reporting.waiting(person)


def due(person: Person) -> EntryQuerySet:
    """What it is time to look at again, the longest due first."""
    return _in_care(person).due().in_brief()


def alone(person: Person) -> EntryQuerySet:
    """Entries without a theme that nothing leads to and that lead nowhere, the newest first."""
    this = OuterRef("pk")
    ways = [
        TaggedEntry.objects.filter(content_object=this),
        Link.objects.standing().filter(source=this),
        Link.objects.standing().filter(target=this),
        TextLink.objects.filter(source=this, target__isnull=False),
        TextLink.objects.filter(target=this),
    ]
    found = _in_care(person)
    for way in ways:
        found = found.filter(~Exists(way))
    return found.newest().in_brief()


def wanted(person: Person) -> QuerySet[Any, Any]:
    """Titles that texts lead to and nobody has written, the most wanted first."""
    return linked.wanted_titles(person)


def twins(person: Person) -> list[alike.Pair]:
    """Pairs of entries that may be one. Which titles are alike is found out once an hour."""
    return cache.get_or_set("twins", alike.twins, TWINS_FOR) or []


def _apart(pairs: list[alike.Pair], person: Person) -> list[tuple[Entry, Entry]]:
    return alike.apart(pairs)


def themes(person: Person) -> list[theme_pairs.Pair]:
    """Pairs of themes that may be one, the likeliest first."""
    return theme_pairs.likely_pairs()


def kept_by_nobody(person: Person) -> EntryQuerySet:
    """Entries that nobody looks after, the newest first."""
    return Entry.objects.published().kept_by_nobody().newest().in_brief()


def mine(person: Person) -> EntryQuerySet:
    """The pages this person looks after, A to Z."""
    return Entry.objects.published().kept_by(person).by_title().in_brief()


SECTIONS = (
    Section(
        "suggestions",
        "Suggested changes",
        "What people would change. The longest waiting comes first.",
        "practices/waiting/suggestion.html",
        suggestions,
    ),
    Section(
        "first",
        "First contributions",
        "From people who are new here. A quick and friendly answer brings them back.",
        "practices/waiting/suggestion.html",
        first_contributions,
    ),
    Section(
        "private",
        "Private notes",
        "Written to you, and not answered yet.",
        "practices/waiting/private_note.html",
        private_notes,
    ),
    Section(
        "reports",
        "Reports",
        "What somebody says is wrong.",
        "practices/waiting/report.html",
        reports,
        for_stewards=True,
    ),
    Section(
        "due",
        "Time to look again",
        "Nobody has said for a while whether these are still true.",
        "practices/waiting/due.html",
        due,
    ),
    Section(
        "wanted",
        "Wanted",
        "Titles that texts lead to, and that nobody has written yet.",
        "practices/waiting/wanted.html",
        wanted,
        linked.with_askers,
        for_stewards=True,
    ),
    Section(
        "twins",
        "Perhaps the same",
        "Titles that are much alike. Merge them; or link one to the other, and they are two.",
        "practices/waiting/twins.html",
        twins,
        _apart,
        for_stewards=True,
    ),
    Section(
        "themes",
        "Themes to merge",
        "Two words for the same split what belongs together. Merge them, or say that they are two.",
        "practices/waiting/themes.html",
        themes,
        for_stewards=True,
    ),
    Section(
        "alone",
        "Standing alone",
        "No theme, nothing leads here, and it leads nowhere: a link would help it to be found.",
        "practices/waiting/entry.html",
        alone,
    ),
    Section(
        "unkept",
        "Looked after by nobody",
        "Do you know somebody who would?",
        "practices/waiting/entry.html",
        kept_by_nobody,
        for_stewards=True,
    ),
    Section(
        "mine",
        "Pages I look after",
        "You can hand one over, or lay it down, at its foot.",
        "practices/waiting/entry.html",
        mine,
    ),
)
"""The sections of the desk, in its order."""

BY_NAME = {section.name: section for section in SECTIONS}
