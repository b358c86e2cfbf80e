"""Links of an entry, and what people say of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from practices import access, actions, connections
from practices.forms import LinkForm, RatingForm
from practices.models import Entry, Link, Rating
from practices.views.answers import posted, reason_sent, see


def links(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """The links of an entry both ways; a POST adds one."""
    entry = access.entry_to_read(request, plural, slug)
    if request.method == "POST":
        entry = access.entry_to_change(request, plural, slug)
    visible = Entry.objects.visible_to(request.user)
    initial = {"anchor": request.GET.get("point", "")}
    form = LinkForm(entry, visible, posted(request), initial=initial)
    if form.is_valid() and _link(request, entry, form):
        return see(entry.url_of("links"))
    outgoing, incoming = connections.links_of(entry, request.user)
    context = {
        "entry": entry,
        "form": form,
        "outgoing": outgoing,
        "incoming": incoming,
        "may_edit": access.may_change(request.user, entry),
    }
    return render(request, "practices/links.html", context, status=422 if form.is_bound else 200)


def _link(request: HttpRequest, entry: Entry, form: LinkForm) -> bool:
    try:
        actions.link(entry, by=access.person(request), **form.cleaned_data)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return False
    messages.success(request, "Linked. Thank you.")
    return True


def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link away. GET asks, POST does."""
    link = _link_to_see(request, pk)
    if not access.may_change(access.person(request), link.source):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "practices/unlink.html", {"link": link})
    actions.unlink(link, by=access.person(request), reason=reason_sent(request))
    messages.success(request, "The link is taken away. Earlier versions still show it.")
    return see(link.source.url_of("links"))


def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how strongly a link holds, or change what one said."""
    by = access.person(request)
    link = _link_to_see(request, pk)
    mine = Rating.objects.filter(link=link, person=by).first()
    form = RatingForm(posted(request), initial=_initial(link, mine))
    is_own = link.by_id == by.pk
    if form.is_valid() and not is_own and _rate(request, link, form):
        return see(link.source)
    context = {"link": link, "form": form, "mine": mine, "is_own": is_own}
    status = 403 if is_own and form.is_bound else 422 if form.is_bound else 200
    return render(request, "practices/rate.html", context, status=status)


def _initial(link: Link, mine: Rating | None) -> dict[str, object]:
    said = {"ground": mine.ground, "reason": mine.reason, "strength": mine.strength} if mine else {}
    return {**said, "revision": link.source.revision}


def _rate(request: HttpRequest, link: Link, form: RatingForm) -> bool:
    try:
        actions.rate(link, by=access.person(request), **form.cleaned_data)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return False
    messages.success(request, "Thank you. What you said stands beside the link.")
    return True


def withdraw_rating(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one said of a link. GET leads to where one can, POST does."""
    by = access.person(request)
    link = _link_to_see(request, pk)
    if request.method != "POST":
        return redirect("rate", link.pk)
    actions.withdraw_rating(link, by=by)
    messages.success(request, "Taken back.")
    return see(link.source)


def _link_to_see(request: HttpRequest, pk: int) -> Link:
    """A standing link, if the person may see both its ends."""
    links = Link.objects.standing().select_related("source", "target")
    link = get_object_or_404(links, pk=pk)
    visible = Entry.objects.visible_to(request.user)
    if visible.filter(pk__in=[link.source_id, link.target_id]).count() != 2:
        raise Http404
    return link
