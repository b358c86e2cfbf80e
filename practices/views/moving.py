"""What stewards do to an entry as a whole: protect it, merge it. GET asks, POST does."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from practices import access, actions
from practices.forms import ChooseForm, MergeForm, ProtectForm
from practices.models import Entry
from practices.views.answers import posted, reason_sent, see


def protect(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Leave an entry to stewards, or convenors and stewards, for a while."""
    entry = access.entry_to_steward(request, plural, slug)
    form = ProtectForm(posted(request), initial=_protection(entry))
    if form.is_valid():
        actions.protect(entry, by=access.person(request), **form.values())
        messages.success(request, "Protected. The page says so, and why.")
        return see(entry)
    context = {"entry": entry, "form": form}
    return render(request, "practices/protect.html", context, status=422 if form.is_bound else 200)


def _protection(entry: Entry) -> dict[str, object]:
    if not entry.is_protected:
        return {}
    ends = entry.protected_until
    return {
        "role": entry.protected_for,
        "reason": entry.protected_reason,
        "until": ends.date() if ends else None,
    }


@require_POST
def unprotect(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Let everyone change it again."""
    entry = access.entry_to_steward(request, plural, slug)
    actions.lift_protection(entry, by=access.person(request), reason=reason_sent(request))
    messages.success(request, "Everyone can improve it again.")
    return see(entry)


def merge(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Merge an entry into another: first which, then what would move, then it is done."""
    entry = access.entry_to_steward(request, plural, slug)
    asked = posted(request) or request.GET
    choice = ChooseForm(entry, asked if "into" in asked else None)
    if not choice.is_valid():
        context = {"entry": entry, "form": choice}
        status = 422 if choice.is_bound else 200
        return render(request, "practices/merge_choose.html", context, status=status)
    into = choice.cleaned_data["into"]
    form = MergeForm(posted(request), initial={"into": into.pk})
    if form.is_valid() and _merge(request, entry, into, form):
        return see(into)
    moves = actions.foresee_merge(entry, into)
    context = {"entry": entry, "into": into, "form": form, "moves": moves}
    return render(request, "practices/merge.html", context, status=422 if form.is_bound else 200)


def _merge(request: HttpRequest, entry: Entry, into: Entry, form: MergeForm) -> bool:
    by, reason = access.person(request), form.cleaned_data["reason"]
    try:
        actions.merge_into(entry, into, by=by, reason=reason)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return False
    words = 'Merged. Now bring over what is worth keeping of <a href="{}">the other text</a>.'
    messages.success(request, format_html(words, entry.url_of("history")))
    return True
