"""What a person writes of an entry."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from practices import history, kinds, prose
from practices.forms.drafting import reopen
from practices.forms.editor import Editor, as_html, fits_plain, lost_as_text
from practices.forms.fields import Choice, LongText, Number, Terms, Text
from practices.kinds import Fact, Kind
from practices.models import Entry, Facet, Term

MOST_THEMES = 30
OF_THE_SAVE = ("reason", "small", "base", "form_id", "section")
"""What a form says of the save itself, and no version holds."""

PLAIN = {
    "title": ("Title", "Short and plain."),
    "summary": ("Summary", "One or two sentences, for somebody in a hurry."),
}


class EntryForm(forms.Form):
    """The fields of one kind of entry, to make one or to change `entry`.

    `began` is the version a change began from, where it is not the entry as it stands: what
    still reads as it did there was not changed. A field that was not sent at all stays as it is.
    With a `section`, the text is that part of the whole text alone. A `whole` is never taken apart:
    where plain text would lose something of it, the page says so.
    """

    body = LongText(
        rows=16,
        label="The text",
        help_text="Write as you would tell it. Leave an empty line between paragraphs. "
        "[[Title]] links to the page of that title.",
        max_length=prose.LONGEST,
        strip=False,
        widget=Editor,
    )
    themes = Text(
        label="Themes",
        required=False,
        help_text="A few words, with commas between. For example: listening, housing.",
        max_length=1000,
    )
    source = LongText(
        rows=2,
        label="Where this comes from",
        required=False,
        help_text="A meeting, a report, your own experience.",
        max_length=1000,
    )
    licence = Text(
        label="Licence, if not the usual one",
        required=False,
        help_text="Leave empty for the usual one: anyone may use and adapt it, with credit.",
        max_length=120,
    )
    reason = Text(
        label="What changed, and why",
        required=False,
        help_text="A sentence for those who come after you.",
        max_length=300,
    )
    small = forms.BooleanField(label="A small change, such as a slip of the pen", required=False)
    base = Number(required=False, widget=forms.HiddenInput)
    section = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    form_id = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        kind: Kind,
        data: MultiValueDict | None = None,
        *,
        entry: Entry | None = None,
        began: Any = None,
        section: str = "",
        whole: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.kind, self.entry, self.began = kind, entry, began or entry
        self.whole = whole
        self.before = shown_in_form(kind, self.began) if entry else {}
        shown = {}
        if entry:
            stands = self.before if self.began is entry else shown_in_form(kind, entry)
            shown = stands | {"base": entry.revision, "section": section}
            if part := self._part(entry, section):
                shown["body"] = part.html
        super().__init__(data, initial=shown | (initial or {}))
        self._add_fields()
        self.reopened = False
        self.fields["body"].widget.plain_anyway = bool(section) or whole
        self.unsent: set[str] = set()
        self.written = ""
        if data is not None and entry is not None:
            self.data = self._with_what_was_not_sent(data)

    def _add_fields(self) -> None:
        for name, plain in PLAIN.items():
            label, hint = self.kind.labels.get(name, plain)
            make = LongText if name == "summary" else Text
            self.fields[name] = make(
                label=label, help_text=hint, required=name == "title", max_length=_limit(name)
            )
        terms = _terms() if set(kinds.TERM_FACTS) & set(self.kind.facts) else {}
        for name in self.kind.facts:
            self.fields[name] = _fact_field(self.kind, kinds.FACT[name], terms)
        self.order_fields(["title", "summary", "body", *self.kind.facts, "themes"])
        for name in ("form_id",) if self.entry else ("small", "base", "section"):
            del self.fields[name]

    def _with_what_was_not_sent(self, data: MultiValueDict) -> MultiValueDict:
        """What was sent and, as they stand, the versioned fields the sender does not speak of."""
        sent = data.copy()
        for name, field in self.fields.items():
            omitted = field.widget.value_omitted_from_data(data, self.files, name)
            if omitted and name not in OF_THE_SAVE:
                self.unsent.add(name)
                value = self.get_initial_for_field(field, name)
                sent.setlist(name, value if isinstance(value, list) else [value])
        return sent

    def go_on_with(self, typed: Mapping[str, list[str]], base: int | None) -> None:
        """Show what was typed earlier, when the entry stood at version `base`.

        Where that is not known, saving it asks to compare the two.
        """
        reopen(self, typed)
        self.reopened = "body" in typed
        if self.entry:
            self.initial["base"] = base

    # Values -------------------------------------------------------------------------------

    def clean_body(self) -> str:
        """The whole text, with the section that was sent in its place."""
        body, section = self.cleaned_data["body"], self.data.get("section")
        if not section or self.began is None or "body" in self.unsent:
            return body
        try:
            self.written = as_html(body)
            return prose.with_section(self.began.body, section, self.written)
        except prose.ProseError as problem:
            raise ValidationError(str(problem)) from problem
        except KeyError as problem:
            raise ValidationError(
                "The part of the text that you changed is no longer there. Copy what you wrote, "
                "and put it where it belongs in the whole text."
            ) from problem

    def clean_themes(self) -> list[str]:
        names = [" ".join(name.split()) for name in self.cleaned_data["themes"].split(",")]
        names = [name for name in names if name]
        if any(len(name) > 100 for name in names):
            raise ValidationError("A theme is a word or two: at most 100 letters each.")
        if len(names) > MOST_THEMES:
            raise ValidationError(f"So many themes help nobody find this: {MOST_THEMES} fit.")
        return names

    def changes(self) -> dict[str, Any]:
        """The versioned fields that were changed, by name, in the form `actions` takes them."""
        changed = {}
        for name, value in self.cleaned_data.items():
            if name in OF_THE_SAVE or name in self.unsent or self._reads_as_before(name, value):
                continue
            if name in kinds.LIST_FACTS:
                value = prose.from_lines(value.splitlines())
            changed["theme_names" if name == "themes" else name] = value
        return changed

    def _reads_as_before(self, name: str, value: Any) -> bool:
        said = ", ".join(value) if name == "themes" else value
        return self.entry is not None and said == self.before[name]

    # What the page needs to know ----------------------------------------------------------

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.kind.facts]

    @property
    def part(self) -> prose.Section | None:
        """The section that this form is about, as it stands; None for the whole text."""
        return self._part(self.entry, self["section"].value()) if self.entry else None

    def _part(self, entry: Entry, anchor: str | None) -> prose.Section | None:
        parts = prose.sections(entry.body) if anchor else ()
        return next((part for part in parts if part.anchor == anchor), None)

    @property
    def parts(self) -> list[tuple[prose.Section, list[str]]]:
        """The sections to change one by one, where plain text cannot hold the whole.

        Each with what it would lose even so. Empty where a plain text area will do.
        """
        typed = self.reopened or self.is_bound and "body" not in self.unsent
        if self.entry is None or self.whole or typed or self.part:
            return []
        if fits_plain(self["body"].value()):
            return []
        return [(part, lost_as_text(part.html)) for part in prose.sections(self.entry.body)]

    @property
    def lost(self) -> list[str]:
        """What the section in hand, or the whole, would lose as plain text."""
        if self.whole:
            return lost_as_text(self["body"].value())
        return lost_as_text(self.part.html) if self.part else []


def shown_in_form(kind: Kind, version: Any) -> dict[str, Any]:
    """A version's fields, as the form shows them."""
    names = [name for name in history.VERSIONED if name in kind.facts or name in PLAIN]
    shown = {name: getattr(version, name) for name in (*names, "source", "licence", "body")}
    for name in set(kinds.LIST_FACTS) & set(kind.facts):
        shown[name] = _typed(shown[name])
    return shown | {"themes": ", ".join(version.theme_names)}


@lru_cache(maxsize=64)
def _typed(html: str) -> str:
    """A list as people type it. The form asks, then its save, and most lists stay as they were."""
    return "\n".join(prose.to_lines(html, links=True))


def _limit(name: str) -> int | None:
    return getattr(Entry._meta.get_field(name), "max_length", None)


def _fact_field(kind: Kind, fact: Fact, terms: dict[str, list]) -> forms.Field:
    label, hint = kind.label_of(fact.name)
    common: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    if fact.shape == "choice":
        return Choice(choices=[("", "Not said"), *fact.choices], **common)
    if fact.shape == "terms":
        return Terms(choices=terms[fact.name], **common)
    if fact.shape == "line":
        return Text(max_length=_limit(fact.name), **common)
    rows = 5 if fact.shape == "list" else 3
    return LongText(rows=rows, max_length=_limit(fact.name), **common)


def _terms() -> dict[str, list[tuple[str, str]]]:
    """The vocabularies, by the name of the fact that takes its words from them."""
    words: dict[str, list[tuple[str, str]]] = {name: [] for name in kinds.TERM_FACTS}
    for facet, slug, name in Term.objects.known():
        words["groups" if facet == Facet.GROUP else "outcomes"].append((slug, name))
    return words
