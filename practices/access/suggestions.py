"""Suggestions, and who decides them."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from practices.access.ending import allowed
from practices.access.entries import entry_to_read
from practices.access.people import person
from practices.access.rules import (
    is_author,
    may_appeal,
    may_decide,
    may_decide_now,
    may_suggest,
)
from practices.models import Entry, Suggestion


def entry_to_suggest(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if a change to it can be suggested."""
    entry = entry_to_read(request, plural, slug)
    return allowed(entry, may_suggest(request.user, entry))


def suggestion_to_read(request: HttpRequest, pk: int) -> Suggestion:
    """A suggestion, if this is its author or somebody who may decide it."""
    found = Suggestion.objects.select_related("entry", "person", "decided_by", "earlier")
    suggestion = get_object_or_404(found, pk=pk)
    if is_author(request, suggestion) or may_decide(request.user, suggestion):
        return suggestion
    person(request)
    raise Http404


def suggestion_to_decide(request: HttpRequest, pk: int) -> Suggestion:
    """A suggestion, if this person may accept or return it."""
    suggestion = suggestion_to_read(request, pk)
    return allowed(suggestion, may_decide_now(request.user, suggestion))


def suggestion_to_appeal(request: HttpRequest, pk: int) -> Suggestion:
    """A suggestion, if its author asks, and may ask for a second look, or has."""
    suggestion = own_suggestion(request, pk)
    return allowed(suggestion, bool(suggestion.appealed) or may_appeal(suggestion))


def own_suggestion(request: HttpRequest, pk: int) -> Suggestion:
    """A suggestion, if its author asks."""
    suggestion = suggestion_to_read(request, pk)
    return allowed(suggestion, is_author(request, suggestion))
