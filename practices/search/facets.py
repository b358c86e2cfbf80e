"""What the results are filed under, counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from practices import kinds
from practices.models import Entry, EntryQuerySet, Facet, SearchPlace, Term, Theme
from practices.search.engine import Among, Candidate, cursor, each
from practices.search.question import Question, key_of

LABELS = {
    "kind": "Kind",
    "theme": "Theme",
    "group": Facet.GROUP.label,
    "outcome": Facet.OUTCOME.label,
    "place": "Place",
    "proposition": "Proposition",
}
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One way to narrow the results: its address, its name, how many it leaves.

    The address of one that is applied already takes it away again.
    """

    address: str
    name: str
    count: int
    applied: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A question the results can be narrowed by, and its most frequent answers."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter that is set: its label, what it is set to, and the address without it."""

    label: str
    value: str
    address: str


type Names = dict[str, dict[str, tuple[str, str]]]
"""By facet and label: the value in an address, and the name."""


def choices(
    found: Iterable[Candidate], question: Question, visible: EntryQuerySet
) -> tuple[Choice, ...]:
    """The facets of what was found, most frequent answers first."""
    counted = Counter(" ".join([labels for _, labels, _ in found]).split())
    by_facet: dict[str, list[tuple[str, int]]] = {name: [] for name in LABELS}
    for label, count in counted.most_common():
        name, _, key = label.partition(":")
        by_facet[name].append((key, count))
    shown = {name: _first(keys, _asked(question, name)) for name, keys in by_facet.items()}
    names = _names({name: [key for key, _ in keys] for name, keys in shown.items()}, visible)
    return tuple(
        Choice(name, LABELS[name], options)
        for name, keys in shown.items()
        if (options := tuple(_options(name, keys, names[name], question)))
    )


def _first(keys: list[tuple[str, int]], asked: str) -> list[tuple[str, int]]:
    """The most frequent, and what was asked for even where it is rare."""
    return [*keys[:SHOWN], *(pair for pair in keys[SHOWN:] if pair[0] == asked)]


def _asked(question: Question, facet: str) -> str:
    asked = getattr(question, facet)
    return key_of(asked) if facet == "place" else asked


def _options(
    facet: str, keys: list[tuple[str, int]], names: dict[str, tuple[str, str]], question: Question
) -> Iterable[Option]:
    asked = _asked(question, facet)
    for key, count in keys:
        if key in names:
            value, name = names[key]
            applied = value == asked
            address = question.address(**{facet: "" if applied else value})
            yield Option(address, name, count, applied)


# Asked at every search, so it goes to the database as it stands. Hundreds of entries may stand in
# one place, all with its name: one of them tells it.
_PLACES = SearchPlace._meta.db_table
_NAMES = {
    "theme": f"SELECT 'theme', slug, slug, name FROM {Theme._meta.db_table} WHERE slug IN {{}}",
    "group": f"SELECT facet, slug, slug, name FROM {Term._meta.db_table}"
    " WHERE facet = 'group' AND slug IN {}",
    "outcome": f"SELECT facet, slug, slug, name FROM {Term._meta.db_table}"
    " WHERE facet = 'outcome' AND slug IN {}",
    "place": f"SELECT 'place', key, key, name FROM {_PLACES} WHERE id IN"
    f" (SELECT MIN(id) FROM {_PLACES} WHERE key IN {{}} GROUP BY key)",
    "proposition": "SELECT 'proposition', CAST(named.id AS text), named.slug, named.title"
    f" FROM {Entry._meta.db_table} named WHERE named.id IN {{}}",
}


def _names(keys: dict[str, list[str]], visible: EntryQuerySet) -> Names:
    """What to call each label, in one query. What the viewer may not see has no name."""
    names: Names = {name: {} for name in LABELS}
    names["kind"] = {key: (key, kinds.BY_NAME[key].plural_label) for key in keys["kind"]}
    if asked := {facet: keys[facet] for facet in _NAMES if keys[facet]}:
        for facet, key, value, name in _read_names(asked, visible):
            names[facet][key] = (value, name)
    return names


def _read_names(asked: dict[str, list[str]], visible: EntryQuerySet) -> list[tuple[str, ...]]:
    parts = [_NAMES[facet].format(each(keys)) for facet, keys in asked.items()]
    params = list(chain.from_iterable(asked.values()))
    if "proposition" in asked:  # the last of them
        seen, more = Among(visible).is_one("named.id")
        parts[-1] += f" AND {seen}"
        params += more
    with cursor() as db:
        db.execute(" UNION ALL ".join(parts), params)
        return db.fetchall()


def applied(question: Question, choices: Iterable[Choice]) -> list[Applied]:
    """The filters that are set, as a page names them.

    One that leaves nothing is called as it was sent: what it is called here may be known from
    entries alone that the viewer may not see.
    """
    names = {
        choice.name: option.name
        for choice in choices
        for option in choice.options
        if option.applied
    }
    return [
        Applied(
            LABELS[name],
            names.get(name, value.replace("-", " ")),
            question.address(**{name: ""}),
        )
        for name, value in question.filters.items()
    ]
