"""Make the digests by hand: the worker does it by itself when they are due."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from practices import notices
from practices.management.base import LibraryCommand
from practices.models import Level


class Command(LibraryCommand):
    help = (
        "Make the letters of the day and of the week that were due last, for whoever has not had "
        "theirs, and send what waits. Run twice it sends nothing twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", choices=["daily", "weekly"], help="one of the two")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        notices.gather(now)
        notices.look_again(now, at_once=True)
        for level in [options["only"]] if options["only"] else ["daily", "weekly"]:
            due = timezone.localtime(notices.due_since(Level(level), now))
            made = notices.digest(Level(level), now)
            self.stdout.write(f"{level}, due {due:%A %d %B %Y %H:%M}: {made} new letters.")
        self.stdout.write(f"{notices.post(now)} letters sent.")
