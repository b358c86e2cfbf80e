"""A clock that tests can turn, and the worker that is called when it has been turned."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import time_machine
from django.core import mail
from django.core.management import call_command

WEDNESDAY = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class Clock:
    """Turns the clock on, and lets the worker do its round."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.traveller = traveller

    def later(self, **by: float) -> None:
        """Go on by so many minutes, hours or days."""
        self.traveller.shift(timedelta(**by))

    def at(self, moment: datetime) -> None:
        """Go to a moment."""
        self.traveller.move_to(moment, tick=False)

    def work(self) -> list[mail.EmailMultiAlternatives]:
        """One round of the worker. Gives the letters that it sent."""
        before = len(mail.outbox)
        call_command("work", "--once", stdout=StringIO())
        return mail.outbox[before:]
