"""Make a library from what `export` wrote."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from practices.management.base import LibraryCommand
from practices.transfer.folder import UnfitFolder
from practices.transfer.importing import NotEmpty, import_from
from practices.upkeep import take_stock


class Command(LibraryCommand):
    help = "Make, in an empty library, what `export` wrote: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="what `export` wrote")
        parser.add_argument(
            "--changed", action="store_true", help="the files were changed since, on purpose"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            here = import_from(options["folder"], self.say, changed=options["changed"])
        except (NotEmpty, UnfitFolder) as problem:
            raise CommandError(str(problem)) from problem
        take_stock()
        self.stdout.write(
            f"{here.entries:,} entries in {here.versions:,} versions, by {here.people:,} people."
        )
