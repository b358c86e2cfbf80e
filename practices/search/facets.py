"""What the results are filed under, counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min, QuerySet, TextField, Value

from practices import kinds
from practices.models import EntryQuerySet, Facet, SearchPlace, Term, Theme
from practices.search.engine import Candidate
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


def _names(keys: dict[str, list[str]], visible: EntryQuerySet) -> Names:
    """What to call each label, in two queries. What the viewer may not see has no name."""
    names: Names = {name: {} for name in LABELS}
    names["kind"] = {key: (key, kinds.BY_NAME[key].plural_label) for key in keys["kind"]}
    themes = Theme.objects.filter(slug__in=keys["theme"])
    terms = Term.objects.filter(slug__in=[*keys["group"], *keys["outcome"]])
    words = [
        themes.values_list(Value("theme", TextField()), "slug", "name"),
        terms.values_list("facet", "slug", "name"),
        _places(keys["place"]).values_list(Value("place", TextField()), "key", "name"),
    ]
    first, *others = (rows.order_by() for rows in words)
    for facet, key, name in first.union(*others, all=True):
        names[facet][key] = (key, name)
    propositions = visible.filter(pk__in=keys["proposition"])
    for pk, slug, title in propositions.values_list("pk", "slug", "title"):
        names["proposition"][str(pk)] = (slug, title)
    return names


def _places(keys: list[str]) -> QuerySet[SearchPlace]:
    """Hundreds of entries may stand in one place, all with its name: one of them tells it."""
    by_key = SearchPlace.objects.filter(key__in=keys).order_by().values("key")
    return SearchPlace.objects.filter(pk__in=by_key.annotate(first=Min("pk")).values("first"))


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
