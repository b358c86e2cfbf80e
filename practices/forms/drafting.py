"""The writing form as a draft: what was typed into it, and the ticket it carries."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.datastructures import MultiValueDict

from practices import prose
from practices.forms.editor import as_text
from practices.numbers import whole

NOT_TYPED = ("csrfmiddlewaretoken", "ticket", "typed", "do", "form_id", "base", "section")
"""What a form sends along that nobody wrote."""

_signer = Signer(salt="practices.draft")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Says whose form this is, and for what: a person, a kind, an entry, and the page `tab`.

    `after` is the tab whose draft was opened in this one, `where` which form of the entry it is.
    It is signed and only ever given to the person it names. So a form that comes when the login
    has lapsed can still be kept for its writer, and by nobody for anybody else.
    """

    person: int
    kind: str
    entry: int | None
    tab: str
    after: str = ""
    where: str = ""

    @classmethod
    def new(
        cls, person: int, kind: str, entry: int | None, after: str = "", where: str = ""
    ) -> "Ticket":
        """The ticket of a page that was just asked for."""
        return cls(person, kind, entry, secrets.token_urlsafe(12), after, where)

    @classmethod
    def read(cls, signed: str) -> "Ticket | None":
        """The ticket that was sent, or None where it is none of ours."""
        try:
            person, kind, entry, tab, after, where = _signer.unsign(signed).split("|")
        except (BadSignature, ValueError):
            return None
        return cls(int(person), kind, int(entry) if entry else None, tab, after, where)

    def __str__(self) -> str:
        parts = (self.person, self.kind, self.entry or "", self.tab, self.after, self.where)
        return _signer.sign("|".join(str(part) for part in parts))


@dataclass(frozen=True, slots=True)
class Written:
    """What a form holds, as it is kept in a draft."""

    fields: dict[str, list[str]]
    section: str
    base: int | None
    typed: int

    @classmethod
    def of(cls, data: MultiValueDict) -> "Written":
        """What was sent. Nothing of it is checked: a draft may be as unfinished as it is."""
        return cls(
            fields={name: list(said) for name, said in data.lists() if name not in NOT_TYPED},
            section=data.get("section", ""),
            base=whole(data.get("base", "")),
            typed=whole(data.get("typed", ""), digits=15) or 0,
        )


def as_plain(typed: str) -> str:
    """What was typed as plain text, to read and to copy; as it is where it makes no sense."""
    try:
        return as_text(typed)
    except prose.ProseError:
        return typed


def reopen(form: forms.BaseForm, typed: Mapping[str, list[str]]) -> None:
    """Show in a form that was not sent what was typed into it earlier."""
    data: Any = MultiValueDict(dict(typed))
    for name, field in form.fields.items():
        if name in typed and name not in NOT_TYPED:
            form.initial[name] = field.widget.value_from_datadict(data, {}, name)
