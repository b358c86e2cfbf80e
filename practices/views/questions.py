"""Questions that wait for somebody who knows."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices import discussion, search

PER_PAGE = 20


def questions(request: HttpRequest) -> HttpResponse:
    """The open questions over all entries, newest first, narrowed by theme."""
    theme = request.GET.get("theme", "").strip().replace("\0", "")[:100]
    asked = discussion.open_questions(request.user, theme=search.theme_meant(theme))
    found = asked.annotate(answer_count=Count("answers"))
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "themes": discussion.themes_asked_about(request.user),
        "theme": theme,
        "section": "questions",
    }
    return render(request, "practices/questions.html", context)
