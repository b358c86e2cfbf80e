"""Bring in notes and articles from files."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import connection

from practices import actions as library
from practices.management.base import LibraryCommand, is_up_to_date
from roundtables.actions import Outcome, bring, known_as
from roundtables.reading import (
    FoundNote,
    UnreadableFile,
    as_record,
    files_in,
    find_notes,
    merge_sources,
    read_file,
)


class Command(LibraryCommand):
    """Reads every file first, then brings in each note in a transaction of its own."""

    help = "Bring in notes from Word, text, Markdown or HTML files, as drafts to look over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder of files")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what is in them, write nothing"
        )
        parser.add_argument(
            "--publish", action="store_true", help="publish at once: for a trusted archive"
        )
        parser.add_argument(
            "--json", action="store_true", help="print the report as one JSON array"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        notes = self._read(options["paths"])
        records = []
        for note in notes:
            outcome = self._tell(note) if options["dry_run"] else self._bring(note, options)
            record = _record(outcome, dry_run=options["dry_run"])
            records.append(record)
            self.stderr.write(_in_words(outcome, record))
        if options["json"]:
            self.stdout.write(json.dumps(records, indent=2, ensure_ascii=False))
        self._sum_up(records, options)

    def _read(self, paths: list[str]) -> list[FoundNote]:
        try:
            files = [file for path in paths for file in files_in(Path(path))]
            return merge_sources(note for file in files for note in find_notes(read_file(file)))
        except UnreadableFile as problem:
            raise CommandError(str(problem)) from None

    def _tell(self, note: FoundNote) -> Outcome:
        known = known_as(note) if _has_library() else None
        return Outcome(note, "known" if known else "new", known.entry if known else None)

    def _bring(self, note: FoundNote, options: dict[str, Any]) -> Outcome:
        try:
            return bring(note, by=library.system_person("importer"), publish=options["publish"])
        except ValidationError as problem:
            said = " ".join(problem.messages)
            raise CommandError(f"“{note.title}” could not be kept: {said}") from None

    def _sum_up(self, records: list[dict[str, Any]], options: dict[str, Any]) -> None:
        known = sum(ALREADY_HERE in record["unsure"] for record in records)
        verb = "would be brought in" if options["dry_run"] else "brought in"
        self.stderr.write(f"{len(records) - known} {verb}, {known} here already.")


ALREADY_HERE = "It is here already, and was left as it is."


def _has_library() -> bool:
    """Whether there is a library to compare with; asking must not make an empty one."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return is_up_to_date()


def _record(outcome: Outcome, *, dry_run: bool) -> dict[str, Any]:
    entry = outcome.entry
    address = f"{settings.SITE_URL}{entry.get_absolute_url()}" if entry and not dry_run else None
    record: dict[str, Any] = as_record(outcome.note, address)
    if outcome.what == "known":
        record["unsure"] = [*record["unsure"], ALREADY_HERE]
    return record


def _in_words(outcome: Outcome, record: dict[str, Any]) -> str:
    note = outcome.note
    known = "here already" if outcome.what == "known" else "new"
    when = record["date"] or "no date"
    where = "online" if note.online else note.place or "no place"
    series = f", {note.series} {note.number or ''}".rstrip() if note.series else ""
    lines = [
        f"{note.title}",
        f"  {note.kind}, {when}, {where}{series}; {note.points} points; {known}",
        f"  from {', '.join(note.sources)}",
        *(f"  not sure: {sentence}" for sentence in record["unsure"]),
    ]
    return "\n".join(lines)
