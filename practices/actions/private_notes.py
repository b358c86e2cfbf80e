"""Writing in private to those who look after a page, and answering."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from practices.actions.auditing import note
from practices.actions.following import follow_of
from practices.actions.words import AGAIN, as_said, check_pace, limit_links
from practices.caring import addressed
from practices.models import Deed, Entry, Event, Level, Notice, Person, PrivateNote, What


@transaction.atomic
def write_privately(entry: Entry, *, by: Person, body: str) -> PrivateNote:
    """Write to whoever looks after an entry, or to the stewards; `body` is plain text.

    Raises ValidationError by field, and TooQuick.
    """
    to = addressed(entry, by)
    return _write(PrivateNote(entry=entry, to=to.person, to_group=to.group), by=by, body=body)


@transaction.atomic
def answer_privately(to: PrivateNote, *, by: Person, body: str) -> PrivateNote:
    """Answer in an exchange. Raises as `write_privately` does."""
    thread = to.parent or to
    made = _write(PrivateNote(entry=thread.entry, parent=thread), by=by, body=body)
    PrivateNote.objects.filter(pk=thread.pk).update(active=made.created)
    return made


def _write(made: PrivateNote, *, by: Person, body: str) -> PrivateNote:
    made.author, made.body = by, as_said(body)
    limit_links(body, by)
    # One at a time for each person, so that a double click finds what the first click did.
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    theirs, now = PrivateNote.objects.filter(author=by), timezone.now()
    same = theirs.filter(entry=made.entry, parent=made.parent, body=made.body)
    earlier = same.filter(created__gt=now - AGAIN).last()
    if earlier is not None:
        return earlier
    check_pace(theirs, now)
    readers = [person for person in (made.parent or made).readers() if person != by]
    if not readers:
        raise ValidationError({"body": "Nobody is there any more who would read this."})
    made.created = made.active = now
    made.save()
    for person in readers:
        _tell(person, made)
    return made


def _tell(person: Person, made: PrivateNote) -> None:
    Notice.objects.create(
        person=person,
        event=Event.WRITTEN,
        entry=made.entry,
        private_note=made,
        by=made.author,
        follow=follow_of(person, What.ME, level=Level.EACH),
        created=made.created,
        updated=made.created,
    )


@transaction.atomic
def hide_note(made: PrivateNote, *, by: Person) -> None:
    """Take a private note out of sight, after one of those who had it reported it."""
    PrivateNote.objects.filter(pk=made.pk).update(hidden=timezone.now())
    note(Deed.HIDE, made, by=by)


@transaction.atomic
def unhide_note(made: PrivateNote, *, by: Person) -> None:
    """Show it to them again."""
    PrivateNote.objects.filter(pk=made.pk).update(hidden=None)
    note(Deed.UNHIDE, made, by=by)
