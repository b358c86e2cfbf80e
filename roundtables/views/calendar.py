"""Meetings as a calendar file that any calendar can follow (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localtime
from icalendar import Calendar, Event

from practices.models import Entry
from roundtables.models import Meeting, NextMeeting, Series


def calendar(request: HttpRequest) -> HttpResponse:
    """All meetings: those held, with their notes, and those announced."""
    return _file(_held(request), _announced(request), settings.SITE_NAME)


def series_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of one series."""
    series = get_object_or_404(Series, slug=slug)
    held = _held(request).filter(series=series)
    announced = _announced(request).filter(meeting__series=series)
    return _file(held, announced, series.title)


def _held(request: HttpRequest) -> QuerySet[Meeting]:
    visible = Entry.objects.visible_to(request.user).values("pk")
    held = Meeting.objects.filter(entry__in=visible, date__isnull=False)
    return held.select_related("entry", "series").order_by("date", "pk")


def _announced(request: HttpRequest) -> QuerySet[NextMeeting]:
    visible = Entry.objects.visible_to(request.user).values("pk")
    announced = NextMeeting.objects.filter(meeting__entry__in=visible)
    return announced.select_related("meeting__entry", "meeting__series").order_by("start", "pk")


def _file(held: Iterable[Meeting], announced: Iterable[NextMeeting], name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    known = set()
    for meeting in held:
        known.add((meeting.series_id, meeting.date))
        calendar.add_component(_held_event(meeting))
    for item in announced:
        key = (item.meeting.series_id, localtime(item.start).date())
        if key not in known:
            # Two notes of a series may announce the same day.
            known.add(key)
            calendar.add_component(_announced_event(item))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(entry: Entry, uid: str, summary: str) -> Event:
    event = Event()
    # The same meeting keeps its name when the note is edited; SEQUENCE says which is newer.
    event.add("uid", f"{uid}@{settings.SITE_URL.partition('://')[2]}")
    event.add("sequence", entry.revision)
    event.add("dtstamp", entry.updated.astimezone(UTC))
    event.add("summary", summary)
    event.add("url", f"{settings.SITE_URL}{entry.get_absolute_url()}")
    if entry.place:
        event.add("location", entry.place)
    return event


def _all_day(event: Event, day: date) -> Event:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    return event


def _held_event(meeting: Meeting) -> Event:
    event = _event(meeting.entry, f"note-{meeting.pk}", meeting.entry.title)
    return _all_day(event, meeting.date) if meeting.date else event


def _announced_event(item: NextMeeting) -> Event:
    entry, series = item.meeting.entry, item.meeting.series
    start = localtime(item.start)
    title = f"Next meeting: {series.title if series else entry.title}"
    event = _event(entry, f"next-{entry.pk}-{start:%Y%m%d}", title)
    if item.all_day:
        return _all_day(event, start.date())
    event.add("dtstart", item.start.astimezone(UTC))
    if item.end:
        event.add("dtend", item.end.astimezone(UTC))
    return event
