"""Making one entry of two that are about the same.

What others attached moves to the entry that stays: links, ratings, what was said, suggestions,
follows, themes. The other is deleted softly: its text and history stay readable, and its addresses
lead to the one that stays. Nothing is thrown away: `Merger` keeps the numbers of what moved, and
`undelete` brings the page back with it.
"""

import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from practices.actions.auditing import note
from practices.actions.keeping import keep, tidied
from practices.actions.links import record_links, standing_links
from practices.actions.moving_along import move_along
from practices.actions.places import changed_places, places_of, swap
from practices.models import (
    Comment,
    Deed,
    Entry,
    Link,
    Merger,
    OldSlug,
    Person,
    Rating,
    Status,
    Suggestion,
    TextLink,
)
from practices.models.link import LinkQuerySet

type Swap = tuple[int, int, str]
"""Two ratings that exchanged what they say, and when the second was last changed then."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What a merge would bring to the entry that stays."""

    links: int
    ratings: int
    comments: int
    suggestions: int
    texts: int
    themes: list[str]
    addresses: list[str]


def foresee_merge(entry: Entry, into: Entry) -> Moves:
    """What would move if `entry` were merged into the other. Raises ValidationError."""
    _check(entry, into)
    links = _links_of(entry)
    old = OldSlug.objects.filter(entry=entry).values_list("slug", flat=True)
    return Moves(
        links=links.count(),
        ratings=Rating.objects.filter(link__in=links).count(),
        comments=Comment.objects.filter(entry=entry).count(),
        suggestions=Suggestion.objects.waiting().filter(entry=entry).count(),
        texts=TextLink.objects.filter(target=entry).exclude(source=entry).count(),
        themes=[name for name in entry.theme_names if name not in into.theme_names],
        addresses=[f"/{entry.sort.plural}/{slug}/" for slug in (entry.slug, *old)],
    )


@transaction.atomic
def merge_into(entry: Entry, into: Entry, *, by: Person, reason: str) -> Entry:
    """Merge `entry` into another of its kind, and return that one as it then stands.

    Both get a version that says so; so does each entry whose link now leads elsewhere. Raises
    ValidationError where the two cannot be merged, or without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why, so that others understand."})
    rows = _held(entry, into)
    entry, into = rows[entry.pk], rows[into.pk]
    _check(entry, into)
    before = copy.copy(into)
    places = places_of(entry, into)
    others, swapped = _move_links(entry, into)
    moved = changed_places(places, places_of(entry, into)) | {"swapped": swapped}
    TextLink.objects.filter(target=entry).update(target=into)
    Merger.objects.create(entry=entry, into=into, moved=moved | move_along(entry, into))
    _close(entry, into, by=by, reason=reason)
    into.theme_names = tidied(
        {"theme_names": [*into.theme_names, *entry.theme_names]}, against=into
    )["theme_names"]
    into.links_record = standing_links(into)
    if not (into.keeper_id or into.keeper_group):
        into.keeper, into.keeper_group = entry.keeper, entry.keeper_group
    into.change_summary = f"Merged with “{entry.title}”"
    into = keep(into, before=before, by=by, reason=reason)
    for pk in sorted(others & rows.keys()):
        record_links(rows[pk], by=by, reason=f"“{entry.title}” is now “{into.title}”")
    Entry.objects.filter(pk__in=others - rows.keys()).touch()
    note(Deed.MERGE, entry, by=by, value=str(into.pk))
    return into


def _check(entry: Entry, into: Entry) -> None:
    if entry.pk == into.pk:
        raise ValidationError({"into": "That is this very page. Choose another one."})
    if entry.kind != into.kind:
        raise ValidationError({"into": f"Choose another {entry.sort.label.lower()}."})
    if not (entry.is_published and into.is_published):
        raise ValidationError({"into": "Both pages have to be published before they are merged."})


def _links_of(entry: Entry) -> LinkQuerySet:
    return Link.objects.standing().filter(Q(source=entry) | Q(target=entry)).order_by("id")


def _held(entry: Entry, into: Entry) -> dict[int, Entry]:
    """Both, and all entries with a link to the first, held in one order for everybody."""
    sources = Link.objects.standing().filter(target=entry).values_list("source", flat=True)
    pks = {entry.pk, into.pk, *sources}
    rows = Entry.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    return {row.pk: row for row in rows}


def _close(entry: Entry, into: Entry, *, by: Person, reason: str) -> None:
    before = copy.copy(entry)
    said = f"Merged into “{into.title}”"
    entry.status, entry.status_reason, entry.merged_into = Status.DELETED, said, into
    entry.links_record, entry.change_summary = standing_links(entry), said
    keep(entry, before=before, by=by, reason=reason)


# Links and ratings ------------------------------------------------------------------------


def _move_links(entry: Entry, into: Entry) -> tuple[set[int], list[Swap]]:
    """Hang the links of the first on the other.

    Returns the entries at their far ends, and the ratings that gave each other what they say.

    A link between the two is taken away. Where the other has such a link already, that one
    stays and takes the ratings. Points of the first are no points of the other: links from a
    point become links of the whole.
    """
    others, swapped = set(), []
    for link in _links_of(entry).select_for_update():
        outgoing = link.source_id == entry.pk
        other = link.target_id if outgoing else link.source_id
        if other == into.pk:
            _take_away(link)
            continue
        others.add(other)
        place = {
            "source_id": into.pk if outgoing else other,
            "target_id": other if outgoing else into.pk,
            "anchor": "" if outgoing else link.anchor,
            "stance": link.stance,
        }
        if outgoing:  # a rating names the version of the source that somebody had before them
            Rating.objects.filter(link=link).update(revision=into.revision + 1)
        twin = Link.objects.filter(**place).first()
        if twin is None:
            Link.objects.filter(pk=link.pk).update(**place)
        else:
            swapped += _join(link, twin)
    return others, swapped


def _take_away(link: Link) -> None:
    Link.objects.filter(pk=link.pk).update(removed=timezone.now())


def _join(link: Link, twin: Link) -> list[Swap]:
    """Let `twin` stand for both: it gets the ratings, of each person the newest."""
    swapped = []
    if twin.removed:
        twin.why, twin.removed = link.why, None
        twin.save(update_fields=["why", "removed"])
    there = {rating.person_id: rating for rating in twin.ratings.all()}
    for rating in link.ratings.all():
        known = there.get(rating.person_id)
        if known is not None:
            if rating.updated > known.updated:
                swap(rating, known)
                swapped.append((rating.pk, known.pk, rating.updated.isoformat()))
        elif rating.person_id != twin.by_id:  # nobody rates a link of their own
            Rating.objects.filter(pk=rating.pk).update(link=twin)
    _take_away(link)
    return swapped
