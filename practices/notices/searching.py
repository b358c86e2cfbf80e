"""Looking again for what people search for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from practices import following
from practices.models import Entry, Event, Follow, Notice, What
from practices.notices.bookmarks import held

EVERY = timedelta(hours=1)


def look_again(now: datetime, *, at_once: bool = False) -> int:
    """Make notices of what followed searches find by now and did not before. Gives how many.

    At most once an hour, and only where the library has changed, unless `at_once`.
    """
    with transaction.atomic():
        mark = held("searched")
        newest = Entry.history.aggregate(newest=Max("history_id"))["newest"] or 0
        if newest == mark.number or (now - mark.when < EVERY and not at_once):
            return 0
        mark.number, mark.when = newest, now
        mark.save()
        asked = Follow.objects.filter(what=What.SEARCH, person__is_active=True)
        return sum(_look(follow, now) for follow in asked.select_related("person"))


def _look(follow: Follow, now: datetime) -> int:
    found = following.hits(follow.key)
    new = set(found) - set(follow.known)
    if not new:
        return 0
    follow.known = sorted({*found, *follow.known})
    follow.save(update_fields=["known"])
    told = Notice.objects.filter(person=follow.person, entry__in=new, letter=None, seen=None)
    heard = set(told.values_list("entry_id", flat=True))
    entries = Entry.objects.published().filter(pk__in=new - heard)
    return len(
        Notice.objects.bulk_create(
            Notice(
                person=follow.person,
                event=Event.FOUND,
                entry=entry,
                by_id=entry.updated_by_id,
                follow=follow,
                revision=entry.revision,
                created=now,
                updated=now,
            )
            for entry in entries.exclude(updated_by=follow.person).order_by("pk")
        )
    )
