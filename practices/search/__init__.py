"""Search: one door, two databases."""

from practices.models import Entry


def index(entry: Entry) -> None:
    """Renew what search knows of an entry, inside the transaction that changed it."""
