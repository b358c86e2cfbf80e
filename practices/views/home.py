"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices import kinds
from practices.models import Entry
from practices.rooms import rooms


def home(request: HttpRequest) -> HttpResponse:
    """What this is, search, the propositions, what is new, what is asked for."""
    visible = Entry.objects.visible_to(request.user)
    return render(
        request,
        "practices/home.html",
        {
            "propositions": visible.of_kind(kinds.PROPOSITION.name).in_brief().order_by("id"),
            "newest": visible.newest().in_brief()[:5],
            "parts": [(part.template, part.context(request)) for part in rooms.home_parts],
        },
    )
