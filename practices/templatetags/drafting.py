"""What the writing form shows of drafts, and of who else is writing."""

from typing import Any

from django import template
from django.utils import timezone

from practices.around import Writing, writing
from practices.forms import EntryForm, Ticket, as_plain
from practices.models import Draft, Person, Presence
from practices.rooms import rooms

register = template.Library()

OFFERED = 5
"""Drafts offered on one form; the rest are in the list."""


@register.inclusion_tag("practices/writing/draft.html", takes_context=True)
def drafting(context: dict[str, Any], desk: Any) -> dict[str, Any]:
    """The form's ticket, the drafts one might go on with, and who else is here.

    Nothing for somebody signed out: drafts belong to people.
    """
    request = context["request"]
    if not request.user.is_authenticated:
        return {}
    person, entry = request.user, desk.entry
    is_known = bool(entry and entry.pk)
    there = writing(entry, person) if is_known else Writing(drafts=True, others=False)
    is_here = is_known and not desk.where
    asks = request.method != "POST" and desk.opened is None
    return {
        "ticket": _ticket(request, desk),
        "person": person.pk,
        "opened": desk.opened,
        "offers": _offers(person, desk) if asks and there.drafts else [],
        "is_unsaved": request.method == "POST",
        "entry": entry,
        "is_here": is_here,
        "others": Presence.others(entry, person, timezone.now())
        if is_here and there.others
        else [],
    }


def _offers(person: Person, desk: Any) -> Any:
    mine = Draft.objects.of(person)
    return mine.about(desk.kind, desk.entry, desk.where)[:OFFERED]


def _ticket(request: Any, desk: Any) -> Ticket:
    """The ticket of this page, the same one when the form comes back with something to mend."""
    sent = Ticket.read(request.POST.get("ticket", ""))
    number = desk.entry.pk if desk.entry else None
    about = (request.user.pk, desk.kind.name, number, desk.where)
    if sent and (sent.person, sent.kind, sent.entry, sent.where) == about:
        return sent
    after = desk.opened.tab if desk.opened else ""
    return Ticket.new(request.user.pk, desk.kind.name, number, after, desk.where)


@register.filter
def words(draft: Draft) -> list[tuple[str, str]]:
    """All that was typed into a form, as plain text, by the labels of its fields."""
    labels = {name: str(field.label) for name, field in EntryForm(draft.sort).fields.items()}
    added = rooms.forms.get(draft.kind)
    if added is not None:
        labels |= {name: str(field.label) for name, field in added(None).fields.items()}
    said = [(name, draft.said(name).strip()) for name in draft.fields]
    return [(labels.get(name) or name, as_plain(text)) for name, text in said if text]
