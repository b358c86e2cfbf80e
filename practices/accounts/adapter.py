"""What allauth asks of us: names, letters, limits."""

import logging
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from practices.models import Person
from practices.models.person import KEPT_DOMAIN, normal_email

log = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):
    """Accounts as this library has them: an address, a name, a password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": "That is your address already.",
        "email_password_mismatch": "The address or the password is not right. Try once more.",
        "enter_current_password": "That is not the password you have now.",
        "incorrect_password": "That is not your password.",
    }

    def clean_email(self, email: str) -> str:
        if email.endswith(KEPT_DOMAIN):
            raise ValidationError("No mail can reach an address like this.")
        return email

    def save_user(self, request: Any, user: Person, form: Any, commit: bool = True) -> Person:
        """Keep a person who signs up. The username comes from the name, never the address."""
        user.name, user.email = form.cleaned_data["name"], normal_email(form.cleaned_data["email"])
        user.set_password(form.cleaned_data["password1"])
        user.username = Person.objects.free_username(user.name)
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError:
            self._save_after_all(request, user)
        return user

    def _save_after_all(self, request: Any, user: Person) -> None:
        """Somebody took the address or the username in this very moment: a second click, say."""
        if Person.objects.filter(email=user.email).exists():
            raise ImmediateHttpResponse(self.respond_email_verification_sent(request, None))
        user.username = Person.objects.free_username(user.name)
        user.save()

    def confirm_email(self, request: Any, email_address: Any) -> bool:
        """Take a confirmed address as the person's own, unless another account has it."""
        others = Person.objects.exclude(pk=email_address.user_id)
        if others.filter(email=email_address.email).exists():
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template, {"email": email_address.email})
            return False
        with transaction.atomic():
            return super().confirm_email(request, email_address)

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """After too many wrong passwords answer as to all that is too quick: 429."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as problem:
            raise ImmediateHttpResponse(respond_429(request)) from problem

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter in our words. Where it cannot go, the person is told, and may retry."""
        words = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        try:
            super().send_mail(template_prefix, email, context | words)
        except OSError:
            log.exception("A letter (%s) could not be sent.", template_prefix)
            template = "account/messages/not_sent.txt"
            self.add_message(self.request, messages.ERROR, template)

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def get_email_confirmation_url(self, request: Any, emailconfirmation: Any) -> str:
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_password_change_redirect_url(self, request: Any) -> str:
        return reverse("profile")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("profile" if self.request.user.is_authenticated else "account_login")

    def is_ajax(self, request: Any) -> bool:
        """Pages answer pages, whoever asks; data has the API."""
        return False
