"""Undoing all changes of one person since a day: shown first, then done for one reason."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from practices import access, actions, undoing
from practices.forms import UndoForm
from practices.views.answers import see


@never_cache
def undo(request: HttpRequest, username: str) -> HttpResponse:
    """`?since=` shows what would happen; a POST does it."""
    person = access.person_to_manage(request, username)
    is_asked = request.method == "POST" or "since" in request.GET
    form = UndoForm(_sent(request) if is_asked else None, is_sure=request.method == "POST")
    context: dict[str, Any] = {"person": person, "form": form}
    if form.is_valid():
        since = timezone.make_aware(datetime.combine(form.cleaned_data["since"], time.min))
        context["plan"] = undoing.plan(person, since)
        if request.method == "POST":
            try:
                done = actions.undo_all(
                    person,
                    since=since,
                    by=access.person(request),
                    reason=form.cleaned_data["reason"],
                )
            except ValidationError as problem:
                form.add_error(None, problem.messages)
            else:
                messages.success(request, _what_was(done))
                return see("person", person.username)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "practices/people/undo.html", context, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _what_was(done: undoing.Plan) -> str:
    pages, said = len(done.doable), done.said
    counted = [
        f"{pages} page{'s' if pages > 1 else ''} changed back" if pages else "",
        f"{said} comment{'s' if said > 1 else ''} hidden" if said else "",
    ]
    told = ", ".join(filter(None, counted))
    return f"Undone: {told}." if told else "Nothing was left to undo."
