"""What follows from the rows of many new entries: themes, terms, search, links, other apps."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from practices import kinds, search
from practices.actions.text_links import index_text_links
from practices.models import Entry, Facet, TaggedEntry, Term, Theme
from practices.models.theme import theme_key
from practices.rooms import rooms

BATCH = 500


def derive_together(entries: Sequence[Entry]) -> None:
    """Make it for entries that have none of it yet. Raises ValidationError for unknown terms."""
    _file_under_themes(entries)
    _file_under_terms(entries)
    search.index_many(entries)
    index_text_links(entries)
    for entry in entries:
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
