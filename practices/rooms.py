"""The places this app offers to the apps that stand on it.

`roundtables` registers here, when it starts, what a meeting adds to its note; `practices`
never imports it. Every list is filled once, in an app's `ready()`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Part:
    """A piece of a page: a template, and a function from the request's subject to its context."""

    template: str
    context: Callable[..., dict[str, Any]]


@dataclass(slots=True)
class Records:
    """Rows that another app keeps and that no entry holds, for an export to carry.

    `dump` gives them as plain values in an order that does not change; `load` writes them into
    a library that has none, and raises ValueError, KeyError or TypeError where they do not fit.
    """

    dump: Callable[[], Iterable[dict[str, Any]]]
    load: Callable[[Iterable[dict[str, Any]]], None]


@dataclass(slots=True)
class Followed:
    """Something besides entries, themes, people and searches that can be followed, by a key.

    `shown` takes keys and a person and gives title and address of those this person may see;
    `of` gives the keys that a version of an entry belongs to.
    """

    shown: Callable[[Iterable[str], Any], dict[str, tuple[str, str]]]
    of: Callable[[Any], set[str]]


def _none(*asked: Any) -> Any:
    return {}


@dataclass(frozen=True, slots=True)
class Keepers:
    """Groups of people who can look after an entry together, each known by a key.

    `shown` takes keys and a person and gives title and address of those this person may see; `of`
    gives the keys of the groups that a person acts for, `people` the numbers of those who act for
    one, `offered` title by key of all.
    """

    shown: Callable[[Iterable[str], Any], dict[str, tuple[str, str]]] = _none
    of: Callable[[Any], Iterable[str]] = _none
    people: Callable[[str], Iterable[int]] = _none
    offered: Callable[[], dict[str, str]] = _none


@dataclass(frozen=True, slots=True)
class Texts:
    """Which columns of a table hold what people wrote, for taking words out of all of them.

    `html` is sanitized HTML, `words` plain text, `data` JSON with either inside. A row of which a
    column in `gone` holds the words goes altogether. `derived` is made anew from other rows;
    `kept` holds no prose, or is left alone for a reason the registry gives.
    """

    html: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def searched(self) -> tuple[str, ...]:
        """The columns that are looked through."""
        return (*self.html, *self.words, *self.data, *self.gone)

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.searched, *self.derived, *self.kept)


@dataclass(slots=True)
class Rooms:
    """What other apps add.

    `after_save` functions take the entry just saved, inside the same transaction, to renew
    rows derived from it. `entry_parts` (by kind) are shown on an entry's page, `home_parts` on
    the home page, `list_parts` (by kind) at the head of a list. `forms` (by kind) are extra form
    classes on the edit page: each takes `(data, initial=entry)` and offers `is_valid()` and
    `changes()`, the versioned fields it sets.
    `records` (by the name of the file they make) go with an export. `followed` (by the word for
    it) can be followed. `keepers` can look after entries besides people. `texts` (by table) are
    columns with what people wrote, and `taken_out` functions, given what takes words out of a
    text, clear whatever else holds them.
    """

    after_save: list[Callable[..., None]] = field(default_factory=list)
    entry_parts: dict[str, list[Part]] = field(default_factory=dict)
    home_parts: list[Part] = field(default_factory=list)
    list_parts: dict[str, list[Part]] = field(default_factory=dict)
    forms: dict[str, type] = field(default_factory=dict)
    records: dict[str, Records] = field(default_factory=dict)
    followed: dict[str, Followed] = field(default_factory=dict)
    keepers: Keepers = field(default_factory=Keepers)
    texts: dict[str, Texts] = field(default_factory=dict)
    taken_out: list[Callable[..., None]] = field(default_factory=list)


rooms = Rooms()
