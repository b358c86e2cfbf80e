"""Asking addresses elsewhere whether they still answer: all by hand, a few each night by itself."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from practices import actions, linked, outside
from practices.models import OutsideAddress
from practices.notices.bookmarks import held, known

JOB = "elsewhere"
FROM = time(2, 0)
"""When a night begins, in the time of the site."""
DAYS = 7
"""How long an answer holds."""
PATIENCE = 5
"""Seconds the worker waits at each step for an answer, since letters wait meanwhile."""


def ask_one_tonight(now: datetime) -> outside.Said | None:
    """Ask the next address of tonight. None where enough have been asked, or none is due."""
    if not (_are_left(now) and _claim(now)):
        return None
    due = addresses_due(now, DAYS)
    if not due:
        _call_it_a_night()
        return None
    return ask(due[0], timeout=PATIENCE)


def ask(address: str, *, timeout: float) -> outside.Said:
    """Ask an address, and keep what it said. `timeout` is in seconds for each step."""
    said = outside.ask(
        address,
        agent=f"{settings.SITE_NAME} link check ({settings.SITE_URL})",
        timeout=timeout,
        may_ask=_anybody if settings.ASK_PRIVATE_ADDRESSES else outside.is_open,
    )
    actions.note_answer(address, said)
    return said


def addresses_due(now: datetime, days: int) -> list[str]:
    """The addresses not asked for so many days, those never asked first, then the longest ago."""
    since = now - timedelta(days=days)
    asked = dict(OutsideAddress.objects.values_list("address", "checked"))
    due = [one for one in linked.outside_addresses() if asked.get(one, since) <= since]
    return sorted(due, key=lambda one: (one in asked, asked.get(one, since), one))


def _are_left(now: datetime) -> bool:
    """Whether more may be asked tonight: a look that holds nothing up."""
    mark = known(JOB)
    return settings.LINKS_A_NIGHT > 0 and (
        mark.when < _tonight(now) or mark.number < settings.LINKS_A_NIGHT
    )


@transaction.atomic
def _claim(now: datetime) -> bool:
    """Count one more, unless another worker has counted the last."""
    mark = held(JOB)
    if mark.when < _tonight(now):
        mark.number, mark.when = 0, now
        actions.forget_unlinked()
    if mark.number >= settings.LINKS_A_NIGHT:
        return False
    mark.number += 1
    mark.save()
    return True


@transaction.atomic
def _call_it_a_night() -> None:
    mark = held(JOB)
    mark.number = settings.LINKS_A_NIGHT
    mark.save()


def _tonight(now: datetime) -> datetime:
    """When the night began that `now` is in, or comes after."""
    local = timezone.localtime(now)
    began = timezone.make_aware(datetime.combine(local.date(), FROM))
    return began if began <= now else began - timedelta(days=1)


def _anybody(number: str) -> bool:
    return True
