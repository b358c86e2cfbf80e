"""Reading themes: which are in use, and what stands under one. Only what the viewer may see."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from practices import kinds
from practices.kinds import Kind
from practices.models import Entry, TaggedEntry, Theme

RELATED = 12
MOST = 2000
"""Entries of a theme that its page looks at, the latest written: beyond them there is search."""


@dataclass(frozen=True, slots=True)
class InUse:
    """A theme, and how many entries the viewer may see have it."""

    theme: Theme
    count: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries of one kind under a theme, latest change first: their ids."""

    kind: Kind
    entries: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Shelves:
    """What stands under a theme by kind, every kind named, also where there is nothing yet.

    `is_cut` says that there is more than was looked at.
    """

    shelves: tuple[Shelf, ...]
    is_cut: bool

    @property
    def count(self) -> int:
        return sum(shelf.count for shelf in self.shelves)

    @property
    def entries(self) -> list[int]:
        return [pk for shelf in self.shelves for pk in shelf.entries]


def in_use(viewer: Any, *, most: int | None = None) -> list[InUse]:
    """The themes of what the viewer may see, or the `most` used of them; most used first.

    Counts all and takes off the few that the viewer may not see: that reads one index.
    """
    hidden = Entry.objects.hidden_from(viewer).values("pk")
    counted = Counter(dict(_counted(TaggedEntry.objects.all())))
    counted.subtract(dict(_counted(TaggedEntry.objects.filter(content_object__in=hidden))))
    used = [(pk, count) for pk, count in counted.most_common(most) if count > 0]
    return _named(used)


def _counted(tagged: QuerySet[TaggedEntry]) -> QuerySet:
    """How often each theme occurs here, by its number."""
    return tagged.order_by().values_list("tag").annotate(uses=Count("pk"))


def _named(counted: list[tuple[int, int]]) -> list[InUse]:
    themes = Theme.objects.in_bulk([pk for pk, _ in counted])
    return [InUse(themes[pk], count) for pk, count in counted if pk in themes]


def shelves(theme: Theme, viewer: Any) -> Shelves:
    """What stands under a theme."""
    tagged = TaggedEntry.objects.filter(tag=theme).order_by("-content_object_id")
    latest = list(tagged.values_list("content_object_id", flat=True)[: MOST + 1])
    visible = Entry.objects.visible_to(viewer).filter(pk__in=latest[:MOST])
    by_kind: dict[str, list[int]] = {kind.name: [] for kind in kinds.KINDS}
    for kind, pk in visible.newest().values_list("kind", "pk"):
        by_kind[kind].append(pk)
    return Shelves(
        tuple(Shelf(kind, tuple(by_kind[kind.name])) for kind in kinds.KINDS),
        is_cut=len(latest) > MOST,
    )


def together_with(theme: Theme, entries: list[int]) -> list[InUse]:
    """The themes that stand beside this one most often in these entries, most often first."""
    beside = TaggedEntry.objects.filter(content_object__in=entries).exclude(tag=theme)
    return _named(list(_counted(beside).order_by("-uses", "tag")[:RELATED]))


def is_hidden_from(viewer: Any, theme: Theme) -> bool:
    """Whether the theme stands on nothing but what this person may not see."""
    tagged = TaggedEntry.objects.filter(tag=theme)
    visible = Entry.objects.visible_to(viewer).values("pk")
    return not tagged.filter(content_object__in=visible).exists() and tagged.exists()


def is_untouched(theme: Theme) -> bool:
    """Whether no entry at all has this theme (any more), seen or not."""
    return not TaggedEntry.objects.filter(tag=theme).exists()
