"""How a request ends that may not go on."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from practices.models import Entry, Person

type User = Person | AnonymousUser


class MustSignIn(Exception):
    """Signing in would let this person on."""


class Moved(Exception):
    """The entry has another address now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class Gone(Exception):
    """The entry was deleted."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(str(entry))
        self.entry = entry


def allowed[T](thing: T, is_allowed: bool) -> T:
    """The thing, where it is allowed; 403 otherwise."""
    if not is_allowed:
        raise PermissionDenied
    return thing
