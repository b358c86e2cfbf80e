"""Talking about entries: saying, answering, settling, and hiding what should not stand.

What is said makes no version of the entry; the entry's page is told, since it counts what is open.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from practices import discussion, prose
from practices.actions.auditing import note
from practices.actions.words import AGAIN, as_said, check_pace, limit_links
from practices.models import Comment, Deed, Entry, Person

MOST_MENTIONS = 20
"""People named in one breath. Any more stay plain words, so that nobody calls everybody."""


class TooLate(Exception):
    """The time in which one may mend one's own words is over."""

    def __init__(self) -> None:
        super().__init__(
            f"What is said can be mended for {settings.EDIT_WORDS_FOR} minutes. That time is over,"
            " as people may have answered it: say it anew in an answer."
        )


@transaction.atomic
def say(
    entry: Entry, *, by: Person, body: str, anchor: str = "", is_question: bool = False
) -> Comment:
    """Begin a conversation about `entry`, or its point `anchor`; `body` is plain text.

    Raises ValidationError by field, and TooQuick.
    """
    quoted = discussion.points_of(entry).get(anchor, "") if anchor else ""
    if anchor and not quoted:
        raise ValidationError({"anchor": "That point is no longer in the text."})
    made = Comment(entry=entry, anchor=anchor, quoted=quoted, is_question=is_question)
    return _speak(made, by=by, body=body)


@transaction.atomic
def answer(comment: Comment, *, by: Person, body: str) -> Comment:
    """Answer a conversation, by any part of it: answers do not nest. Raises as `say` does."""
    thread = comment.parent or comment
    made = _speak(Comment(entry=thread.entry, parent=thread), by=by, body=body)
    _turn(thread, active=made.created)
    return made


def _speak(made: Comment, *, by: Person, body: str) -> Comment:
    _put(made, body)
    limit_links(body, by)
    # One at a time for each person, so that a double click finds what the first click did.
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    now = timezone.now()
    earlier = Comment.objects.filter(
        author=by, entry=made.entry, parent=made.parent, anchor=made.anchor, body=made.body
    )
    same = earlier.filter(created__gt=now - AGAIN).last()
    if same is not None:
        return same
    check_pace(Comment.objects.filter(author=by), now)
    made.author = by
    made.created = made.active = made.changed = now
    made.save()
    _touch(made)
    return made


def _put(comment: Comment, text: str) -> None:
    """Give a comment its words. Raises ValidationError."""
    comment.body = as_said(text)
    comment.mentions = _people(comment.body)


def _people(body: str) -> dict[str, int]:
    """Whom a text names, of those who have a page: their numbers by the names typed."""
    named = sorted(prose.mentions(body))[: 5 * MOST_MENTIONS]
    listed = Person.objects.members().filter(is_listed=True, is_active=True)
    found = listed.filter(username__in=named).order_by("username") if named else listed.none()
    return dict(found.values_list("username", "pk")[:MOST_MENTIONS])


@transaction.atomic
def edit_words(
    comment: Comment, *, by: Person, body: str, is_question: bool | None = None
) -> Comment:
    """Mend one's own words, while there is time. Raises ValidationError by field, and TooLate."""
    comment = _held(comment)
    if timezone.now() > comment.may_be_edited_until:
        raise TooLate
    before = comment.body, comment.is_question
    _put(comment, body)
    limit_links(body, by)
    if comment.parent_id is None and is_question is not None:
        comment.is_question = is_question
        comment.helped = comment.helped if is_question else None
    if before != (comment.body, comment.is_question):
        comment.edited = timezone.now()
        _turn(comment)
    return comment


@transaction.atomic
def resolve(thread: Comment, *, by: Person) -> Comment:
    """Say that a conversation is settled. It stays, and `reopen` undoes this."""
    thread = _held(thread)
    return thread if thread.resolved else _turn(thread, resolved=timezone.now(), resolved_by=by)


@transaction.atomic
def reopen(thread: Comment, *, by: Person) -> Comment:
    """Take a conversation up again."""
    thread = _held(thread)
    now = timezone.now()
    return _turn(thread, resolved=None, resolved_by=None, active=now) if thread.resolved else thread


@transaction.atomic
def mark_helped(answer: Comment, *, by: Person) -> Comment:
    """Say which answer helped: its question is settled. Another one before it gives way.

    Raises ValidationError where there is no question that it answers.
    """
    question = _question_of(answer)
    if answer.hidden:
        raise ValidationError("A hidden answer helps nobody.")
    when = question.resolved or timezone.now()
    return _turn(question, helped=answer, resolved=when, resolved_by=question.resolved_by or by)


@transaction.atomic
def unmark_helped(answer: Comment, *, by: Person) -> Comment:
    """Take that back: the question is open again."""
    question = _question_of(answer)
    if question.helped_id != answer.pk:
        return question
    return _turn(question, helped=None, resolved=None, resolved_by=None)


def _question_of(answer: Comment) -> Comment:
    if answer.parent is None or not answer.parent.is_question:
        raise ValidationError("Only an answer to a question can be the one that helped.")
    return _held(answer.parent)


@transaction.atomic
def hide(comment: Comment, *, by: Person, reason: str) -> Comment:
    """Take words out of sight; the reason stands in their place. Raises ValidationError."""
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Say why, so that its author and others understand."})
    comment = _held(comment)
    if comment.parent and comment.parent.helped_id == comment.pk:
        unmark_helped(comment, by=by)
    now = timezone.now()
    note(Deed.HIDE, comment, by=by)
    return _turn(comment, hidden=now, hidden_by=by, hidden_reason=reason[:300])


@transaction.atomic
def unhide(comment: Comment, *, by: Person) -> Comment:
    """Show hidden words again."""
    note(Deed.UNHIDE, comment, by=by)
    return _turn(_held(comment), hidden=None, hidden_by=None, hidden_reason="")


def _held(comment: Comment) -> Comment:
    """The comment as it stands, its row held until the transaction ends."""
    return Comment.objects.select_for_update().get(pk=comment.pk)


def _turn(comment: Comment, **fields: Any) -> Comment:
    for name, value in fields.items():
        setattr(comment, name, value)
    comment.changed = timezone.now()
    comment.save()
    _touch(comment)
    return comment


def _touch(comment: Comment) -> None:
    Entry.objects.filter(pk=comment.entry_id).touch()
