"""Sending in what waits to be looked at: suggestions, and first contributions."""

from allauth.core.ratelimit import consume
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from practices import access, actions
from practices.models import Suggestion
from practices.views.answers import see
from practices.views.desk import Desk
from practices.views.drafting import finish


def send_in(request: HttpRequest, desk: Desk, *, earlier: Suggestion | None = None) -> HttpResponse:
    """Keep what is on a desk as a suggestion, and show its author where it stands.

    Raises ValidationError, and TooMany.
    """
    stranger = {} if desk.stranger is None else desk.stranger.who
    if earlier is not None and earlier.person_id is None:
        stranger = {"name": earlier.name, "email": earlier.email}
    by = access.person(request) if not stranger else None
    if by is None and not consume(request, action="suggest"):
        raise actions.TooMany
    with transaction.atomic():
        suggestion = actions.suggest(
            desk.kind.name,
            of=desk.entry,
            base=desk.said("base"),
            by=by,
            reason=desk.said("reason"),
            earlier=earlier,
            **stranger,
            **desk.changes(),
        )
        if by:
            finish(request)
    return see(suggestion.authors_url)
