"""Reading themes: which are in use, and what stands under one. Only what the viewer may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from practices import kinds
from practices.kinds import Kind
from practices.models import Entry, EntryQuerySet, TaggedEntry, Theme

RELATED = 12


@dataclass(frozen=True, slots=True)
class InUse:
    """A theme, and how many entries the viewer may see have it."""

    theme: Theme
    count: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries of one kind under a theme: how many, and the newest few."""

    kind: Kind
    count: int
    newest: tuple[Entry, ...]


def in_use(viewer: Any, *, most: int | None = None) -> list[InUse]:
    """The themes of what the viewer may see, or the `most` used of them; most used first."""
    tagged = TaggedEntry.objects.filter(
        content_object__in=Entry.objects.visible_to(viewer).values("pk")
    )
    return _counted(tagged)[:most]


def together_with(theme: Theme, viewer: Any) -> list[InUse]:
    """The themes that stand beside this one most often, most often first."""
    here = under(theme, viewer).values("pk")
    return _counted(TaggedEntry.objects.filter(content_object__in=here).exclude(tag=theme))[
        :RELATED
    ]


def _counted(tagged: Any) -> list[InUse]:
    """Themes with how often each occurs here, most frequent first."""
    rows = tagged.values_list("tag").annotate(uses=Count("pk")).order_by("-uses", "tag")
    uses = dict(rows)
    named = Theme.objects.in_bulk(list(uses)) if uses else {}
    return [InUse(named[pk], count) for pk, count in uses.items() if pk in named]


def under(theme: Theme, viewer: Any) -> EntryQuerySet:
    """The entries under a theme."""
    tagged = TaggedEntry.objects.filter(tag=theme)
    return Entry.objects.visible_to(viewer).filter(pk__in=tagged.values("content_object"))


def shelves(theme: Theme, viewer: Any, *, newest: int) -> list[Shelf]:
    """What stands under a theme by kind, every kind named, also where there is nothing yet."""
    here = under(theme, viewer)
    counts = dict(here.order_by().values_list("kind").annotate(Count("pk")))
    return [
        Shelf(
            kind,
            count := counts.get(kind.name, 0),
            tuple(here.of_kind(kind.name).newest().in_brief()[:newest]) if count else (),
        )
        for kind in kinds.KINDS
    ]


def is_untouched(theme: Theme) -> bool:
    """Whether no entry at all has this theme (any more), seen or not."""
    return not TaggedEntry.objects.filter(tag=theme).exists()
