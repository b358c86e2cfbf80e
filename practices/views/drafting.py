"""Drafts on their way into the writing form and out of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from practices import access, actions
from practices.forms import Ticket, Written
from practices.kinds import Kind
from practices.models import Draft, Entry, Person
from practices.numbers import whole
from practices.views.answers import see

View = Callable[..., HttpResponse]

NOT_YOURS = "This form was made for somebody else. Open the page again, and write there."


def nothing_lost(view: View) -> View:
    """Around a page where people write: what they send is kept also where it cannot be saved.

    A form that comes when the login has lapsed is kept as its writer's draft, and signing in
    leads back to it. A form that asks for it is kept as a draft and nothing more.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return kept_for_its_writer(request) or view(request, *args, **kwargs)
        if request.POST.get("do") == "draft":
            return _kept_for_later(request)
        return view(request, *args, **kwargs)

    return guarded


def kept_for_its_writer(request: HttpRequest) -> HttpResponse | None:
    """Keep what was sent for whom its ticket names, and lead them to it; None without a ticket."""
    ticket = Ticket.read(request.POST.get("ticket", ""))
    writer = ticket and Person.objects.filter(pk=ticket.person, is_active=True).first()
    if not (ticket and writer):
        return None
    try:
        draft = keep(request, ticket, writer, whatever=True)
    except actions.DraftTooLarge as problem:
        return words_back(request, ticket, str(problem), status=413)
    if request.user.is_authenticated and request.user.pk == writer.pk:
        said = "You have signed in anew since you began. Here is what you wrote: save it once more."
        messages.warning(request, said)
        return see(draft.url)
    messages.info(request, "What you wrote is kept. Sign in, and go on where you were.")
    return redirect_to_login(draft.url)


def _kept_for_later(request: HttpRequest) -> HttpResponse:
    ticket = own_ticket(request)
    try:
        draft = keep(request, ticket, access.person(request))
    except actions.TooManyDrafts as problem:
        return words_back(request, ticket, str(problem), status=409)
    except actions.DraftTooLarge as problem:
        return words_back(request, ticket, str(problem), status=413)
    said = "Kept, for you alone. <a href='{}'>Go on with it</a> when you like."
    messages.success(request, format_html(said, draft.url))
    return see("drafts")


def keep(request: HttpRequest, ticket: Ticket, writer: Person, *, whatever: bool = False) -> Draft:
    """Keep what was sent as a draft. Raises as `actions.keep_draft` does."""
    written = Written.of(request.POST)
    return actions.keep_draft(
        by=writer,
        tab=ticket.tab,
        after=ticket.after,
        kind=ticket.kind,
        entry=_entry(ticket),
        where=ticket.where,
        fields=written.fields,
        section=written.section,
        base=written.base,
        typed=written.typed,
        whatever=whatever,
    )


def words_back(request: HttpRequest, ticket: Ticket, said: str, *, status: int) -> HttpResponse:
    """A page that says why something was not kept, with all that was sent on it to copy."""
    words = Written.of(request.POST).fields
    draft = Draft(kind=ticket.kind, entry=_entry(ticket), fields=words)
    context = {"draft": draft, "said": said}
    return render(request, "practices/drafts/draft.html", context, status=status)


def _entry(ticket: Ticket) -> Entry | None:
    return Entry.objects.filter(pk=ticket.entry).first() if ticket.entry else None


def own_ticket(request: HttpRequest) -> Ticket:
    """The ticket that was sent, if it is this person's."""
    ticket = Ticket.read(request.POST.get("ticket", ""))
    if ticket is None or ticket.person != access.person(request).pk:
        raise PermissionDenied(NOT_YOURS)
    return ticket


def base_of(request: HttpRequest, entry: Entry | None, base: int | None) -> int | None:
    """The version a form began from; None where its ticket says that it is another entry's form."""
    ticket = Ticket.read(request.POST.get("ticket", ""))
    if ticket and entry and ticket.entry != entry.pk:
        return None
    return base


def finish(request: HttpRequest) -> None:
    """Let the draft of the form go that was just saved; to be called where it is saved."""
    ticket = Ticket.read(request.POST.get("ticket", ""))
    by = access.person(request)
    if ticket is None or ticket.person != by.pk:
        return
    typed = Written.of(request.POST).typed
    actions.finish_draft(by=by, tab=ticket.tab, kind=ticket.kind, after=ticket.after, typed=typed)
    if ticket.entry:
        actions.go_away(ticket.entry, by=by)


def draft_to_open(
    request: HttpRequest, kind: Kind, entry: Entry | None = None, where: str = ""
) -> Draft | None:
    """The draft that `?draft=` names, if it is this person's and belongs in this form."""
    number = request.GET.get("draft", "")
    if not number:
        return None
    mine = Draft.objects.of(access.person(request)).about(kind, entry, where)
    draft = mine.filter(pk=whole(number, digits=17) or 0).first()
    if draft is None:
        said = "That draft is no longer here: it was saved or thrown away, or is somebody else’s."
        messages.info(request, said)
    return draft
