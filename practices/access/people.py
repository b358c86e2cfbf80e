"""Who is asking, and whose page it is."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from practices.access.ending import MustSignIn, User, allowed
from practices.models import Person


def anyone(request: HttpRequest) -> User:
    """Whoever asks, signed in or not."""
    return request.user


def person(request: HttpRequest) -> Person:
    """The signed-in person."""
    if not request.user.is_authenticated:
        raise MustSignIn
    return request.user


def convenor(request: HttpRequest) -> Person:
    """The signed-in person, if they may do what convenors do."""
    asking = person(request)
    return allowed(asking, asking.is_convenor)


def steward(request: HttpRequest) -> Person:
    """The signed-in person, if they are a steward."""
    asking = person(request)
    return allowed(asking, asking.is_steward)


def may_see_person(user: Person | AnonymousUser, person: Person) -> bool:
    """Whether this person's page is open to this user."""
    if user.is_authenticated and (user.pk == person.pk or user.is_steward):
        return True
    return person.is_listed and person.is_active and not person.is_system


def person_to_see(request: HttpRequest, username: str) -> Person:
    """The person with this username, if they wish to be seen."""
    person = get_object_or_404(Person.objects.members(), username=username)
    if not may_see_person(request.user, person):
        raise Http404
    return person


def person_to_manage(request: HttpRequest, username: str) -> Person:
    """The person with this username, if a steward asks."""
    steward(request)
    return get_object_or_404(Person.objects.members(), username=username)
