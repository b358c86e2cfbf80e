"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices import connections, discussion
from practices.models import Entry
from practices.rooms import rooms
from practices.views.kept import kept_list

EXAMPLES = ("listening", "commissioning", "community")


def home(request: HttpRequest) -> HttpResponse:
    """What this is, search, the propositions, what is new, what is asked for."""
    return kept_list(request, lambda: _home(request))


def _home(request: HttpRequest) -> HttpResponse:
    user = request.user
    context = {
        "examples": EXAMPLES,
        "propositions": connections.propositions_with_support(user),
        "counted": connections.COUNTED,
        "newest": Entry.objects.visible_to(user).newest().in_brief()[:5],
        "questions": discussion.open_questions(user)[:3],
        "asked_for": connections.without_cases(user)[:4],
        "parts": [(part.template, part.context(user)) for part in rooms.home_parts],
    }
    return render(request, "practices/home.html", context)
