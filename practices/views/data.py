"""The same entry as data, and as Markdown."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from practices import access, data
from practices.views.kept import kept_entry


def as_json(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """An entry as JSON, in the same shape as in the API."""
    entry = access.entry_to_read(request, plural, slug)
    return kept_entry(request, entry, lambda: JsonResponse(data.in_full(entry)))


def as_markdown(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """An entry as Markdown."""
    entry = access.entry_to_read(request, plural, slug)
    content_type = "text/markdown; charset=utf-8"
    return kept_entry(
        request, entry, lambda: HttpResponse(data.as_markdown(entry), content_type=content_type)
    )
