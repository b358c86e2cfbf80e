"""Reading who looks after an entry, and who found it still true."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from practices.models import Confirmation, Entry, Person, PrivateNote
from practices.rooms import rooms


@dataclass(frozen=True, slots=True)
class Care:
    """Who looks after an entry: a person, a group by title and address, or nobody.

    `last` is when somebody last found it still true, if it is asked for.
    """

    keeper: Person | None
    group: tuple[str, str] | None
    last: Confirmation | None

    @property
    def is_kept(self) -> bool:
        return self.keeper is not None or self.group is not None

    @property
    def name(self) -> str:
        """Whom to name, or nothing."""
        return self.keeper.name if self.keeper else self.group[0] if self.group else ""


def care_of(entry: Entry, viewer: Any, *, was_confirmed: bool = True) -> Care:
    """What the page of an entry says of it. A query for who looks after it, and one for `last`.

    `was_confirmed` is whether anybody may ever have found it still true.
    """
    asks = entry.review_due and was_confirmed
    last = confirmations_of(entry).first() if asks else None
    return Care(entry.keeper, _group_of(entry, viewer), last)


def _group_of(entry: Entry, viewer: Any) -> tuple[str, str] | None:
    key = entry.keeper_group
    return rooms.keepers.shown([key], viewer).get(key) if key else None


def confirmations_of(entry: Entry) -> QuerySet[Confirmation]:
    """Who found it still true, the latest first."""
    return Confirmation.objects.filter(entry=entry).select_related("by")


def keepers_of(entry: Entry) -> QuerySet[Person]:
    """The people who look after an entry now."""
    if entry.keeper_group:
        theirs = Person.objects.filter(pk__in=list(rooms.keepers.people(entry.keeper_group)))
    else:
        theirs = Person.objects.filter(pk=entry.keeper_id or 0)
    return theirs.filter(is_active=True)


def told_of_suggestions(entry: Entry) -> list[Person]:
    """Those who look after an entry, and those who do after a theme of it and may decide."""
    kept = list(keepers_of(entry))
    themes = Person.objects.filter(themes_kept__tagged__content_object=entry, is_active=True)
    others = themes.exclude(pk__in=[person.pk for person in kept]).distinct().order_by("pk")
    this = Entry.objects.filter(pk=entry.pk)
    return kept + [
        person for person in others if this.changeable_by(person).under_themes_of(person).exists()
    ]


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a private note goes: a person, a group by key and title, or the stewards."""

    person: Person | None = None
    group: str = ""
    title: str = ""


def addressed(entry: Entry, by: Person) -> Addressee:
    """To whom a private note about an entry goes: who looks after it, or else the stewards.

    Whoever looks after it themselves writes to the stewards.
    """
    if entry.is_kept_by(by) or not keepers_of(entry).exists():
        return Addressee()
    if entry.keeper_group:
        return _group(entry.keeper_group, by)
    return Addressee(person=entry.keeper)


def addressee(note: PrivateNote) -> Addressee:
    """To whom a private note went."""
    return _group(note.to_group, note.author) if note.to_group else Addressee(person=note.to)


def _group(key: str, viewer: Any) -> Addressee:
    title, _ = rooms.keepers.shown([key], viewer or AnonymousUser()).get(key, (key, ""))
    return Addressee(group=key, title=title)
