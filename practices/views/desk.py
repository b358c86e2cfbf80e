"""The forms on the page where an entry is written: its own, and what other apps add to it."""

import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from practices.forms import EntryForm, StrangerForm, reopen
from practices.kinds import Kind
from practices.models import Draft, Entry
from practices.numbers import whole
from practices.rooms import rooms


class Desk:
    """What somebody is writing: a new entry of a kind, or a change to `entry`.

    `to` is the address that takes it, where it is not the usual one, and `where` what its drafts
    call it (see `Draft`). `waits` says why it will be
    looked at before it shows: as one of somebody's "first" contributions, or "suggested"; empty,
    it shows at once. `stranger` asks who somebody without an account is. What begins from a text
    that stands nowhere yet is written as a `whole`: it has no parts to go to.
    """

    def __init__(
        self,
        kind: Kind,
        data: QueryDict | None = None,
        *,
        entry: Entry | None = None,
        section: str = "",
        opened: Draft | None = None,
        to: str = "",
        where: str = "",
        waits: str = "",
        whole: bool = False,
        stranger: StrangerForm | None = None,
        **initial: Any,
    ) -> None:
        self.kind, self.entry, self.opened = kind, entry, opened
        section = opened.section if opened else section
        self.elsewhere, self.where, self.waits, self.stranger = to, where, waits, stranger
        if entry is None:
            initial.setdefault("form_id", secrets.token_urlsafe(12))
        self.form = EntryForm(
            kind,
            data,
            entry=entry,
            began=_began(entry, data) if entry and data is not None else None,
            section=section,
            whole=whole,
            initial=initial,
        )
        added = rooms.forms.get(kind.name)
        # A part of the text is written by itself, without the rest of the page.
        self.added = None if added is None or section else added(data, initial=entry)
        if opened:
            self._go_on_with(opened)

    def _go_on_with(self, draft: Draft) -> None:
        self.form.go_on_with(draft.fields, draft.base)
        if self.added is not None:
            reopen(self.added, draft.fields)

    def is_valid(self) -> bool:
        """Whether all that was sent can be understood; looks at all of it, to say all at once."""
        forms = (self.form, self.added, self.stranger)
        valid = [form.is_valid() for form in forms if form is not None]
        return all(valid)

    @property
    def to(self) -> str:
        """The address that takes what is written here."""
        if self.elsewhere or self.entry is None:
            return self.elsewhere or reverse("entry-new", args=[self.kind.plural])
        return self.entry.url_of("edit")

    @property
    def doing(self) -> str:
        """What is done here, in a few words."""
        said = {"suggested": "Suggest a change", "accepted": "Accept with changes"}
        return said.get(self.waits, "Improve this page")

    @property
    def looked_at(self) -> int:
        """How many of somebody's first contributions are looked at."""
        return settings.TRUST_AFTER

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
    base = whole(data.get("base", ""))
    if base is None or base == entry.revision:
        return None
    return entry.history.filter(revision=base).first()
