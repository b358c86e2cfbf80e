"""What stewards do to a theme as a whole, and laying one down. GET asks, POST does."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from practices import access, actions, theme_pairs
from practices.forms import BecauseForm, ThemeForm, ThemeMergeForm
from practices.models import Theme, ThemeChange, ThemeVerb
from practices.views.answers import posted, see

LATEST = 30


@never_cache
def to_merge(request: HttpRequest) -> HttpResponse:
    """Themes that may be one, those that no entry has, and what was merged lately."""
    access.steward(request)
    merges = ThemeChange.objects.filter(verb=ThemeVerb.MERGE, theme__isnull=False, undone=None)
    context = {
        "pairs": theme_pairs.likely_pairs(),
        "unused": theme_pairs.unused(),
        "merges": merges.select_related("by")[:LATEST],
        "section": "themes",
    }
    return render(request, "practices/themes/to_merge.html", context)


@never_cache
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Rename a theme, keep the other words for it, and name those who look after it."""
    theme = access.theme_to_steward(request, slug)
    words = theme.words.filter(only_leads=False).order_by("name")
    said = ", ".join(words.values_list("name", flat=True))
    form = ThemeForm(theme, posted(request), initial={"name": theme.name, "words": said})
    if form.is_valid():
        try:
            theme = _changed(request, theme, form)
            messages.success(request, "Saved.")
            return see(theme)
        except actions.ThemeTaken as taken:
            if taken.name == " ".join(form.cleaned_data["name"].split()):
                messages.info(request, f"{taken.messages[0]} This would make one of the two.")
                return see(_address_of_merge(theme, taken.into))
            form.add_error("words", taken.messages)
        except ValidationError as problem:
            form.add_error(None, problem)
    context = {"theme": theme, "form": form, "section": "themes"}
    status = 422 if form.is_bound else 200
    return render(request, "practices/themes/edit.html", context, status=status)


@transaction.atomic
def _changed(request: HttpRequest, theme: Theme, form: ThemeForm) -> Theme:
    by, sent = access.person(request), form.cleaned_data
    # Words first: the name it had is one of them from then on.
    actions.set_words(theme, by=by, words=sent["words"])
    name = [sent["keeper"]] if sent["keeper"] else []
    actions.entrust_theme(theme, by=by, name=name, let_go=sent.get("let_go", []))
    return actions.rename_theme(theme, by=by, name=sent["name"], reason=sent["reason"])


def _address_of_merge(theme: Theme, into: Theme) -> str:
    return f"{reverse('theme-merge', args=[theme.slug])}?{urlencode({'into': into.name})}"


@never_cache
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Merge a theme into another: first which, then what would change, then it is done."""
    theme = access.theme_to_steward(request, slug)
    sent = posted(request) or request.GET
    form = ThemeMergeForm(theme, sent if "into" in sent else None)
    context = {"theme": theme, "form": form, "section": "themes"}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "practices/themes/merge_choose.html", context, status=status)
    into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]
    if request.method == "POST":
        try:
            actions.merge_themes(theme, into, by=access.person(request), reason=reason)
        except ValidationError as problem:  # somebody else was quicker
            form.add_error(None, problem.messages)
            return render(request, "practices/themes/merge_choose.html", context, status=409)
        messages.success(request, f"“{theme.name}” is now “{into.name}”. It can be undone.")
        return see(into)
    context |= {"into": into, "foreseen": actions.foresee_theme_merge(theme, into)}
    return render(request, "practices/themes/merge.html", context)


@require_POST
def apart(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that two themes that look alike are not the same."""
    theme = access.theme_to_steward(request, slug)
    form = ThemeMergeForm(theme, request.POST)
    if form.is_valid():
        other = form.cleaned_data["into"]
        actions.tell_apart(theme, other, by=access.person(request))
        messages.success(request, f"“{theme.name}” and “{other.name}” stay two.")
    return see("themes-to-merge")


@never_cache
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a theme that no entry has."""
    theme = access.theme_to_steward(request, slug)
    if request.method != "POST":
        return render(request, "practices/themes/delete.html", {"theme": theme})
    try:
        actions.delete_theme(theme, by=access.person(request))
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return redirect(theme)
    messages.success(request, f"“{theme.name}” is gone.")
    return see("themes-to-merge")


@never_cache
def lay_down(request: HttpRequest, slug: str) -> HttpResponse:
    """Look after a theme no more."""
    theme = access.theme_to_lay_down(request, slug)
    if request.method != "POST":
        return render(request, "practices/themes/lay_down.html", {"theme": theme})
    actions.lay_down_theme(theme, by=access.person(request))
    messages.success(request, "You look after it no more. Thank you for having done so.")
    return see(theme)


@never_cache
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge: what would come back, then it is done."""
    change = access.merge_to_undo(request, pk)
    form = BecauseForm(posted(request))
    context = {"change": change, "form": form, "section": "themes"}
    try:
        context["foreseen"] = actions.foresee_unmerge(change)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            done = actions.unmerge_themes(change, by=access.person(request), reason=reason)
            messages.success(request, f"“{change.was}” is a theme of its own again.")
            return see(done.theme)
    except ValidationError as problem:
        context["refused"] = problem.messages[0]
    status = 409 if request.method == "POST" else 200
    return render(request, "practices/themes/undo.html", context, status=status)
