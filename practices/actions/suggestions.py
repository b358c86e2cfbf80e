"""Suggesting: what somebody would change waits until it is looked at.

The entry stays as it is meanwhile; its page is told, since it says how many wait.
"""

import copy
import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from practices import history
from practices.actions import suggestion_letters as letters
from practices.actions.auditing import note
from practices.actions.caring import tell_keepers
from practices.actions.entries import Conflict, create, revise
from practices.actions.keeping import held, tidied
from practices.actions.people import system_person
from practices.models import Deed, Entry, Event, Person, Status, Suggestion, SuggestionStatus
from practices.suggestions import outcome

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>]+", re.IGNORECASE)


class TooMany(Exception):
    """Somebody has suggested as much as one person or address may in an hour."""

    def __init__(self) -> None:
        super().__init__(
            f"That is {settings.SUGGESTIONS_AN_HOUR} in an hour, as much as can be looked at. "
            "Wait a while, then send this again: nothing of it is lost."
        )


class AlreadyDecided(Exception):
    """Somebody decided it, or took it back, meanwhile."""

    def __init__(self, suggestion: Suggestion) -> None:
        super().__init__("This has been decided meanwhile.")
        self.suggestion = suggestion


@transaction.atomic
def suggest(
    kind: str,
    *,
    of: Entry | None = None,
    base: int | None = None,
    by: Person | None,
    name: str = "",
    email: str = "",
    reason: str = "",
    earlier: Suggestion | None = None,
    **fields: Any,
) -> Suggestion:
    """Keep what somebody would make of version `base` of an entry, or a new entry, to be decided.

    `fields` are any of `history.VERSIONED`. Without `by` it is somebody without an account, whom
    `name` credits and `email` reaches. The same sent twice is kept once. Raises ValidationError
    and TooMany; then nothing is kept.
    """
    if by:
        Person.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    entry = held(of) if of else None
    began = _began(entry, base, by) if entry else None
    made = Suggestion(kind=kind, entry=entry, person=by, reason=" ".join(reason.split()))
    made.base = began.revision if began else None
    made.fields = _checked(kind, began, fields)
    made.earlier = earlier
    if not by:
        made.name, made.email = " ".join(name.split()), email.strip().lower()
    made.full_clean(exclude=["fields"], validate_constraints=False)
    if not (by and by.writes_directly):
        _limit_links(made.fields, began)
    return _same(made) or _keep(made)


def _began(entry: Entry, base: int | None, by: Person | None) -> Any:
    """The version it began from; the entry as it stands where that is not known or not theirs."""
    if base is None or base == entry.revision:
        return entry
    readable = history.readable(entry, by or AnonymousUser())
    return readable.filter(revision=base).first() or entry


