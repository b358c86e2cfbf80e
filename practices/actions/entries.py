"""Writing entries: the first version, the next, and an earlier one again."""

import copy
from typing import Any

from django.db import transaction

from practices import history, kinds, prose
from practices.actions.again import again
from practices.actions.caring import begin_care
from practices.actions.keeping import held, keep, tidied
from practices.actions.links import restore_links
from practices.merge import PROSE, Merged, Picks, merge, settle
from practices.models import Entry, Person, Status


class Conflict(Exception):
    """Somebody else changed the same thing meanwhile. Nothing was saved.

    `entry` is the entry as it stands; `merged` holds what could be merged and the clashes, or
    is None where it is not known from which version the change began.
    """

    def __init__(self, entry: Entry, merged: Merged | None = None) -> None:
        super().__init__(f"“{entry.title}” has changed since this edit began.")
        self.entry = entry
        self.merged = merged


@again
@transaction.atomic
def create(
    kind: str, *, by: Person | None, reason: str = "", status: str | None = None, **fields: Any
) -> Entry:
    """Write the first version of an entry.

    `fields` are any of `history.VERSIONED`. Notes begin as drafts, all else shows at once,
    unless `status` says otherwise. Raises ValidationError.
    """
    begins = Status.DRAFT if kinds.BY_NAME[kind].begins_as_draft else Status.PUBLISHED
    fields = tidied(fields, against=None)
    entry = Entry(kind=kind, status=status or begins, created_by=by, **fields)
    begin_care(entry, by=by)
    return keep(entry, before=None, by=by, reason=reason)


@transaction.atomic
def revise(
    entry: Entry,
    *,
    by: Person | None,
    base: int | None,
    reason: str = "",
    small: bool = False,
    picks: Picks | None = None,
    against: int | None = None,
    **fields: Any,
) -> Entry:
    """Save what somebody made of version `base`, merged with what happened since.

    Where both changed the same, `picks` settle it, if they were made looking at version `against`
    and it still stands.

    Returns the entry as it stands afterwards; where nothing changed, no version is made.
    Raises Conflict where both changed the same thing or `base` is no version of this entry,
    ValidationError where a field cannot be kept. Either way nothing is written.
    """
    entry = held(entry)
    before = copy.copy(entry)
    if base == entry.revision:
        fields = tidied(fields, against=before)
    else:
        picked = picks if picks and against == entry.revision else {}
        fields = _merged(entry, base, fields, picked).fields
    for name, value in fields.items():
        setattr(entry, name, value)
    if history.version_of(entry) == history.version_of(before):
        return before
    entry.change_summary = ""
    return keep(entry, before=before, by=by, reason=reason, small=small)


def _merged(entry: Entry, base: int | None, fields: dict[str, Any], picks: Picks) -> Merged:
    began = entry.history.filter(revision=base).first() if base else None
    if began is None:
        raise Conflict(entry)
    mine = tidied(fields, against=began)
    merged = merge(history.version_of(began), mine, history.version_of(entry))
    settled = settle(merged, picks)
    if settled.clashes:
        raise Conflict(entry, merged)
    return settled


@transaction.atomic
def undo_change(entry: Entry, *, number: int, by: Person, reason: str = "") -> Entry:
    """Take back what version `number` changed, and keep all that came after it.

    Raises Conflict where later changes stand on it, DoesNotExist when there is no such version
    or none before it.
    """
    entry = held(entry)
    before = copy.copy(entry)
    for name, value in undone(entry, number).fields.items():
        setattr(entry, name, value)
    if history.version_of(entry) == history.version_of(before):
        return before
    entry.change_summary = f"What version {number} changed is taken back"
    return keep(entry, before=before, by=by, reason=reason)


def undone(entry: Entry, number: int) -> Merged:
    """The fields of an entry without what version `number` changed. Raises as `undo_change`."""
    changed = entry.history.get(revision=number)
    earlier = entry.history.get(revision=number - 1)
    merged = merge(
        history.version_of(changed), history.version_of(earlier), history.version_of(entry)
    )
    if merged.clashes:
        raise Conflict(entry, merged)
    fields = dict(merged.fields)
    for name in [name for name in PROSE if fields[name]]:
        fields[name] = prose.keep_anchors(getattr(entry, name), fields[name])
    return Merged(fields, ())


@transaction.atomic
def restore_version(
    entry: Entry, *, to: int, by: Person, reason: str = "", with_links: bool = False
) -> Entry:
    """Make version `to` the newest again: text, facts and themes, and its links when asked.

    Links may be other people's, so they stay as they are otherwise. Raises DoesNotExist when
    there is no such version.
    """
    entry = held(entry)
    before = copy.copy(entry)
    old = entry.history.get(revision=to)
    for name, value in history.version_of(old).items():
        setattr(entry, name, copy.deepcopy(value))
    if with_links:
        restore_links(entry, old.links_record)
    entry.change_summary = f"Version {to} restored"
    return keep(entry, before=before, by=by, reason=reason)
