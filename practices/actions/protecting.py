"""Leaving an entry to some people alone for a while."""

import copy
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from practices.actions.auditing import note
from practices.actions.keeping import held, keep
from practices.models import Deed, Entry, Person
from practices.models.entry import PROTECTORS


@transaction.atomic
def protect(
    entry: Entry, *, by: Person, role: str, reason: str, until: datetime | None = None
) -> Entry:
    """Let only people of this role change an entry, until a moment or until it is lifted.

    Raises ValidationError without a reason, or for a role that cannot be.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Say why, so that others understand."})
    if role not in dict(PROTECTORS):
        raise ValidationError({"role": "Please choose from the list."})
    return _set(entry, by=by, role=role, until=until, reason=reason, said="Protected")


@transaction.atomic
def lift_protection(entry: Entry, *, by: Person, reason: str = "") -> Entry:
    """Let everyone change an entry again who otherwise may."""
    entry = held(entry)
    if not entry.protected_for:
        return entry
    return _set(entry, by=by, role="", until=None, reason=reason, said="Protection lifted")


def _set(
    entry: Entry, *, by: Person, role: str, until: datetime | None, reason: str, said: str
) -> Entry:
    entry = held(entry)
    before = copy.copy(entry)
    entry.protected_for, entry.protected_until = role, until
    entry.protected_reason = reason[:300] if role else ""
    entry.change_summary = said
    entry = keep(entry, before=before, by=by, reason=reason)
    note(Deed.PROTECT if role else Deed.UNPROTECT, entry, by=by, value=role)
    return entry
