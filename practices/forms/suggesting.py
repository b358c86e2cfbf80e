"""Forms around a suggestion: who sends it, and what is answered."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from practices.forms.fields import LongText, Text
from practices.models.person import KEPT_DOMAIN


class StrangerForm(forms.Form):
    """Who somebody without an account is, and where to answer them."""

    name = Text(
        label="Your name",
        help_text="To credit you with what you write. It shows once your change does.",
        max_length=120,
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="To tell you what became of it. It is shown to nobody, and forgotten after that.",
        max_length=254,
        error_messages={
            "required": "Please write an address, so that we can answer you.",
            "invalid": "This is no e-mail address: it should look like name@example.org.",
        },
    )
    website = forms.CharField(label="Leave this empty", required=False)
    """Nobody sees this field: what fills it in is a machine."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email.lower().endswith(KEPT_DOMAIN):
            raise ValidationError("No mail can reach an address like this.")
        return email

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("A machine filled this in. If it was not you, empty it.")
        return ""

    @property
    def who(self) -> dict[str, str]:
        """Who sends it, as `actions.suggest` takes it."""
        return {name: self.cleaned_data[name] for name in ("name", "email")}


class AcceptForm(forms.Form):
    """A word to the author of what is accepted."""

    answer = LongText(
        label="A word to its author",
        help_text="They get a letter that it shows now; this goes with it.",
        max_length=1000,
        rows=2,
        required=False,
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="accept_%s", **more)


class ReturnForm(forms.Form):
    """Why a suggestion goes back to its author."""

    answer = LongText(
        label="Why does it go back?",
        help_text="They get this by mail, and can mend their text and send it again.",
        max_length=1000,
        rows=3,
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="return_%s", **more)
