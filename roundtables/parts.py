"""What meetings add to pages of the library."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from practices.models import Entry, Person, Role, Status
from roundtables.models import Meeting, NextMeeting, Series, series_slug
from roundtables.records import day_of, whole


def of_note(entry: Entry, viewer: Any) -> dict[str, Any]:
    """The meeting of a note: facts, speakers, its neighbours in a series, the next meeting."""
    record = whole(entry.meeting)
    meeting = Meeting.objects.select_related("series").filter(entry=entry).first()
    earlier, later = _neighbours(meeting, viewer)
    announced = list(meeting.announced.all()) if meeting else []
    return {
        "record": record,
        "meeting": meeting,
        "day": day_of(record),
        "earlier": earlier,
        "later": later,
        "announced": announced,
    }


def _neighbours(meeting: Meeting | None, viewer: Any) -> tuple[Meeting | None, Meeting | None]:
    if meeting is None or meeting.series is None:
        return None, None
    visible = Entry.objects.visible_to(viewer)
    row = list(
        Meeting.objects.filter(series=meeting.series, entry__in=visible.values("pk"))
        .select_related("entry")
        .order_by("number", "date", "entry")
    )
    at = next((n for n, other in enumerate(row) if other.pk == meeting.pk), None)
    if at is None:
        return None, None
    return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)


def to_come(viewer: Any) -> list[NextMeeting]:
    """The meetings announced for today or later in notes the viewer may see, soonest first."""
    visible = Entry.objects.visible_to(viewer)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return list(
        NextMeeting.objects.filter(Exists(visible.filter(pk=OuterRef("meeting__entry"))))
        .filter(start__gte=today)
        .select_related("meeting__entry", "meeting__series")
        .order_by("start", "pk")
    )


def of_list(viewer: Any) -> dict[str, Any]:
    """Whether whoever looks at the list of notes may bring some in."""
    return {"may_bring": viewer.is_authenticated and viewer.is_convenor}


def of_home(viewer: Any) -> dict[str, Any]:
    """The next meeting, if one is announced."""
    return {"next": next(iter(to_come(viewer)), None)}


def series_shown(slugs: Iterable[str], viewer: Any) -> dict[str, tuple[str, str]]:
    """Title and address of those series of which this person may see a meeting."""
    visible = Entry.objects.visible_to(viewer)
    found = Series.objects.filter(slug__in=slugs, meetings__entry__in=visible.values("pk"))
    return {one.slug: (one.title, one.get_absolute_url()) for one in found}


def series_of(version: Any) -> set[str]:
    """The slug of the series that a version of a note belongs to."""
    title = whole(version.meeting)["series"] if version.meeting else None
    return {series_slug(title)} if title else set()


def series_convened_by(person: Any) -> set[str]:
    """The slugs of the series that a person acts for: a convenor who began a note of them."""
    return set(_convened().filter(entry__created_by=person).values_list("series__slug", flat=True))


def conveners_of(slug: str) -> set[int]:
    """The numbers of those who act for a series."""
    theirs = _convened().filter(series__slug=slug)
    return set(theirs.values_list("entry__created_by", flat=True))


def _convened() -> QuerySet[Meeting]:
    convenors = Person.objects.filter(role__in=[Role.CONVENOR, Role.STEWARD], is_active=True)
    standing = Meeting.objects.exclude(entry__status=Status.DELETED)
    return standing.filter(series__isnull=False, entry__created_by__in=convenors)


def series_offered() -> dict[str, str]:
    """Every series that has somebody to act for it: title by slug."""
    return dict(_convened().values_list("series__slug", "series__title"))
