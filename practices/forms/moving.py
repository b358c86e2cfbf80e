"""Forms for what stewards do to an entry as a whole."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from practices.forms.fields import SAID, Text
from practices.models.entry import PROTECTORS


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
