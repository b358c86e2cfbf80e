"""What is said about an entry, by the API."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Status
from ninja.errors import HttpError

from practices import access, actions, discussion
from practices.api.auth import writer
from practices.api.entries import found
from practices.api.shapes import NewAnswer, NewThread
from practices.models import Comment

router = Router(tags=["Discussion"])
PER_PAGE = 20


@router.get("/entries/{int:pk}/discussion/", summary="What is said about an entry")
def entry_discussion(
    request: HttpRequest, pk: int, point: str = "", page: int = Query(1, ge=1, le=100_000)
) -> dict[str, Any]:
    """Open conversations first, liveliest first; `point` (an anchor) narrows them to one point.

    Hidden words are left out, and the reason given.
    """
    entry = found(request, pk)
    threads = discussion.threads(entry, point=point.replace("\0", ""), whole=True)
    start = (page - 1) * PER_PAGE
    results = [_thread(request, thread) for thread in threads[start : start + PER_PAGE]]
    return {"count": threads.count(), "page": page, "per_page": PER_PAGE, "results": results}


MADE = {201: dict[str, Any]}


@router.post(
    "/entries/{int:pk}/discussion/", auth=writer, response=MADE, summary="Say or ask something"
)
def say(request: HttpRequest, pk: int, sent: NewThread) -> Status:
    """Begins a conversation about the entry, or one `point` of it (an anchor); plain text.

    429, with `Retry-After`, once this person has said as much as one may in an hour.
    """
    entry = found(request, pk)
    if not access.may_speak(request.user, entry):
        raise HttpError(403, "You may read this entry but not talk about it.")
    by = access.person(request)
    said = actions.say(entry, by=by, body=sent.body, anchor=sent.point, is_question=sent.question)
    return Status(201, _thread(request, said))


@router.post(
    "/comments/{int:pk}/answers/", auth=writer, response=MADE, summary="Answer a conversation"
)
def answer(request: HttpRequest, pk: int, sent: NewAnswer) -> Status:
    """By the number of any part of it: answers do not nest. 429 as for a conversation."""
    comment = _comment(request, pk)
    if not access.may_answer(request.user, comment.parent or comment):
        raise HttpError(403, "You may read this but not answer it.")
    said = actions.answer(comment, by=access.person(request), body=sent.body)
    return Status(201, _said(request, said))


def _comment(request: HttpRequest, pk: int) -> Comment:
    try:
        return access.comment_to_read(request, pk)
    except access.Gone:
        raise HttpError(410, "The entry this was said about was deleted.") from None


def _thread(request: HttpRequest, thread: Comment) -> dict[str, Any]:
    return {
        **_said(request, thread),
        "point": thread.anchor or None,
        "quoted": thread.quoted or None,
        "question": thread.is_question,
        "helped": thread.helped_id,
        "resolved": thread.resolved.isoformat() if thread.resolved else None,
        "answers": [_said(request, answer) for answer in thread.answers.all()],
    }


def _said(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    shown = not comment.hidden or access.may_hide(request.user)
    return {
        "id": comment.pk,
        "url": f"{settings.SITE_URL}{comment.get_absolute_url()}",
        "by": comment.author.name if comment.author else None,
        "body": comment.body if shown else None,
        "hidden": comment.hidden_reason or None,
        "created": comment.created.isoformat(),
        "edited": comment.edited.isoformat() if comment.edited else None,
    }
