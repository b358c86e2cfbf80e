"""What every command of the library does first and last."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from practices.transfer.copies import NoCopy, NoProgram, keep_a_copy


class LibraryCommand(BaseCommand):
    """A command that works before anything was set up: it brings the database up to date first.

    With `--dry-run` it leaves the database as it is, even if there is none yet. A command says
    what is wrong by raising CommandError: one sentence on standard error, exit 1.
    """

    requires_system_checks = []  # `up` makes them, once; they take longer than most commands

    def execute(self, *args: Any, **options: Any) -> str | None:
        if not options.get("dry_run"):
            self.bring_up_to_date()
        return super().execute(*args, **options)

    def bring_up_to_date(self) -> None:
        """Migrate, where there is anything to migrate; say so; keep a copy of what there was."""
        try:
            steps, is_new = waiting_migrations()
        except OperationalError as problem:
            raise CommandError(
                f"The database does not answer: {str(problem).strip()} "
                "Look at DATABASE_URL, or unset it to use SQLite."
            ) from problem
        if not steps:
            return
        if not is_new:
            self.keep_a_copy()
        self.say(f"Bringing the database up to date ({steps} steps) …")
        call_command("migrate", verbosity=0, interactive=False)

    def keep_a_copy(self) -> None:
        """Copy the database before it changes shape."""
        try:
            self.say(f"A copy of the database is kept in {keep_a_copy('before-migrating')}.")
        except NoProgram as problem:
            self.say(f"No copy of the database was made first. {problem}")
        except NoCopy as problem:
            raise CommandError(
                f"Nothing was changed: no copy could be made. {problem}"
            ) from problem

    def say(self, text: str) -> None:
        """Say how far it is, on standard error: standard output is for what was asked for."""
        self.stderr.write(text, str)
        self.stderr.flush()


def waiting_migrations() -> tuple[int, bool]:
    """How many migrations wait, and whether the database is a new one."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return len(plan), not executor.loader.applied_migrations


def is_up_to_date() -> bool:
    """Whether the database has every table and column the code asks for."""
    return not waiting_migrations()[0]
