"""Meetings as a calendar file that any calendar can follow (RFC 5545)."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from icalendar import Calendar, Event

from roundtables import parts
from roundtables.models import NextMeeting, Series


def calendar(request: HttpRequest) -> HttpResponse:
    """All meetings to come."""
    return _file(parts.to_come(request.user), settings.SITE_NAME)


def series_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of one series to come."""
    series = get_object_or_404(Series, slug=slug)
    announced = [item for item in parts.to_come(request.user) if item.meeting.series == series]
    return _file(announced, series.title)


def _file(announced: list[NextMeeting], name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for item in announced:
        calendar.add_component(_event(item))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(item: NextMeeting) -> Event:
    entry = item.meeting.entry
    event = Event()
    # The same meeting keeps its name when the note is edited; SEQUENCE says which is newer.
    event.add("uid", f"{entry.pk}-{item.start:%Y%m%d}@{settings.SITE_URL.partition('://')[2]}")
    event.add("sequence", entry.revision)
    event.add("dtstamp", entry.updated.astimezone(UTC))
    title = item.meeting.series.title if item.meeting.series else entry.title
    event.add("summary", f"Next meeting: {title}")
    event.add("url", f"{settings.SITE_URL}{entry.get_absolute_url()}")
    if item.all_day:
        event.add("dtstart", item.start.date())
        event.add("dtend", item.start.date() + timedelta(days=1))
    else:
        event.add("dtstart", item.start.astimezone(UTC))
        if item.end:
            event.add("dtend", item.end.astimezone(UTC))
    return event
