"""One save for one form, however often it is sent."""

import hashlib
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest

from practices import access
from practices.models import Entry, Person

REMEMBERED = 20
"""How many of a person's latest new entries are known again."""


@transaction.atomic
def made_once(request: HttpRequest, make: Callable[[], Entry]) -> Entry:
    """What `make` makes of this form, or what it made when the same form came before.

    A double click sends two requests at once, so people save new entries one at a time, and
    the session is read afresh once it is this request's turn. A form without a `form_id`, from
    a program, is always a new one.
    """
    if not request.POST.get("form_id"):
        return make()
    Person.objects.select_for_update().only("pk").get(pk=access.person(request).pk)
    session = type(request.session)(request.session.session_key)
    known = session.get("made", {})
    mark = _mark(request)
    entry = Entry.objects.filter(pk=known.get(mark)).first()
    if entry is None:
        entry = make()
        newest = dict(list(known.items())[-REMEMBERED:])
        known = {**newest, mark: entry.pk}
    # Also where nothing was made: this request read its session before it was its turn, and
    # would write that back over what the other has noted here.
    request.session["made"] = known
    request.session.save()
    return entry


def _mark(request: HttpRequest) -> str:
    """A name for what was sent, the same for the same words of the same form."""
    said = sorted((k, v) for k, v in request.POST.lists() if k != "csrfmiddlewaretoken")
    return hashlib.blake2s(repr(said).encode()).hexdigest()
