"""Which pictures and files the versions of entries show: read from the texts, kept as rows."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from practices import prose
from practices.merge import PROSE
from practices.models import Attachment, Entry, Status, Use

BATCH = 500


def known_alts(addresses: Iterable[str]) -> dict[str, str]:
    """The words that were given for pictures when they were sent, by address."""
    return {found.address: found.alt for found in Attachment.objects.at(addresses)}


def shown_in(version: Any) -> set[str]:
    """The addresses of the pictures and files that a version shows."""
    return {address for name in PROSE for address in prose.kept_addresses(getattr(version, name))}


def check_shown(entry: Entry, before: Any) -> None:
    """Raise ValidationError where a version shows what is not kept here, and showed it not before.

    Whoever knows an address has seen what is there, since nobody can guess one: they may show it.
    """
    new = shown_in(entry) - (shown_in(before) if before is not None else set())
    if new and len(Attachment.objects.at(new)) < len(new):
        raise ValidationError(
            {"body": "A picture or file in this text is not kept here. Put it in anew."}
        )


def renew_uses(entry: Entry, before: Any) -> None:
    """Write down what this version shows. What earlier versions show stays written down."""
    shown = shown_in(entry)
    is_as_before = before is not None and before.status == entry.status
    if shown and not (is_as_before and shown_in(before) == shown):
        _write({(one.pk, entry.pk): entry.is_published for one in Attachment.objects.at(shown)})


def index_uses(versions: Iterable[Any]) -> None:
    """The same for many versions at once, each a row of the history."""
    numbers: dict[str, dict[int, bool]] = {}
    for version in versions:
        for address in shown_in(version):
            entries = numbers.setdefault(address, {})
            is_published = version.status == Status.PUBLISHED
            entries[version.id] = entries.get(version.id, False) or is_published
    found = Attachment.objects.at(numbers)
    _write({(a.pk, entry): s for a in found for entry, s in numbers[a.address].items()})


def _write(uses: dict[tuple[int, int], bool]) -> None:
    """What was once shown to all stays so, whatever later versions are."""
    rows = [Use(attachment_id=a, entry_id=e, shown=shown) for (a, e), shown in uses.items()]
    Use.objects.bulk_create(
        [row for row in rows if row.shown],
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=["shown"],
        unique_fields=["attachment", "entry"],
    )
    hidden = [row for row in rows if not row.shown]
    Use.objects.bulk_create(hidden, batch_size=BATCH, ignore_conflicts=True)
