"""Which letters there are to send: at each change, for a day, and for a week.

A letter is a row that takes notices with it. Row and notices are written together, under a key
that exists once, so that a job cut short, or done twice, sends nobody the same thing again.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from practices.models import CARE, Event, Follow, Letter, Level, Notice
from practices.notices.gathering import BATCH

AT = time(7, 0)
"""When digests go out, by the clock of the site (`TIME_ZONE`); the week's on a Monday."""
AT_ONCE = (
    Event.SAID,
    Event.ANSWERED,
    Event.MENTIONED,
    Event.WRITTEN,
    *CARE,
)
"""What is no batch of changes that might go on."""


def waiting() -> QuerySet[Notice]:
    """Notices that are in no letter yet and that nobody has looked at on the site."""
    return Notice.objects.filter(letter=None, seen=None, person__is_active=True)


@transaction.atomic
def prepare(now: datetime) -> int:
    """Make the letters for those who hear of each change. Gives how many.

    What is said goes at once; a change when its batch is over; a small change waits for the
    week's letter. All that is ready for one person is one letter.
    """
    each = waiting().filter(follow__level=Level.EACH, small=False)
    ready = each.filter(Q(event__in=AT_ONCE) | Q(created__lte=now - BATCH))
    theirs = defaultdict(list)
    for notice in ready.select_for_update(of=("self",)).order_by("id"):
        theirs[notice.person_id].append(notice)
    for person, notices in theirs.items():
        _letter(f"each-{notices[0].pk}", person, Level.EACH, notices, now)
    return len(theirs)


def due_since(level: str, now: datetime) -> datetime:
    """The latest moment, not after `now`, at which the digests of a level were due."""
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=local.weekday() if level == Level.WEEKLY else 0)
    due = timezone.make_aware(datetime.combine(day, AT))
    if due > now:
        day -= timedelta(days=7 if level == Level.WEEKLY else 1)
        due = timezone.make_aware(datetime.combine(day, AT))
    return due


def digest(level: str, now: datetime) -> int:
    """Make the digests that were due last: one letter a person, each in a step of its own.

    Gives how many are new. Done again, or after being cut short, it makes those that are
    missing and no other; what happened since they were due waits for the next.
    """
    due = due_since(level, now)
    day = timezone.localtime(due).date()
    told = _for_digest(level).filter(created__lt=due)
    people = told.order_by("person").values_list("person", flat=True).distinct()
    return sum(_digest(person, level, f"{level}-{day}-{person}", due, now) for person in people)


def _for_digest(level: str) -> QuerySet[Notice]:
    of_level = Q(follow__level=level)
    if level == Level.WEEKLY:
        of_level |= Q(follow__level=Level.EACH, small=True)
    return waiting().filter(of_level)


@transaction.atomic
def _digest(person: int, level: str, key: str, due: datetime, now: datetime) -> bool:
    if Letter.objects.filter(key=key).exists():
        return False
    told = _for_digest(level).filter(person=person, created__lt=due)
    notices = list(told.select_for_update(of=("self",)).order_by("id"))
    if notices:
        _letter(key, person, level, notices, now)
    return bool(notices)


def _letter(key: str, person: int, level: str, notices: list[Notice], now: datetime) -> Letter:
    letter = Letter.objects.create(key=key, person_id=person, level=level, made=now, due=now)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(letter=letter)
    return letter


def stop_of(letter: Letter, notices: list[Notice]) -> tuple[str, Follow | None]:
    """What one click ends: letters about the one thing this is about, or all of this level."""
    follows = {notice.follow_id: notice.follow for notice in notices}
    only = next(iter(follows.values())) if len(follows) == 1 else None
    return letter.level, only
