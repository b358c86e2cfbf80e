"""Forms: strings in, values out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from practices import kinds, prose
from practices.kinds import Fact, Kind
from practices.models import Entry, Facet, Term

PLAIN = {
    "title": ("Title", "Short and plain.", 200),
    "summary": ("Summary", "One or two sentences, for somebody in a hurry.", 600),
}


class EntryForm(forms.Form):
    """What a person writes of an entry. The fields are those of its kind.

    `changes()` gives the versioned fields for `actions.create` and `actions.revise`.
    """

    body = forms.CharField(
        label="The text",
        help_text="Write as you would tell it. Leave an empty line between paragraphs.",
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=400_000,
        strip=False,
    )
    themes = forms.CharField(
        label="Themes",
        required=False,
        help_text="A few words, with commas between. For example: listening, housing.",
        max_length=1000,
    )
    source = forms.CharField(
        label="Where this comes from",
        required=False,
        help_text="A meeting, a report, your own experience.",
        max_length=1000,
    )
    licence = forms.CharField(
        label="Licence, if not the usual one",
        required=False,
        help_text="Leave empty for CC BY-SA 4.0: anyone may use and adapt it, with credit.",
        max_length=120,
    )
    reason = forms.CharField(
        label="What changed, and why",
        required=False,
        help_text="A sentence for those who come after you.",
        max_length=300,
    )
    small = forms.BooleanField(label="A small change, such as a slip of the pen", required=False)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, kind: Kind, data: Any = None, *, entry: Entry | None = None) -> None:
        super().__init__(data, initial=_initial(kind, entry) if entry else None)
        self.kind = kind
        self.entry = entry
        for name, (label, hint, limit) in PLAIN.items():
            label, hint = kind.labels.get(name, (label, hint))
            self.fields[name] = _line(label, hint, limit, required=name == "title")
        self.fields["summary"].widget = forms.Textarea(attrs={"rows": 3})
        for name in kind.facts:
            self.fields[name] = _fact_field(kind, kinds.FACT[name])
        self.order_fields(["title", "summary", *kind.facts, "body", "themes"])
        if entry is None:
            del self.fields["small"]

    def clean_themes(self) -> list[str]:
        names = [name.strip() for name in self.cleaned_data["themes"].split(",")]
        if any(len(name) > 100 for name in names):
            raise ValidationError("A theme is a word or two: at most 100 letters each.")
        return [name for name in names if name]

    def changes(self) -> dict[str, Any]:
        """The versioned fields, by name, in the form `actions` takes them."""
        sent = dict(self.cleaned_data)
        sent["theme_names"] = sent.pop("themes")
        for name in ("reason", "small", "base"):
            sent.pop(name, None)
        for name in set(kinds.LIST_FACTS) & set(sent):
            sent[name] = prose.from_lines(sent[name].splitlines())
        return sent


def _initial(kind: Kind, entry: Entry) -> dict[str, Any]:
    initial = {name: getattr(entry, name) for name in ("title", "summary", "source", "licence")}
    initial |= {name: getattr(entry, name) for name in kind.facts}
    for name in set(kinds.LIST_FACTS) & set(kind.facts):
        initial[name] = "\n".join(prose.to_lines(getattr(entry, name)))
    return initial | {
        "body": entry.body,
        "themes": ", ".join(entry.theme_names),
        "base": entry.revision,
    }


def _line(label: str, hint: str, limit: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=limit, required=required)


def _fact_field(kind: Kind, fact: Fact) -> forms.Field:
    label, hint = kind.label_of(fact.name)
    common: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    if fact.shape == "choice":
        return forms.ChoiceField(choices=[("", "Not said"), *fact.choices], **common)
    if fact.shape == "terms":
        return forms.MultipleChoiceField(
            choices=_terms(fact), widget=forms.CheckboxSelectMultiple, **common
        )
    if fact.shape == "line":
        limit = Entry._meta.get_field(fact.name).max_length
        return forms.CharField(max_length=limit, **common)
    limit = Entry._meta.get_field(fact.name).max_length
    rows = 5 if fact.shape == "list" else 3
    return forms.CharField(max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **common)


def _terms(fact: Fact) -> list[tuple[str, str]]:
    facet = Facet.GROUP if fact.name == "groups" else Facet.OUTCOME
    return list(Term.objects.filter(facet=facet).values_list("slug", "name"))
