"""Make up a library, for trying things at scale."""

import time
from typing import Any

from django.core.management.base import CommandError, CommandParser

from practices.management.base import LibraryCommand
from practices.transfer import corpus


class Command(LibraryCommand):
    help = "Add N made-up entries with versions, links and ratings; the same for the same seed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="N", help="how many entries")
        parser.add_argument("--seed", type=int, default=1, help="another number, another library")
        parser.add_argument(
            "--add", action="store_true", help="even where people have written already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["count"] < 1:
            raise CommandError("N is how many entries to make: 1 or more.")
        if corpus.has_peoples_writing() and not options["add"]:
            raise CommandError(
                "People have written in this library: set DATA_DIR to a new folder and make it "
                "there, or say --add to mix made-up entries with theirs."
            )
        began = time.monotonic()
        for done in corpus.make(options["count"], seed=options["seed"]):
            self.say(f"  {done:,} of {options['count']:,}")
        self.stdout.write(f"{options['count']:,} entries in {time.monotonic() - began:.1f} s.")
