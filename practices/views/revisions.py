"""Versions of an entry: the list of them, any one, any two compared, one again."""

import hashlib
from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime

from practices import access, actions, prose
from practices import history as versions
from practices.history import Line
from practices.models import Entry
from practices.origins import origins as origins_of
from practices.redaction import marks_on
from practices.views.answers import reason_sent, see
from practices.views.entries import shown
from practices.views.kept import kept_at, kept_entry

PER_PAGE = 25
A_WEEK = 7 * 24 * 3600


def history(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """All versions: who, when, why, how much."""
    kind = access.kind_to_read(plural)
    return kept_at(request, kind, slug, lambda: _history(request, plural, slug))


def _history(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    entry = access.entry_to_read(request, plural, slug)
    rows = versions.readable(entry, request.user)
    page: Any = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = versions.lines(page.object_list)
    activity = _by_month(lines)
    context = {
        "entry": entry,
        "page": page,
        "lines": _with_growth(lines),
        "activity": activity,
        "activity_max": max((step["count"] for step in activity), default=0),
    }
    return render(request, "practices/history.html", context)


def _by_month(lines: list[Line]) -> list[dict[str, Any]]:
    """How many of these versions each month brought, oldest first."""
    months = Counter(f"{localtime(line.history_date):%B %Y}" for line in reversed(lines))
    return [{"label": month, "count": count} for month, count in months.items()]


def _with_growth(lines: list[Line]) -> list[tuple[Line, int]]:
    """Each line with how many words its version has more than the one listed after it."""
    older = [line.words for line in lines[1:]] + [0]
    return [(line, line.words - words) for line, words in zip(lines, older, strict=True)]


def revision(request: HttpRequest, plural: str, slug: str, number: int) -> HttpResponse:
    """One version, to read."""
    entry = access.entry_to_read(request, plural, slug)
    return _revision(request, entry, number)


def _revision(request: HttpRequest, entry: Entry, number: int) -> HttpResponse:
    readable = versions.readable(entry, request.user)
    row = get_object_or_404(readable.select_related("history_user"), revision=number)
    near = {
        "older": readable.filter(revision__lt=number).values_list("revision", flat=True).first(),
        "newer": readable.filter(revision__gt=number).values_list("revision", flat=True).last(),
    }
    context = {
        **shown(row),
        **near,
        "entry": entry,
        "version": row,
        "marks": marks_on(entry, number),
        "may_edit": access.may_change(request.user, entry),
        "cite_url": f"{settings.SITE_URL}/e/{entry.pk}/{number}/",
    }
    return render(request, "practices/revision.html", context)


def by_id(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The lasting address of one version: that very text, whatever came later."""
    entry = access.entry_by_id(request, pk)
    return _revision(request, entry, number)


def pick(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Where the two pickers lead: to the comparison of what was picked."""
    entry = access.entry_to_read(request, plural, slug)
    picked = [request.GET.get(name, "") for name in ("a", "b")]
    if not all(value.isdecimal() and len(value) < 10 for value in picked):
        return redirect(entry.url_of("history"))
    return redirect(entry.url_of("compare", *sorted(map(int, picked))))


def compare(request: HttpRequest, plural: str, slug: str, a: int, b: int) -> HttpResponse:
    """What changed between two versions, in the running text and beside it."""
    kind = access.kind_to_read(plural)
    return kept_at(request, kind, slug, lambda: _compare(request, plural, slug, a, b))


def _compare(request: HttpRequest, plural: str, slug: str, a: int, b: int) -> HttpResponse:
    entry = access.entry_to_read(request, plural, slug)
    rows = {
        row.revision: row
        for row in versions.readable(entry, request.user)
        .filter(Q(revision=a) | Q(revision=b))
        .select_related("history_user")
    }
    old, new = (_version(rows, number) for number in (a, b))
    return _compared(request, entry, old, new)


def _version(rows: dict[int, Any], number: int) -> Any:
    if number not in rows:
        raise Http404(f"There is no version {number}.")
    return rows[number]


def _compared(request: HttpRequest, entry: Entry, old: Any, new: Any) -> HttpResponse:
    context = {
        "entry": entry,
        "old": old,
        "new": new,
        "may_edit": access.may_change(request.user, entry),
        "side_by_side": request.GET.get("view") == "side",
        **_near(versions.readable(entry, request.user), old.revision, new.revision),
        **difference(entry, old, new),
    }
    return render(request, "practices/compare.html", context)


def _near(readable: Any, a: int, b: int) -> dict[str, Any]:
    """The versions before the older and after the newer one: to step through what changed."""
    numbers = readable.values_list("revision", flat=True)
    return {
        "before": numbers.filter(revision__lt=a).first(),
        "after": numbers.filter(revision__gt=b).last(),
    }


def difference(entry: Entry, old: Any, new: Any) -> dict[str, Any]:
    """How two versions differ: worked out once, and kept."""
    key = _key_of(entry, old, new)
    found = cache.get(key)
    if found is None:
        text = prose.compare(old.body, new.body)
        found = {
            "summary": versions.sum_up(old, new) or "Nothing changed",
            "running": prose.running_html(text),
            "beside": _beside(text),
            "facts": versions.fact_changes(old, new),
        }
        cache.set(key, found, A_WEEK)
    # Both versions were sanitized when they were stored; only <ins> and <del> are added.
    return {**found, "running": mark_safe(found["running"])}


def _key_of(entry: Entry, old: Any, new: Any) -> str:
    """Names all that a difference shows: words may be taken out of a version."""
    words = [(versions.version_of(row), row.links_record) for row in (old, new)]
    digest = hashlib.blake2s(repr(words).encode()).hexdigest()
    return f"difference-{entry.pk}-{digest}"


def _beside(text: prose.Comparison) -> list[tuple[str, str, str]]:
    """Whole paragraphs of both versions side by side: what happened, as it was, as it is."""
    return [
        (change.kind, mark_safe(change.old_html or ""), mark_safe(change.new_html or ""))
        for change in text.changes
    ]


def undo(request: HttpRequest, plural: str, slug: str, number: int) -> HttpResponse:
    """Take back what one version changed, keeping what came after. GET shows it, POST does it."""
    entry = access.entry_to_change(request, plural, slug)
    readable = versions.readable(entry, request.user)
    changed = get_object_or_404(readable, revision=number)
    earlier = get_object_or_404(readable, revision=number - 1)
    problem = ""
    try:
        if request.method == "POST":
            reason, by = reason_sent(request), access.person(request)
            entry = actions.undo_change(entry, number=number, by=by, reason=reason)
            messages.success(request, f"What version {number} changed is taken back.")
            return see(entry)
        actions.undone(entry, number)
    except actions.Conflict:
        problem = (
            "Later changes stand on this one, so it cannot be taken back by itself. "
            "Change the text by hand, or bring back an earlier version."
        )
    context = {
        "entry": entry,
        "changed": changed,
        "problem": problem,
        **difference(entry, changed, earlier),
    }
    status = 409 if problem and request.method == "POST" else 200
    return render(request, "practices/undo.html", context, status=status)


def origins(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Where does this come from? Who wrote each paragraph, when, and why."""
    entry = access.entry_to_read(request, plural, slug)
    return kept_entry(request, entry, lambda: _origins(request, entry))


def _origins(request: HttpRequest, entry: Entry) -> HttpResponse:
    context = {"entry": entry, "origins": origins_of(entry, request.user)}
    return render(request, "practices/origins.html", context)


def revert(request: HttpRequest, plural: str, slug: str, number: int) -> HttpResponse:
    """Make an earlier version the newest again. GET shows what would change, POST does it."""
    entry = access.entry_to_change(request, plural, slug)
    old = get_object_or_404(versions.readable(entry, request.user), revision=number)
    problem = ""
    if request.method == "POST":
        try:
            entry = actions.restore_version(
                entry,
                to=number,
                by=access.person(request),
                reason=reason_sent(request),
                with_links=bool(request.POST.get("with_links")),
            )
        except ValidationError as wrong:
            problem = " ".join(wrong.messages)
        else:
            messages.success(request, f"Version {number} is restored, as version {entry.revision}.")
            return see(entry)
    now = entry.history.get(revision=entry.revision)
    context = {
        "entry": entry,
        "old": old,
        "new": now,
        "problem": problem,
        **difference(entry, now, old),
    }
    return render(request, "practices/revert.html", context, status=422 if problem else 200)
