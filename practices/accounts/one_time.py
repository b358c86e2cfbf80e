"""Links that let one person in, once."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from practices import actions
from practices.models import Person


class _Tokens(PasswordResetTokenGenerator):
    """Bound to what changes when a person comes in: the link dies with its use.

    Django's own binds to whole seconds of the last sign-in, which two uses may share.
    """

    key_salt = "practices.accounts.one_time"

    def _make_hash_value(self, person: Person, timestamp: int) -> str:
        last = person.last_login.isoformat() if person.last_login else ""
        return f"{person.pk}{person.password}{last}{timestamp}{person.email}"


_tokens = _Tokens()
LASTS = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def one_time_link(person: Person) -> str:
    """An absolute address that lets this person in once, within `LASTS`.

    Whoever holds it is that person: hand it over by a safe way.
    """
    token = f"{int_to_base36(person.pk)}-{_tokens.make_token(person)}"
    return settings.SITE_URL + reverse("enter", args=[token])


def person_behind(token: str) -> Person | None:
    """Whom a link lets in, or None where it is used, too old, or never was one."""
    pk, rest = _parts(token)
    person = Person.objects.filter(pk=pk, is_active=True).first() if pk else None
    return person if person and _tokens.check_token(person, rest) else None


def use(token: str) -> Person | None:
    """Use a link up: the person it lets in, or None as `person_behind`."""
    pk, rest = _parts(token)
    return actions.enter_once(pk, is_due=lambda person: _tokens.check_token(person, rest))


def _parts(token: str) -> tuple[int, str]:
    key, _, rest = token.partition("-")
    try:
        pk = base36_to_int(key)
    except ValueError:
        return 0, rest
    # No row has a number so large, and no database takes it.
    return (pk if pk < 2**63 else 0), rest


def invite(person: Person, *, by: Person) -> str:
    """Send a person a one-time link, and give it back. Raises OSError where mail cannot go."""
    link = one_time_link(person)
    words = {"person": person, "by": by, "link": link, "days": LASTS.days}
    words |= {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    text = render_to_string("practices/people/invitation.txt", words)
    EmailMessage(f"Your way in to {settings.SITE_NAME}", text, to=[person.email]).send()
    return link
