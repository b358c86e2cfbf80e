"""What changed lately, over all entries, and who has looked at it."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from practices import access, actions, history, kinds
from practices import changes as recent
from practices.changes import LARGE, SMALL, Asked
from practices.views.answers import see
from practices.views.kept import kept_list

PER_PAGE, READ = 25, 100
"""Lines on a page, and how many changes are read to make them of."""

SIZES = (("", "Any size"), (LARGE, "Leave out small ones"), (SMALL, "Small ones alone"))
VERSION = re.compile(r"(\d{1,15})/(\d{1,9})", re.ASCII)


def changes(request: HttpRequest) -> HttpResponse:
    """Recent changes, newest first, by kind, theme, person and size, one line for each entry."""
    asked = Asked.of(request.GET)
    if asked.unreviewed:
        access.convenor(request)
    return kept_list(request, lambda: _changes(request, asked))


def _changes(request: HttpRequest, asked: Asked) -> HttpResponse:
    lines = history.lines(recent.found(asked, request.user)[: READ + 1])
    groups = recent.grouped(lines[:READ], most=PER_PAGE)
    shown = sum(len(group.rows) for group in groups)
    reviews = access.may_review(request.user)
    context = {
        "groups": recent.with_seen(groups) if reviews else groups,
        "older": lines[shown - 1].history_id if shown < len(lines) else None,
        "reviews": reviews,
        "asked": asked,
        "kinds": kinds.KINDS,
        "sizes": SIZES,
    }
    return render(request, "practices/changes.html", context)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Note that changes were looked at, or take that back; then the same list again."""
    by = access.convenor(request)
    back = request.POST.get("seen") is None
    sent = request.POST.get("unseen" if back else "seen", "")
    versions = [(int(entry), int(revision)) for entry, revision in VERSION.findall(sent)]
    if back:
        actions.take_back_seen(versions, by=by)
    else:
        actions.mark_versions_seen(versions, by=by)
    query = request.META.get("QUERY_STRING", "")
    return see(reverse("changes") + (f"?{query}" if query else ""))
