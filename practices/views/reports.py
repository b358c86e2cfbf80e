"""Reports: saying what is wrong, deciding with a reason, and a second look by somebody else."""

from collections.abc import Callable
from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from practices import access, actions, reporting
from practices.forms import AppealForm, DecisionForm, ReportForm
from practices.models import Outcome, Report
from practices.views.answers import posted, see

PER_PAGE = 30


@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with `?what=entry:12`. Nobody needs an account for it."""
    thing = access.thing_to_report(request, request.GET.get("what", ""))
    by = request.user if request.user.is_authenticated else None
    form = ReportForm(posted(request), is_known=by is not None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if not _in_time(request):
            form.add_error(None, "That is as much as can be looked at in an hour. Wait a while.")
            status = 429
        elif made := _kept(form, thing, by):
            messages.success(request, "Thank you for telling us.")
            return see(made.url_to_follow)
    context = {"form": form, "name": reporting.name_of(thing), "thing": thing}
    return render(request, "practices/reports/new.html", context, status=status)


def _in_time(request: HttpRequest) -> bool:
    """Whether this account, or else this internet address, may report something more by now."""
    action = "report_by" if request.user.is_authenticated else "report"
    return consume(request, action=action)


def _kept(form: ReportForm, thing: Any, by: Any) -> Report | None:
    sent = form.cleaned_data
    try:
        return actions.report(thing, by=by, words=sent["words"], email=sent.get("email", ""))
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return None


@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a steward, and what was decided."""
    by = access.steward(request)
    page = Paginator(reporting.settled(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"waiting": reporting.waiting(by)[:100], "page": page}
    return render(request, "practices/reports/queue.html", context)


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """What one reported, and what was decided about something of one's own."""
    by = access.person(request)
    page = Paginator(reporting.concerning(by), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "practices/reports/mine.html", {"page": page})


@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How a report fares, for those whom it concerns."""
    report = access.report_to_see(request, pk)
    return render(request, "practices/reports/report.html", _about(request, report))


def _about(request: HttpRequest, report: Report) -> dict[str, Any]:
    user = request.user
    thing = reporting.thing_of(report)
    name = reporting.name_of(thing) if thing else "something that is gone"
    if thing and not reporting.may_be_named_to(user, thing):
        thing, name = None, "something that is out of sight"
    is_reporter = user.pk == report.by_id if user.is_authenticated else True
    is_steward = user.is_authenticated and user.is_steward and user.pk != report.about_id
    return {
        "report": report,
        "thing": thing,
        "name": name,
        # Whom it befell reads what was decided and why, not who said what of them.
        "shows_words": is_reporter or is_steward,
        "shows_appeal": is_steward or _is_own_appeal(request, report),
        "back": report.url_to_follow if _holds_key(request, report) else report.get_absolute_url(),
        "key": report.key if _holds_key(request, report) else "",
        "is_steward": is_steward,
        "may_decide": reporting.may_decide(user, report),
        "may_appeal": access.may_appeal_report(request, report),
        "may_hear": reporting.may_hear(user, report),
    }


def _holds_key(request: HttpRequest, report: Report) -> bool:
    """Whether it is the reporter, without an account, by the address they were given."""
    return report.by_id is None and report.fits(request.GET.get("key", ""))


def _is_own_appeal(request: HttpRequest, report: Report) -> bool:
    if request.user.is_authenticated and request.user.pk == report.appealed_by_id:
        return True
    return _holds_key(request, report) and report.first_outcome == Outcome.NOTHING


@never_cache
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide a report, with a reason."""
    report = access.report_to_decide(request, pk)
    form = DecisionForm(posted(request))
    return _done(request, report, form, "decide", actions.decide, "Decided, and told.")


@never_cache
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a second look."""
    report = access.report_to_appeal(request, pk)
    form = AppealForm(posted(request))
    said = "Another steward will look again."
    return _done(request, report, form, "appeal", actions.appeal, said)


@never_cache
def hear(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again, as another steward."""
    report = access.report_to_hear(request, pk)
    form = DecisionForm(posted(request), initial={"outcome": report.outcome})
    return _done(request, report, form, "hear", actions.hear, "Decided, and told.")


def _done(
    request: HttpRequest,
    report: Report,
    form: Form,
    verb: str,
    act: Callable[..., Report],
    said: str,
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    about = _about(request, report)
    if form.is_valid():
        try:
            by = None if _holds_key(request, report) else access.person(request)
            act(report, by=by, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        except actions.LastSteward as problem:
            form.add_error(None, str(problem))
        except actions.Settled as problem:
            messages.warning(request, str(problem))
            return see(about["back"])
        else:
            messages.success(request, said)
            return see(about["back"])
    context = {**about, "form": form, "verb": verb}
    return render(request, "practices/reports/decide.html", context, status=status)
