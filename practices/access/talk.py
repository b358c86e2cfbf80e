"""What was said about entries."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from practices.access.ending import allowed
from practices.access.entries import entry_to_read, seen
from practices.access.people import person
from practices.access.rules import may_answer, may_hide, may_say_what_helped, may_settle, may_speak
from practices.models import Comment, Entry


def entry_to_discuss(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may talk about it."""
    entry = entry_to_read(request, plural, slug)
    return allowed(entry, may_speak(person(request), entry))


def comment_to_read(request: HttpRequest, pk: int) -> Comment:
    """Something said, if this person may see the entry it was said about."""
    comments = Comment.objects.select_related("entry", "author", "resolved_by", "parent__author")
    comment = get_object_or_404(comments, pk=pk)
    seen(request, comment.entry)
    if comment.parent:
        comment.parent.entry = comment.entry
    return comment


def comment_to_answer(request: HttpRequest, pk: int) -> Comment:
    """Something said, if this person may answer it."""
    comment = comment_to_read(request, pk)
    return allowed(comment, may_answer(person(request), comment.parent or comment))


def words_to_edit(request: HttpRequest, pk: int) -> Comment:
    """Something this person said, and nobody has hidden."""
    comment = comment_to_read(request, pk)
    own = person(request).pk == comment.author_id
    return allowed(comment, own and not comment.hidden and may_speak(request.user, comment.entry))


def thread_to_settle(request: HttpRequest, pk: int) -> Comment:
    """A conversation, if this person may settle it or take it up again."""
    thread = comment_to_read(request, pk)
    if thread.parent_id:
        raise Http404("Conversations are settled as a whole.")
    return allowed(thread, may_settle(person(request), thread))


def answer_to_mark(request: HttpRequest, pk: int) -> Comment:
    """An answer to a question, if this person may say that it helped."""
    answer = comment_to_read(request, pk)
    if answer.parent is None or not answer.parent.is_question:
        raise Http404("Only an answer to a question can have helped.")
    return allowed(answer, may_say_what_helped(person(request), answer.parent))


def comment_to_hide(request: HttpRequest, pk: int) -> Comment:
    """Something said, if this person may hide it or show it again."""
    comment = comment_to_read(request, pk)
    return allowed(comment, may_hide(person(request)))
