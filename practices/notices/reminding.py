"""Telling those who look after a page that it is time to look again: once for each due day."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from practices.actions import follow_of
from practices.caring import keepers_of
from practices.models import Entry, EntryQuerySet, Event, Follow, Level, Notice, Person, What
from practices.notices.bookmarks import held, known

REMINDED = "reminded"


def remind(now: datetime) -> int:
    """Make notices of what has come due since this was last done. Gives how many.

    Once a day, in one step with the note of how far it got. What is due longer was told of then.
    """
    today = timezone.localdate(now)
    if timezone.localdate(known(REMINDED).when) >= today:
        return 0
    with transaction.atomic():
        mark = held(REMINDED)
        since = timezone.localdate(mark.when)
        told = list(_told(Entry.objects.due().filter(review_due__gt=since), now))
        Notice.objects.bulk_create(told, batch_size=500)
        mark.when = now
        mark.save()
    return len(told)


def _told(due: EntryQuerySet, now: datetime) -> Iterator[Notice]:
    # Many pages fall due on one day, and few people look after them.
    keepers: dict[tuple[int | None, str], list[Person]] = {}
    follows: dict[int, Follow] = {}
    for entry in due.only("keeper_id", "keeper_group", "revision"):
        kept_by = (entry.keeper_id, entry.keeper_group)
        if kept_by not in keepers:
            keepers[kept_by] = list(keepers_of(entry))
        for person in keepers[kept_by]:
            if person.pk not in follows:
                follows[person.pk] = follow_of(person, What.KEPT, level=Level.WEEKLY)
            yield Notice(
                person=person,
                event=Event.DUE,
                entry=entry,
                follow=follows[person.pk],
                revision=entry.revision,
                created=now,
                updated=now,
            )
