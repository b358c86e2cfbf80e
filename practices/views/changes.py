"""What changed lately, over all entries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices import history, kinds, search
from practices.models import Entry
from practices.models.theme import theme_key
from practices.views.kept import kept_list

PER_PAGE = 25
SIZES = (("", "Any size"), ("large", "Leave out small ones"), ("small", "Small ones alone"))


def changes(request: HttpRequest) -> HttpResponse:
    """Recent changes, newest first, by kind, theme, person and size."""
    return kept_list(request, lambda: _changes(request))


def _changes(request: HttpRequest) -> HttpResponse:
    asked = {
        name: request.GET.get(name, "").strip().replace("\0", "")[:150]
        for name in ("kind", "theme", "person", "size", "before")
    }
    entries = Entry.objects.all()
    if asked["kind"] in kinds.BY_NAME:
        entries = entries.of_kind(asked["kind"])
    if asked["theme"]:
        entries = entries.about(search.theme_meant(theme_key(asked["theme"])))
    rows = history.changes(request.user, entries)
    if asked["person"]:
        rows = rows.filter(history_user__username=asked["person"])
    if asked["size"] in ("small", "large"):
        rows = rows.filter(small=asked["size"] == "small")
    if asked["before"].isdecimal():
        rows = rows.filter(history_id__lt=int(asked["before"][:15]))
    found = list(rows[: PER_PAGE + 1])
    context = {
        "changes": found[:PER_PAGE],
        "older": found[PER_PAGE - 1].history_id if len(found) > PER_PAGE else None,
        "asked": asked,
        "kinds": kinds.KINDS,
        "sizes": SIZES,
    }
    return render(request, "practices/changes.html", context)
