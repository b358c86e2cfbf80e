"""From the history and from what is said to notices for those who follow it."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Min

from practices.models import Bookmark, Comment, Entry, Event, Follow, Notice, Person, Status, What
from practices.models.theme import theme_key
from practices.notices.bookmarks import held
from practices.notices.choosing import Choice, choose
from practices.notices.spoken import told_of
from practices.rooms import rooms

BATCH = timedelta(minutes=30)
"""What one person saves of one entry within this time is one notice."""
OVERLAP = timedelta(hours=1)
"""History is read again this far back, as writers may commit in another order than they began."""
AT_LEAST = timedelta(minutes=5)
"""It is read this often even when its newest row is known, for the same reason."""

IN_A_NOTICE = ("id", "revision", "status", "small", "theme_names", "meeting", "kind")
ABOUT = ("history_id", "history_date", "history_user_id")


@transaction.atomic
def gather(now: datetime) -> int:
    """Make notices of what happened since this was last done. Gives how many are new.

    What was noticed already is left alone, so reading the same stretch twice does no harm.
    """
    mark = held("gathered")
    newest = Entry.history.aggregate(newest=Max("history_id"))["newest"] or 0
    said = Comment.objects.aggregate(newest=Max("changed"))["newest"] or mark.when
    if newest == mark.number and said < mark.when and now - mark.when < AT_LEAST:
        return 0
    made = _from_history(mark) + told_of(since=mark.when - OVERLAP)
    mark.number, mark.when = newest, now
    mark.save()
    return made


def _from_history(mark: Bookmark) -> int:
    first = Follow.objects.aggregate(first=Min("created"))["first"]
    if first is None:
        return 0
    since = max(first, mark.when - OVERLAP)
    rows = Entry.history.filter(history_date__gte=since, status=Status.PUBLISHED)
    by_entry = defaultdict(list)
    for row in rows.only(*IN_A_NOTICE, *ABOUT).order_by("id", "revision"):
        by_entry[row.id].append(row)
    # What was withdrawn or deleted meanwhile is nobody's business any more.
    standing = Entry.objects.published().filter(pk__in=by_entry)
    entries = standing.only("pk", "created_by_id").in_bulk()
    return sum(_of_entry(entries[pk], by_entry[pk]) for pk in sorted(entries))


def _of_entry(entry: Entry, rows: list[Any]) -> int:
    """The notices of one entry's new versions, in order."""
    earlier = entry.history.filter(status=Status.PUBLISHED, revision__lt=rows[0].revision)
    before = earlier.only(*IN_A_NOTICE).order_by("-revision").first()
    known: dict[int, list[Notice]] = defaultdict(list)
    told = Notice.objects.filter(entry=entry, event__in=[Event.NEW, Event.CHANGED])
    for notice in told.filter(revision__gte=rows[0].revision - 1).order_by("id"):
        known[notice.person_id].append(notice)
    made = 0
    for row in rows:
        for choice in choose(_reasons(entry, row, before), row):
            made += _tell(entry, row, before, choice, known[choice.person.pk])
        before = row
    return made


def _reasons(entry: Entry, row: Any, before: Any) -> dict[tuple[str, str], str]:
    """What this version concerns, by what could be followed, and what there is to tell."""
    event = Event.CHANGED if before else Event.NEW
    reasons = {(What.ENTRY.value, str(row.id)): event.value}
    themes = _theme_keys(row) - (_theme_keys(before) if before else set())
    reasons |= {(What.THEME.value, key): event.value for key in themes}
    for what, offered in rooms.followed.items():
        newly = offered.of(row) - (offered.of(before) if before else set())
        reasons |= {(what, key): event.value for key in newly}
    if before is None and entry.created_by_id and _is_open(entry.created_by_id):
        reasons[What.PERSON.value, str(entry.created_by_id)] = event.value
    return reasons


def _theme_keys(row: Any) -> set[str]:
    return {theme_key(name) for name in row.theme_names}


def _is_open(person: int) -> bool:
    return Person.objects.filter(pk=person, is_listed=True, is_active=True).exists()


def _tell(entry: Entry, row: Any, before: Any, choice: Choice, known: list[Notice]) -> int:
    """Tell one person of one version: in the notice of its batch, or in one of its own."""
    if any(notice.base < row.revision <= notice.revision for notice in known):
        return 0
    batch = next((notice for notice in known if _goes_on(notice, row)), None)
    if batch is not None:
        batch.revision, batch.updated = row.revision, row.history_date
        batch.small = batch.small and row.small
        batch.save(update_fields=["revision", "updated", "small"])
        return 0
    notice = Notice.objects.create(
        person=choice.person,
        event=choice.event,
        entry=entry,
        by_id=row.history_user_id,
        follow=choice.follow,
        base=before.revision if before else 0,
        revision=row.revision,
        small=row.small,
        created=row.history_date,
        updated=row.history_date,
    )
    known.append(notice)
    return 1


def _goes_on(notice: Notice, row: Any) -> bool:
    return (
        notice.letter_id is None
        and notice.seen is None
        and notice.by_id == row.history_user_id
        and row.history_date - notice.created < BATCH
    )
