"""What there is around an entry. Most have little, so one question comes before the many."""

from typing import NamedTuple

from django.db import connection

from practices.models import Comment, Confirmation, Draft, Entry, Person, Presence, Suggestion


class Around(NamedTuple):
    """Whether there is anything of each at all, whoever may see it, and in whatever state."""

    comments: bool
    suggestions: bool
    confirmations: bool


_ANY = ", ".join(
    f"EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE entry_id = %s)"
    for model in (Comment, Suggestion, Confirmation)
)


def around(entry: Entry) -> Around:
    """What there is around an entry, in one query."""
    with connection.cursor() as db:
        db.execute(f"SELECT {_ANY}", [entry.pk] * len(Around._fields))
        return Around(*map(bool, db.fetchone()))


class Writing(NamedTuple):
    """Whether a person has drafts for an entry, and whether others have, or had, its form open."""

    drafts: bool
    others: bool


_WRITING = (
    f"SELECT EXISTS (SELECT 1 FROM {Draft._meta.db_table}"
    " WHERE person_id = %s AND entry_id = %s AND finished IS NULL),"
    f" EXISTS (SELECT 1 FROM {Presence._meta.db_table} WHERE entry_id = %s AND person_id <> %s)"
)


def writing(entry: Entry, person: Person) -> Writing:
    """What of writing there is around an entry, in one query."""
    with connection.cursor() as db:
        db.execute(_WRITING, [person.pk, entry.pk, entry.pk, person.pk])
        return Writing(*map(bool, db.fetchone()))
