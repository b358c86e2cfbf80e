"""Where words may stand: every column with text, and looking through all of them.

`TEXTS` lists the tables of this app, `rooms.texts` those of others. A test fails for a column with
text that is in neither.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

from practices import kinds, prose
from practices.models import Entry, RedactedVersion
from practices.prose import Taker
from practices.rooms import Texts, rooms

_LISTS = ("body", *kinds.LIST_FACTS)
_PLAIN = (
    "title",
    "summary",
    "status_reason",
    "protected_reason",
    "source",
    "licence",
    *(fact.name for fact in kinds.FACTS if fact.shape in ("text", "line")),
    "change_summary",
)
_VERSION = {
    "html": _LISTS,
    "data": ("theme_names", "links_record", "meeting"),
    "derived": ("slug",),
    "kept": ("groups", "outcomes"),
}
SHAPE = frozenset(
    "date start end kind anchor stance groups outcomes form_id base section small".split()
) | {fact.name for fact in kinds.FACTS if fact.shape == "choice"}
"""Keys of data whose values are dates, choices and numbers: never anybody's words."""

TEXTS: dict[str, Texts] = {
    "practices.Entry": Texts(
        words=_PLAIN, **_VERSION | {"kept": (*_VERSION["kept"], "keeper_group")}
    ),
    "practices.HistoricalEntry": Texts(words=(*_PLAIN, "history_change_reason"), **_VERSION),
    "practices.Page": Texts(html=("body",), words=("title",), kept=("slug",)),
    "practices.HistoricalPage": Texts(
        html=("body",), words=("title", "history_change_reason"), kept=("slug",)
    ),
    "practices.Comment": Texts(
        html=("body",), words=("quoted", "hidden_reason"), kept=("anchor", "mentions")
    ),
    "practices.PrivateNote": Texts(html=("body",), kept=("to_group",)),
    "practices.Link": Texts(words=("why",), kept=("anchor",)),
    "practices.Rating": Texts(words=("reason",)),
    "practices.Suggestion": Texts(
        data=("fields",),
        words=("reason", "name", "answer", "appeal", "first_answer"),
        kept=("email",),
    ),
    "practices.Draft": Texts(data=("fields",), kept=("tab", "where", "section")),
    "practices.Letter": Texts(words=("subject", "text", "outcome"), kept=("key", "to")),
    "practices.Report": Texts(
        words=("words", "reason", "appeal", "answer"),
        kept=("what", "email", "outcome", "first_outcome"),
    ),
    "practices.Redaction": Texts(words=("reason",), kept=("counts",)),
    "practices.Follow": Texts(gone=("key",), kept=("known",)),
    "practices.OutsideAddress": Texts(gone=("address",), kept=("said",)),
    "practices.OldSlug": Texts(derived=("slug",), kept=("kind",)),
    "practices.Theme": Texts(derived=("name", "slug")),
    "practices.ThemeChange": Texts(words=("was", "now", "reason"), kept=("verb", "words")),
    "practices.TextLink": Texts(derived=("wanted", "wanted_key", "address")),
    "practices.SearchDoc": Texts(derived=("labels", "title", "head", "extra", "text")),
    "practices.SearchPlace": Texts(derived=("key", "name")),
    "practices.SearchWord": Texts(derived=("word",)),
    # Names and addresses are people's own to change, and `leave` takes them away.
    "practices.Person": Texts(words=("about",), kept=("password", "email", "username", "name")),
    "practices.Term": Texts(words=("name",), kept=("slug",)),
    "practices.Token": Texts(words=("name",), kept=("digest",)),
    "practices.Attachment": Texts(
        words=("name", "alt", "removed_reason"), kept=("digest", "ending")
    ),
    "practices.AuditLine": Texts(kept=("verb", "target", "value")),
    "practices.Bookmark": Texts(kept=("name",)),
    "practices.Merger": Texts(kept=("moved",)),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that holds the words: what its columns would be without them, and how many went."""

    label: str
    pk: Any
    without: dict[str, Any]
    count: int
    goes: bool = False


@dataclass(slots=True)
class Found:
    """Where words stand: how often by table, and some places to look at."""

    counts: Counter[str] = field(default_factory=Counter)
    places: list[str] = field(default_factory=list)


MOST_PLACES = 40
UNREAD = frozenset({"practices.PrivateNote", "practices.Draft", "practices.Letter"})
"""Tables of what nobody but its writer and those it is for reads: here it is counted alone."""
IN_A_WORD = rf"[A-Za-z0-9](</?({'|'.join(prose.INSIDE)})( [^>]*)?>)+[A-Za-z0-9]"
"""A letter, tags, and a letter, as both databases read it."""


def registered() -> dict[str, Texts]:
    """Every table with text."""
    return TEXTS | rooms.texts


def look(taker: Taker) -> Found:
    """Where the words stand."""
    found = Found()
    for label, texts in registered().items():
        for row in _rows(label, texts, taker):
            hit = _hit(label, texts, row, taker)
            if hit:
                found.counts[label] += hit.count
                if len(found.places) < MOST_PLACES and label not in UNREAD:
                    found.places += _around(row, texts, taker)[: MOST_PLACES - len(found.places)]
    return found


def _around(row: dict[str, Any], texts: Texts, taker: Taker) -> list[str]:
    """The words in their surroundings, so that a steward sees what would go."""
    said = []
    for name in texts.searched:
        value = row[name]
        plain = prose.plain(value) if name in texts.html else str(value or "")
        before, found, after = plain.partition(taker.words)
        if found:
            said.append(f"… {before[-40:]}{found}{after[:40]} …")
    return said


def hits(taker: Taker) -> Iterator[Hit]:
    """Every row that holds the words."""
    for label, texts in registered().items():
        for row in _rows(label, texts, taker):
            hit = _hit(label, texts, row, taker)
            if hit:
                yield hit


def _rows(label: str, texts: Texts, taker: Taker) -> Iterator[dict[str, Any]]:
    """Rows that may hold the words, by a look at the letters in them that no coding changes."""
    if not texts.searched:
        return iter(())
    model: type[Model] = apps.get_model(label)
    rows = model._base_manager.order_by("pk")
    if taker.probe:
        rows = _narrowed(rows, texts, taker.probe)
    return rows.values("pk", *texts.searched).iterator(chunk_size=500)


def _narrowed(rows: Any, texts: Texts, probe: str) -> Any:
    """Those with the letters, and those in which a tag may stand in their middle."""
    casts = {f"text_{name}": Cast(name, TextField()) for name in texts.searched}
    wanted = reduce(or_, (Q(**{f"text_{name}__icontains": probe}) for name in texts.searched))
    for name in (*texts.html, *texts.data):
        wanted |= Q(**{f"text_{name}__regex": IN_A_WORD})
    return rows.alias(**casts).filter(wanted)


def _hit(label: str, texts: Texts, row: dict[str, Any], taker: Taker) -> Hit | None:
    without, count = {}, 0
    for name in texts.searched:
        value, found = _taken(name, texts, row[name], taker)
        if found:
            without[name], count = value, count + found
    goes = any(name in without for name in texts.gone)
    return Hit(label, row["pk"], _cut(label, without), count, goes) if count else None


def _taken(name: str, texts: Texts, value: Any, taker: Taker) -> tuple[Any, int]:
    if not value:
        return value, 0
    if name in texts.data:
        return taker.from_data(value, but=SHAPE)
    return taker.from_html(value) if name in texts.html else taker.from_text(value)


def _cut(label: str, without: dict[str, Any]) -> dict[str, Any]:
    """A mark may be longer than the words were: what no longer fits its column ends earlier."""
    model = apps.get_model(label)
    columns = {name: model._meta.get_field(name) for name in without}
    return {
        name: value[: columns[name].max_length] if _is_narrow(columns[name]) else value
        for name, value in without.items()
    }


def _is_narrow(column: Any) -> bool:
    return column.get_internal_type() == "CharField"


def marks_on(entry: Entry, revision: int) -> list[RedactedVersion]:
    """The marks on a version that words were taken out of it."""
    marks = entry.redacted_versions.filter(revision=revision)
    return list(marks.select_related("redaction__by").order_by("redaction_id"))
