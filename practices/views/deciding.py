"""Deciding what was suggested: accepting, with or without changes, and returning."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from practices import access, actions, history, suggestions
from practices.forms import AcceptForm, ReturnForm
from practices.models import Entry, Suggestion
from practices.views.answers import posted, see
from practices.views.desk import Desk
from practices.views.drafting import draft_to_open, finish, nothing_lost
from practices.views.suggestions import desk_context, desk_with, page_of
from practices.views.writing import ask, conflicting, sent_or_asked


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a suggestion as it is."""
    one = access.suggestion_to_decide(request, pk)
    form = AcceptForm(posted(request))
    if request.method != "POST":
        return redirect(one)
    if not form.is_valid():
        return page_of(request, one, status=422, accept=form)
    try:
        entry = actions.accept(one, by=access.person(request), **form.cleaned_data)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return page_of(request, one, status=422, accept=form)
    except actions.Conflict:
        return _clashing(request, one)
    except actions.AlreadyDecided as problem:
        return _decided(request, problem)
    return _accepted(request, one, entry)


@nothing_lost
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a suggestion with changes of one's own."""
    one = access.suggestion_to_decide(request, pk)
    if not one.is_waiting:
        return redirect(one)
    here = _here(one)
    if request.method != "POST":
        opened = draft_to_open(request, one.sort, one.entry, here["where"])
        if opened is None and suggestions.outcome(one).clashes:
            return _clashing(request, one, status=200)
        return ask(request, desk_with(one, opened=opened, **here))
    desk = Desk(one.sort, request.POST, entry=one.entry, **here)
    if not desk.is_valid() or request.POST.get("do") == "preview":
        return sent_or_asked(request, desk)
    try:
        entry = _accept_with_changes(request, one, desk)
    except ValidationError as problem:
        desk.explain(problem)
        return ask(request, desk, status=422)
    except actions.Conflict as conflict:
        return conflicting(request, desk, conflict)
    except actions.AlreadyDecided as problem:
        return _decided(request, problem)
    return _accepted(request, one, entry)


def _here(one: Suggestion) -> dict[str, Any]:
    """Where it is accepted with changes."""
    to = f"{one.get_absolute_url()}change/"
    return {"to": to, "where": f"change/{one.pk}", "waits": "accepted"}


@transaction.atomic
def _accept_with_changes(request: HttpRequest, one: Suggestion, desk: Desk) -> Entry:
    entry = actions.accept(
        one,
        by=access.person(request),
        reason=desk.said("reason"),
        base=desk.said("base"),
        changes=desk.changes(),
    )
    finish(request)
    return entry


def _accepted(request: HttpRequest, one: Suggestion, entry: Entry) -> HttpResponse:
    messages.success(request, f"Accepted, with credit to {one.author_name}. They are told.")
    return see(entry)


def _decided(request: HttpRequest, problem: actions.AlreadyDecided) -> HttpResponse:
    messages.info(request, f"{problem} Here is how.")
    return see(problem.suggestion)


def _clashing(request: HttpRequest, one: Suggestion, *, status: int = 409) -> HttpResponse:
    """The entry as it stands beside what was suggested, and a form to bring them together."""
    would_be, now = suggestions.outcome(one), one.entry
    assert now is not None, "a new entry clashes with nothing"
    desk = desk_with(one, **_here(one))
    wished = suggestions.as_written(one)
    context = {
        **desk_context(desk),
        "entry": now,
        "section": one.sort.plural,
        "suggestion": one,
        "texts": (now.body, wished.body) if "body" in _names(would_be.clashes) else None,
        "facts": history.fact_changes(now, wished),
    }
    return render(request, "practices/conflict.html", context, status=status)


def _names(clashes: Any) -> set[str]:
    return {clash.name for clash in clashes}


def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a suggestion to its author, with a reason."""
    one = access.suggestion_to_decide(request, pk)
    form = ReturnForm(posted(request))
    if request.method != "POST":
        return redirect(one)
    if not form.is_valid():
        return page_of(request, one, status=422, send_back=form)
    try:
        actions.send_back(one, by=access.person(request), **form.cleaned_data)
    except actions.AlreadyDecided as problem:
        return _decided(request, problem)
    messages.success(request, f"Returned. {one.author_name} gets your reason.")
    return see("suggestions")
