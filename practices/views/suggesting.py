"""Suggesting a change: anybody may, with or without an account."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from practices import access
from practices.forms import StrangerForm
from practices.views.answers import posted
from practices.views.drafting import nothing_lost
from practices.views.writing import ask, desk_for, sent_or_asked


@never_cache
@nothing_lost
def suggest(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Suggest a change to an entry, which stays as it is until somebody has looked at it."""
    entry = access.entry_to_suggest(request, plural, slug)
    stranger = None if request.user.is_authenticated else StrangerForm(posted(request))
    to = entry.url_of("suggest")
    more = {"to": to, "where": "suggest", "waits": "suggested", "stranger": stranger}
    desk = desk_for(request, entry, **more)
    return sent_or_asked(request, desk) if request.method == "POST" else ask(request, desk)
