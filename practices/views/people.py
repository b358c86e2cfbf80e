"""People: what each has shared, and the stewards' page of everybody."""

import logging
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from practices import access, actions, history
from practices.accounts import one_time
from practices.accounts.forms import AddPersonForm, RoleForm
from practices.models import Entry, Person, Role
from practices.views.answers import posted, see

PER_PAGE = 50
ENTRIES_PER_PAGE = 20
log = logging.getLogger(__name__)


def person(request: HttpRequest, username: str) -> HttpResponse:
    """What a person has shared, if they wish it to be shown."""
    person = access.person_to_see(request, username)
    visible = Entry.objects.visible_to(request.user)
    theirs = visible.filter(created_by=person).newest().in_brief()
    context = {
        "person": person,
        "page": Paginator(theirs, ENTRIES_PER_PAGE).get_page(request.GET.get("page")),
        "changes": history.lines(history.changes(request.user).filter(history_user=person)[:20]),
        "is_own": request.user == person,
    }
    return render(request, "practices/people/person.html", context)


@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who has an account, for stewards."""
    access.steward(request)
    q = request.GET.get("q", "").strip()[:100]
    page = Paginator(_found(q), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": q, "roles": Role.choices}
    return render(request, "practices/people/people.html", context)


def _found(q: str) -> QuerySet[Person]:
    members = Person.objects.members().order_by("name", "id")
    for word in q.replace("\0", "").split():
        members = members.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return members


@never_cache
def new_person(request: HttpRequest) -> HttpResponse:
    """Add somebody, who gets a link that lets them in."""
    by = access.steward(request)
    form = AddPersonForm(posted(request))
    if form.is_valid():
        try:
            made = actions.add_person(**form.cleaned_data, by=by)
        except ValidationError as problem:  # another steward was quicker by a moment
            form.add_error(None, problem.messages)
        else:
            return _invited(request, made, by)
    status = 422 if form.is_bound else 200
    return render(request, "practices/people/new.html", {"form": form}, status=status)


def _invited(request: HttpRequest, person: Person, by: Person) -> HttpResponse:
    """Send the link, and go back to the list; where mail cannot go, to where it is shown."""
    try:
        one_time.invite(person, by=by)
    except OSError:
        log.exception("An invitation could not be sent.")
        messages.error(request, "The letter could not be sent. Hand over the link yourself.")
        return see("person-link", person.username)
    messages.success(request, f"{person.name} can come in by the link we have sent.")
    return see("people")


@never_cache
def role(request: HttpRequest, username: str) -> HttpResponse:
    """Give somebody another role."""
    person = access.person_to_manage(request, username)
    form = RoleForm(posted(request), initial={"role": person.role})
    if form.is_valid():
        try:
            actions.set_role(person, role=form.cleaned_data["role"], by=access.person(request))
        except actions.LastSteward as problem:
            form.add_error("role", str(problem))
        else:
            messages.success(request, f"{person.name}: {person.get_role_display().lower()}.")
            return see("people")
    context = {"form": form, "person": person}
    status = 422 if form.is_bound else 200
    return render(request, "practices/people/role.html", context, status=status)


@never_cache
def deactivate(request: HttpRequest, username: str) -> HttpResponse:
    """Close somebody's account for now."""
    return _turn(request, username, actions.deactivate, "deactivate", "closed")


@never_cache
def reactivate(request: HttpRequest, username: str) -> HttpResponse:
    """Open it again."""
    return _turn(request, username, actions.reactivate, "reactivate", "open again")


def _turn(
    request: HttpRequest, username: str, act: Callable[..., Person], verb: str, now: str
) -> HttpResponse:
    person = access.person_to_manage(request, username)
    context = {"person": person, "verb": verb}
    if request.method == "POST":
        try:
            act(person, by=access.person(request))
        except actions.LastSteward as problem:
            context["problem"] = str(problem)
        else:
            messages.success(request, f"The account of {person.name} is {now}.")
            return see("people")
    status = 422 if "problem" in context else 200
    return render(request, "practices/people/turn.html", context, status=status)


@never_cache
def link(request: HttpRequest, username: str) -> HttpResponse:
    """Make a link that lets somebody in once, to hand over by a safe way."""
    person = access.person_to_manage(request, username)
    context = {"person": person, "days": one_time.LASTS.days}
    if request.method == "POST" and person.is_active:
        context["link"] = one_time.one_time_link(person)
    return render(request, "practices/people/link.html", context)
