"""Who may see an entry: publish, withdraw, delete, and undo each."""

import copy

from django.core.exceptions import ValidationError
from django.db import transaction

from practices.actions.auditing import note
from practices.actions.keeping import held, keep
from practices.actions.links import standing_links
from practices.actions.unmerging import lead_back, unmerge
from practices.models import Deed, Entry, Person, Status


def publish(entry: Entry, *, by: Person | None, reason: str = "") -> Entry:
    """Show a draft, or something withdrawn, to everyone."""
    return _turn(entry, Status.PUBLISHED, Deed.PUBLISH, by=by, reason=reason, said="Published")


def withdraw(entry: Entry, *, by: Person, reason: str) -> Entry:
    """Take an entry out of sight again. `publish` undoes it. Raises ValidationError."""
    return _turn(
        entry, Status.WITHDRAWN, Deed.WITHDRAW, by=by, reason=_given(reason), said="Withdrawn"
    )


def delete(entry: Entry, *, by: Person, reason: str) -> Entry:
    """Delete an entry softly: it leaves every list, and `undelete` brings it back.

    Raises ValidationError where no reason is given.
    """
    return _turn(entry, Status.DELETED, Deed.DELETE, by=by, reason=_given(reason), said="Deleted")


@transaction.atomic
def undelete(entry: Entry, *, by: Person, reason: str = "") -> Entry:
    """Bring a deleted entry back as it was before it was deleted.

    One that was merged gets its page and addresses back, and what moved, as far as it is there.
    """
    earlier = entry.history.exclude(status=Status.DELETED).order_by("-revision").first()
    status = earlier.status if earlier else Status.DRAFT
    into = entry.merged_into
    unmerge(entry, by=by)
    entry = _turn(entry, status, Deed.UNDELETE, by=by, reason=reason, said="Brought back")
    if into is not None:
        lead_back(into)
        Entry.objects.filter(pk=into.pk).touch()
    return entry


def _given(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "Say why, so that others understand."})
    return " ".join(reason.split())


@transaction.atomic
def _turn(
    entry: Entry, status: str, deed: Deed, *, by: Person | None, reason: str, said: str
) -> Entry:
    entry = held(entry)
    if entry.status == status:
        return entry
    before = copy.copy(entry)
    entry.status, entry.status_reason = status, reason[:300]
    entry.merged_into = None
    entry.links_record = standing_links(entry)
    entry.change_summary = said
    entry = keep(entry, before=before, by=by, reason=reason)
    note(deed, entry, by=by)
    return entry
