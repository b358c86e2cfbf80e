"""The API as a whole: its doors, and how it says what went wrong."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Swagger
from ninja.errors import HttpError

from practices import access, actions, data, history, kinds, prose
from practices import changes as recent
from practices.api import discussion, entries, files, links
from practices.api.auth import reader
from practices.changes import Asked
from practices.models import Entry, Term, Theme

CHANGES = 50

api = NinjaAPI(
    title=settings.SITE_NAME,
    version="1",
    description="Everything a page shows. Reading takes no key; writing takes a token.",
    auth=reader,
    docs=Swagger(settings={"persistAuthorization": False}),
    docs_url="/docs",
    urls_namespace="api",
)
api.add_router("/entries", entries.router)
api.add_router("", links.router)
api.add_router("", discussion.router)
api.add_router("", files.router)


@api.get("/themes/", tags=["Library"], summary="All themes")
def themes(request: HttpRequest) -> dict[str, Any]:
    """Each with how many entries the asker may see, and the other words for it."""
    visible = Q(tagged__content_object__in=Entry.objects.visible_to(request.user).values("pk"))
    counted = Theme.objects.annotate(entries=Count("tagged", filter=visible)).filter(entries__gt=0)
    words = Prefetch("words", Theme.objects.filter(only_leads=False))
    results = [
        {
            "name": theme.name,
            "slug": theme.slug,
            "entries": theme.entries,
            "words": [word.name for word in theme.words.all()],
        }
        for theme in counted.prefetch_related(words)
    ]
    return {"results": results}


@api.get("/vocabularies/", tags=["Library"], summary="Groups, outcomes, and the kinds' facts")
def vocabularies(request: HttpRequest) -> dict[str, Any]:
    """The words that facts may be chosen from."""
    terms: dict[str, Any] = {"group": [], "outcome": []}
    for term in Term.objects.all():
        terms[term.facet].append({"slug": term.slug, "name": term.name})
    choices = {fact.name: dict(fact.choices) for fact in kinds.FACTS if fact.choices}
    facts = {kind.name: list(kind.facts) for kind in kinds.KINDS}
    return {"groups": terms["group"], "outcomes": terms["outcome"], "facts": facts, **choices}


@api.get("/changes/", tags=["Library"], summary="Recent changes, newest first")
def changes(
    request: HttpRequest,
    kind: str = "",
    theme: str = "",
    person: str = "",
    size: str = "",
    new: bool = False,
    unreviewed: bool = False,
    before: int | None = Query(None, ge=1),
) -> dict[str, Any]:
    """Fifty at a time; go on with `before` = the last `change` seen.

    `theme` is a slug, `person` a username, `size` is small or large, `new` gives entries that were
    not there before. `unreviewed` is for convenors and stewards.
    """
    if unreviewed and not access.may_review(request.user):
        raise HttpError(403, "Convenors and stewards look through what others change.")
    words = {"kind": kind, "theme": theme, "person": person, "size": size}
    asked = replace(Asked.of(words), new=new, unreviewed=unreviewed, before=before)
    rows = recent.found(asked, request.user)[:CHANGES]
    found = [{"change": line.history_id, **data.version(line)} for line in history.lines(rows)]
    return {"results": found}


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    by_field = getattr(problem, "error_dict", None)
    said = problem.message_dict if by_field else {"entry": problem.messages}
    return api.create_response(request, {"detail": said}, status=422)


@api.exception_handler(prose.ProseError)
def unreadable(request: HttpRequest, problem: prose.ProseError) -> HttpResponse:
    return api.create_response(request, {"detail": {"entry": [str(problem)]}}, status=422)


@api.exception_handler(actions.TooQuick)
def too_quick(request: HttpRequest, problem: actions.TooQuick) -> HttpResponse:
    response = api.create_response(request, {"detail": str(problem)}, status=429)
    response["Retry-After"] = str(problem.wait)
    return response


@api.exception_handler(actions.Conflict)
def conflict(request: HttpRequest, problem: actions.Conflict) -> HttpResponse:
    """Both texts: the entry as it stands, and what could not be brought together with it."""
    merged = problem.merged
    clashes = {
        clash.name: {"was": clash.base, "yours": clash.mine, "theirs": clash.theirs}
        for clash in (merged.clashes if merged else ())
    }
    said = {"detail": str(problem), "entry": data.in_full(problem.entry), "clashes": clashes}
    # A precondition the sender named is not met (RFC 9110, 13.1.1); otherwise it is a conflict.
    status = 412 if "If-Match" in request.headers else 409
    return api.create_response(request, said, status=status)
