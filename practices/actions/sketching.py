"""What a change would make of an entry, before anybody saves it."""

import copy
from typing import Any

from django.utils import timezone

from practices.actions.keeping import tidied
from practices.models import Entry, Person


def sketch(kind: str, *, by: Person | None, of: Entry | None = None, **fields: Any) -> Entry:
    """The next version of an entry as saving `fields` would make it, sanitized and unsaved.

    `of` is the entry that they change, or None for a new one. Raises ValidationError.
    """
    entry = copy.copy(of) if of else Entry(kind=kind)
    for name, value in tidied(fields, against=of).items():
        setattr(entry, name, value)
    entry.clean()
    entry.revision += 1
    entry.updated, entry.updated_by = timezone.now(), by
    return entry
