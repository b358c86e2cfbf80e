"""Reports, and who hears them."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from practices import reporting
from practices.access.ending import allowed
from practices.access.entries import entry_by_id
from practices.access.people import person, person_to_see, steward
from practices.access.private_notes import one_private_note
from practices.access.talk import comment_to_read
from practices.models import Person, Report
from practices.numbers import whole


def thing_to_report(request: HttpRequest, what: str) -> Any:
    """The entry, comment, person or private note that `what` names, such as `entry:12`, if it may
    be seen."""
    name, _, number = what.partition(":")
    pk = whole(number, digits=18)
    if name not in reporting.REPORTABLE or pk is None:
        raise Http404("There is nothing here to report.")
    if name == "entry":
        return entry_by_id(request, pk)
    if name == "comment":
        return comment_to_read(request, pk)
    if name == "note":
        return one_private_note(request, pk)
    return person_to_see(request, get_object_or_404(Person.objects.members(), pk=pk).username)


def report_to_see(request: HttpRequest, pk: int) -> Report:
    """A report, if it concerns this person, or they hold its key."""
    report = get_object_or_404(Report.objects.select_related("about", "by"), pk=pk)
    if reporting.may_see(request.user, report) or report.fits(request.GET.get("key", "")):
        return report
    person(request)
    raise Http404


def report_to_decide(request: HttpRequest, pk: int) -> Report:
    """A report, if this person may decide it, or could have."""
    steward(request)
    report = report_to_see(request, pk)
    return allowed(report, report.about_id != person(request).pk)


def report_to_appeal(request: HttpRequest, pk: int) -> Report:
    """A report, if this person, or who holds its key, may ask for a second look at it."""
    report = report_to_see(request, pk)
    return allowed(report, bool(report.appealed) or may_appeal_report(request, report))


def may_appeal_report(request: HttpRequest, report: Report) -> bool:
    """Whether whoever asks may ask for a second look: one of the parties, or who holds the key."""
    if reporting.may_appeal(request.user, report):
        return True
    return report.fits(request.GET.get("key", "")) and reporting.stranger_may_appeal(report)


def report_to_hear(request: HttpRequest, pk: int) -> Report:
    """A report, if this person is a steward with no part in it, and a second look is due."""
    asking = steward(request)
    report = report_to_see(request, pk)
    return allowed(report, bool(report.heard) or reporting.may_hear(asking, report))
