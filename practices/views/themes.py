"""All themes, one theme over all kinds, and themes while somebody types."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from practices import discussion, kinds, search
from practices import themes as shelved
from practices.kinds import Kind
from practices.models import Comment, Entry, Theme
from practices.models.theme import theme_key
from practices.themes import InUse, Shelves
from practices.views.kept import kept_list

PER_SHELF, PER_PAGE, QUESTIONS = 6, 20, 5


def themes(request: HttpRequest) -> HttpResponse:
    """All themes in use, A to Z."""
    return kept_list(request, lambda: _themes(request))


def _themes(request: HttpRequest) -> HttpResponse:
    used = sorted(shelved.in_use(request.user), key=lambda used: search.fold(used.theme.name))
    letters = [(letter, list(group)) for letter, group in groupby(used, _letter)]
    context = {"letters": letters, "count": len(used), "section": "themes"}
    return render(request, "practices/themes.html", context)


def _letter(used: InUse) -> str:
    first = search.fold(used.theme.name[:1]).upper()
    return first if first.isalpha() else "#"


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """One theme: everything under it by kind, or all of one kind page by page."""
    key = theme_key(slug)
    if key != slug and key:
        return redirect("theme", key, permanent=True)
    return kept_list(request, lambda: _theme(request, slug))


def _theme(request: HttpRequest, slug: str) -> HttpResponse:
    theme = get_object_or_404(Theme, slug=slug)
    if theme.word_for is not None:
        return _led_on(request, theme.word_for)
    stands = shelved.shelves(theme, request.user)
    if not stands.count and shelved.is_hidden_from(request.user, theme):
        # What has this theme is not for this person to see, and so neither is the theme.
        raise Http404("There is no such theme.")
    has = shelved.has(theme)
    kind = kinds.BY_NAME.get(request.GET.get("kind", ""))
    context = {
        "theme": theme,
        "stands": stands,
        "words": theme.words.filter(only_leads=False).order_by("name") if has.words else [],
        "keepers": list(theme.keepers.order_by("name", "pk")) if has.keepers else [],
        "kind": kind,
        "questions": _questions(request, theme) if has.questions else [],
        "section": "themes",
        **(_one_kind(request, stands, kind) if kind else _all_kinds(stands)),
    }
    return render(request, "practices/theme.html", context)


def _questions(request: HttpRequest, theme: Theme) -> QuerySet[Comment]:
    return discussion.open_questions(request.user, theme=theme.slug)[:QUESTIONS]


def _led_on(request: HttpRequest, theme: Theme) -> HttpResponse:
    """From another word for a theme to the theme. A merge can be undone: browsers ask again."""
    if shelved.is_hidden_from(request.user, theme):
        raise Http404("There is no such theme.")
    query = request.META.get("QUERY_STRING", "")
    response = redirect(theme.get_absolute_url() + (f"?{query}" if query else ""), permanent=True)
    response["Cache-Control"] = "no-cache"
    return response


def _one_kind(request: HttpRequest, stands: Shelves, kind: Kind) -> dict[str, Any]:
    shelf = next(shelf for shelf in stands.shelves if shelf.kind == kind)
    page = Paginator(shelf.entries, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "entries": _entries(page.object_list)}


def _all_kinds(stands: Shelves) -> dict[str, Any]:
    first = _entries([pk for shelf in stands.shelves for pk in shelf.entries[:PER_SHELF]])
    return {
        "shelves": [
            (shelf, [entry for entry in first if entry.kind == shelf.kind.name])
            for shelf in stands.shelves
        ]
    }


def _entries(ids: Iterable[int]) -> list[Entry]:
    """These entries, in this order."""
    found = {entry.pk: entry for entry in Entry.objects.in_brief().filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def suggest(request: HttpRequest) -> HttpResponse:
    """Themes with a word that begins like `q`: a list of `name`, `slug` and `url`."""
    found = search.suggest_themes(request.GET.get("q", ""), visible_to=request.user)
    if request.headers.get("HX-Request"):
        context = {"suggestions": [(theme.name, "", theme.get_absolute_url()) for theme in found]}
        return render(request, "practices/suggestions.html", context)
    return JsonResponse(
        [
            {"name": theme.name, "slug": theme.slug, "url": theme.get_absolute_url()}
            for theme in found
        ],
        safe=False,
    )
