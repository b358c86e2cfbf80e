"""Sending what waits, once each, and again later where the mail server does not take it."""

import logging
from datetime import datetime, timedelta

from anymail.exceptions import AnymailError
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from practices import actions
from practices.models import Letter
from practices.notices.wording import write

log = logging.getLogger(__name__)

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440, 1440)]
"""How long to wait after the first, second, … failure. After the last one a letter is given up."""
AT_WORK = timedelta(minutes=10)
"""Whoever takes a letter keeps others from it for so long; after that it was cut short."""
TOO_OLD = timedelta(days=60)
"""Letters that went out are remembered for so long."""


def post(now: datetime, *, most: int = 100) -> int:
    """Send up to `most` letters that are due. Gives how many a mail server has taken.

    Ends early where it takes none: the others would fare no better now.
    """
    sent = 0
    for _ in range(most):
        letter = _take(now)
        if letter is None:
            break
        message = write(letter)
        if message is None:
            _close(letter, "nothing left to say")
        elif _send(letter, message, now):
            sent += 1
        else:
            break
    return sent


def _take(now: datetime) -> Letter | None:
    """The next letter, put off by this very step, so that nobody else takes it too."""
    waiting = Letter.objects.filter(done=None)
    for letter in waiting.filter(due__lte=now)[:20]:
        mine = waiting.filter(pk=letter.pk, due=letter.due)
        if mine.update(due=now + AT_WORK, tries=F("tries") + 1):
            letter.refresh_from_db()
            return letter
    return None


def _send(letter: Letter, message: EmailMessage, now: datetime) -> bool:
    try:
        message.send()
    except (OSError, AnymailError) as problem:
        _put_off(letter, problem, now)
        return False
    _close(letter, "sent")
    return True


def _put_off(letter: Letter, problem: Exception, now: datetime) -> None:
    said = f"{type(problem).__name__}: {problem}"[:300]
    log.warning("Letter %s was not taken (try %s): %s", letter.key, letter.tries, said)
    if letter.tries > len(PAUSES):
        _close(letter, f"given up: {said}"[:300])
        return
    letter.due, letter.outcome = now + PAUSES[letter.tries - 1], said
    letter.save(update_fields=["due", "outcome"])


def _close(letter: Letter, outcome: str) -> None:
    letter.done, letter.outcome = timezone.now(), outcome
    # Nobody needs its words or an address any more.
    letter.to = letter.subject = letter.text = ""
    letter.save(update_fields=["done", "outcome", "to", "subject", "text"])
    if outcome == "sent":
        letter.notices.update(mailed=letter.done)


def clear_up(now: datetime) -> int:
    """Forget letters that are long done, and addresses that need no answer. Gives how many."""
    actions.forget_addresses(now)
    return Letter.objects.filter(done__lt=now - TOO_OLD).delete()[0]
