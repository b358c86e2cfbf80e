"""Looking after an entry: who does, and whether it is still true."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from practices import access, actions, caring
from practices.forms import CareForm
from practices.models import Entry
from practices.numbers import whole
from practices.views.answers import posted, see

PER_PAGE = 30


def still_true(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Who found it still true, and what to do where it is not. POST says that it is."""
    if request.method == "POST":
        return _confirm(request, access.entry_to_confirm(request, plural, slug))
    entry, user = access.entry_to_read(request, plural, slug), request.user
    page = Paginator(caring.confirmations_of(entry), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "entry": entry,
        "page": page,
        "care": caring.care_of(entry, user),
        "may_confirm": access.may_confirm(user, entry),
        "may_edit": access.may_edit(user, entry),
    }
    return render(request, "practices/caring/still_true.html", context)


def _confirm(request: HttpRequest, entry: Entry) -> HttpResponse:
    read = whole(request.POST.get("revision", ""))
    actions.confirm(entry, by=access.person(request), revision=read)
    messages.success(request, "Thank you. The page says so now, with your name and the day.")
    return see(entry)


def care(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Say who looks after it, and when it is looked at again."""
    entry = access.entry_to_care(request, plural, slug)
    by = access.person(request)
    form = CareForm(entry, by, posted(request))
    if form.is_valid() and _entrusted(request, entry, form):
        return see(entry)
    status = 422 if form.is_bound else 200
    context = {"entry": entry, "form": form, "is_keeper": entry.is_kept_by(by)}
    return render(request, "practices/caring/care.html", context, status=status)


def _entrusted(request: HttpRequest, entry: Entry, form: CareForm) -> bool:
    try:
        actions.entrust(entry, by=access.person(request), **form.values())
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    messages.success(request, "Kept.")
    return True


def take_on(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Look after a page that nobody looks after. GET asks, POST does."""
    entry = access.entry_to_take_on(request, plural, slug)
    if request.method == "POST":
        if actions.take_on(entry, by=access.person(request)):
            messages.success(request, "Thank you. You look after this page now.")
        else:
            messages.info(request, "Somebody looks after this page already.")
        return see(entry)
    context = {"entry": entry, "care": caring.care_of(entry, request.user)}
    return render(request, "practices/caring/take_on.html", context)


@require_POST
def lay_down(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Look after it no more."""
    entry = access.entry_to_care(request, plural, slug)
    actions.lay_down(entry, by=access.person(request))
    messages.success(request, "It waits for somebody who looks after it. Thank you for doing so.")
    return see(entry)
