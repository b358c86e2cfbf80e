"""Put everything into one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from practices.management.base import LibraryCommand
from practices.transfer.backup import UnfitBackup, back_up
from practices.transfer.copies import NoCopy


class Command(LibraryCommand):
    help = (
        "Put the database, with everybody's accounts, and what was uploaded into one file, while "
        "the library runs. Keep it where only you can read it. `restore` brings it back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            size = back_up(options["file"].absolute(), self.say)
        except UnfitBackup as problem:
            raise CommandError(str(problem)) from problem
        except NoCopy as problem:
            raise CommandError(
                f"{problem} (Or use `export DIR`, which needs no other program, but leaves out "
                "passwords.)"
            ) from problem
        self.stdout.write(f"{options['file']} holds everything ({size / 1e6:,.1f} MB).")
