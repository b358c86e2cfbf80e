"""Links and ratings by the API."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.errors import HttpError

from practices import access, actions, connections
from practices.api.auth import writer
from practices.api.entries import changeable
from practices.api.shapes import NewLink, NewRating
from practices.models import Entry, Link, Rating

router = Router(tags=["Links"])


@router.get("/entries/{int:pk}/links/", summary="The links of an entry, both ways")
def links(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Each with its ratings: ground and reason first, never one number."""
    entry = access.entry_by_id(request, pk)
    outgoing, incoming = connections.links_of(entry, request.user)
    return {
        "outgoing": [_shown(rated) for rated in outgoing],
        "incoming": [_shown(rated) for rated in incoming],
    }


def _shown(rated: connections.Rated) -> dict[str, Any]:
    shown = {
        "id": rated.link.pk,
        "source": rated.link.source_id,
        "target": rated.link.target_id,
        "anchor": rated.link.anchor,
        "stance": rated.link.stance,
        "why": rated.link.why,
    }
    if not rated.is_rateable:
        return shown
    spread = {str(step.strength): step.count for step in rated.spread} or None
    return {**shown, "spread": spread, "ratings": [_rating(rating) for rating in rated.ratings]}


def _rating(rating: Rating) -> dict[str, Any]:
    return {
        "by": rating.person.name,
        "ground": rating.ground,
        "reason": rating.reason,
        "revision": rating.revision,
        "updated": rating.updated.isoformat(),
    }


@router.post(
    "/entries/{int:pk}/links/", auth=writer, response={201: dict[str, Any]}, summary="Add a link"
)
def make(request: HttpRequest, pk: int, sent: NewLink) -> Status:
    """Makes a new version of the entry it starts from."""
    source = changeable(request, pk)
    target = Entry.objects.visible_to(request.user).filter(pk=sent.target).first()
    if target is None:
        raise HttpError(422, "There is no such entry to link to.")
    fields = sent.model_dump(exclude={"target"})
    link = actions.link(source, target, by=access.person(request), **fields)
    return Status(201, {"id": link.pk, "source": source.pk, **sent.model_dump()})


@router.delete("/links/{int:pk}/", auth=writer, response={204: None}, summary="Take a link away")
def remove(request: HttpRequest, pk: int) -> Status:
    link = _link(request, pk)
    changeable(request, link.source_id)
    actions.unlink(link, by=access.person(request))
    return Status(204, None)


@router.put("/links/{int:pk}/rating/", auth=writer, summary="Say how strongly a link holds")
def rate(request: HttpRequest, pk: int, sent: NewRating) -> dict[str, Any]:
    """One answer per person; a second one replaces the first."""
    try:
        rating = actions.rate(_link(request, pk), by=access.person(request), **sent.model_dump())
    except actions.OwnLink:
        raise HttpError(403, "You made this link: others say how strongly it holds.") from None
    return {**_rating(rating), "strength": rating.strength}


@router.delete(
    "/links/{int:pk}/rating/", auth=writer, response={204: None}, summary="Take back a rating"
)
def withdraw_rating(request: HttpRequest, pk: int) -> Status:
    actions.withdraw_rating(_link(request, pk), by=access.person(request))
    return Status(204, None)


def _link(request: HttpRequest, pk: int) -> Link:
    visible = Entry.objects.visible_to(request.user).values("pk")
    links = Link.objects.standing().filter(source__in=visible, target__in=visible)
    link = links.select_related("source", "target").filter(pk=pk).first()
    if link is None:
        raise Http404
    return link
