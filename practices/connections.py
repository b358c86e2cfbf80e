"""Reading links: what an entry points to, what points to it, and what people say of that."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Prefetch, QuerySet, Subquery

from practices import kinds
from practices.models import Entry, Link, Rating, Stance

STRENGTHS = (
    (1, "barely"),
    (2, "a little"),
    (3, "in part"),
    (4, "strongly"),
    (5, "through and through"),
)
"""What the five steps of a rating mean, weakest first."""

SPREAD_FROM = 3
"""Fewer ratings than this show their reasons only: a picture of two is a picture of nobody."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five strengths, and how many people chose it."""

    strength: int
    label: str
    count: int


class Rated:
    """A link as a page shows it: the entry at the other end, and the spread of its ratings."""

    def __init__(self, link: Link, other: Entry, said: str) -> None:
        self.link = link
        self.other = other
        self.said = said

    @property
    def ratings(self) -> list[Rating]:
        return list(self.link.ratings.all())

    @property
    def spread_total(self) -> int:
        return len(self.ratings)

    @property
    def is_rateable(self) -> bool:
        return self.link.target.kind == kinds.PROPOSITION.name

    @cached_property
    def spread(self) -> list[Step]:
        """The five steps, or nothing where there are too few ratings for a picture."""
        if self.spread_total < SPREAD_FROM:
            return []
        chosen = [rating.strength for rating in self.ratings]
        return [Step(number, label, chosen.count(number)) for number, label in STRENGTHS]

    @property
    def spread_max(self) -> int:
        return max((step.count for step in self.spread), default=0)


def links_of(entry: Entry, viewer: Any) -> tuple[list[Rated], list[Rated]]:
    """The standing links from an entry and to it, each oldest first.

    Those alone whose other end the viewer may see.
    """
    said = ("link", "strength", "ground", "reason", "revision", "person__name")
    ratings = Prefetch("ratings", Rating.objects.select_related("person").only(*said))
    links = list(Link.objects.at(entry).prefetch_related(ratings))
    ends = {end for link in links for end in (link.source_id, link.target_id)} - {entry.pk}
    others = Entry.objects.visible_to(viewer).in_brief().in_bulk(ends)
    outgoing, incoming = [], []
    for link in links:
        if link.source_id == entry.pk and (other := others.get(link.target_id)):
            link.source, link.target = entry, other
            outgoing.append(Rated(link, other, Stance(link.stance).label))
        elif other := others.get(link.source_id):
            link.source, link.target = other, entry
            incoming.append(Rated(link, other, Stance(link.stance).backwards))
    return outgoing, incoming


COUNTED = 100
"""What stands behind a proposition is counted no further: a front page need not read it all."""


class _Rows(Subquery):
    """How many rows a query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def propositions_with_support(viewer: Any) -> QuerySet[Entry]:
    """The propositions in the order they were written, each with how much stands behind it.

    `support` counts the practices and cases, of those the viewer may see, that support it, up to
    `COUNTED`.
    """
    visible = Entry.objects.visible_to(viewer)
    behind = visible.filter(kind__in=[kinds.PRACTICE.name, kinds.CASE.name])
    sources = _supporters(behind).order_by().values("source").distinct()[:COUNTED]
    propositions = visible.of_kind(kinds.PROPOSITION.name).in_brief()
    return propositions.annotate(support=_Rows(sources)).order_by("id")


def _supporters(behind: QuerySet[Entry]) -> QuerySet[Link]:
    """The links by which some of these support the entry that is asked about."""
    found = Link.objects.standing().filter(target=OuterRef("pk"), stance=Stance.SUPPORTS)
    return found.filter(Exists(behind.filter(pk=OuterRef("source"))))


def without_cases(viewer: Any) -> QuerySet[Entry]:
    """Propositions and practices that no case stands behind yet: places that invite one.

    Newest first: so the database can stop at the first few.
    """
    visible = Entry.objects.visible_to(viewer)
    told = _supporters(visible.of_kind(kinds.CASE.name))
    linkable = visible.filter(kind__in=[kinds.PROPOSITION.name, kinds.PRACTICE.name])
    return linkable.filter(~Exists(told)).in_brief().newest()
