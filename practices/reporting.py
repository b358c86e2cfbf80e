"""Reports: what one can be about, which wait, and whom they concern."""

from typing import Any

from django.db.models import Q, QuerySet

from practices.models import Comment, Entry, Outcome, Person, PrivateNote, Report, Target

REPORTABLE: dict[str, Any] = {
    Target.ENTRY: Entry,
    Target.COMMENT: Comment,
    Target.PERSON: Person,
    Target.NOTE: PrivateNote,
}


def thing_of(report: Report) -> Any:
    """What a report is about, or None where it is no longer there."""
    return REPORTABLE[report.what]._default_manager.filter(pk=report.number).first()


def whom_it_concerns(thing: Any) -> Person | None:
    """Who wrote what is reported, or who is."""
    if isinstance(thing, Entry):
        return thing.created_by
    return thing if isinstance(thing, Person) else thing.author


def name_of(thing: Any) -> str:
    """What to call it."""
    if isinstance(thing, Comment):
        return f"what {thing.author or 'someone who has left'} said about “{thing.entry}”"
    if isinstance(thing, PrivateNote):
        return f"a private note about “{thing.entry}”"
    return str(thing) if isinstance(thing, Person) else f"“{thing}”"


def may_be_named_to(viewer: Any, thing: Any) -> bool:
    """Whether somebody may still see what it is about, and so what that is called by now."""
    about = thing if isinstance(thing, Entry) else getattr(thing, "entry", None)
    is_steward = viewer.is_authenticated and viewer.is_steward
    if about is None or is_steward or about.is_published:
        return True
    return Entry.objects.visible_to(viewer).filter(pk=about.pk).exists()


def waiting(steward: Person) -> QuerySet[Report]:
    """What this steward may decide or hear, the longest waiting first."""
    undecided = Q(decided=None) & ~Q(about=steward)
    unheard = Q(appealed__isnull=False, heard=None)
    unheard &= ~Q(decided_by=steward) & ~Q(about=steward) & ~Q(by=steward)
    return _all().filter(undecided | unheard).order_by("made", "id")


def settled() -> QuerySet[Report]:
    """What was decided, the latest first, also where a second look is asked for."""
    return _all().filter(decided__isnull=False).order_by("-decided", "-id")


def concerning(person: Person) -> QuerySet[Report]:
    """What this person reported, and what was decided about something of theirs."""
    told = Q(about=person, decided__isnull=False) & ~Q(outcome="nothing", first_outcome="nothing")
    return _all().filter(Q(by=person) | told).order_by("-id")


def _all() -> QuerySet[Report]:
    return Report.objects.select_related("about", "by", "decided_by", "heard_by")


def may_see(person: Any, report: Report) -> bool:
    """Whether a signed-in person may see it: stewards, the reporter, whom something befell."""
    if not person.is_authenticated:
        return False
    return person.is_steward or concerning(person).filter(pk=report.pk).exists()


def may_decide(person: Any, report: Report) -> bool:
    """A steward whom it does not concern, while nobody has decided."""
    is_steward = person.is_authenticated and person.is_steward
    return is_steward and not report.decided and person.pk != report.about_id


def may_appeal(person: Any, report: Report) -> bool:
    """Once: whom it befell where something was done, the reporter where nothing was."""
    if not person.is_authenticated or not report.decided or report.appealed:
        return False
    loser = report.by_id if report.outcome == "nothing" else report.about_id
    return person.pk == loser


def stranger_may_appeal(report: Report) -> bool:
    """Once, where nothing was done, whoever reported it without an account and holds the key."""
    return bool(
        report.decided
        and not report.appealed
        and report.by_id is None
        and report.outcome == Outcome.NOTHING
    )


def may_hear(person: Any, report: Report) -> bool:
    """A second steward, who has no part in it."""
    if not (person.is_authenticated and person.is_steward and report.appealed):
        return False
    part = {report.decided_by_id, report.about_id, report.by_id, report.appealed_by_id}
    return not report.heard and person.pk not in part
