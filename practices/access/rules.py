"""The rules: may this person do this?"""

from django.http import HttpRequest

from practices.access.ending import User
from practices.kinds import Kind
from practices.models import Comment, Entry, Status, Suggestion


def may_make(user: User, kind: Kind) -> bool:
    """Whether this person may start an entry of this kind."""
    return user.is_authenticated and user.role in kind.makers


def may_edit(user: User, entry: Entry) -> bool:
    """Whether this person, who can see the entry, may change it."""
    if not may_make(user, entry.sort) or entry.status == Status.DELETED:
        return False
    return not entry.is_kept_from(user)


def writes_directly(user: User) -> bool:
    """Whether what this person writes shows at once: the first contributions are looked at."""
    return user.is_authenticated and user.writes_directly


def may_change(user: User, entry: Entry) -> bool:
    """Whether this person may change the entry, who can see it, and the change shows at once."""
    return may_edit(user, entry) and writes_directly(user)


def may_suggest(user: User, entry: Entry) -> bool:
    """Whether this person, who can see the entry, may suggest a change to it: anybody may."""
    return entry.status != Status.DELETED


def may_decide(user: User, suggestion: Suggestion) -> bool:
    """Whether this person may accept a suggestion or return it."""
    return Suggestion.objects.decidable_by(user).filter(pk=suggestion.pk).exists()


def may_decide_now(user: User, suggestion: Suggestion) -> bool:
    """The same; a second look at what was returned is taken by a second steward."""
    if not may_decide(user, suggestion):
        return False
    if not (suggestion.is_waiting and suggestion.appealed):
        return True
    return Suggestion.objects.to_decide(user).filter(pk=suggestion.pk).exists()


def may_appeal(suggestion: Suggestion) -> bool:
    """Whether its author may ask for a second look: once, while they have not sent it again."""
    return suggestion.is_returned and not suggestion.appealed and not suggestion.later.exists()


def suggested(user: User, suggestion: Suggestion) -> bool:
    """Whether this person, signed in, is its author."""
    return user.is_authenticated and suggestion.person_id == user.pk


def is_author(request: HttpRequest, suggestion: Suggestion) -> bool:
    """Whether its author asks: signed in, or by the address mailed to who has no account."""
    if suggested(request.user, suggestion):
        return True
    return suggestion.opens_with(request.GET.get("key", ""))


def may_show_or_hide(user: User, entry: Entry) -> bool:
    """Whether this person may publish the entry or take it out of sight."""
    if not user.is_authenticated or entry.status == Status.DELETED:
        return False
    if user.is_steward or (entry.sort.begins_as_draft and user.is_convenor):
        return True
    return entry.status == Status.DRAFT and entry.created_by_id == user.pk


def may_delete(user: User) -> bool:
    """Whether this person may delete entries and bring them back."""
    return user.is_authenticated and user.is_steward


def may_care(user: User, entry: Entry) -> bool:
    """Whether this person may say who looks after it, and when it is looked at again."""
    if not user.is_authenticated or entry.status == Status.DELETED:
        return False
    return user.is_steward or entry.is_kept_by(user)


def may_confirm(user: User, entry: Entry) -> bool:
    """Whether this person, who can see the entry, may say that it is still true."""
    return entry.is_published and writes_directly(user)


def may_take_on(user: User, entry: Entry) -> bool:
    """Whether this person may look after it, once nobody does: who may write such pages may."""
    return may_confirm(user, entry) and may_make(user, entry.sort)


def may_speak(user: User, entry: Entry) -> bool:
    """Whether this person, who can see the entry, may talk about it."""
    return user.is_authenticated and entry.status != Status.DELETED


def may_answer(user: User, thread: Comment) -> bool:
    """Whether this person, who can see the entry, may answer in this conversation."""
    return may_speak(user, thread.entry) and not thread.hidden


def may_settle(user: User, thread: Comment) -> bool:
    """Whether this person may say that a conversation is settled, or take it up again."""
    return may_answer(user, thread) and (
        thread.author_id == user.pk or may_edit(user, thread.entry)
    )


def may_say_what_helped(user: User, question: Comment) -> bool:
    """Whether this person may mark the answer that helped: whoever asked, and stewards."""
    if not (user.is_authenticated and question.is_question and may_answer(user, question)):
        return False
    return question.author_id == user.pk or user.is_steward


def may_review(user: User) -> bool:
    """Whether this person looks through what others change, and may say so."""
    return user.is_authenticated and user.is_convenor


def may_hide(user: User) -> bool:
    """Whether this person may hide what others say."""
    return user.is_authenticated and user.is_steward
