"""Make the library what a backup holds."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices.management.base import LibraryCommand
from practices.models import Entry
from practices.transfer.backup import UnfitBackup, Unpacked, restore, unpacked
from practices.transfer.copies import NoCopy


class Command(LibraryCommand):
    help = (
        "Make the library what a backup holds. What is here now is kept in DATA_DIR/backups. "
        "A damaged file is refused before anything changes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="what `backup` wrote")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def execute(self, *args: Any, **options: Any) -> str | None:
        # The file may be no good: the library is brought up to date only once it is back.
        return BaseCommand.execute(self, *args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with unpacked(options["file"], self.say) as backup:
                if not options["yes"]:
                    self._ask(backup)
                aside = restore(backup, self.say)
        except (UnfitBackup, NoCopy) as problem:
            raise CommandError(f"{problem} Nothing was changed.") from problem
        self.bring_up_to_date()
        self.stdout.write(
            f"The library is as it was on {backup.about.made}: {Entry.objects.count():,} entries. "
            "If it is running, start it again."
        )
        if aside:
            self.stdout.write(f"What was here before is in {aside}.")

    def _ask(self, backup: Unpacked) -> None:
        question = f"This replaces the library by that of {backup.about.made}. Go on? [y/N] "
        try:
            answer = input(question)
        except EOFError:
            answer = ""
        if answer.strip().lower() not in ("y", "yes"):
            raise CommandError("Nothing was changed. (--yes goes on without asking.)")
