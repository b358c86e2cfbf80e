"""What people suggested, and what they follow, as plain values, there and back.

They are nobody's business but those concerned, so an export for others has neither.
"""

from collections.abc import Iterator
from typing import Any

from practices import prose
from practices.history import VERSIONED
from practices.merge import PROSE
from practices.models import Follow, Suggestion, What
from practices.transfer.rows import Names, People, whole_of, whole_row

BY = {
    "person_id": "person",
    "decided_by_id": "decided_by",
    "first_decided_by_id": "first_decided_by",
}


def suggestion_rows(names: Names, with_addresses: bool) -> Iterator[dict[str, Any]]:
    """Every suggestion; where to answer somebody without an account only where asked for."""
    for one in Suggestion.objects.order_by("pk").iterator(chunk_size=500):
        row = whole_row(one, BY, names)
        yield row if with_addresses else row | {"email": ""}


def suggestion_of(row: dict[str, Any], people: People) -> Suggestion:
    """The unsaved suggestion, sanitized. Raises like `rows.version_of`."""
    one = whole_of(Suggestion, row, BY, people)
    one.fields = {name: _clean(name, value) for name, value in row["fields"].items()}
    one.clean_fields(exclude=["entry", "written_for", "earlier", "fields", *BY.values()])
    return one


def _clean(name: str, value: Any) -> Any:
    if name not in VERSIONED:
        raise KeyError(name)
    return prose.clean(value) if name in PROSE else value


def follow_rows(names: Names) -> Iterator[dict[str, Any]]:
    """What people follow, and how often they wish for a letter."""
    for follow in Follow.objects.order_by("pk"):
        is_person = follow.what == What.PERSON
        key = names.get(int(follow.key)) if is_person else follow.key
        row = {"person": names[follow.person_id], "what": follow.what, "key": key}
        if key is not None:
            yield row | {"level": follow.level, "known": follow.known}


def follow_of(row: dict[str, Any], people: People) -> Follow:
    """The unsaved follow, begun now: nobody is told again what happened before."""
    key = row["key"]
    if row["what"] == What.PERSON:
        followed = people[key]
        if followed is None:
            raise ValueError("whom this follows is missing")
        key = str(followed.pk)
    follow = Follow(person=people[row["person"]], what=row["what"], key=key)
    follow.level, follow.known = row["level"], row["known"]
    follow.clean_fields(exclude=["person"])
    return follow
