"""The forms on the page where an entry is written: its own, and what other apps add to it."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from practices.forms import EntryForm
from practices.kinds import Kind
from practices.models import Entry
from practices.rooms import rooms


class Desk:
    """What somebody is writing: a new entry of a kind, or a change to `entry`."""

    def __init__(
        self,
        kind: Kind,
        data: QueryDict | None = None,
        *,
        entry: Entry | None = None,
        section: str = "",
        **initial: Any,
    ) -> None:
        self.kind, self.entry = kind, entry
        if entry is None:
            initial.setdefault("form_id", secrets.token_urlsafe(12))
        self.form = EntryForm(
            kind,
            data,
            entry=entry,
            began=_began(entry, data) if entry and data is not None else None,
            section=section,
            initial=initial,
        )
        added = rooms.forms.get(kind.name)
        # A part of the text is written by itself, without the rest of the page.
        self.added = None if added is None or section else added(data, initial=entry)

    def is_valid(self) -> bool:
        """Whether all that was sent can be understood; looks at all of it, to say all at once."""
        valid = [form.is_valid() for form in (self.form, self.added) if form is not None]
        return all(valid)

    def changes(self) -> dict[str, Any]:
        """The versioned fields that were changed."""
        return self.form.changes() | (self.added.changes() if self.added else {})

    def explain(self, problem: ValidationError) -> None:
        """Put what was wrong beside the fields it is about."""
        by_field = getattr(problem, "error_dict", None) or {None: problem.error_list}
        for name, errors in by_field.items():
            field = "themes" if name == "theme_names" else name
            self.form.add_error(field if field in self.form.fields else None, errors)

    def said(self, name: str) -> Any:
        """What the form says of the save itself, such as the reason."""
        return self.form.cleaned_data.get(name)


def _began(entry: Entry, data: QueryDict) -> Any:
    """The version that a change began from, where it is an earlier one that we know."""
    base = data.get("base", "")
    if not base.isascii() or not base.isdigit() or int(base[:9]) == entry.revision:
        return None
    return entry.history.filter(revision=int(base[:9])).first()
