"""Forms for looking after the library."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from practices.forms.fields import SAID, Number
from practices.models import Deed, Person, Target

TARGET = re.compile(rf"\s*({'|'.join(Target.values)}):([0-9]{{1,18}})\s*")


class Day(forms.DateField):
    """A day, chosen or typed."""

    def __init__(self, **options: Any) -> None:
        said = {"invalid": "Please give a day such as 2026-03-24."}
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=SAID | said, **options)


class AuditForm(forms.Form):
    """Which deeds to show."""

    verb = forms.ChoiceField(
        label="What was done", required=False, choices=[("", "Anything"), *Deed.choices]
    )
    who = forms.CharField(
        label="By whom", required=False, max_length=150, help_text="The name in their address."
    )
    what = forms.CharField(
        label="To what", required=False, max_length=40, help_text="Such as entry:12."
    )
    since = Day(label="Since", required=False)
    before = Number(required=False, widget=forms.HiddenInput)

    def clean_who(self) -> Person | None:
        username = self.cleaned_data["who"].strip()
        if not username:
            return None
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise ValidationError(f"Nobody here goes by “{username}” in the address of their page.")
        return person

    def clean_what(self) -> tuple[str, int] | None:
        what = self.cleaned_data["what"]
        found = TARGET.fullmatch(what)
        if what and not found:
            raise ValidationError("Please write it as entry:12, comment:3 or person:7.")
        return (found[1], int(found[2])) if found else None
