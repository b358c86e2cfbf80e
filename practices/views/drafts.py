"""My drafts: the list, one of them, keeping what is being typed, and who else is writing."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from practices import access, actions
from practices.models import Draft, Presence
from practices.views.answers import see
from practices.views.drafting import keep, kept_for_its_writer, own_ticket

log = logging.getLogger(__name__)

WRITING = ("entry-new", "entry-edit", "entry-suggest", "suggestion-change", "suggestion-again")


@never_cache
def drafts(request: HttpRequest) -> HttpResponse:
    """All that a person has written and not saved, the latest first."""
    mine = Draft.objects.of(access.person(request))
    context = {"drafts": list(mine), "most": actions.MOST_DRAFTS}
    return render(request, "practices/drafts/drafts.html", context)


@never_cache
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft, to read or to copy from, whatever became of the entry it is for."""
    context = {"draft": access.own_draft(request, pk)}
    return render(request, "practices/drafts/draft.html", context)


@never_cache
def throw(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away. A GET asks, since nothing brings it back."""
    draft = access.own_draft(request, pk)
    if request.method != "POST":
        return render(request, "practices/drafts/throw.html", {"draft": draft})
    actions.throw_away(draft)
    messages.success(request, "Thrown away.")
    return see("drafts")


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed. Answers a script: when it was kept, or why it was not."""
    by, ticket = access.person(request), own_ticket(request)
    try:
        draft = keep(request, ticket, by)
    except actions.TooManyDrafts as problem:
        return JsonResponse({"said": str(problem)}, status=409)
    except actions.DraftTooLarge as problem:
        return JsonResponse({"said": str(problem)}, status=413)
    except DatabaseError:
        log.exception("A draft could not be kept.")
        return JsonResponse({}, status=503)
    kept = timezone.localtime(draft.updated).strftime("%H:%M")
    answer = {"kept": kept, "url": draft.url, "number": draft.pk}
    return JsonResponse(answer | {"finished": draft.finished is not None})


@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """Note that this person is writing, and answer who else is."""
    by, ticket = access.person(request), own_ticket(request)
    if ticket.entry is None:
        raise Http404("Nobody else can be writing this yet.")
    entry = access.entry_by_id(request, ticket.entry)
    if not access.may_edit(by, entry):
        raise PermissionDenied
    actions.be_here(entry, by=by)
    others = Presence.others(entry, by, timezone.now())
    return render(request, "practices/writing/here.html", {"others": others})


def not_sure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the right token. What was written into it is kept for its writer."""
    match = request.resolver_match
    kept = kept_for_its_writer(request) if match and match.view_name in WRITING else None
    return kept or csrf_failure(request, reason=reason)
