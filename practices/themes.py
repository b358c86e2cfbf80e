"""Reading themes: which are in use, and what stands under one. Only what the viewer may see."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, QuerySet

from practices import kinds
from practices.kinds import Kind
from practices.models import Comment, Entry, SearchDoc, TaggedEntry, Theme, ThemeKeeper

RELATED = 12
MOST = 2000
"""Entries of a theme that its page looks at, the latest written: beyond them there is search."""
LABEL = re.compile(r" theme:([^ ]+)")
"""What search files an entry of a theme under, after its kind."""


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


def shelves(theme: Theme, viewer: Any) -> Shelves:
    """What stands under a theme, of what the viewer may see."""
    filed = _filed(theme, viewer)
    by_kind: dict[str, list[int]] = {f"kind:{kind.name}": [] for kind in kinds.KINDS}
    for pk, labels in filed[:MOST]:
        by_kind[labels.partition(" ")[0]].append(pk)
    return Shelves(
        tuple(Shelf(kind, tuple(by_kind[f"kind:{kind.name}"])) for kind in kinds.KINDS),
        _beside(theme, " ".join(labels for _, labels in filed[:MOST])),
        is_cut=len(filed) > MOST,
    )


# Asked of up to two thousand rows, so it goes to the database as it stands. Indexes answer it, and
# what search keeps of the entries: to read their own rows takes ten times as long.
_FILED = (
    "SELECT filed.entry_id, filed.labels"
    f" FROM {TaggedEntry._meta.db_table} tagged"
    f" JOIN {SearchDoc._meta.db_table} filed ON filed.entry_id = tagged.content_object_id"
    " WHERE tagged.tag_id = %s AND tagged.content_object_id NOT IN ({hidden})"
    " ORDER BY tagged.content_object_id DESC LIMIT %s"
)


def _filed(theme: Theme, viewer: Any) -> list[tuple[int, str]]:
    """The number of each entry of a theme, the latest written first, and what it is filed under."""
    hidden, of_whom = Entry.objects.hidden_from(viewer).values("pk").query.sql_with_params()
    with connection.cursor() as db:
        db.execute(_FILED.format(hidden=hidden), [theme.pk, *of_whom, MOST + 1])
        return db.fetchall()


def _beside(theme: Theme, labels: str) -> list[InUse]:
    uses = Counter(LABEL.findall(labels))
    del uses[theme.slug]
    often = sorted(uses, key=lambda slug: (-uses[slug], slug))[:RELATED]
    themes = {theme.slug: theme for theme in Theme.objects.filter(slug__in=often)}
    return [InUse(themes[slug], uses[slug]) for slug in often if slug in themes]


class Has(NamedTuple):
    """Whether a theme has other words, people who look after it, and open questions."""

    words: bool
    keepers: bool
    questions: bool


# Most themes have none of these: so it is asked all at once, and in the database's own words.
_HAS = (
    f"SELECT EXISTS (SELECT 1 FROM {Theme._meta.db_table}"
    " WHERE word_for_id = %s AND NOT only_leads),"
    f" EXISTS (SELECT 1 FROM {ThemeKeeper._meta.db_table} WHERE theme_id = %s),"
    f" EXISTS (SELECT 1 FROM {Comment._meta.db_table} asked"
    f" JOIN {TaggedEntry._meta.db_table} tagged ON tagged.content_object_id = asked.entry_id"
    " WHERE tag_id = %s AND is_question AND resolved IS NULL AND hidden IS NULL)"
)


def has(theme: Theme) -> Has:
    """Which of these there are, seen or not: what is not there need not be read."""
    with connection.cursor() as db:
        db.execute(_HAS, [theme.pk] * 3)
        return Has(*map(bool, db.fetchone()))


def is_hidden_from(viewer: Any, theme: Theme) -> bool:
    """Whether the theme stands on nothing but what this person may not see."""
    tagged = TaggedEntry.objects.filter(tag=theme)
    visible = Entry.objects.visible_to(viewer).values("pk")
    return not tagged.filter(content_object__in=visible).exists() and tagged.exists()
