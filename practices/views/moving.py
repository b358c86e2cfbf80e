"""What stewards do to an entry as a whole: protect it, merge it. GET asks, POST does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from practices import access, actions
from practices.forms import ProtectForm
from practices.models import Entry
from practices.views.answers import posted, see


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
    actions.lift_protection(
        entry, by=access.person(request), reason=request.POST.get("reason", "")[:300]
    )
    messages.success(request, "Everyone can improve it again.")
    return see(entry)
