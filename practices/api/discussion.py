"""What is said about an entry, by the API."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router
from ninja.errors import HttpError

from practices import access, discussion
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
    try:
        entry = access.entry_by_id(request, pk)
    except access.Gone:
        raise HttpError(410, "This entry was deleted.") from None
    threads = discussion.threads(entry, point=point.replace("\0", ""), whole=True)
    start = (page - 1) * PER_PAGE
    results = [_thread(request, thread) for thread in threads[start : start + PER_PAGE]]
    return {"count": threads.count(), "page": page, "per_page": PER_PAGE, "results": results}


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
