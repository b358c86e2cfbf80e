"""Links inside texts: what leads to an entry, what is wanted, and what is broken."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from practices import access, connections, kinds, linked, search
from practices.models import Entry

PER_PAGE = 50
MOST_BROKEN = 200


def linked_here(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Everything that leads to an entry: texts that name it, and the links people made."""
    entry = access.entry_to_read(request, plural, slug)
    texts = linked.texts_leading_to(entry, request.user)
    context = {
        "entry": entry,
        "page": Paginator(texts, PER_PAGE).get_page(request.GET.get("page")),
        "incoming": connections.links_of(entry, request.user)[1],
    }
    return render(request, "practices/linked.html", context)


def wanted(request: HttpRequest) -> HttpResponse:
    """With a `title`: the invitation to write it, or the way to it once it is written.

    Without one: everything that is wanted, and what is broken.
    """
    title = " ".join(search.readable(request.GET.get("title", "")).split())[:200]
    return _title(request, title) if title else _all(request)


def _title(request: HttpRequest, title: str) -> HttpResponse:
    for pk in linked.entries_named([title]).values():
        return redirect(Entry.objects.get(pk=pk))
    context = {
        "title": title,
        "askers": linked.askers_of(title, request.user)[:PER_PAGE],
        "makeable": [kind for kind in kinds.KINDS if _may_start(request, kind)],
    }
    return render(request, "practices/wanted_title.html", context)


def _may_start(request: HttpRequest, kind: kinds.Kind) -> bool:
    """Whether to offer it: to everyone who may, and to whoever might once they sign in."""
    if request.user.is_authenticated:
        return access.may_make(request.user, kind)
    return not kind.begins_as_draft


def _all(request: HttpRequest) -> HttpResponse:
    user = request.user
    rows = linked.wanted_titles(user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    is_steward = user.is_authenticated and user.is_steward
    context = {
        "page": page,
        "wanted": linked.with_askers(page.object_list, user),
        "broken": linked.broken_links(user)[:MOST_BROKEN],
        "outside": linked.broken_outside(user) if is_steward else [],
        "is_steward": is_steward,
    }
    return render(request, "practices/wanted.html", context)
