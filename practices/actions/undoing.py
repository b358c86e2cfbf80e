"""Undoing all that one person changed since a moment: a mess, or a campaign."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from practices import history
from practices.actions.auditing import note
from practices.actions.discussion import hide
from practices.actions.entries import restore_version
from practices.actions.keeping import held
from practices.actions.status import publish, undelete, withdraw
from practices.models import Deed, Entry, Person, Status
from practices.undoing import Plan, Step, plan


@transaction.atomic
def undo_all(person: Person, *, since: datetime, by: Person, reason: str) -> Plan:
    """Take all changes of `person` since then back, for one reason; gives what was done.

    Entries go back to how they were before, or out of sight where they began then; what was said
    is hidden. What others changed afterwards stays as it is. Each is a version or a hiding of its
    own, so each can be undone. Raises ValidationError without a reason.
    """
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise ValidationError({"reason": "Say why. It stands beside every change that is undone."})
    # Nobody changes them between the plan and the deed.
    written = Entry.history.filter(history_user=person, history_date__gte=since).order_by()
    touched = Entry.objects.filter(pk__in=written.values("id"))
    list(touched.select_for_update().order_by("pk").values_list("pk", flat=True))
    doing = plan(person, since)
    for step in doing.doable:
        _undo(step, by=by, reason=reason)
    for comment in list(doing.comments):
        hide(comment, by=by, reason=reason)
    note(Deed.UNDO, person, by=by)
    return doing


def _undo(step: Step, *, by: Person, reason: str) -> None:
    entry = held(step.entry)
    if step.to == 0:
        withdraw(entry, by=by, reason=reason)
        return
    old = entry.history.get(revision=step.to)
    if entry.status == Status.DELETED:
        entry = undelete(entry, by=by, reason=reason)
    same = history.version_of(entry) == history.version_of(old)
    if not same or entry.links_record != old.links_record:
        entry = restore_version(entry, to=step.to or 0, by=by, reason=reason, with_links=True)
    if old.status == Status.PUBLISHED:
        publish(entry, by=by, reason=reason)
    elif old.status == Status.WITHDRAWN:
        withdraw(entry, by=by, reason=reason)
