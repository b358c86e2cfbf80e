"""What is one person's own."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from practices.access.people import person
from practices.models import Draft, Follow


def own_draft(request: HttpRequest, pk: int) -> Draft:
    """A draft of this person. Those of others are not there, for stewards either."""
    return get_object_or_404(Draft.objects.of(person(request)), pk=pk)


def follow_of_mine(request: HttpRequest, pk: int) -> Follow:
    """Something this person follows."""
    return get_object_or_404(Follow, pk=pk, person=person(request))
