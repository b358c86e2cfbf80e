"""What is known of imported notes, for an export to carry to another library."""

from collections.abc import Iterable
from typing import Any

from roundtables.models import Brought

FIELDS = ("fingerprint", "sketch", "sources", "unsure")


def dump_brought() -> Iterable[dict[str, Any]]:
    """Every note that was brought in, so that it is known there when it is met again."""
    for row in Brought.objects.order_by("pk"):
        yield {"entry": row.entry_id, **{name: getattr(row, name) for name in FIELDS}}


def load_brought(rows: Iterable[dict[str, Any]]) -> None:
    """Write them into a library that has none. Raises KeyError, TypeError, ValidationError."""
    made = []
    for row in rows:
        brought = Brought(entry_id=row["entry"], **{name: row[name] for name in FIELDS})
        brought.clean_fields(exclude=["entry"])
        made.append(brought)
    Brought.objects.bulk_create(made, batch_size=500)
