"""Many rows at once: the one way in for the starter library, an import and a made-up library.

`shelve` writes finished rows and everything derived from them, in a number of statements that
does not grow with the rows. `create_together` makes such rows of new entries that link to each
other, each with its links in its first version.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from practices import history, kinds, search
from practices.actions.keeping import give_name, stamp, tidied
from practices.actions.links import LINKABLE, link_record
from practices.models import Entry, Facet, Link, OldSlug, Person, TaggedEntry, Term, Theme
from practices.models.theme import theme_key
from practices.rooms import rooms

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
    shelve_versions(history.row_of(entry) for entry in entries)
    derive(entries)
    return entries


def _first_version(new: NewEntry, *, by: Person | None, reason: str) -> Entry:
    try:
        fields = tidied(new.fields, against=None)
        entry = Entry(kind=new.kind, slug=new.slug, created_by=by, **fields)
        give_name(entry, wish=new.slug)
        entry.full_clean(
            exclude=["created_by", "updated_by"], validate_unique=False, validate_constraints=False
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


def shelve_versions(rows: Iterable[Any]) -> None:
    """Write history rows as they are, oldest first."""
    Entry.history.bulk_create(rows, batch_size=BATCH)


def derive(entries: Sequence[Entry]) -> None:
    """Make all that follows from the rows of entries that are new here: themes, terms, search."""
    _file_under_themes(entries)
    _file_under_terms(entries)
    for entry in entries:
        search.index(entry)
        for renew in rooms.after_save:
            renew(entry)


def _file_under_themes(entries: Sequence[Entry]) -> None:
    names = {theme_key(name): name for entry in entries for name in entry.theme_names}
    Theme.objects.bulk_create(
        [Theme(name=name, slug=key) for key, name in sorted(names.items())],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    pks = dict(Theme.objects.values_list("slug", "pk"))
    pairs = {(entry.pk, pks[theme_key(n)]) for entry in entries for n in entry.theme_names}
    TaggedEntry.objects.bulk_create(
        [TaggedEntry(content_object_id=entry, tag_id=theme) for entry, theme in sorted(pairs)],
        batch_size=BATCH,
    )


def _file_under_terms(entries: Sequence[Entry]) -> None:
    pks = {(facet, slug): pk for pk, facet, slug in Term.objects.values_list("pk", "facet", "slug")}
    facets = {"groups": Facet.GROUP, "outcomes": Facet.OUTCOME}
    pairs = []
    for entry in entries:
        for name in kinds.TERM_FACTS:
            for slug in dict.fromkeys(getattr(entry, name)):
                if (facets[name], slug) not in pks:
                    raise ValidationError(f"{entry.slug}: “{slug}” is not in the vocabulary.")
                pairs.append((entry.pk, pks[facets[name], slug]))
    through = Entry.terms.through
    through.objects.bulk_create(
        [through(entry_id=entry, term_id=term) for entry, term in pairs], batch_size=BATCH
    )
