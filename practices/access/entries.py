"""Entries at their addresses, and what may be done with each."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import ResolverMatch, reverse

from practices import kinds
from practices.access.ending import Gone, Moved, allowed
from practices.access.people import person, steward
from practices.access.rules import (
    may_care,
    may_confirm,
    may_delete,
    may_edit,
    may_make,
    may_show_or_hide,
    may_take_on,
    writes_directly,
)
from practices.kinds import Kind
from practices.models import Entry, OldSlug, Status


def kind_to_read(plural: str) -> Kind:
    """The kind an address names."""
    return kinds.BY_PLURAL[plural]


def kind_to_make(request: HttpRequest, plural: str) -> Kind:
    """The kind an address names, if this person may start one."""
    kind = kinds.BY_PLURAL[plural]
    return allowed(kind, may_make(person(request), kind))


def entry_to_read(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may see it."""
    kind = kinds.BY_PLURAL[plural]
    entry = Entry.objects.at(kind.name, slug)
    if entry is None:
        raise _moved(request, kind, slug)
    return seen(request, entry)


def entry_by_id(request: HttpRequest, pk: int) -> Entry:
    """The entry with this number, if this person may see it."""
    return seen(request, get_object_or_404(Entry, pk=pk))


def seen(request: HttpRequest, entry: Entry) -> Entry:
    """The entry, if this person may see it, where it stands now."""
    user = request.user
    if entry.merged_into is not None:
        if _match(request).view_name not in OF_A_MERGED_ENTRY:
            raise _merged(request, entry, entry.merged_into)
    elif entry.status == Status.DELETED:
        if not may_delete(user):
            raise Gone(entry)
    elif not entry.is_published and not Entry.objects.filter(pk=entry.pk).visible_to(user):
        raise Http404
    return entry


def _match(request: HttpRequest) -> ResolverMatch:
    """Which address was asked for."""
    match = request.resolver_match
    if match is None:
        raise Http404
    return match


OF_A_MERGED_ENTRY = {
    "entry-history",
    "entry-revision",
    "entry-pick",
    "entry-compare",
    "entry-undelete",
    "revision-by-id",
}
"""Its versions stay readable where they were; all else of it is now the other entry's."""


def _merged(request: HttpRequest, entry: Entry, into: Entry) -> Exception:
    if request.method not in ("GET", "HEAD"):
        return Gone(entry)  # what was written for one text would overwrite another
    match = _match(request)
    if "slug" not in match.kwargs:
        return Moved(reverse("entry-by-id", args=[into.pk]))
    return Moved(reverse(match.view_name, kwargs={**match.kwargs, "slug": into.slug}))


def _moved(request: HttpRequest, kind: Kind, slug: str) -> Exception:
    old = OldSlug.objects.filter(kind=kind.name, slug=slug).select_related("entry").first()
    if old is None:
        return Http404(f"There is no {kind.label.lower()} at this address.")
    match = _match(request)
    assert match is not None, "a view that asks for an entry was reached by an address"
    kept = {**match.kwargs, "slug": seen(request, old.entry).slug}
    query = request.META.get("QUERY_STRING", "")
    return Moved(reverse(match.view_name, kwargs=kept) + (f"?{query}" if query else ""))


def entry_to_edit(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may change it."""
    entry = entry_to_read(request, plural, slug)
    if entry.is_kept_from(person(request)):
        raise PermissionDenied(
            f"For now, {entry.get_protected_for_display()} alone change this page: "
            f"{entry.protected_reason}"
        )
    return allowed(entry, may_edit(person(request), entry))


FIRST_LOOKED_AT = (
    "What you do first is looked at before it shows. For now you can share new pages and improve "
    "the text of others; links and earlier versions come once that was accepted."
)


def entry_to_change(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may change it so that it shows at once."""
    return changed_at_once(request, entry_to_edit(request, plural, slug))


def changed_at_once[T](request: HttpRequest, thing: T) -> T:
    """The same thing, if what this person does shows at once."""
    if not writes_directly(request.user):
        raise PermissionDenied(FIRST_LOOKED_AT)
    return thing


def entry_to_show_or_hide(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may publish or withdraw it."""
    entry = entry_to_read(request, plural, slug)
    return allowed(entry, may_show_or_hide(person(request), entry))


def entry_to_steward(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, not deleted, if this person is a steward."""
    entry = entry_to_read(request, plural, slug)
    may = steward(request).is_steward and entry.status != Status.DELETED
    return allowed(entry, may)


def entry_to_care(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person looks after it, or is a steward."""
    entry = entry_to_read(request, plural, slug)
    return allowed(entry, may_care(person(request), entry))


def entry_to_confirm(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may say that it is still true."""
    entry = changed_at_once(request, _signed_in(request, plural, slug))
    return allowed(entry, may_confirm(request.user, entry))


def entry_to_take_on(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may look after it."""
    entry = changed_at_once(request, _signed_in(request, plural, slug))
    return allowed(entry, may_take_on(request.user, entry))


def _signed_in(request: HttpRequest, plural: str, slug: str) -> Entry:
    entry = entry_to_read(request, plural, slug)
    person(request)
    return entry


def entry_to_delete(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may delete it or bring it back."""
    entry = entry_to_read(request, plural, slug)
    return allowed(entry, may_delete(person(request)))
