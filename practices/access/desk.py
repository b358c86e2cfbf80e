"""The desk, and whose each section of it is."""

from django.http import Http404, HttpRequest

from practices.access.ending import allowed
from practices.access.people import person
from practices.waiting import BY_NAME, Section


def section_of_desk(request: HttpRequest, name: str) -> Section:
    """A section of the desk, if it is on this person's."""
    asking = person(request)
    if name not in BY_NAME:
        raise Http404("There is no such section.")
    section = BY_NAME[name]
    return allowed(section, asking.is_steward or not section.for_stewards)
