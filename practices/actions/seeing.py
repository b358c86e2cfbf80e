"""Looking at changes, and saying so."""

from collections.abc import Iterable

from django.db import transaction

from practices import history
from practices.models import Person, SeenVersion

MOST_AT_ONCE = 300


@transaction.atomic
def mark_versions_seen(versions: Iterable[tuple[int, int]], *, by: Person) -> int:
    """Note that a person has looked at these versions, as entry and revision.

    What they may not see, or have seen already, is left out. Gives how many.
    """
    asked = _some(versions)
    rows = history.changes(by).filter(
        id__in={entry for entry, _ in asked}, revision__in={revision for _, revision in asked}
    )
    there = asked & set(rows.order_by().values_list("id", "revision"))
    SeenVersion.objects.bulk_create(
        [SeenVersion(entry_id=entry, revision=number, by=by) for entry, number in sorted(there)],
        ignore_conflicts=True,
    )
    return len(there)


@transaction.atomic
def take_back_seen(versions: Iterable[tuple[int, int]], *, by: Person) -> None:
    """Take one's own marks on these versions back."""
    asked = _some(versions)
    mine = SeenVersion.objects.filter(by=by, entry__in={entry for entry, _ in asked})
    gone = [mark.pk for mark in mine if (mark.entry_id, mark.revision) in asked]
    SeenVersion.objects.filter(pk__in=gone).delete()


def _some(versions: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """As many as a page shows, and no more than a database takes in one question."""
    return set(sorted(set(versions))[:MOST_AT_ONCE])
