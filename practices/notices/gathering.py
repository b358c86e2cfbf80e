"""From the history and from what is said to notices for those who follow it."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, Q

from practices.models import (
    Comment,
    Entry,
    Event,
    Follow,
    Notice,
    Person,
    RethemedVersion,
    Status,
    What,
)
from practices.models.theme import theme_key
from practices.notices.bookmarks import held, known, move_on
from practices.notices.choosing import Choice, choose
from practices.notices.spoken import told_of
from practices.rooms import rooms

BATCH = timedelta(minutes=30)
"""What one person saves of one entry within this time is one notice."""
OVERLAP = timedelta(minutes=30)
"""History is read again this far back, as writers may commit in another order than they began."""
AGAIN = timedelta(minutes=5)
"""And this often. Between, only what has a higher number than all before is read."""

AT_A_TIME = 50
"""Entries in one transaction: on SQLite nobody else can write meanwhile."""

IN_A_NOTICE = ("id", "revision", "status", "small", "theme_names", "meeting", "kind")
ABOUT = ("history_id", "history_date", "history_user_id")


def gather(now: datetime) -> int:
    """Make notices of what happened since this was last done. Gives how many are new.

    What was noticed already is left alone, so reading the same stretch twice does no harm.
    """
    mark, last = known("gathered"), known("gathered again")
    newest = Entry.history.aggregate(newest=Max("history_id"))["newest"] or 0
    said = Comment.objects.aggregate(newest=Max("changed"))["newest"] or mark.when
    is_time = now - last.when >= AGAIN
    if newest == mark.number and said < mark.when and not is_time:
        return 0
    made = _from_history(mark.number, last.when - OVERLAP if is_time else None)
    made += told_of(since=mark.when - OVERLAP)
    move_on("gathered", newest, now)
    if is_time:
        move_on("gathered again", newest, now)
    return made


def _from_history(number: int, since: datetime | None) -> int:
    """Notices of the versions after a number, and of those since a moment."""
    first = Follow.objects.aggregate(first=Min("created"))["first"]
    if first is None:
        return 0
    rows = Entry.history.filter(history_date__gte=first, status=Status.PUBLISHED)
    newer = Q(history_id__gt=number)
    rows = rows.filter(newer | Q(history_date__gte=since) if since else newer)
    rethemed = RethemedVersion.objects.filter(entry=OuterRef("id"), revision=OuterRef("revision"))
    rows = rows.annotate(is_rethemed=Exists(rethemed))
    by_entry = defaultdict(list)
    for row in rows.only(*IN_A_NOTICE, *ABOUT).order_by("id", "revision"):
        by_entry[row.id].append(row)
    return sum(_some(list(some), by_entry) for some in batched(by_entry, AT_A_TIME))


@transaction.atomic
def _some(numbers: list[int], by_entry: dict[int, list[Any]]) -> int:
    """The notices of a few entries: one worker at a time, and not for long."""
    held("gathered")
    # What was withdrawn or deleted meanwhile is nobody's business any more.
    standing = Entry.objects.published().filter(pk__in=numbers)
    entries = standing.only("pk", "created_by_id").in_bulk()
    return sum(_of_entry(entries[pk], by_entry[pk]) for pk in sorted(entries))


def _of_entry(entry: Entry, rows: list[Any]) -> int:
    """The notices of one entry's new versions, in order."""
    before = None
    if rows[0].revision > 1:
        earlier = entry.history.filter(status=Status.PUBLISHED, revision__lt=rows[0].revision)
        before = earlier.only(*IN_A_NOTICE).order_by("-revision").first()
    heard: dict[int, list[Notice]] = defaultdict(list)
    told = Notice.objects.filter(entry=entry, event__in=[Event.NEW, Event.CHANGED])
    for notice in told.filter(revision__gte=rows[0].revision - 1).order_by("id"):
        heard[notice.person_id].append(notice)
    made = 0
    for row in rows:
        if row.is_rethemed:  # a theme was renamed: of this entry there is nothing to tell
            before = row
            continue
        for choice in choose(_reasons(entry, row, before), row):
            made += _tell(entry, row, before, choice, heard[choice.person.pk])
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


def _tell(entry: Entry, row: Any, before: Any, choice: Choice, heard: list[Notice]) -> int:
    """Tell one person of one version: in the notice of its batch, or in one of its own."""
    if any(notice.base < row.revision <= notice.revision for notice in heard):
        return 0
    batch = next((notice for notice in heard if _goes_on(notice, row)), None)
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
    heard.append(notice)
    return 1


def _goes_on(notice: Notice, row: Any) -> bool:
    return (
        notice.letter_id is None
        and notice.seen is None
        and notice.by_id == row.history_user_id
        and row.history_date - notice.created < BATCH
    )
