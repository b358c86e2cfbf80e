"""Who may see an entry: publish, withdraw, delete, bring back. GET asks, POST does."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices import access, actions
from practices.models import Entry
from practices.views.answers import see


def publish(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Show an entry to everyone."""
    entry = access.entry_to_show_or_hide(request, plural, slug)
    return _turn(request, entry, "publish", actions.publish, "Published. Everyone can read it.")


def withdraw(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Take an entry out of sight; publishing it again undoes this."""
    entry = access.entry_to_show_or_hide(request, plural, slug)
    return _turn(request, entry, "withdraw", actions.withdraw, "Withdrawn.")


def delete(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Delete an entry; it can be brought back."""
    entry = access.entry_to_delete(request, plural, slug)
    return _turn(request, entry, "delete", actions.delete, "Deleted. You can bring it back.")


def undelete(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Bring a deleted entry back."""
    entry = access.entry_to_delete(request, plural, slug)
    return _turn(request, entry, "undelete", actions.undelete, "Brought back.")


def _turn(
    request: HttpRequest, entry: Entry, verb: str, action: Callable[..., Entry], said: str
) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            entry = action(entry, by=access.person(request), reason=request.POST.get("reason", ""))
        except ValidationError as wrong:
            problem = wrong.messages[0]
        else:
            messages.success(request, said)
            return see(entry)
    context = {"entry": entry, "verb": verb, "problem": problem}
    return render(request, "practices/status.html", context, status=422 if problem else 200)
