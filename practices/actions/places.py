"""Where links and ratings hang: before a merge, after it, and back again.

All as plain numbers and moments, to be kept as JSON. A place is put back only where the merge
left it: what somebody has done since stands.
"""

from typing import Any

from django.db.models import Q

from practices.models import Entry, Link, Rating

OF_A_LINK = ("source_id", "target_id", "anchor", "removed")
OF_A_RATING = ("link_id", "revision")
SAID = ("strength", "ground", "reason", "revision", "created", "updated")

type Places = dict[str, dict[str, list[Any]]]


def places_of(entry: Entry, into: Entry) -> Places:
    """Where all links of the two hang, and the ratings on them, by their numbers."""
    both = [entry.pk, into.pk]
    links = Link.objects.filter(Q(source__in=both) | Q(target__in=both))
    ratings = Rating.objects.filter(link__in=links.values("pk"))
    return {
        "links": {str(link.pk): _place(link, OF_A_LINK) for link in links},
        "ratings": {str(rating.pk): _place(rating, OF_A_RATING) for rating in ratings},
    }


def changed_places(before: Places, after: Places) -> dict[str, Any]:
    """What hangs elsewhere now: its places before and after, by number."""
    return {
        sort: {
            pk: [place, after[sort][pk]]
            for pk, place in before[sort].items()
            if after[sort][pk] != place
        }
        for sort in before
    }


def put_back(changed: dict[str, Any]) -> None:
    """Put links and ratings back where they hung, where they still are as the merge left them."""
    links = _as_left(Link, changed["links"], OF_A_LINK)
    ratings = _as_left(Rating, changed["ratings"], OF_A_RATING)
    for one, other, when in changed["swapped"]:
        _swap_back(one, other, when)
    for pk, place in links.items():
        where = dict(zip(OF_A_LINK, place, strict=True))
        twins = Link.objects.exclude(pk=pk).filter(
            stance=Link.objects.get(pk=pk).stance,
            **{name: where[name] for name in OF_A_LINK if name != "removed"},
        )
        if not twins.exists():
            Link.objects.filter(pk=pk).update(**where)
    for pk, (link, revision) in ratings.items():
        theirs = Rating.objects.filter(link=link, person__ratings=pk).exclude(pk=pk)
        if not theirs.exists():
            Rating.objects.filter(pk=pk).update(link=link, revision=revision)


def swap(one: Rating, other: Rating) -> None:
    """Each row gets what the other says, and when: neither answer is lost."""
    said = [{name: getattr(rating, name) for name in SAID} for rating in (one, other)]
    Rating.objects.filter(pk=one.pk).update(**said[1])
    Rating.objects.filter(pk=other.pk).update(**said[0])


def _swap_back(one: int, other: int, when: str) -> None:
    both = {rating.pk: rating for rating in Rating.objects.filter(pk__in=[one, other])}
    if len(both) == 2 and both[other].updated.isoformat() == when:
        swap(both[one], both[other])


def _as_left(model: Any, changed: dict[str, Any], names: tuple[str, ...]) -> dict[int, list[Any]]:
    """The places to go back to, of the rows that are still where they were left."""
    rows = {str(row.pk): row for row in model.objects.filter(pk__in=changed)}
    return {
        row.pk: changed[pk][0] for pk, row in rows.items() if _place(row, names) == changed[pk][1]
    }


def _place(row: Any, names: tuple[str, ...]) -> list[Any]:
    values = (getattr(row, name) for name in names)
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in values]
