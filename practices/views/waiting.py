"""The desk: what waits for whoever asks."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from practices import access, waiting

PER_PAGE = 30


@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """All that waits, a little of each."""
    by = access.person(request)
    on_it = waiting.on_the_desk(by)
    context = {
        "waiting": [one for one in on_it if one.first],
        "clear": [one.section for one in on_it if not one.first],
    }
    return render(request, "practices/waiting/desk.html", context)


@never_cache
def section(request: HttpRequest, name: str) -> HttpResponse:
    """All of one sort that waits."""
    found = access.section_of_desk(request, name)
    by = access.person(request)
    page = Paginator(found.rows(by), PER_PAGE).get_page(request.GET.get("page"))
    context = {"section": found, "page": page, "rows": found.shown(list(page.object_list), by)}
    return render(request, "practices/waiting/section.html", context)
