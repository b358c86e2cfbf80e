"""Making a part of an entry an entry of its own."""

import copy
from html import escape

from django.core.exceptions import ValidationError
from django.db import transaction

from practices import prose
from practices.actions.entries import Conflict, create
from practices.actions.keeping import held, keep, tidied
from practices.actions.links import record_links, standing_links
from practices.actions.moving_along import move_talk
from practices.models import Entry, Link, Person, Rating, Status


@transaction.atomic
def split_off(
    entry: Entry,
    *,
    part: str,
    base: int | None,
    kind: str,
    title: str,
    by: Person,
    reason: str = "",
) -> Entry:
    """Make the section or point `part` of version `base` an entry of its own, and return that.

    Either text gets a sentence that leads to the other. Links from the points that go, and what
    was said about them, go with them. Raises Conflict where the entry has changed since,
    ValidationError where there is no such part, or nothing in it.
    """
    entry = held(entry)
    if base != entry.revision:
        raise Conflict(entry)
    made = create(
        kind,
        by=by,
        # What is for all to read stays so, and what is not is not given away.
        status=Status.PUBLISHED if entry.is_published else Status.DRAFT,
        title=title,
        body=taken_from(entry, part) + f"<p>Split off from {_link(entry)}.</p>",
        theme_names=entry.theme_names,
        source=entry.source,
        licence=entry.licence,
        reason=reason or f"Split off from version {entry.revision} of “{entry.title}”",
    )
    _, left = prose.split_off(entry.body, part, f"This has a page of its own: {_link(made)}.")
    before = copy.copy(entry)
    entry.body = tidied({"body": left}, against=before)["body"]
    gone = _points_gone(entry, made)
    _take_links_along(entry, made, gone, by=by)
    move_talk(entry.comments.threads().filter(anchor__in=gone), made, came_from=entry)
    entry.links_record = standing_links(entry)
    entry.change_summary = f"A part is now a page of its own: “{made.title}”"
    keep(entry, before=before, by=by, reason=reason)
    return made


def taken_from(entry: Entry, part: str) -> str:
    """The text of a section or point, as it would go. Raises ValidationError."""
    try:
        taken, _ = prose.split_off(entry.body, part, "")
    except KeyError as problem:
        raise ValidationError("That part is no longer in the text.") from problem
    if not prose.plain(taken).strip():
        raise ValidationError("There is nothing to read in that part.")
    return taken


def _link(entry: Entry) -> str:
    return f'<a href="/e/{entry.pk}/">{escape(entry.title)}</a>'


def _points_gone(entry: Entry, made: Entry) -> set[str]:
    here = {block.anchor for block in prose.blocks(entry.body)}
    return {block.anchor for block in prose.blocks(made.body)} - here


def _take_links_along(entry: Entry, made: Entry, gone: set[str], *, by: Person) -> None:
    links = list(Link.objects.standing().filter(source=entry, anchor__in=gone))
    if links:
        Link.objects.filter(pk__in=[link.pk for link in links]).update(source=made)
        record_links(held(made), by=by, reason=f"They came along from “{entry.title}”")
        made.refresh_from_db()
        Rating.objects.filter(link__in=links).update(revision=made.revision)
        Entry.objects.filter(pk__in=[link.target_id for link in links]).touch()
