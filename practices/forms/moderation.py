"""Forms for looking after the library."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from practices.forms.fields import SAID, LongText, Number, Text
from practices.models import Deed, Outcome, Person, Target

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


class ReportForm(forms.Form):
    """What somebody says is wrong."""

    words = LongText(
        label="What is wrong?",
        help_text="A sentence or two. Stewards read it, and nobody else.",
        max_length=1000,
    )
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        help_text="To tell you what came of it. It is shown to stewards alone, and forgotten once "
        "there is nothing more to say.",
        error_messages={"invalid": "It should look like name@example.org, or be left empty."},
    )
    website = forms.CharField(label="Leave this empty", required=False)
    """Nobody sees this field: what fills it in is a machine."""

    def __init__(self, data: Any = None, *, is_known: bool) -> None:
        super().__init__(data)
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        if is_known:
            del self.fields["email"]

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("A machine filled this in. If it was not you, empty it.")
        return ""


class DecisionForm(forms.Form):
    """What a steward did about a report, and why."""

    outcome = forms.ChoiceField(
        label="What happens",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose one.", "invalid_choice": "Please choose one."},
    )
    reason = LongText(
        label="Why?",
        help_text="Whoever reported it reads this, and whoever it befell, where something is done."
        " Name the rule you went by.",
        max_length=1000,
        rows=5,
    )


class AppealForm(forms.Form):
    """Why a decision should be looked at again."""

    words = LongText(
        label="What was not seen?",
        help_text="A steward other than the one who decided reads this and looks again, once.",
        max_length=1000,
        rows=5,
    )


class RedactForm(forms.Form):
    """Which words to take out for good, and why."""

    words = LongText(
        label="The words, exactly as they stand",
        help_text="At least three characters. A space matches any white space.",
        max_length=500,
        rows=2,
    )
    any_case = forms.BooleanField(
        label="Also where capitals and small letters differ", required=False
    )
    reason = Text(
        label="Why?",
        help_text="One sentence without the words themselves. It stays on every version they are "
        "taken out of, for all who can read that version.",
        max_length=300,
    )


class UndoForm(forms.Form):
    """Since which day to undo what somebody did, and why."""

    since = Day(label="Since which day?")
    reason = Text(
        label="Why?",
        help_text="It stands beside every change that is undone, for its author and everyone.",
        max_length=300,
    )

    def __init__(self, data: Any = None, *, is_sure: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = is_sure
