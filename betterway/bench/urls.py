"""The whole site, and beside it a page with nothing on it."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    """What a page costs that does nothing."""
    return HttpResponse("")


urlpatterns = [path("bench/empty/", empty), path("", include("betterway.urls"))]
