"""Bringing in what was read: each note once, as a draft that a convenor can look over."""

from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction

from practices import actions, kinds
from practices.models import Entry, Person, Status
from roundtables.models import Brought
from roundtables.reading import FoundNote, as_record, fingerprint, same_sketch, sketch_of
from roundtables.records import whole


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one note: brought in, or known already (its entry may be gone)."""

    note: FoundNote
    what: Literal["new", "known"]
    entry: Entry | None


@transaction.atomic
def bring(note: FoundNote, *, by: Person, publish: bool = False) -> Outcome:
    """Bring in one note or article, unless it is here already.

    A note that is here, even edited since, is left alone; it is only told of its new source.
    Articles become draft practices with their author named as the source. Raises
    ValidationError, and then nothing is written.
    """
    known = known_as(note)
    if known is not None:
        _add_sources(known, note)
        return Outcome(note, "known", known.entry)
    entry = actions.create(
        by=by,
        status=Status.PUBLISHED if publish else Status.DRAFT,
        reason=f"Brought in from {', '.join(note.sources)}",
        **entry_fields(note),
    )
    Brought.objects.create(
        entry=entry,
        fingerprint=fingerprint(note),
        sketch=sketch_of(note.text),
        sources=list(note.sources),
        unsure=as_record(note)["unsure"],
    )
    return Outcome(note, "new", entry)


def known_as(note: FoundNote) -> Brought | None:
    """The note as it was brought in before, also under other punctuation or lightly edited."""
    same = Brought.objects.filter(fingerprint=fingerprint(note)).first()
    if same is not None:
        return same
    sketch = sketch_of(note.text)
    for pk, other in Brought.objects.values_list("pk", "sketch"):
        if same_sketch(sketch, other):
            return _unless_apart(Brought.objects.select_related("entry").get(pk=pk), note)
    return None


def _unless_apart(brought: Brought, note: FoundNote) -> Brought | None:
    """Two notes of one series may read alike: another day or number makes another note."""
    meeting = brought.entry.meeting if brought.entry else None
    if meeting is None:
        return brought
    days = {meeting["date"], note.date.isoformat() if note.date else None} - {None}
    numbers = {meeting["number"], note.number} - {None}
    return None if len(days) > 1 or len(numbers) > 1 else brought


def _add_sources(known: Brought, note: FoundNote) -> None:
    sources = list(dict.fromkeys([*known.sources, *note.sources]))
    if sources != known.sources:
        known.sources = sources
        known.save(update_fields=["sources"])


def entry_fields(note: FoundNote) -> dict[str, Any]:
    """The note as `practices.actions.create` takes it."""
    fields = {"title": note.title[:200], "summary": note.summary[:600], "body": note.body}
    if note.kind == "article":
        author = note.author
        named = ", ".join(filter(None, (author.name, author.organisation))) if author else ""
        source = f"An article by {named}" if named else "An article whose author is not named"
        return {
            "kind": kinds.PRACTICE.name,
            **fields,
            "source": f"{source} ({_files(note)})"[:1000],
        }
    return {
        "kind": kinds.NOTE.name,
        **fields,
        "place": (note.place or "")[:120],
        "source": f"Meeting note, from {_files(note)}"[:1000],
        "meeting": whole(as_record(note)),
    }


def _files(note: FoundNote) -> str:
    return " and ".join(note.sources)
