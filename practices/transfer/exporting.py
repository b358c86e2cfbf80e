"""The whole library as files that can be read without it, and from which it can be made again."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from practices import kinds, prose
from practices.models import (
    Confirmation,
    Entry,
    EntryQuerySet,
    Link,
    OldSlug,
    Page,
    Person,
    Rating,
    SeenVersion,
    Status,
    Term,
)
from practices.rooms import rooms
from practices.transfer import front_matter, rows
from practices.transfer.attached import attachment_rows, write_files
from practices.transfer.folder import made_whole, write_lines
from practices.transfer.talk import comment_rows
from practices.transfer.themes import theme_change_rows, theme_rows
from practices.transfer.waiting import follow_rows, suggestion_rows

BATCH = 500
FORMAT = 1
Say = Callable[[str], None]

README = """\
{site} as plain files, written on {date}.

propositions, practices, cases, roundtables: one file for each entry as it stands, facts in
  TOML between two lines of +++, then the text in Markdown. pages holds the site's own pages.
files: the pictures and files that texts show.
data: everything, one JSON object a line. Every version of every entry is in versions.jsonl:
  who wrote it, when and why, its text as HTML, its facts, themes and links. People are named
  by username, entries by number. `manage.py import` makes the library again from this folder.
Not here, but in what `manage.py backup` makes: drafts and private notes, as nobody but
  those who wrote or got them sees them, reports and the stewards' log, how to take a merge
  apart, notices, letters, tokens, sessions.
checksums.sha256: to see that nothing was changed, run `sha256sum --check checksums.sha256`.

{unpublished}
{addresses}
Passwords are never in an export: people ask for a new one, by "forgotten password".
"""
WITH_DRAFTS = "Drafts and what was withdrawn or deleted are here too: do not publish this folder."
WITHOUT_DRAFTS = "What was not published when this was written is left out."
WITH_ADDRESSES = "E-mail addresses are in data/people.jsonl: keep this folder to yourself."
WITHOUT_ADDRESSES = (
    "E-mail addresses are left out, so people cannot sign in to a library made of it."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes with an export."""

    published_only: bool = False
    addresses: bool = False


def export(folder: Path, wanted: Wanted, say: Say) -> int:
    """Write the library into a new folder, all of it or nothing. Returns how many entries.

    Raises UnfitFolder.
    """
    with made_whole(folder) as room:
        (room / "data").mkdir()
        with one_moment():
            _write_data(room / "data", wanted, say)
            count = _write_entries(room, wanted, say)
            _write_pages(room)
            write_files(room, published_only=wanted.published_only)
        _write_readme(room, wanted)
    return count


