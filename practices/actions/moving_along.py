"""What hangs on an entry without being part of its text, and goes with it into another one.

Conversations, waiting suggestions, drafts and follows: each function moves one sort and says
what is needed to bring it back, as plain numbers; the one after it does that.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from practices.actions.following import follow_on
from practices.models import Comment, Draft, Entry, Follow, Notice, PrivateNote, Suggestion, What

type Moved = dict[str, Any]


def move_along(entry: Entry, into: Entry) -> Moved:
    """Hang everything on the other entry. Returns what `bring_back` needs."""
    _move_suggestions(entry, into)
    return {
        "threads": _move_threads(entry, into),
        "private_notes": _move_private_notes(entry, into),
        "drafts": _move_drafts(entry, into),
        "follows": _move_follows(entry, into),
    }


def move_talk(threads: QuerySet[Comment], into: Entry, **more: Any) -> None:
    """Let whole conversations, and what people are told of them, stand on another entry."""
    pks = list(threads.values_list("pk", flat=True))
    said = Comment.objects.filter(Q(pk__in=pks) | Q(parent__in=pks))
    Notice.objects.filter(comment__in=said).update(entry=into)
    said.update(entry=into, changed=timezone.now(), **more)


def bring_back(entry: Entry, into: Entry, moved: Moved) -> None:
    """Hang on `entry` again what is still where the merge put it."""
    move_talk(Comment.objects.filter(pk__in=moved["threads"], entry=into), entry)
    _hang_private_notes(moved.get("private_notes", []), into, entry)
    _bring_suggestions_back(entry, into)
    _bring_drafts_back(entry, into, moved["drafts"])
    _bring_follows_back(entry, into, moved["follows"])


def _move_threads(entry: Entry, into: Entry) -> list[int]:
    threads = Comment.objects.threads().filter(entry=entry).order_by("pk")
    pks = list(threads.values_list("pk", flat=True))
    move_talk(threads, into)
    return pks


def _move_private_notes(entry: Entry, into: Entry) -> list[int]:
    pks = list(PrivateNote.objects.filter(entry=entry).order_by("pk").values_list("pk", flat=True))
    _hang_private_notes(pks, entry, into)
    return pks


def _hang_private_notes(pks: list[int], entry: Entry, into: Entry) -> None:
    notes = PrivateNote.objects.filter(pk__in=pks, entry=entry)
    Notice.objects.filter(private_note__in=notes).update(entry=into)
    notes.update(entry=into)


def _move_suggestions(entry: Entry, into: Entry) -> None:
    """Let those that wait be brought together with the other text, by whoever accepts them."""
    # One that came along in an earlier merge keeps the entry it was written for.
    waiting = Suggestion.objects.waiting().filter(entry=entry)
    waiting.filter(written_for=None).update(written_for=entry)
    waiting.update(entry=into)


def _bring_suggestions_back(entry: Entry, into: Entry) -> None:
    Suggestion.objects.waiting().filter(entry=into, written_for=entry).update(
        entry=entry, written_for=None
    )


def _move_drafts(entry: Entry, into: Entry) -> list[list[Any]]:
    """No version of the other text is what they began from: saving them asks to compare."""
    drafts = Draft.objects.filter(entry=entry, finished=None)
    bases = [list(pair) for pair in drafts.order_by("pk").values_list("pk", "base")]
    drafts.update(entry=into, base=None)
    return bases


def _bring_drafts_back(entry: Entry, into: Entry, bases: list[list[Any]]) -> None:
    for pk, base in bases:
        Draft.objects.filter(pk=pk, entry=into, base=None).update(entry=entry, base=base)


def _move_follows(entry: Entry, into: Entry) -> list[list[Any]]:
    theirs = Follow.objects.filter(what=What.ENTRY, key=str(entry.pk))
    kept = [list(row) for row in theirs.order_by("pk").values_list("pk", "person_id", "level")]
    follow_on(What.ENTRY, str(entry.pk), str(into.pk))
    return kept


def _bring_follows_back(entry: Entry, into: Entry, kept: list[list[Any]]) -> None:
    """Those who follow the other entry still follow the one that was theirs first."""
    key = {"what": What.ENTRY, "key": str(entry.pk)}
    for pk, person, level in kept:
        if Follow.objects.filter(person=person, what=What.ENTRY, key=str(into.pk)).exists():
            moved = Follow.objects.filter(pk=pk, key=str(into.pk))
            if not moved.update(key=str(entry.pk)):
                Follow.objects.get_or_create(person_id=person, **key, defaults={"level": level})
