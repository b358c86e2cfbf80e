"""Meetings and the series they follow one another in."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from practices.models import Entry
from practices.views.kept import kept_list
from roundtables import parts
from roundtables.models import Meeting, Series

PER_PAGE = 30


def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings to come, and those that were held, newest first."""
    return kept_list(request, lambda: _meetings(request))


def _meetings(request: HttpRequest) -> HttpResponse:
    visible = Entry.objects.visible_to(request.user)
    held = Meeting.objects.filter(entry__in=visible.values("pk")).select_related("entry", "series")
    context = {
        "page": Paginator(held, PER_PAGE).get_page(request.GET.get("page")),
        "to_come": parts.to_come(request.user),
        "series": _series_with_counts(request),
        "section": "roundtables",
    }
    return render(request, "roundtables/meetings.html", context)


def _series_with_counts(request: HttpRequest) -> list[Series]:
    visible = Q(meetings__entry__in=Entry.objects.visible_to(request.user).values("pk"))
    return list(Series.objects.annotate(held=Count("meetings", filter=visible)).filter(held__gt=0))


def all_series(request: HttpRequest) -> HttpResponse:
    """Every series of meetings."""
    context = {"series": _series_with_counts(request), "section": "roundtables"}
    return render(request, "roundtables/all_series.html", context)


def series(request: HttpRequest, slug: str) -> HttpResponse:
    """One series, from its first meeting to those to come."""
    series = get_object_or_404(Series, slug=slug)
    visible = Entry.objects.visible_to(request.user)
    held = list(
        series.meetings.filter(entry__in=visible.values("pk"))
        .select_related("entry")
        .order_by("number", "date", "entry")
    )
    if not held:
        raise Http404
    announced = [item for item in parts.to_come(request.user) if item.meeting.series == series]
    context = {"series": series, "held": held, "to_come": announced, "section": "roundtables"}
    return render(request, "roundtables/series.html", context)
