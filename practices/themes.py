"""Reading themes: which are in use, and what stands under one. Only what the viewer may see."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from practices import kinds
from practices.kinds import Kind
from practices.models import Entry, SearchDoc, TaggedEntry, Theme

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
    """The entries of one kind under a theme, the latest written first: their ids."""

    kind: Kind
    entries: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Shelves:
    """What stands under a theme by kind, every kind named, also where there is nothing yet.

    `beside` are the themes that stand there too, most often first. `is_cut` says that there is
    more than was looked at.
    """

    shelves: tuple[Shelf, ...]
    beside: list[InUse]
    is_cut: bool

    @property
    def count(self) -> int:
        return sum(shelf.count for shelf in self.shelves)


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


def with_uses() -> QuerySet[Theme]:
    """Themes, each with `uses`: how many entries have it, seen or not."""
    return Theme.objects.annotate(uses=Count("tagged"))


def shelves(theme: Any, viewer: Any) -> Shelves:
    """What stands under a theme, one of `with_uses`.

    Read from what search keeps of the entries: to read their own rows takes ten times as long.
    """
    hidden = Entry.objects.hidden_from(viewer).filter(tagged__tag=theme)
    unseen = set(hidden.values_list("pk", flat=True))
    seen = [(pk, labels) for pk, labels in _labels(theme) if pk not in unseen]
    by_kind: dict[str, list[int]] = {kind.name: [] for kind in kinds.KINDS}
    for pk, labels in seen:
        by_kind[labels.partition(" ")[0].removeprefix("kind:")].append(pk)
    return Shelves(
        tuple(Shelf(kind, tuple(by_kind[kind.name])) for kind in kinds.KINDS),
        _beside(theme, Counter(" ".join(labels for _, labels in seen).split())),
        is_cut=theme.uses > MOST,
    )


def _labels(theme: Theme) -> list[tuple[int, str]]:
    """The number of each entry of a theme, the latest written first, and what it is filed under."""
    tagged = TaggedEntry.objects.filter(tag=theme).order_by("-content_object_id")
    docs = SearchDoc.objects.filter(pk__in=tagged.values("content_object")[:MOST])
    return sorted(docs.values_list("pk", "labels"), reverse=True)


def _beside(theme: Theme, filed: Counter[str]) -> list[InUse]:
    uses = {
        label.removeprefix("theme:"): count
        for label, count in filed.items()
        if label.startswith("theme:") and label != f"theme:{theme.slug}"
    }
    often = sorted(uses, key=lambda slug: (-uses[slug], slug))[:RELATED]
    themes = {theme.slug: theme for theme in Theme.objects.filter(slug__in=often)}
    return [InUse(themes[slug], uses[slug]) for slug in often if slug in themes]


def is_hidden_from(viewer: Any, theme: Theme) -> bool:
    """Whether the theme stands on nothing but what this person may not see."""
    tagged = TaggedEntry.objects.filter(tag=theme)
    visible = Entry.objects.visible_to(viewer).values("pk")
    return not tagged.filter(content_object__in=visible).exists() and tagged.exists()
