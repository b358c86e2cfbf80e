"""Following, what one was told, and ending letters with one click."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from practices import access, actions, history, notices
from practices import following as followed
from practices.forms.following import FollowForm, LevelForm
from practices.models import CARE, Follow, Level, Notice
from practices.numbers import whole
from practices.views.answers import see

PER_PAGE = 30


@never_cache
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow what a page shows, and go back to that page."""
    by = access.person(request)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _list(request, status=422)
    sent = form.cleaned_data
    level = sent["level"] or Level.WEEKLY
    try:
        made = actions.follow(sent["what"], sent["key"], by=by, level=level)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return _list(request, status=422)
    shown = followed.followed(made.what, made.key, by)
    messages.success(request, _said(made))
    return see(shown.url if shown and shown.url else "following")


def _said(made: Follow) -> str:
    often = {
        Level.EACH: "You will have a letter about each change.",
        Level.DAILY: "Once a day there is a letter, if there is something to tell.",
        Level.WEEKLY: "Once a week there is a letter, if there is something to tell.",
        Level.NONE: "It is shown among your notices, and there are no letters.",
    }
    return f"You follow this now. {often[Level(made.level)]}"


@never_cache
def following(request: HttpRequest) -> HttpResponse:
    """What one follows, and how often there are letters about it."""
    access.person(request)
    return _list(request)


def _list(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    person = access.person(request)
    page = Paginator(followed.all_of(person), PER_PAGE).get_page(request.GET.get("page"))
    shown = followed.shown([(one.what, one.key) for one in page], person)
    context = {
        "page": page,
        "follows": [(one, shown.get((one.what, one.key))) for one in page],
        "levels": followed.level_names(),
    }
    return render(request, "practices/following/following.html", context, status=status)


@never_cache
@require_POST
def level(request: HttpRequest, pk: int) -> HttpResponse:
    """Have letters about something more often, less often, or not at all."""
    mine = access.follow_of_mine(request, pk)
    form = LevelForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose how often there may be a letter.")
        return _list(request, status=422)
    actions.set_level(mine, level=form.cleaned_data["level"])
    messages.success(request, "Kept.")
    return see("following")


@never_cache
@require_POST
def unfollow(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop following something, and go back to where it is, or to the list."""
    mine = access.follow_of_mine(request, pk)
    shown = followed.followed(mine.what, mine.key, request.user)
    actions.unfollow(mine)
    messages.success(request, "You no longer follow this.")
    here = request.POST.get("back") == "there"
    return see(shown.url if here and shown and shown.url else "following")


@never_cache
def told(request: HttpRequest) -> HttpResponse:
    """What one was told, newest first."""
    person = access.person(request)
    mine = followed.notices_of(person).select_related(
        "entry", "by", "follow", "comment__author", "comment__parent", "private_note"
    )
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    newest = Notice.objects.filter(person=person).order_by("-id").values_list("pk", flat=True)
    context = {
        "page": page,
        "told": [(notice, _sum(notice)) for notice in page],
        "unseen": followed.unseen(person),
        "newest": newest.first() or 0,
    }
    return render(request, "practices/following/notices.html", context)


def _sum(notice: Notice) -> str:
    """What is said of a notice in the list, in one line."""
    if notice.comment:
        return notice.comment.opening
    if notice.private_note:
        return notice.private_note.opening
    if notice.event in CARE:
        return ""
    if not notice.base:
        return notice.entry.summary
    row = history.readable(notice.entry, notice.person).filter(revision=notice.revision).first()
    return (row.history_change_reason or row.change_summary) if row else ""


@never_cache
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Note that one has seen what stood on the page."""
    person = access.person(request)
    until = whole(request.POST.get("until", ""), digits=17)
    if until is not None:
        actions.mark_seen(person, until=until)
    return see("notices")


@csrf_exempt  # Mail programs post here too, without ever having seen a page: the token is proof.
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End letters, without signing in: GET asks, POST does."""
    try:
        stop = notices.named_by(token)
    except notices.WrongToken:
        raise Http404 from None
    done = request.method == "POST"
    if done:
        actions.stop_letters(stop.person, follow=stop.follow, level=stop.level)
    context = {"stop": stop, "done": done}
    return render(request, "practices/following/unsubscribe.html", context)