@contextmanager
def one_moment() -> Iterator[None]:
    """Read the database as it is at one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN" + " ISOLATION LEVEL REPEATABLE READ" * is_postgres)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _entries(wanted: Wanted) -> EntryQuerySet:
    entries = Entry.objects.order_by("pk")
    return entries.published() if wanted.published_only else entries


# data/ ------------------------------------------------------------------------------------


class _Names(dict[int | None, str | None]):
    """Usernames by number, which remembers whose were asked for."""

    def __init__(self, people: Iterable[Person]) -> None:
        super().__init__({None: None} | {person.pk: person.username for person in people})
        self.used: set[int | None] = set()

    def __getitem__(self, pk: int | None) -> str | None:
        self.used.add(pk)
        return super().__getitem__(pk)


def _write_data(folder: Path, wanted: Wanted, say: Say) -> None:
    people = list(Person.objects.order_by("username"))
    names = _Names(people)
    shown = set(_entries(wanted).values_list("pk", flat=True))
    files: dict[str, Iterable[dict[str, Any]]] = {
        "library": [{"format": FORMAT, "site": settings.SITE_NAME}],
        "terms": _values(Term.objects.order_by("facet", "slug"), "facet", "slug", "name"),
        "themes": theme_rows(names),
        "entries": _entry_rows(wanted, names),
        "versions": _versions(wanted, names, shown, say),
        "theme_changes": [] if wanted.published_only else theme_change_rows(names, shown),
        "links": _links(names, shown),
        "ratings": _ratings(names, shown),
        "confirmations": _confirmations(names, shown),
        "seen": [] if wanted.published_only else _seen(names, shown),
        "comments": comment_rows(names, shown, published_only=wanted.published_only),
        "suggestions": [] if wanted.published_only else suggestion_rows(names, wanted.addresses),
        "follows": [] if wanted.published_only else follow_rows(names),
        "attachments": attachment_rows(names, shown, published_only=wanted.published_only),
        "pages": (rows.page_row(page, names) for page in Page.history.order_by("history_id")),
    }
    for name, records in rooms.records.items():
        files[name] = _shown_only(records.dump(), shown, wanted)
    # Last of all: by then it is known who is named.
    files["people"] = _people(people, names, wanted)
    for name, lines in files.items():
        write_lines(folder / f"{name}.jsonl", lines)


def _values(rows: QuerySet[Any], *names: str) -> Iterator[dict[str, Any]]:
    return ({name: getattr(row, name) for name in names} for row in rows)


def _entry_rows(wanted: Wanted, names: rows.Names) -> Iterator[dict[str, Any]]:
    old: dict[int, list[dict[str, str]]] = {}
    for name in OldSlug.objects.order_by("pk"):
        old.setdefault(name.entry_id, []).append({"kind": name.kind, "slug": name.slug})
    for entry in _entries(wanted).only("page_version", *rows.CARE):
        row = {"id": entry.pk, "page_version": entry.page_version}
        yield {**row, **rows.care_row(entry, names), "old_slugs": old.get(entry.pk, [])}


def _versions(
    wanted: Wanted, names: rows.Names, shown: set[int], say: Say
) -> Iterator[dict[str, Any]]:
    versions = Entry.history.order_by("history_id")
    if wanted.published_only:
        versions = versions.filter(status=Status.PUBLISHED, id__in=_entries(wanted).values("pk"))
    for count, version in enumerate(versions.iterator(chunk_size=BATCH), start=1):
        yield rows.version_row(version, names, shown)
        if count % 5000 == 0:
            say(f"  {count:,} versions")


def _links(names: rows.Names, shown: set[int]) -> Iterator[dict[str, Any]]:
    for link in Link.objects.order_by("pk").iterator(chunk_size=BATCH):
        if link.source_id in shown and link.target_id in shown:
            yield rows.link_row(link, names)


def _ratings(names: rows.Names, shown: set[int]) -> Iterator[dict[str, Any]]:
    ratings = Rating.objects.select_related("link").order_by("link", "created", "pk")
    for rating in ratings.iterator(chunk_size=BATCH):
        if rating.link.source_id in shown and rating.link.target_id in shown:
            yield rows.rating_row(rating, names)


def _confirmations(names: rows.Names, shown: set[int]) -> Iterator[dict[str, Any]]:
    for one in Confirmation.objects.order_by("pk").iterator(chunk_size=BATCH):
        if one.entry_id in shown:
            yield rows.confirmation_row(one, names)


def _seen(names: rows.Names, shown: set[int]) -> Iterator[dict[str, Any]]:
    for one in SeenVersion.objects.order_by("pk").iterator(chunk_size=BATCH):
        if one.entry_id in shown:
            yield rows.seen_row(one, names)


def _shown_only(
    lines: Iterable[dict[str, Any]], shown: set[int], wanted: Wanted
) -> Iterator[dict[str, Any]]:
    return (line for line in lines if not wanted.published_only or line.get("entry") in shown)


def _people(people: list[Person], names: _Names, wanted: Wanted) -> Iterator[dict[str, Any]]:
    for person in people:
        if person.pk in names.used or not wanted.published_only:
            yield rows.person_row(person, with_address=wanted.addresses)


# Files for people -------------------------------------------------------------------------


def _write_entries(room: Path, wanted: Wanted, say: Say) -> int:
    for kind in kinds.KINDS:
        (room / kind.plural).mkdir()
    shown = {entry.pk: entry.get_absolute_url() for entry in _entries(wanted).in_brief()}
    entries = _entries(wanted).select_related("updated_by").iterator(chunk_size=BATCH)
    for count, entry in enumerate(entries, start=1):
        path = room / entry.sort.plural / f"{entry.slug}.md"
        front_matter.write(path, _facts(entry, shown), _markdown(entry.body))
        if count % 1000 == 0:
            say(f"  {count:,} of {len(shown):,} entries")
    return len(shown)


def _markdown(body: str) -> str:
    """A text whose pictures and files are those in this folder."""
    return prose.to_markdown(body).replace("](/files/", "](../files/")


def _facts(entry: Entry, shown: dict[int, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {"title": entry.title, "summary": entry.summary or None}
    facts["themes"] = entry.theme_names
    for name in entry.sort.facts:
        value = getattr(entry, name)
        facts[name] = (prose.to_lines(value) if name in kinds.LIST_FACTS else value) or None
    facts |= {"source": entry.source or None, "licence": entry.licence or None}
    facts |= {"id": entry.pk, "revision": entry.revision, "status": str(entry.status)}
    facts |= {"updated": rows.said(entry.updated), "meeting": entry.meeting}
    facts["updated_by"] = entry.updated_by.name if entry.updated_by else None
    facts["links"] = [
        {
            "to": shown[link["to"]].strip("/"),
            "stance": link["stance"],
            "why": link["why"],
            "point": link["anchor"] or None,
        }
        for link in entry.links_record
        if link["to"] in shown
    ]
    return facts


def _write_pages(room: Path) -> None:
    (room / "pages").mkdir()
    for page in Page.objects.order_by("slug"):
        path = room / "pages" / f"{page.slug}.md"
        front_matter.write(path, {"title": page.title}, prose.to_markdown(page.body))


def _write_readme(room: Path, wanted: Wanted) -> None:
    words = {
        "site": settings.SITE_NAME,
        "date": f"{timezone.localdate():%-d %B %Y}",
        "unpublished": WITHOUT_DRAFTS if wanted.published_only else WITH_DRAFTS,
        "addresses": WITH_ADDRESSES if wanted.addresses else WITHOUT_ADDRESSES,
    }
    (room / "README.txt").write_text(README.format(**words), "utf-8")
