"""Looking after entries: who does, and saying that one is still true.

None of it is part of a version: no word of the entry changes.
"""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from practices import search
from practices.actions.auditing import note
from practices.actions.following import follow_of
from practices.actions.keeping import held
from practices.caring import keepers_of, told_of_suggestions
from practices.models import (
    Confirmation,
    Deed,
    Entry,
    Event,
    Level,
    Notice,
    Person,
    ThemeKeeper,
    What,
)
from practices.rooms import rooms

AGAIN = timedelta(days=1)
"""The same person on the same version within this time has said it once."""


def begin_care(entry: Entry, *, by: Person | None) -> None:
    """Whoever begins an entry looks after it, until they say otherwise. Nothing is saved here."""
    entry.keeper = by if by is not None and not by.is_system else None
    entry.review_due = next_review() if entry.sort.ages else None


def next_review() -> date | None:
    """The day on which to ask again what was found true today."""
    days = settings.REVIEW_AFTER
    return timezone.localdate() + timedelta(days=days) if days > 0 else None


@transaction.atomic
def confirm(entry: Entry, *, by: Person, revision: int | None = None) -> Confirmation:
    """Note that somebody found an entry still true, having read this version of it.

    It is asked for again `REVIEW_AFTER` days later.
    """
    entry = held(entry)
    read = revision if revision and revision <= entry.revision else entry.revision
    now = timezone.now()
    same = Confirmation.objects.filter(entry=entry, by=by, revision=read, when__gt=now - AGAIN)
    made = same.first() or Confirmation.objects.create(entry=entry, by=by, revision=read, when=now)
    _ask_again(entry, next_review())
    return made


def _ask_again(entry: Entry, due: date | None) -> None:
    """Whoever was told that it is time, and has not looked, need not look any more."""
    asked = Notice.objects.filter(entry=entry, event=Event.DUE, seen=None)
    asked.update(seen=timezone.now())
    Entry.objects.filter(pk=entry.pk).tend(review_due=due)
    entry.review_due = due
    search.note_due(entry)


@transaction.atomic
def entrust(
    entry: Entry, *, by: Person, keeper: Person | None, group: str = "", due: date | None
) -> Entry:
    """Say who looks after an entry (a person, a group such as a series, or nobody), and when it
    is asked for again whether it is still true (None: never).

    Raises ValidationError where there is no such group, or two are to look after it.
    """
    if group and keeper:
        raise ValidationError({"group": "Choose one of the two: a person, or a series."})
    if group and group not in rooms.keepers.offered():
        raise ValidationError({"group": "Please choose from the list."})
    entry = held(entry)
    if (entry.keeper_id, entry.keeper_group) != (keeper.pk if keeper else None, group):
        _hand_over(entry, keeper, group, by=by)
    if entry.review_due != due:
        _ask_again(entry, due)
    return entry


@transaction.atomic
def take_on(entry: Entry, *, by: Person) -> bool:
    """Look after an entry that nobody looks after. Whether this person does so now.

    A group that nobody acts for any more, such as a series of another name now, is nobody.
    """
    entry = held(entry)
    if keepers_of(entry).exists():
        return entry.keeper_id == by.pk
    _hand_over(entry, by, "", by=by)
    return True


@transaction.atomic
def lay_down(entry: Entry, *, by: Person) -> Entry:
    """Look after it no more: it waits for somebody who does."""
    entry = held(entry)
    if entry.keeper_id or entry.keeper_group:
        _hand_over(entry, None, "", by=by)
    return entry


def _hand_over(entry: Entry, keeper: Person | None, group: str, *, by: Person) -> None:
    Entry.objects.filter(pk=entry.pk).tend(keeper=keeper, keeper_group=group)
    entry.keeper, entry.keeper_group = keeper, group
    tell_keepers(entry, Event.GIVEN, by=by)
    note(Deed.KEEPER, entry, by=by)


def tell_keepers(entry: Entry, event: str, *, by: Person | None) -> None:
    """Tell those who look after an entry, save `by`; who was told and has not looked is not told
    again. Of a suggestion those hear too who look after a theme of it. Inside a transaction."""
    waiting = Notice.objects.filter(entry=entry, event=event, seen=None)
    heard = set(waiting.values_list("person", flat=True))
    people = told_of_suggestions(entry) if event == Event.SUGGESTED else keepers_of(entry)
    for person in people:
        if person != by and person.pk not in heard:
            follow = follow_of(person, What.KEPT, level=Level.WEEKLY)
            told = Notice(person=person, event=event, entry=entry, by=by, follow=follow)
            told.revision = entry.revision
            told.save()


def let_go_of_all(person: Person) -> None:
    """What a person looked after waits for somebody else. Must run inside a transaction."""
    Entry.objects.filter(keeper=person).tend(keeper=None)
    ThemeKeeper.objects.filter(person=person).delete()


def let_go_of_group(keys: list[str]) -> None:
    """The same for groups that are no more. Must run inside a transaction."""
    Entry.objects.filter(keeper_group__in=keys).tend(keeper_group="")
