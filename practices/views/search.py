"""Searching the library: the page, what is offered while typing, and what browsers ask."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from practices import access, kinds, search, themes
from practices.search import Question
from practices.views.kept import kept_list

OFFERED = 14
"""Themes offered where nothing was found, or nothing asked yet."""


def results(request: HttpRequest) -> HttpResponse:
    """What fits the question in the address; without one, the way in."""
    return kept_list(request, lambda: _results(request))


def _results(request: HttpRequest) -> HttpResponse:
    found = search.find(Question.of(request.GET), visible_to=request.user)
    context = {"results": found, "question": found.question, "most": search.MOST}
    if not found.hits:
        makeable = [kind for kind in kinds.KINDS if _may_start(request, kind)]
        context |= {"themes": themes.in_use(request.user, most=OFFERED), "makeable": makeable}
    return render(request, "practices/search.html", context)


def _may_start(request: HttpRequest, kind: kinds.Kind) -> bool:
    """Whether to offer it: to everyone who may, and to whoever might once they sign in."""
    if request.user.is_authenticated:
        return access.may_make(request.user, kind)
    return not kind.begins_as_draft


def suggest(request: HttpRequest) -> HttpResponse:
    """Names that begin like `q`, as OpenSearch has it: the question, names, kinds, addresses."""
    typed = search.readable(request.GET.get("q", ""))
    found = search.suggest(typed, visible_to=request.user)
    if request.headers.get("HX-Request"):
        return render(
            request,
            "practices/suggestions.html",
            {"suggestions": [(one.name, one.label, one.url) for one in found]},
        )
    return JsonResponse(
        [
            typed,
            [one.name for one in found],
            [one.label for one in found],
            [one.url for one in found],
        ],
        safe=False,
        content_type="application/x-suggestions+json",
    )


def opensearch(request: HttpRequest) -> HttpResponse:
    """Lets a browser search the library from its address bar."""
    kind = "application/opensearchdescription+xml"
    return render(request, "practices/opensearch.xml", content_type=kind)
