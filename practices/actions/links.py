"""Linking entries, and rating how strongly a link holds.

Adding, changing or taking away a link makes a version of the entry it starts from, not of its
target; a rating never does.
"""

import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from practices import kinds, prose
from practices.actions.again import again
from practices.actions.keeping import held, keep
from practices.models import Entry, Link, Person, Rating

LINKABLE = (kinds.PROPOSITION.name, kinds.PRACTICE.name)


class OwnLink(Exception):
    """A person tried to rate a link they made themselves."""


def link_record(link: Link) -> dict[str, Any]:
    """A link as a version remembers it."""
    return {
        "id": link.pk,
        "to": link.target_id,
        "kind": link.target.kind,
        "title": link.target.title,
        "anchor": link.anchor,
        "stance": link.stance,
        "why": link.why,
    }


@transaction.atomic
def link(
    source: Entry, target: Entry, *, stance: str, why: str, by: Person | None, anchor: str = ""
) -> Link:
    """Link `source`, or its point `anchor`, to a proposition or practice.

    The same link once more changes its sentence of why. Raises ValidationError.
    """
    source = held(source)
    _check_ends(source, target, anchor)
    fields = {"source": source, "target": target, "stance": stance, "anchor": anchor}
    made = Link.objects.filter(**fields).first() or Link(**fields)
    # Whoever has rated it stays a judge of it, and does not become its maker.
    if made.pk is None or (made.removed and not made.ratings.filter(person=by).exists()):
        made.by = by
    made.why, made.removed = " ".join(why.split()), None
    made.clean_fields(exclude=["source", "target", "by"])
    made.save()
    record_links(source, by=by, reason=f"{made.get_stance_display().capitalize()} “{target.title}”")
    Entry.objects.filter(pk=target.pk).touch()
    return made


def _check_ends(source: Entry, target: Entry, anchor: str) -> None:
    if target.kind not in LINKABLE:
        raise ValidationError({"target": "A link leads to a proposition or a practice."})
    if source.is_published and not target.is_published:
        # Its title would stand in the versions of a page that everyone reads.
        raise ValidationError({"target": "That is not published yet. Publish it first."})
    if source.pk == target.pk:
        raise ValidationError({"target": "An entry cannot link to itself."})
    if anchor and anchor not in {block.anchor for block in prose.blocks(source.body)}:
        raise ValidationError({"anchor": "That point is no longer in the text."})


@transaction.atomic
def unlink(link: Link, *, by: Person, reason: str = "") -> None:
    """Take a link away. Its row and its ratings stay, for the versions that show it."""
    source = held(link.source)
    link.removed = timezone.now()
    link.save(update_fields=["removed"])
    record_links(source, by=by, reason=reason)
    Entry.objects.filter(pk=link.target_id).touch()


def record_links(source: Entry, *, by: Person | None, reason: str) -> None:
    """Keep the links that stand from `source`, whose row is held, as its next version."""
    before = copy.copy(source)
    source.links_record = standing_links(source)
    if source.links_record == before.links_record:
        return
    source.change_summary = ""
    keep(source, before=before, by=by, reason=reason)


def standing_links(source: Entry) -> list[dict[str, Any]]:
    """The links that stand from `source`, as its next version will remember them."""
    links = source.links_out.standing().select_related("target")
    return [link_record(link) for link in links.order_by("id")]


def restore_links(entry: Entry, record: list[dict[str, Any]]) -> None:
    """Make the links of `entry` those that a version remembers. For `restore_version`."""
    wanted = {item["id"]: item for item in record}
    Link.objects.filter(source=entry, removed=None).exclude(pk__in=wanted).update(
        removed=timezone.now()
    )
    for kept in Link.objects.filter(source=entry, pk__in=wanted):
        kept.why, kept.removed = wanted[kept.pk]["why"], None
        kept.save(update_fields=["why", "removed"])
    targets = [item["to"] for item in [*record, *entry.links_record]]
    Entry.objects.filter(pk__in=targets).touch()
    entry.links_record = standing_links(entry)


@again
@transaction.atomic
def rate(
    link: Link, *, by: Person, strength: int, ground: str, reason: str, revision: int | None = None
) -> Rating:
    """Say how strongly a link puts its proposition into practice, or change what one said.

    `revision` is the version of the source that the person had before them, by default the
    newest. Raises OwnLink for a link of one's own, ValidationError for anything else amiss.
    """
    if link.by_id == by.pk:
        raise OwnLink
    if link.target.kind != kinds.PROPOSITION.name or link.removed:
        raise ValidationError("Only a standing link to a proposition can be rated.")
    rating = Rating.objects.filter(link=link, person=by).first() or Rating(link=link, person=by)
    rating.strength, rating.ground = strength, ground
    rating.reason = " ".join(reason.split())
    rating.revision = revision or link.source.revision
    rating.clean_fields(exclude=["link", "person"])
    rating.save()
    _touch_ends(link)
    return rating


@transaction.atomic
def withdraw_rating(link: Link, *, by: Person) -> None:
    """Take back what one said about a link. Nothing of it is kept."""
    Rating.objects.filter(link=link, person=by).delete()
    _touch_ends(link)


def _touch_ends(link: Link) -> None:
    Entry.objects.filter(pk__in=[link.source_id, link.target_id]).touch()
