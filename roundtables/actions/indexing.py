"""Keeping the rows of meetings in step with the notes that hold them."""

from typing import Any

from practices import kinds
from practices.actions import let_go_of_group
from practices.models import Entry
from practices.prose import Taker
from roundtables.models import Meeting, NextMeeting, Series, Upload, series_slug
from roundtables.records import day_of, moment, whole


def index_meeting(entry: Entry) -> None:
    """Renew the rows derived from a note's meeting, inside the transaction that saved it."""
    if entry.kind != kinds.NOTE.name:
        return
    record = whole(entry.meeting)
    meeting, _ = Meeting.objects.update_or_create(
        entry=entry,
        defaults={
            "kind": record["kind"],
            "date": day_of(record),
            "online": record["online"],
            "series": _series(record["series"]),
            "number": record["number"],
        },
    )
    _announce(meeting, record["next"])


def _series(title: str | None) -> Series | None:
    if not title:
        return None
    return Series.objects.get_or_create(slug=series_slug(title), defaults={"title": title})[0]


def _announce(meeting: Meeting, announced: list[dict[str, Any]]) -> None:
    meeting.announced.all().delete()
    NextMeeting.objects.bulk_create(
        NextMeeting(
            meeting=meeting,
            start=moment(item["start"]),
            end=moment(item["end"]) if item["end"] else None,
            all_day="T" not in item["start"],
        )
        for item in announced
    )


def clear_taken_out(taker: Taker) -> None:
    """Clear what else held words that were taken out: series named so, and files in preview.

    Meetings have been filed anew by then, so such a series has none left.
    """
    named = {row.pk: row.slug for row in Series.objects.all() if taker.count(row.title)}
    Series.objects.filter(pk__in=named).delete()
    let_go_of_group(list(named.values()))
    Upload.objects.all().delete()
