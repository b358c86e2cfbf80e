"""One round of the worker: notice, write, send."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from practices import actions
from practices.models import Bookmark, Level
from practices.notices.bookmarks import LONG_AGO
from practices.notices.gathering import gather
from practices.notices.lettering import digest, due_since, prepare
from practices.notices.posting import clear_up, post
from practices.notices.reminding import remind
from practices.notices.searching import look_again

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: notices made, letters written, letters sent."""

    notices: int
    letters: int
    sent: int

    def __str__(self) -> str:
        return f"{self.notices} new notices, {self.letters} new letters, {self.sent} sent."


def work(now: datetime) -> Round:
    """Do everything that is due now. Safe to cut short, and to do twice at once."""
    noticed = gather(now) + look_again(now) + remind(now)
    letters = prepare(now) + sum(_digest_once(level, now) for level in (Level.DAILY, Level.WEEKLY))
    _clear_up_once(now)
    return Round(noticed, letters, post(now))


def _digest_once(level: Level, now: datetime) -> int:
    """The digests that were due last, unless all of them have been made."""
    due = due_since(level, now)
    mark, _ = Bookmark.objects.get_or_create(name=level.value, defaults={"when": LONG_AGO})
    if mark.when >= due:
        return 0
    made = digest(level, now)
    # Only now: cut short before this, the job is done again and makes what is missing.
    Bookmark.objects.filter(pk=mark.pk).update(when=due)
    clear_up(now)
    return made


def _clear_up_once(now: datetime) -> None:
    """Once a day, let pictures and files go that nothing shows."""
    mark, _ = Bookmark.objects.get_or_create(name="files", defaults={"when": LONG_AGO})
    if mark.when < now - timedelta(days=1):
        # First of all, so that a store that does not answer is asked once a day.
        Bookmark.objects.filter(pk=mark.pk).update(when=now)
        try:
            actions.sweep(now)
        except OSError as problem:
            log.error("Files that nothing shows could not be cleared up: %s", problem)
