"""Forms for what is done to an entry as a whole."""

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from practices import kinds
from practices.forms.fields import SAID, Number, Text
from practices.kinds import Kind
from practices.models import Entry
from practices.models.entry import PROTECTORS
from practices.numbers import whole

ADDRESS = re.compile(rf"/({'|'.join(kinds.BY_PLURAL)})/([-\w]+)")
OFFERED = 300
"""How many titles are offered while typing. Any other may still be typed in full."""


class ProtectForm(forms.Form):
    """Who alone may change an entry, why, and until when."""

    role = forms.ChoiceField(
        label="Who may change it meanwhile?",
        choices=[(role, f"{words.capitalize()} alone") for role, words in PROTECTORS],
        widget=forms.RadioSelect,
        error_messages=SAID,
    )
    reason = Text(
        label="Why?",
        help_text="One sentence, which everyone can read on the page.",
        max_length=300,
    )
    until = forms.DateField(
        label="Until when?",
        required=False,
        help_text="The last day of it. Leave it empty, and it lasts until a steward lifts it.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Please write the day as in 2027-03-31."},
    )

    def clean_until(self) -> datetime | None:
        """The last moment of that day."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise ValidationError("That day is over. Choose today or a later one.")
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))

    def values(self) -> dict[str, Any]:
        """What `actions.protect` takes."""
        return self.cleaned_data


class ChooseForm(forms.Form):
    """Another entry of the same kind, by its title, address or number."""

    into = Text(
        label="Into which page?",
        help_text="Begin to type its title, or paste its address. It stays; this one goes.",
        max_length=400,
        widget=forms.TextInput(attrs={"list": "others", "autocomplete": "off"}),
    )

    def __init__(self, entry: Entry, data: Any = None) -> None:
        super().__init__(data)
        self.entry = entry
        self.others = Entry.objects.published().of_kind(entry.kind).exclude(pk=entry.pk)

    def offered(self) -> list[str]:
        """Titles to offer while typing."""
        return list(self.others.by_title().values_list("title", flat=True)[:OFFERED])

    def clean_into(self) -> Entry:
        asked = " ".join(self.cleaned_data["into"].split())
        address = ADDRESS.search(asked)
        if address and kinds.BY_PLURAL[address[1]].name == self.entry.kind:
            found = self.others.filter(slug=address[2]).first()
        elif (pk := whole(asked, digits=15)) is not None:
            found = self.others.filter(pk=pk).first()
        else:
            found = self.others.filter(title__iexact=asked).order_by("id").first()
        if found is None:
            raise ValidationError(
                f"There is no other published {self.entry.sort.label.lower()} of that title here."
            )
        if not self.entry.is_published:
            raise ValidationError("Both pages have to be published before they are merged.")
        return found


class MergeForm(forms.Form):
    """Why two entries are made one."""

    into = forms.CharField(widget=forms.HiddenInput)
    reason = Text(
        label="Why?",
        help_text="One sentence, for those who look for the page that goes.",
        max_length=300,
    )


class SplitForm(forms.Form):
    """What a part becomes that is split off."""

    section = forms.CharField(max_length=20, widget=forms.HiddenInput)
    base = Number(required=False, widget=forms.HiddenInput)
    title = Text(label="Title of the new page", max_length=200)
    reason = Text(
        label="Why?",
        required=False,
        help_text="A sentence for those who come after you.",
        max_length=300,
    )

    def __init__(self, makeable: list[Kind], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["kind"] = forms.ChoiceField(
            label="What does it become?",
            choices=[(kind.name, f"A {kind.label.lower()}") for kind in makeable],
            widget=forms.RadioSelect,
            error_messages=SAID,
        )
        self.order_fields(["title", "kind", "reason"])

    def values(self) -> dict[str, Any]:
        """What `actions.split_off` takes."""
        values = dict(self.cleaned_data)
        return {"part": values.pop("section"), **values}
