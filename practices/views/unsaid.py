"""What somebody meant to say when their login had lapsed: kept until they have signed in again."""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest

from practices.forms.discussion import LONGEST_WORDS

SALT = "practices.unsaid"
KEY = "unsaid"


def ticket(request: HttpRequest) -> str:
    """Whose form this is, signed, to go along with it; "" for somebody signed out."""
    return signing.dumps(request.user.pk, salt=SALT) if request.user.is_authenticated else ""


def set_aside(request: HttpRequest) -> None:
    """Keep the words of a form that came without a login, for the person it was made for.

    Without a true ticket nothing is kept, so that nobody can fill the database from outside.
    """
    if request.method != "POST" or request.user.is_authenticated:
        return
    try:
        person = signing.loads(request.POST.get("ticket", ""), salt=SALT)
    except signing.BadSignature:
        return
    body = request.POST.get("body", "").replace("\0", "")[: 2 * LONGEST_WORDS]
    request.session[KEY] = {"person": person, "path": request.path, "body": body}
    messages.info(request, "What you wrote is kept. Sign in, and go on where you were.")


def taken_up(request: HttpRequest) -> dict[str, str]:
    """The words set aside for this person at this address, once: a form's initial values."""
    kept = request.session.get(KEY)
    here = {"person": request.user.pk, "path": request.path}
    if request.method != "GET" or not kept or here.items() - kept.items():
        return {}
    del request.session[KEY]
    return {"body": kept["body"]}
