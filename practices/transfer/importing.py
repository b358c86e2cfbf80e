"""An export made into a library again: everything, or nothing with the reason."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from practices import actions, history
from practices.models import Entry, OldSlug, Page, Person, Term
from practices.rooms import rooms
from practices.transfer import rows
from practices.transfer.attached import attachment_of, bring_files
from practices.transfer.exporting import FORMAT
from practices.transfer.folder import UnfitFolder, changed_files, read_lines
from practices.transfer.talk import comment_of
from practices.transfer.themes import bring_theme_changes, bring_themes
from practices.transfer.waiting import follow_of, suggestion_of

Say = Callable[[str], None]


class NotEmpty(Exception):
    """The library holds something already, which an import would mix with."""

    def __init__(self, entries: int) -> None:
        super().__init__(
            f"This library holds {entries:,} entries, and an import goes into an empty one: "
            "set DATA_DIR (or DATABASE_URL) to a new place."
        )


@dataclass(frozen=True, slots=True)
class Brought:
    """How much was brought in."""

    entries: int
    versions: int
    people: int


def import_from(folder: Path, say: Say, *, changed: bool = False) -> Brought:
    """Make the library that an export holds, in an empty one.

    With `changed`, also from files that somebody edited; texts are sanitized either way. Raises
    NotEmpty, UnfitFolder, and then leaves the library as it was.
    """
    here = Entry.objects.count()
    if here or Page.objects.exists():
        raise NotEmpty(here)
    _check_folder(folder, changed)
    data = folder / "data"
    try:
        with transaction.atomic():
            return _bring(data, say)
    except (IntegrityError, DataError) as problem:
        reason = str(problem).partition("\n")[0]
        raise UnfitFolder(f"{data}: these files contradict each other ({reason}).") from problem


def _check_folder(folder: Path, changed: bool) -> None:
    different = changed_files(folder)
    if different and not changed:
        named = ", ".join(different[:5]) + (" …" if len(different) > 5 else "")
        raise UnfitFolder(
            f"Not as they were exported: {named}. If you changed them on purpose, say --changed."
        )
    versions = [row.get("format") for row in read_lines(folder / "data" / "library.jsonl")]
    if versions != [FORMAT]:
        raise UnfitFolder(f"{folder} was made by another version of the library.")


def _bring(data: Path, say: Say) -> Brought:
    people = _people(data)
    _words(data, people)
    say("Reading the versions …")
    shelf = _shelf(data, people, say)
    bring_files(data.parent, [one for one in shelf.attachments if not one.removed])
    say("Writing them …")
    actions.shelve(shelf, say=say)
    with said_where(data / "theme_changes.jsonl"):
        bring_theme_changes(read_lines(data / "theme_changes.jsonl"), people)
    _pages(data, people)
    for name, records in rooms.records.items():
        with said_where(data / f"{name}.jsonl"):
            records.load(read_lines(data / f"{name}.jsonl"))
    return Brought(len(shelf.entries), len(shelf.versions), len(people) - 1)


@contextmanager
def said_where(path: Path, what: str = "") -> Iterator[None]:
    """Turn what does not fit into a sentence that says where."""
    place = f"{path.name}{f', {what}' if what else ''}"
    try:
        yield
    except ValidationError as problem:
        raise UnfitFolder(f"{place}: {' '.join(problem.messages)}") from problem
    except KeyError as problem:
        raise UnfitFolder(f"{place}: {problem} is missing or unknown.") from problem
    except (TypeError, ValueError, AttributeError) as problem:
        raise UnfitFolder(f"{place}: {problem}.") from problem


def _people(data: Path) -> rows.People:
    here = {person.username: person for person in Person.objects.all()}
    by_email = {person.email: person for person in here.values()}
    people: dict[str | None, Person | None] = {None: None}
    for row in read_lines(data / "people.jsonl"):
        with said_where(data / "people.jsonl", str(row.get("username"))):
            person = here.get(row["username"]) or by_email.get(row.get("email", ""))
            people[row["username"]] = person or actions.bring_person(rows.person_of(row))
    return people


def _words(data: Path, people: rows.People) -> None:
    with said_where(data / "terms.jsonl"):
        terms = [Term(**row) for row in read_lines(data / "terms.jsonl")]
        for term in terms:
            term.clean_fields()
    Term.objects.bulk_create(terms)
    with said_where(data / "themes.jsonl"):
        bring_themes(read_lines(data / "themes.jsonl"), people)


def _shelf(data: Path, people: rows.People, say: Say) -> actions.Shelf:
    newest: dict[int, Entry] = {}
    versions = []
    path = data / "versions.jsonl"
    for count, row in enumerate(read_lines(path), start=1):
        with said_where(path, f"line {count}"):
            entry = rows.version_of(row, people)
        versions.append(history.row_of(entry))
        if entry.pk not in newest or newest[entry.pk].revision < entry.revision:
            newest[entry.pk] = entry
        if count % 2000 == 0:
            say(f"  {count:,} versions")
    old_slugs = []
    path = data / "entries.jsonl"
    for row in read_lines(path):
        with said_where(path, str(row.get("id"))):
            entry = newest[row["id"]]
            entry.page_version = int(row["page_version"])
            rows.add_care(entry, row, people)
            old_slugs += [OldSlug(entry=entry, **name) for name in row["old_slugs"]]
    return actions.Shelf(
        entries=sorted(newest.values(), key=lambda entry: entry.pk),
        versions=versions,
        old_slugs=old_slugs,
        links=list(_each(data / "links.jsonl", rows.link_of, people)),
        ratings=list(_each(data / "ratings.jsonl", rows.rating_of, people)),
        confirmations=list(_each(data / "confirmations.jsonl", rows.confirmation_of, people)),
        seen=list(_each(data / "seen.jsonl", rows.seen_of, people)),
        comments=list(_each(data / "comments.jsonl", comment_of, people)),
        suggestions=list(_each(data / "suggestions.jsonl", suggestion_of, people)),
        follows=list(_each(data / "follows.jsonl", follow_of, people)),
        attachments=list(_each(data / "attachments.jsonl", attachment_of, people)),
    )


def _each(path: Path, make: Callable[..., Any], people: rows.People) -> Iterator[Any]:
    for count, row in enumerate(read_lines(path), start=1):
        with said_where(path, f"line {count}"):
            yield make(row, people)


def _pages(data: Path, people: rows.People) -> None:
    actions.shelve_pages(list(_each(data / "pages.jsonl", rows.page_of, people)))
