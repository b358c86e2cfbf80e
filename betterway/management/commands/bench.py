"""Measure speed."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.test.utils import override_settings

from betterway import static_files
from betterway.bench.editing import edit_lines
from betterway.bench.hands import hand_lines
from betterway.bench.measuring import Line, table
from betterway.bench.pages import Places, form_lines, page_lines
from betterway.bench.searching import search_lines
from betterway.bench.stack import Unexpected
from betterway.serving import settle
from practices import actions
from practices.management.base import LibraryCommand
from practices.models import Entry
from practices.transfer import corpus


class Command(LibraryCommand):
    help = (
        "Measure what pages, searches and edits cost, as multiples of an empty page behind the "
        "same middleware, in a made-up library of its own; medians of the processor's time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--entries", type=int, default=10_000, help="how large a library")
        parser.add_argument("--rounds", type=int, default=60, help="measurements of each page")
        parser.add_argument("--notes", nargs="*", default=[], help="notes to time the import of")
        parser.add_argument("--json", action="store_true", help="for machines")
        parser.add_argument(
            "--here",
            action="store_true",
            help="in the library of the settings, which must be empty or made up",
        )

    def execute(self, *args: Any, **options: Any) -> str | None:
        if options["here"]:
            return super().execute(*args, **options)
        with tempfile.TemporaryDirectory(prefix="betterway-bench-") as folder:
            environment = {**os.environ, "DATA_DIR": folder, "SITE_URL": "http://127.0.0.1"}
            environment.pop("DATABASE_URL", None)
            command = [sys.executable, *sys.argv, "--here"]
            sys.exit(subprocess.run(command, env=environment, check=False).returncode)

    def handle(self, *args: Any, **options: Any) -> None:
        if corpus.has_peoples_writing():
            raise CommandError("People have written in this library: measure without --here.")
        if not static_files.is_current():
            self.say("Preparing the static files …")
            static_files.build()
        lines = []
        with override_settings(ROOT_URLCONF="betterway.bench.urls"):
            try:
                for line in self._lines(options):
                    self.say(f"  {line.name}: {line.measured:.1f}{line.unit} {line.verdict}")
                    lines.append(line)
            except Unexpected as problem:
                raise CommandError(str(problem)) from problem
        if options["json"]:
            self.stdout.write(json.dumps([line.as_value() for line in lines], indent=1))
        else:
            self.stdout.write(table(lines))

    def _lines(self, options: dict[str, Any]) -> Iterator[Line]:
        rounds = options["rounds"]
        if not Entry.objects.exists():
            yield self._made_up(options["entries"])
        settle()  # as a server does before its first page
        places = Places.found()
        yield from page_lines(places, rounds=rounds)
        yield from search_lines(rounds=rounds)
        person = actions.add_person("bench@example.org", name="Bench", role="practitioner")
        yield from edit_lines(places.entry, person, rounds=rounds)
        yield from form_lines(places, person, rounds=rounds)
        yield from hand_lines(person, rounds=rounds)
        if options["notes"]:
            yield _imported(options["notes"])

    def _made_up(self, count: int) -> Line:
        self.say(f"Making up {count:,} entries …")
        began, worked = time.perf_counter(), time.process_time()
        for done in corpus.make(count, seed=1):
            self.say(f"  {done:,}")
        took = time.perf_counter() - began
        target = 60 if count == 10_000 else None
        note = f"{time.process_time() - worked:.1f} s of the processor's time"
        return Line(f"make_corpus {count}", took, target, " s", note)


def _imported(paths: list[str]) -> Line:
    """A whole run of `import_notes`, from nothing to done."""
    began = time.perf_counter()
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "import_notes", *paths]
    environment = {**os.environ, "DATA_DIR": str(settings.DATA_DIR)}
    answer = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if answer.returncode:
        raise CommandError(f"import_notes failed: {answer.stderr.strip()[-500:]}")
    return Line("import_notes", time.perf_counter() - began, 2, " s", "a whole run, with its start")
