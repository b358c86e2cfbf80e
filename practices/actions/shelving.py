"""Many rows at once: the one way in for the starter library, an import and a made-up library.

`shelve` writes finished rows and everything derived from them, in a number of statements that
does not grow with the rows. `create_together` makes such rows of new entries that link to each
other, each with its links in its first version.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from practices import history
from practices.actions.caring import begin_care
from practices.actions.deriving import derive_together
from practices.actions.keeping import give_name, stamp, tidied
from practices.actions.links import LINKABLE, link_record
from practices.actions.uses import index_uses
from practices.models import (
    Attachment,
    Bookmark,
    Comment,
    Confirmation,
    Entry,
    Follow,
    Link,
    OldSlug,
    Page,
    Person,
    Rating,
    SeenVersion,
    Suggestion,
)

BATCH = 500


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that a new entry brings, to the entry of this kind and slug."""

    kind: str
    slug: str
    stance: str
    why: str


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be made: `fields` are any of `history.VERSIONED`."""

    kind: str
    slug: str
    fields: dict[str, Any]
    links: Sequence[NewLink] = field(default_factory=tuple)


@transaction.atomic
def create_together(new: Sequence[NewEntry], *, by: Person | None, reason: str = "") -> list[Entry]:
    """Write the first version of each, published, with its links. Returns them in order.

    A link to what is not there is left out. Raises ValidationError, and then writes nothing.
    """
    entries = [_first_version(item, by=by, reason=reason) for item in new]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    links = _links(list(zip(new, entries, strict=True)), by=by)
    Link.objects.bulk_create(links, batch_size=BATCH)
    for link in links:
        link.source.links_record.append(link_record(link))
    Entry.objects.bulk_update(
        {link.source_id: link.source for link in links}.values(), ["links_record"], batch_size=100
    )
    own = {entry.pk for entry in entries}
    Entry.objects.filter(pk__in={link.target_id for link in links} - own).touch()
    Entry.history.bulk_create([history.row_of(entry) for entry in entries], batch_size=BATCH)
    derive_together(entries)
    return entries


def _first_version(new: NewEntry, *, by: Person | None, reason: str) -> Entry:
    try:
        fields = tidied(new.fields, against=None)
        entry = Entry(kind=new.kind, slug=new.slug, created_by=by, **fields)
        begin_care(entry, by=by)
        give_name(entry, wish=new.slug)
        entry.full_clean(
            exclude=["created_by", "updated_by", "merged_into", "keeper"],
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as problem:
        raise ValidationError(f"{new.kind} {new.slug}: {problem.messages[0]}") from problem
    stamp(entry, before=None, by=by, reason=reason, small=False)
    return entry


def _links(pairs: Sequence[tuple[NewEntry, Entry]], *, by: Person | None) -> list[Link]:
    targets = _targets({(link.kind, link.slug) for new, _ in pairs for link in new.links})
    links = []
    for new, entry in pairs:
        for item in new.links:
            target = targets.get((item.kind, item.slug))
            if target is None or target.pk == entry.pk or target.kind not in LINKABLE:
                continue
            link = Link(source=entry, target=target, stance=item.stance, why=item.why, by=by)
            link.clean_fields(exclude=["source", "target", "by"])
            links.append(link)
    return links


def _targets(names: set[tuple[str, str]]) -> dict[tuple[str, str], Entry]:
    """Those that are published, also under a name they once had."""
    slugs = {slug for _, slug in names}
    there = Entry.objects.published()
    moved = OldSlug.objects.filter(slug__in=slugs, entry__in=there).select_related("entry")
    found = {(old.kind, old.slug): old.entry for old in moved}
    found |= {(entry.kind, entry.slug): entry for entry in there.filter(slug__in=slugs)}
    return {name: found[name] for name in names & found.keys()}


# Rows -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Shelf:
    """A whole library as rows that bear their numbers: written as they are, unchecked.

    `versions` are rows of the history in the order in which they were made.
    """

    entries: list[Entry] = field(default_factory=list)
    versions: list[Any] = field(default_factory=list)
    old_slugs: list[OldSlug] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    confirmations: list[Confirmation] = field(default_factory=list)
    seen: list[SeenVersion] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    follows: list[Follow] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


@transaction.atomic
def shelve(shelf: Shelf, *, say: Callable[[str], None] = lambda said: None) -> None:
    """Write the rows, and all that follows from them. Raises IntegrityError, ValidationError."""
    Entry.objects.bulk_create(shelf.entries, batch_size=BATCH)
    OldSlug.objects.bulk_create(shelf.old_slugs, batch_size=BATCH)
    Link.objects.bulk_create(shelf.links, batch_size=BATCH)
    moments = [rating.updated for rating in shelf.ratings]
    Rating.objects.bulk_create(shelf.ratings, batch_size=BATCH)
    for rating, moment in zip(shelf.ratings, moments, strict=True):
        rating.updated = moment  # the database's own answer to "when" was: now
    Rating.objects.bulk_update(shelf.ratings, ["updated"], batch_size=BATCH)
    Entry.history.bulk_create(shelf.versions, batch_size=BATCH)
    Confirmation.objects.bulk_create(shelf.confirmations, batch_size=BATCH)
    SeenVersion.objects.bulk_create(shelf.seen, batch_size=BATCH)
    Comment.objects.bulk_create(shelf.comments, batch_size=BATCH)
    Suggestion.objects.bulk_create(shelf.suggestions, batch_size=BATCH)
    Follow.objects.bulk_create(shelf.follows, batch_size=BATCH)
    Attachment.objects.bulk_create(shelf.attachments, batch_size=BATCH)
    index_uses(shelf.versions)
    _count_on_from_here(Entry, Link, Comment, Suggestion, Attachment)
    for begin in range(0, len(shelf.entries), BATCH):
        derive_together(shelf.entries[begin : begin + BATCH])
        say(f"  {min(begin + BATCH, len(shelf.entries)):,} of {len(shelf.entries):,} entries")
    _keep_page_versions(shelf.entries)
    _tell_nobody()


def _tell_nobody() -> None:
    """What was told in the library before is not told again in this one."""
    newest = Entry.history.aggregate(newest=Max("history_id"))["newest"] or 0
    for job in Bookmark.TELLING:
        Bookmark.objects.update_or_create(
            name=job, defaults={"number": newest, "when": timezone.now()}
        )


def _keep_page_versions(entries: Sequence[Entry]) -> None:
    """Deriving may have touched pages; whoever kept one from the library before has it right."""
    are = dict(Entry.objects.values_list("pk", "page_version"))
    touched = [entry for entry in entries if are[entry.pk] != entry.page_version]
    Entry.objects.bulk_update(touched, ["page_version"], batch_size=100)


def _count_on_from_here(*models: type) -> None:
    """Rows came with numbers of their own: the next one made here must come after them."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


@transaction.atomic
def shelve_pages(versions: Sequence[Page]) -> None:
    """Write the site's own pages from all their versions, oldest first."""
    newest = {page.slug: page for page in versions}
    moments = {page.slug: page.updated for page in newest.values()}
    Page.objects.bulk_create(newest.values())
    for slug, moment in moments.items():
        Page.objects.filter(slug=slug).update(updated=moment)
        newest[slug].updated = moment
    seen: set[str] = set()
    rows = []
    for page in versions:
        page.pk = newest[page.slug].pk
        rows.append(history.page_row(page, is_first=page.slug not in seen))
        seen.add(page.slug)
    Page.history.bulk_create(rows)
