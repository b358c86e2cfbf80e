"""Taking words out for good: what would go is shown first."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from practices import access, actions, redaction
from practices.forms import RedactForm
from practices.models import Redaction
from practices.views.answers import posted, see

NAMES = {
    "practices.Entry": "pages as they stand",
    "practices.HistoricalEntry": "versions of pages",
    "practices.Page": "the site’s own pages",
    "practices.HistoricalPage": "versions of the site’s own pages",
    "practices.Comment": "discussions",
    "practices.PrivateNote": "private notes",
    "practices.Link": "reasons of links",
    "practices.Rating": "reasons of ratings",
    "practices.Suggestion": "suggestions",
    "practices.Attachment": "words for pictures and files",
    "practices.Draft": "drafts",
    "practices.Letter": "letters on their way or sent",
    "practices.Report": "reports",
    "practices.Follow": "searches that are followed",
    "practices.OutsideAddress": "addresses elsewhere",
    "practices.ThemeChange": "what became of themes",
    "practices.Token": "names of keys",
    "practices.Person": "what people say of themselves",
}


@never_cache
def redact(request: HttpRequest) -> HttpResponse:
    """Ask which words; show where they stand; with `sure`, take them out."""
    by = access.steward(request)
    form = RedactForm(posted(request))
    found, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            if request.POST.get("sure") == _seen(form.cleaned_data):
                done = actions.redact(by=by, **form.cleaned_data)
                messages.success(request, f"Taken out in {done.total} places. A mark stays.")
                return see("redact")
            found, status = _found(form.cleaned_data), 200
        except ValidationError as problem:
            form.add_error(None, problem)
    context: dict[str, Any] = {"form": form, "found": found, "done": _done()}
    return render(request, "practices/redact.html", context, status=status)


def _seen(sent: dict[str, Any]) -> str:
    """Names what was shown: nothing goes that was typed after the steward looked."""
    return hashlib.blake2s(f"{sent['any_case']} {sent['words']}".encode()).hexdigest()


def _found(sent: dict[str, Any]) -> dict[str, Any]:
    taker = actions.taker_of(sent["words"], any_case=sent["any_case"])
    found = redaction.look(taker)
    return {
        "counts": _named(found.counts),
        "total": sum(found.counts.values()),
        "places": found.places,
        "seen": _seen(sent),
    }


def _named(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(NAMES.get(label, label), count) for label, count in sorted(counts.items())]


def _done() -> list[tuple[Redaction, list[tuple[str, int]]]]:
    latest = Redaction.objects.select_related("by")[:50]
    return [(row, _named(row.counts)) for row in latest]
