"""Letters to the author of a suggestion, for the worker to send."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from practices.actions.following import write_letter
from practices.models import Suggestion
from practices.models.person import KEPT_DOMAIN


def received(suggestion: Suggestion) -> None:
    """To somebody without an account: it came, and where to see how it fares.

    The address may be anybody's, so the letter holds no word that its sender chose.
    """
    _write(suggestion, "received", "Your suggestion has come in")


def accepted(suggestion: Suggestion, *, is_trusted_now: bool) -> None:
    """It shows now."""
    words = {"is_trusted_now": is_trusted_now}
    _write(suggestion, "accepted", f"Accepted: {suggestion.title}", **words)


def returned(suggestion: Suggestion) -> None:
    """It comes back, with the reason."""
    _write(suggestion, "returned", f"Returned to you: {suggestion.title}")


def _write(suggestion: Suggestion, letter: str, subject: str, **words: Any) -> None:
    person = suggestion.person
    to = person.email if person else suggestion.email
    if not to or to.endswith(KEPT_DOMAIN) or (person and not person.is_active):
        return
    words |= {"suggestion": suggestion, "url": settings.SITE_URL + suggestion.authors_url}
    words |= {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    text = render_to_string(f"practices/suggestions/{letter}.txt", words)
    time = "-again" if suggestion.appealed else ""
    write_letter(f"suggestion-{suggestion.pk}-{letter}{time}", to=to, subject=subject, text=text)
