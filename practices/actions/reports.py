"""Reporting what is wrong, deciding with a reason, and a second look by somebody else."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone

from practices import prose
from practices.actions.auditing import note
from practices.actions.discussion import hide, unhide
from practices.actions.people import deactivate, reactivate
from practices.actions.private_notes import hide_note, unhide_note
from practices.actions.status import publish, withdraw
from practices.models import (
    Comment,
    Deed,
    Entry,
    Letter,
    Outcome,
    Person,
    PrivateNote,
    Report,
    Status,
    Target,
)
from practices.models.person import KEPT_DOMAIN
from practices.reporting import name_of, thing_of, whom_it_concerns

TARGETS: dict[type[Model], Target] = {
    Entry: Target.ENTRY,
    Comment: Target.COMMENT,
    Person: Target.PERSON,
    PrivateNote: Target.NOTE,
}


class Settled(Exception):
    """Somebody has decided this, or asked for a second look, meanwhile."""

    def __init__(self) -> None:
        super().__init__("Somebody did this a moment ago. Here is how it stands.")


@transaction.atomic
def report(thing: Any, *, by: Person | None, words: str, email: str = "") -> Report:
    """Say what is wrong with an entry, a comment or a person. Raises ValidationError.

    The same words about the same thing while it waits are one report, sent twice.
    """
    about = whom_it_concerns(thing)
    made = Report(what=TARGETS[type(thing)], number=thing.pk, about=about, by=by)
    made.words = _words(words, "words", "Say in a sentence what is wrong.")
    made.email = "" if by else email.strip().lower()
    made.full_clean(exclude=["about", "by"])
    same = Report.objects.filter(
        what=made.what, number=made.number, by=by, email=made.email, words=made.words, decided=None
    ).first()
    if same is None:
        made.save()
    return same or made


def _words(words: str, field: str, missing: str) -> str:
    words = "\n".join(" ".join(line.split()) for line in words.strip().splitlines())
    if not words:
        raise ValidationError({field: missing})
    if not prose.is_writable(words):
        raise ValidationError({field: "This holds characters that cannot be kept."})
    return words


@transaction.atomic
def decide(report: Report, *, by: Person, outcome: str, reason: str) -> Report:
    """Decide a report, do what follows, and tell those concerned why.

    Raises Settled, ValidationError, and LastSteward where an account cannot be closed.
    """
    report = _held(report)
    if report.decided:
        raise Settled
    report.reason = _words(reason, "reason", "Say why. Those concerned will read it.")
    report.outcome = report.first_outcome = outcome
    report.decided, report.decided_by = timezone.now(), by
    report.full_clean(exclude=["about", "by", "decided_by"], validate_constraints=False)
    _follow_up(report, was="", by=by, reason=report.reason)
    report.save()
    note(Deed.DECIDE, report, by=by, value=outcome)
    _tell(report, "decided")
    return report


@transaction.atomic
def appeal(report: Report, *, by: Person | None, words: str) -> Report:
    """Ask, once, that a second steward look again. Raises Settled, ValidationError.

    Without `by` it is the reporter, who has no account.
    """
    report = _held(report)
    if report.appealed:
        raise Settled
    report.appeal = _words(words, "words", "Say in a sentence what was not seen.")
    report.appealed, report.appealed_by = timezone.now(), by
    report.full_clean(
        exclude=["about", "by", "decided_by", "appealed_by"], validate_constraints=False
    )
    report.save()
    note(Deed.APPEAL, report, by=by)
    return report


@transaction.atomic
def hear(report: Report, *, by: Person, outcome: str, reason: str) -> Report:
    """Look again, as a steward who did not decide: what holds from now on, and why.

    Raises Settled, ValidationError, LastSteward.
    """
    report = _held(report)
    if report.heard:
        raise Settled
    if by.pk == report.decided_by_id:
        raise ValidationError("Somebody other than who decided looks again.")
    was, report.outcome = report.outcome, outcome
    report.answer = _words(reason, "reason", "Say why. Those concerned will read it.")
    report.heard, report.heard_by = timezone.now(), by
    _follow_up(report, was=was, by=by, reason=report.answer)
    report.save()
    note(Deed.HEAR, report, by=by, value=outcome)
    _tell(report, "heard")
    Report.objects.filter(pk=report.pk).update(email="")
    return report


def _held(report: Report) -> Report:
    return Report.objects.select_for_update().get(pk=report.pk)


def _follow_up(report: Report, *, was: str, by: Person, reason: str) -> None:
    """Take it out of sight, or bring it back where the second look says so."""
    thing = thing_of(report)
    if thing is None or report.outcome == was:
        return
    if report.outcome == Outcome.HIDDEN:
        _out_of_sight(thing, by=by, reason=reason[:300])
    elif was == Outcome.HIDDEN:
        _into_sight(thing, by=by, reason=reason[:300])


def _out_of_sight(thing: Any, *, by: Person, reason: str) -> None:
    if isinstance(thing, Entry):
        if thing.status != Status.DELETED:
            withdraw(thing, by=by, reason=reason)
    elif isinstance(thing, Comment):
        hide(thing, by=by, reason=reason)
    elif isinstance(thing, PrivateNote):
        hide_note(thing, by=by)
    else:
        deactivate(thing, by=by)


def _into_sight(thing: Any, *, by: Person, reason: str) -> None:
    if isinstance(thing, Entry):
        if thing.status == Status.WITHDRAWN:
            publish(thing, by=by, reason=reason)
    elif isinstance(thing, Comment):
        unhide(thing, by=by)
    elif isinstance(thing, PrivateNote):
        unhide_note(thing, by=by)
    else:
        reactivate(thing, by=by)


def _tell(report: Report, letter: str) -> None:
    """Letters to whoever reported it and, where something was done, to whom it befell."""
    told = [(report.by.email if report.by else report.email, True)]
    befell = report.about
    if befell and befell != report.by and not _was_left(report):
        told.append((befell.email, False))
    thing = thing_of(report)
    words = {
        "report": report,
        "name": name_of(thing) if thing else "something that is gone",
        "site_name": settings.SITE_NAME,
        "rules_url": f"{settings.SITE_URL}/rules/",
    }
    for to, is_reporter in told:
        if not to or to.endswith(KEPT_DOMAIN):
            continue
        url = report.url_to_follow if is_reporter else report.get_absolute_url()
        words |= {"is_reporter": is_reporter, "url": settings.SITE_URL + url}
        text = render_to_string(f"practices/reports/{letter}.txt", words)
        subject = "What came of your report" if is_reporter else "A decision that concerns you"
        key = f"report-{report.pk}-{letter}-{'by' if is_reporter else 'about'}"
        Letter.objects.create(key=key, to=to, subject=subject, text=text)


def _was_left(report: Report) -> bool:
    return report.outcome == report.first_outcome == Outcome.NOTHING
