"""What was suggested: the queue, one suggestion, and deciding it."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince
from django.views.decorators.cache import never_cache

from practices import access, actions, history, prose, suggestions
from practices.forms import AcceptForm, AppealForm, ReturnForm
from practices.forms.entry import shown_in_form
from practices.models import Entry, Status, Suggestion
from practices.views.answers import posted, see
from practices.views.desk import Desk
from practices.views.drafting import draft_to_open, nothing_lost
from practices.views.writing import sent_or_asked

PER_PAGE = 20


@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """What waits to be decided by this person, the longest waiting first."""
    by = access.person(request)
    waiting = Suggestion.objects.to_decide(by)
    page = Paginator(waiting.select_related("entry", "person"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "usual": _in_words(suggestions.usual_wait())}
    return render(request, "practices/suggestions/queue.html", context)


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """What a person suggested, and where it stands."""
    own = Suggestion.objects.filter(person=access.person(request)).order_by("-created", "-id")
    page = Paginator(own.select_related("entry", "person"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "usual": _in_words(suggestions.usual_wait()),
        "lines": [(one, suggestions.place(one) if one.is_waiting else 0) for one in page],
    }
    return render(request, "practices/suggestions/mine.html", context)


def _in_words(wait: timedelta | None) -> str:
    """About how long, such as “2 days”; empty where nobody knows yet."""
    if wait is None:
        return ""
    now = timezone.now()
    return timesince(now - wait, now, depth=1) if wait >= timedelta(hours=1) else "an hour"


@never_cache
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody would change, and where that stands."""
    return page_of(request, access.suggestion_to_read(request, pk))


def page_of(
    request: HttpRequest, one: Suggestion, *, status: int = 200, **forms: Form
) -> HttpResponse:
    """The page of one suggestion; `forms` are those with something wrong in them."""
    may_decide = one.is_waiting and access.may_decide_now(request.user, one)
    is_author = access.is_author(request, one)
    context = {
        "suggestion": one,
        "entry": one.entry,
        "section": one.sort.plural,
        "may_decide": may_decide,
        "is_author": is_author,
        "key": request.GET.get("key", ""),
        "may_appeal": is_author and access.may_appeal(one),
        "accept": AcceptForm(),
        "send_back": ReturnForm(),
        "later": one.later.order_by("-id").first(),
        **forms,
        **_what_would_change(one, may_decide=may_decide),
    }
    if one.is_waiting:
        context |= {
            "sent": _sent_from(one) if is_author else "",
            "place": suggestions.place(one),
            "usual": _in_words(suggestions.usual_wait()),
        }
    if is_author and one.is_returned and not context["later"] and _may_send_again(request, one):
        where = f"again/{one.pk}"
        opened = draft_to_open(request, one.sort, one.entry, where)
        to = _to(request, one, "again")
        context |= desk_context(desk_with(one, to=to, where=where, opened=opened))
    return render(request, "practices/suggestions/suggestion.html", context, status=status)


def _sent_from(one: Suggestion) -> str:
    """The addresses of the forms it may have come from: what a browser kept of them may go."""
    forms = [one.entry.url_of("suggest")] if one.entry else []
    forms += [f"{one.earlier.get_absolute_url()}again/"] if one.earlier else []
    return " ".join(forms)


def _what_would_change(one: Suggestion, *, may_decide: bool) -> dict[str, Any]:
    """The comparison: for who decides, with the entry as it stands; else with what it began from.

    Every version was sanitized when it was stored, and a suggestion when it came in.
    """
    would_be = suggestions.outcome(one) if may_decide else None
    if one.is_new or one.entry is None:
        version = suggestions.as_written(one)
        facts = history.fact_changes(Entry(kind=one.kind), version)
        return {"new": version, "facts": facts}
    began = suggestions.began_from(one)
    old: Any = began or one.entry
    new = suggestions.as_written(one)
    if would_be and not would_be.clashes:
        old, new = one.entry, would_be.version
    return {
        "began": began,
        "clashes": bool(would_be and would_be.clashes),
        "moved_on": bool(one.written_for_id) or one.entry.revision != one.base,
        "summary": history.sum_up(old, new) or "Nothing would change any more",
        "running": mark_safe(prose.running_html(prose.compare(old.body, new.body))),
        "facts": history.fact_changes(old, new),
    }


def _may_send_again(request: HttpRequest, one: Suggestion) -> bool:
    """Whether there still is something that it could change."""
    if one.entry is None:
        return True
    visible = Entry.objects.filter(pk=one.entry.pk).visible_to(request.user)
    return visible.exists() and one.entry.status != Status.DELETED


def _to(request: HttpRequest, one: Suggestion, verb: str) -> str:
    """The address of a verb, for an author without an account with their key."""
    url = f"{one.get_absolute_url()}{verb}/"
    key = request.GET.get("key", "")
    return f"{url}?key={key}" if one.opens_with(key) else url


def desk_context(desk: Desk) -> dict[str, Any]:
    """What a page with a desk on it needs."""
    return {"desk": desk, "form": desk.form, "added": desk.added, "kind": desk.kind}


def desk_with(one: Suggestion, **more: Any) -> Desk:
    """A desk with the suggestion on it, brought together with the entry as it stands."""
    would_be = suggestions.outcome(one)
    more = {"reason": one.reason, **more}
    if one.is_new:
        fields = shown_in_form(one.sort, would_be.version)
        return Desk(one.sort, waits=more.pop("waits", "first"), **more, **fields)
    more.setdefault("waits", "suggested")
    return Desk(one.sort, entry=would_be.version, base=would_be.base, whole=True, **more)


@nothing_lost
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a suggestion again that was returned, mended."""
    one = access.own_suggestion(request, pk)
    later = one.later.order_by("-id").first()
    if request.method != "POST" or not one.is_returned or not _may_send_again(request, one):
        return redirect(one.authors_url)
    if later is not None:
        return see(later.authors_url)
    waits = "first" if one.is_new else "suggested"
    to = _to(request, one, "again")
    desk = Desk(one.sort, request.POST, entry=one.entry, to=to, where=f"again/{pk}", waits=waits)
    return sent_or_asked(request, desk, earlier=one)


def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that somebody else look again at what was returned."""
    one = access.suggestion_to_appeal(request, pk)
    form = AppealForm(posted(request))
    if form.is_valid():
        by = request.user if request.user.is_authenticated else None
        # Where it was sent twice, its page says that it waits again.
        with suppress(actions.AlreadyDecided):
            actions.appeal_suggestion(one, by=by, words=form.cleaned_data["words"])
        return see(one.authors_url)
    context = {"suggestion": one, "form": form, "back": one.authors_url}
    status = 422 if form.is_bound else 200
    return render(request, "practices/suggestions/appeal.html", context, status=status)


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own suggestion back."""
    one = access.own_suggestion(request, pk)
    if request.method == "POST":
        # Where somebody decided it meanwhile, its page says so.
        with suppress(actions.AlreadyDecided):
            actions.take_back(one)
    return see(one.authors_url)
