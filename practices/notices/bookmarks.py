"""How far each job has got. Two workers never do one job at the same time."""

from datetime import UTC, datetime

from django.db import transaction

from practices.models import Bookmark

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def held(name: str) -> Bookmark:
    """The bookmark of a job, held until the transaction ends."""
    Bookmark.objects.get_or_create(name=name, defaults={"when": LONG_AGO})
    return Bookmark.objects.select_for_update().get(name=name)


def known(name: str) -> Bookmark:
    """The bookmark of a job, to read."""
    return Bookmark.objects.get_or_create(name=name, defaults={"when": LONG_AGO})[0]


@transaction.atomic
def move_on(name: str, number: int, when: datetime) -> None:
    """Note how far a job has got, unless another worker has got further meanwhile."""
    mark = held(name)
    if when > mark.when:
        mark.number, mark.when = number, when
        mark.save()
