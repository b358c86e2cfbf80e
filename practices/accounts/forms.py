"""The forms of an account, in our words."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from django import forms
from django.core.exceptions import ValidationError

from practices import prose
from practices.models import Person, Role
from practices.models.person import KEPT_DOMAIN, normal_email

GOOD_PASSWORD = (
    "At least 8 characters, not only figures, and not a common one. "
    "Three or four words in a row make a good one."
)
NAME_HINT = "As others will see it beside what you write. It need not be your full name."


class PlainWords:
    """Gives fields of allauth's forms our labels and hints, and takes their placeholders."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, (label, hint) in self.words.items():
            fields[name].label, fields[name].help_text = label, hint
        for field in fields.values():
            field.widget.attrs.pop("placeholder", None)


class NameField(forms.CharField):
    """A person's name, in one line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "name"}))
        super().__init__(max_length=120, **kwargs)

    def clean(self, value: str) -> str:
        name = " ".join(super().clean(value).split())
        if not prose.is_writable(name):
            raise ValidationError("This holds characters that cannot be kept.")
        return name


class SignUpForm(PlainWords, SignupForm):
    """Making an account."""

    name = NameField(label="Your name", help_text=NAME_HINT)
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    """Nobody sees this field: what fills it in is a machine."""
    field_order = ["name", "email", "password1", "website"]
    words = {
        "email": (
            "E-mail address",
            "We write there to make sure it is yours. Only stewards can see it.",
        ),
        "password1": ("Choose a password", GOOD_PASSWORD),
    }

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("A machine filled this in. If it was not you, empty it.")
        return ""


class SignInForm(PlainWords, LoginForm):
    """Signing in."""

    words = {
        "login": ("E-mail address", ""),
        "password": ("Password", ""),
        "remember": ("Stay signed in on this device", ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"].initial = True


class NewAddressForm(PlainWords, AddEmailForm):
    """Changing one's address."""

    words = {"email": ("New e-mail address", "It is yours here once you follow the link we send.")}


class NewPasswordForm(PlainWords, ChangePasswordForm):
    """Changing one's password."""

    words = {
        "oldpassword": ("The password you have now", ""),
        "password1": ("New password", GOOD_PASSWORD),
        "password2": ("New password once more", ""),
    }


class FirstPasswordForm(PlainWords, SetPasswordForm):
    """Choosing a first password, after coming in by a one-time link."""

    words = {
        "password1": ("Choose a password", GOOD_PASSWORD),
        "password2": ("The same once more", ""),
    }


class ForgottenPasswordForm(PlainWords, ResetPasswordForm):
    """Asking for a way back in."""

    words = {"email": ("E-mail address", "The one you sign in with.")}


class PasswordAgainForm(PlainWords, ResetPasswordKeyForm):
    """A new password, by the link in the letter."""

    words = {
        "password1": ("New password", GOOD_PASSWORD),
        "password2": ("New password once more", ""),
    }


class StillYouForm(PlainWords, ReauthenticateForm):
    """Saying one's password once more before something grave."""

    words = {"password": ("Password", "")}


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    name = NameField(
        label="Your name", help_text=f"{NAME_HINT} The address of your page follows your name."
    )
    about = forms.CharField(
        label="About you",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A sentence or two: what you do, and what others may ask you about.",
    )
    is_listed = forms.BooleanField(
        label="Show a page of what I have shared",
        required=False,
        help_text="It lists what you wrote and changed. Your name stands beside your changes "
        "either way; your address is never shown.",
    )

    def clean_about(self) -> str:
        about = self.cleaned_data["about"].replace("\r\n", "\n")
        if not prose.is_writable(about):
            raise ValidationError("This holds characters that cannot be kept.")
        return about


class AddPersonForm(forms.Form):
    """A steward adds somebody."""

    name = NameField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mail address",
        help_text="We send a link there that lets them in once, to choose a password.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Role", choices=Role, initial=Role.PRACTITIONER)

    def clean_email(self) -> str:
        email = normal_email(self.cleaned_data["email"])
        if email.endswith(KEPT_DOMAIN):
            raise ValidationError("No mail can reach an address like this.")
        here = Person.objects.filter(email=email).first()
        if here:
            raise ValidationError(f"{here.name} is here already with this address.")
        return email


class RoleForm(forms.Form):
    """A steward gives somebody another role."""

    role = forms.ChoiceField(label="Role", choices=Role)


class LeaveForm(forms.Form):
    """Deleting one's account. Asks for the password, or the address where there is none."""

    text = forms.ChoiceField(
        label="What you wrote",
        choices=[
            ("named", "Keep it under my name"),
            ("unnamed", "Keep it, and take my name off everywhere"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, person: Person, data: Any = None) -> None:
        super().__init__(data)
        self.person = person
        if person.has_usable_password():
            self.fields["confirm"] = forms.CharField(
                label="Your password, to be sure that it is you",
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
                strip=False,
            )
        else:
            self.fields["confirm"] = forms.CharField(
                label="Your e-mail address, to be sure that you mean it",
                widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            )

    def clean_confirm(self) -> str:
        typed = self.cleaned_data["confirm"]
        if self.person.has_usable_password():
            if not self.person.check_password(typed):
                raise ValidationError("That is not your password.")
        elif normal_email(typed) != self.person.email:
            raise ValidationError("That is not the address of this account.")
        return typed
