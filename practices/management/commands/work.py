"""The worker: notices, digests and mail."""

import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from practices import notices
from practices.management.base import LibraryCommand
from practices.upkeep import take_stock

PAUSE = 10
"""Seconds between two rounds."""


class Command(LibraryCommand):
    help = (
        "Notice what changed in what people follow, send the letters that wait, and ask a few "
        "addresses elsewhere each night whether they still answer. Runs until it is told to stop; "
        "`up` starts one by itself. Several may run at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, and say what it did")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(str(notices.work(timezone.now())))
            return
        take_stock()
        self.is_told_to_stop = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.is_told_to_stop:
            self._round()
            self._rest()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_told_to_stop = True

    def _round(self) -> None:
        close_old_connections()
        try:
            notices.work(timezone.now())
            notices.ask_one_tonight(timezone.now())
        except OperationalError as problem:
            # The database is away or busy: what was begun is undone, and done in a later round.
            self.say(f"This round was cut short: {problem}")

    def _rest(self) -> None:
        for _ in range(PAUSE):
            if not self.is_told_to_stop:
                time.sleep(1)
