"""Forms for linking entries and rating links."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from practices import connections, kinds, prose
from practices.models import Entry, EntryQuerySet, Ground, Stance
from practices.numbers import whole

ADDRESS = re.compile(r"(propositions|practices)/([-\w]+)")
OFFERED = 300
"""How many titles are offered while typing. Any other title may still be typed in full."""


class LinkForm(forms.Form):
    """From this entry, or one point of it, to a proposition or practice."""

    stance = forms.ChoiceField(
        label="What is this entry to the other?",
        choices=Stance.choices,
        help_text="A challenge is as welcome as support.",
    )
    target = forms.CharField(
        label="To which proposition or practice?",
        help_text="Begin to type its title, or paste its address.",
        max_length=400,
        widget=forms.TextInput(attrs={"list": "linkable", "autocomplete": "off"}),
    )
    why = forms.CharField(
        label="Why? One sentence",
        help_text="So that a reader understands without having to guess.",
        max_length=300,
    )

    def __init__(self, entry: Entry, visible: EntryQuerySet, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.linkable = visible.filter(
            kind__in=[kinds.PROPOSITION.name, kinds.PRACTICE.name]
        ).exclude(pk=entry.pk)
        points = [(block.anchor, _opening(block.text)) for block in prose.blocks(entry.body)]
        anchors = [("", "No, the whole entry"), *points]
        self.fields["anchor"] = forms.ChoiceField(
            label="Is it one point of the text?",
            required=False,
            choices=anchors,
            help_text="A link from one point says exactly where it is said.",
        )
        self.order_fields(["stance", "target", "anchor", "why"])

    def offered(self) -> list[str]:
        """Titles to offer while typing."""
        return list(
            self.linkable.order_by("-kind", "title").values_list("title", flat=True)[:OFFERED]
        )

    def clean_target(self) -> Entry:
        asked = self.cleaned_data["target"].strip()
        address = ADDRESS.search(asked)
        if address:
            kind = kinds.BY_PLURAL[address[1]].name
            found = self.linkable.filter(kind=kind, slug=address[2]).first()
        elif (pk := whole(asked, digits=15)) is not None:
            found = self.linkable.filter(pk=pk).first()
        else:
            found = self.linkable.filter(title__iexact=asked).order_by("id").first()
        if found is None:
            raise ValidationError("There is no proposition or practice of that title here.")
        return found


def _opening(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:70].rsplit(' ', 1)[0]} …"


class RatingForm(forms.Form):
    """How strongly does this put the proposition into practice? Ground and reason first."""

    ground = forms.ChoiceField(
        label="How do you know?", choices=Ground.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="What did you see? A sentence or two",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    strength = forms.TypedChoiceField(
        label="How strongly does it put the proposition into practice?",
        choices=[(number, f"{number} · {word}") for number, word in connections.STRENGTHS],
        coerce=int,
        widget=forms.RadioSelect,
    )
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
