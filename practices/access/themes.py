"""Themes as a whole, which stewards look after."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from practices.access.ending import Moved
from practices.access.people import person, steward
from practices.models import Theme, ThemeChange, ThemeVerb


def theme_to_steward(request: HttpRequest, slug: str) -> Theme:
    """The theme at an address, if a steward asks; for another word for it the way there."""
    steward(request)
    theme = get_object_or_404(Theme.objects.select_related("word_for"), slug=slug)
    if theme.word_for is not None:
        match = request.resolver_match
        name = match.view_name if match else "theme"
        raise Moved(reverse(name, args=[theme.word_for.slug]))
    return theme


def theme_to_lay_down(request: HttpRequest, slug: str) -> Theme:
    """The theme at an address, if somebody asks who looks after it."""
    return get_object_or_404(Theme.objects.filter(keepers=person(request)), slug=slug)


def merge_to_undo(request: HttpRequest, pk: int) -> ThemeChange:
    """A merge of themes, if a steward asks."""
    steward(request)
    merges = ThemeChange.objects.filter(verb=ThemeVerb.MERGE)
    return get_object_or_404(merges.select_related("theme__word_for", "into", "by"), pk=pk)
