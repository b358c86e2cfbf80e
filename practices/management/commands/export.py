"""Write the whole library as plain files."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from practices.management.base import LibraryCommand
from practices.transfer.exporting import Wanted, export
from practices.transfer.folder import UnfitFolder


class Command(LibraryCommand):
    help = (
        "Write the whole library, with every version, as plain files that can be read without it. "
        "`import` makes the library again from them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is not there")
        parser.add_argument(
            "--published-only",
            action="store_true",
            help="leave out drafts and what was withdrawn or deleted, to give the files to others",
        )
        parser.add_argument(
            "--with-addresses",
            action="store_true",
            help="put people's e-mail addresses in, so that they can sign in to the copy",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Wanted(options["published_only"], options["with_addresses"])
        self.say("Writing the library …")
        try:
            entries = export(options["folder"], wanted, self.say)
        except UnfitFolder as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{entries:,} entries are in {options['folder']}; README.txt says more.")
