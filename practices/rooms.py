"""The places this app offers to the apps that stand on it.

`roundtables` registers here, when it starts, what a meeting adds to its note; `practices`
never imports it. Every list is filled once, in an app's `ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Part:
    """A piece of a page: a template, and a function from the request's subject to its context."""

    template: str
    context: Callable[..., dict[str, Any]]


@dataclass(slots=True)
class Rooms:
    """What other apps add.

    `after_save` functions take the entry just saved, inside the same transaction, to renew
    rows derived from it. `entry_parts` (by kind) are shown on an entry's page, `home_parts` on
    the home page. `forms` (by kind) are extra form classes on the edit page: each takes
    `(data, initial=entry)` and offers `is_valid()` and `changes()`, the versioned fields it sets.
    """

    after_save: list[Callable[..., None]] = field(default_factory=list)
    entry_parts: dict[str, list[Part]] = field(default_factory=dict)
    home_parts: list[Part] = field(default_factory=list)
    forms: dict[str, type] = field(default_factory=dict)


rooms = Rooms()