def _checked(kind: str, began: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that differ, as they will be kept. Raises ValidationError."""
    entry = Entry(kind=kind)
    if began is not None:
        for name, value in history.version_of(began).items():
            setattr(entry, name, copy.deepcopy(value))
    before = history.version_of(entry)
    for name, value in tidied(fields, against=began).items():
        setattr(entry, name, value)
    entry.full_clean(
        exclude=["slug", "created_by", "updated_by"],
        validate_unique=False,
        validate_constraints=False,
    )
    after = history.version_of(entry)
    changed = {name: value for name, value in after.items() if value != before[name]}
    if not changed:
        raise ValidationError("Nothing is changed yet.")
    return changed


def _limit_links(fields: dict[str, Any], began: Any) -> None:
    """So that nobody advertises here before anybody knows them. Raises ValidationError."""
    old = _addresses(history.version_of(began)) if began is not None else set()
    new = _addresses(fields) - old
    if len(new) > settings.LINKS_FROM_STRANGERS:
        raise ValidationError(
            f"This has {len(new)} links to other sites. Until we know each other it can have "
            f"{settings.LINKS_FROM_STRANGERS}: leave out those that matter least."
        )


def _addresses(fields: dict[str, Any]) -> set[str]:
    return {address.rstrip("/.,;:!?)") for address in ADDRESS.findall(str(fields))}


def _same(made: Suggestion) -> Suggestion | None:
    """The same, sent before: a second click, or going back and sending again."""
    waiting = _of_author(made).filter(status=SuggestionStatus.WAITING, entry=made.entry)
    for other in waiting.filter(kind=made.kind, reason=made.reason):
        if other.fields == made.fields:
            return other
    return None


def _of_author(made: Suggestion) -> Any:
    if made.person:
        return Suggestion.objects.filter(person=made.person)
    return Suggestion.objects.filter(person=None, email=made.email)


def _keep(made: Suggestion) -> Suggestion:
    lately = _of_author(made).filter(created__gt=timezone.now() - timedelta(hours=1))
    if lately.count() >= settings.SUGGESTIONS_AN_HOUR:
        raise TooMany
    made.save()
    if made.earlier:
        # This one carries the address on.
        Suggestion.objects.filter(pk=made.earlier.pk).update(email="")
    _tell_page(made)
    if made.entry:
        tell_keepers(made.entry, Event.SUGGESTED, by=made.person)
    if made.email:
        letters.received(made)
    return made


@transaction.atomic
def accept(
    suggestion: Suggestion,
    *,
    by: Person,
    answer: str = "",
    reason: str | None = None,
    base: int | None = None,
    changes: dict[str, Any] | None = None,
) -> Entry:
    """Make it a version of its entry, or a new entry, under its author's name.

    `changes` are the fields as whoever accepts it has made them of version `base`, and `reason`
    what they say of them; without, it is accepted as it is. `answer` is for the author. A person
    who signed up is trusted after so many. Raises Conflict and ValidationError as `revise` does,
    and AlreadyDecided; then nothing is written.
    """
    suggestion = _held_waiting(suggestion)
    fields = suggestion.fields if changes is None else changes
    said: dict[str, Any] = {"by": suggestion.person or system_person("visitor")}
    why = suggestion.reason if reason is None else reason
    said["reason"] = _credited(suggestion, why, by, "" if changes is None else "with changes ")
    if suggestion.is_new:
        entry = create(suggestion.kind, **said, **fields)
    else:
        entry = _revised(suggestion, base, **said, **fields)
    suggestion.entry, suggestion.revision = entry, entry.revision
    _decide(suggestion, SuggestionStatus.ACCEPTED, by=by, answer=answer)
    note(Deed.ACCEPT, suggestion, by=by)
    is_trusted_now = _trust(suggestion.person)
    letters.accepted(suggestion, is_trusted_now=is_trusted_now)
    Suggestion.objects.filter(pk=suggestion.pk).update(email="")
    return entry


def _revised(suggestion: Suggestion, base: int | None, **said_and_fields: Any) -> Entry:
    entry = suggestion.entry
    assert entry is not None, "a change is a change to something"
    if entry.status == Status.DELETED:
        raise ValidationError("The entry was deleted meanwhile. Bring it back first.")
    if base is None and suggestion.written_for_id:
        would_be = outcome(suggestion)
        if would_be.clashes:
            raise Conflict(entry)
        base = would_be.base
        said_and_fields |= {name: getattr(would_be.version, name) for name in suggestion.fields}
    return revise(entry, base=base or suggestion.base, **said_and_fields)


def _credited(suggestion: Suggestion, why: str, by: Person, how: str) -> str:
    """What the history says of a suggested version: why, whose, and who accepted it."""
    why = " ".join(why.split()).rstrip(".")
    whose = "" if suggestion.person else f"Suggested by {suggestion.author_name}. "
    return f"{why + '. ' if why else ''}{whose}Accepted {how}by {by.name}."


def _trust(person: Person | None) -> bool:
    """Trust a person of whom enough was accepted. Whether they became trusted just now."""
    if person is None or person.writes_directly:
        return False
    accepted = Suggestion.objects.filter(person=person, status=SuggestionStatus.ACCEPTED)
    if accepted.count() < settings.TRUST_AFTER:
        return False
    person.vouched = True
    person.save(update_fields=["vouched"])
    return True


@transaction.atomic
def send_back(suggestion: Suggestion, *, by: Person, answer: str) -> Suggestion:
    """Return it to its author with a reason. Raises ValidationError and AlreadyDecided."""
    if not answer.strip():
        raise ValidationError({"answer": "Say why, so that its author can make it better."})
    suggestion = _held_waiting(suggestion)
    _decide(suggestion, SuggestionStatus.RETURNED, by=by, answer=answer)
    note(Deed.RETURN, suggestion, by=by)
    letters.returned(suggestion)
    return suggestion


@transaction.atomic
def appeal_suggestion(suggestion: Suggestion, *, by: Person | None, words: str) -> Suggestion:
    """Ask, once, that a second steward look at what was returned: it waits again.

    Raises ValidationError, and AlreadyDecided where that was asked before.
    """
    suggestion = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    if suggestion.appealed or not suggestion.is_returned:
        raise AlreadyDecided(suggestion)
    suggestion.appeal, suggestion.appealed = " ".join(words.split()), timezone.now()
    suggestion.first_answer, suggestion.answer = suggestion.answer, ""
    suggestion.first_decided_by, suggestion.decided_by = suggestion.decided_by, None
    suggestion.status, suggestion.decided = SuggestionStatus.WAITING, None
    suggestion.full_clean(exclude=["fields"], validate_constraints=False)
    suggestion.save()
    note(Deed.APPEAL, suggestion, by=by)
    _tell_page(suggestion)
    return suggestion


@transaction.atomic
def take_back(suggestion: Suggestion) -> Suggestion:
    """Its author no longer wishes it. Raises AlreadyDecided."""
    suggestion = _held_waiting(suggestion)
    suggestion.email = ""
    _decide(suggestion, SuggestionStatus.TAKEN_BACK, by=None, answer="")
    return suggestion


def _held_waiting(suggestion: Suggestion) -> Suggestion:
    """The suggestion as it stands, held until the transaction ends, if nobody decided it yet."""
    # The other tables are joined from outside, which PostgreSQL does not hold.
    suggestion = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    if not suggestion.is_waiting:
        raise AlreadyDecided(suggestion)
    return suggestion


def _decide(suggestion: Suggestion, status: str, *, by: Person | None, answer: str) -> None:
    suggestion.status, suggestion.answer = status, " ".join(answer.split())
    suggestion.decided, suggestion.decided_by = timezone.now(), by
    suggestion.full_clean(exclude=["fields"], validate_constraints=False)
    suggestion.save()
    _tell_page(suggestion)


def _tell_page(suggestion: Suggestion) -> None:
    if suggestion.entry_id:
        Entry.objects.filter(pk=suggestion.entry_id).touch()
