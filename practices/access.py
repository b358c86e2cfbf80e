"""Who may do what: the first line of every view.

Each function returns the thing the request may have, or ends the request: 404 for what the
person may not see, 403 for what they may see but not do, the sign-in page where signing in
would help. `docs/access.md` has the same rules as one table, and a test holds them to it.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import ResolverMatch, reverse

from practices import kinds, reporting
from practices.kinds import Kind
from practices.models import (
    Comment,
    Draft,
    Entry,
    Follow,
    OldSlug,
    Person,
    Report,
    Status,
    Suggestion,
)

type User = Person | AnonymousUser


class MustSignIn(Exception):
    """Signing in would let this person on."""


class Moved(Exception):
    """The entry has another address now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class Gone(Exception):
    """The entry was deleted."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(str(entry))
        self.entry = entry


# Rules: may this person do this? ----------------------------------------------------------


def may_make(user: User, kind: Kind) -> bool:
    """Whether this person may start an entry of this kind."""
    return user.is_authenticated and user.role in kind.makers


def may_edit(user: User, entry: Entry) -> bool:
    """Whether this person, who can see the entry, may change it."""
    if not may_make(user, entry.sort) or entry.status == Status.DELETED:
        return False
    return not entry.is_kept_from(user)


def writes_directly(user: User) -> bool:
    """Whether what this person writes shows at once: the first contributions are looked at."""
    return user.is_authenticated and user.writes_directly


def may_change(user: User, entry: Entry) -> bool:
    """Whether this person may change the entry, who can see it, and the change shows at once."""
    return may_edit(user, entry) and writes_directly(user)


def may_suggest(user: User, entry: Entry) -> bool:
    """Whether this person, who can see the entry, may suggest a change to it: anybody may."""
    return entry.status != Status.DELETED


def may_decide(user: User, suggestion: Suggestion) -> bool:
    """Whether this person may accept a suggestion or return it."""
    return Suggestion.objects.decidable_by(user).filter(pk=suggestion.pk).exists()


def suggested(user: User, suggestion: Suggestion) -> bool:
    """Whether this person, signed in, is its author."""
    return user.is_authenticated and suggestion.person_id == user.pk


def is_author(request: HttpRequest, suggestion: Suggestion) -> bool:
    """Whether its author asks: signed in, or by the address mailed to who has no account."""
    if suggested(request.user, suggestion):
        return True
    return suggestion.opens_with(request.GET.get("key", ""))


def may_show_or_hide(user: User, entry: Entry) -> bool:
    """Whether this person may publish the entry or take it out of sight."""
    if not user.is_authenticated or entry.status == Status.DELETED:
        return False
    if user.is_steward or (entry.sort.begins_as_draft and user.is_convenor):
        return True
    return entry.status == Status.DRAFT and entry.created_by_id == user.pk


def may_delete(user: User) -> bool:
    """Whether this person may delete entries and bring them back."""
    return user.is_authenticated and user.is_steward


def may_speak(user: User, entry: Entry) -> bool:
    """Whether this person, who can see the entry, may talk about it."""
    return user.is_authenticated and entry.status != Status.DELETED


def may_answer(user: User, thread: Comment) -> bool:
    """Whether this person, who can see the entry, may answer in this conversation."""
    return may_speak(user, thread.entry) and not thread.hidden


def may_settle(user: User, thread: Comment) -> bool:
    """Whether this person may say that a conversation is settled, or take it up again."""
    return may_answer(user, thread) and (
        thread.author_id == user.pk or may_edit(user, thread.entry)
    )


def may_say_what_helped(user: User, question: Comment) -> bool:
    """Whether this person may mark the answer that helped: whoever asked, and stewards."""
    if not (user.is_authenticated and question.is_question and may_answer(user, question)):
        return False
    return question.author_id == user.pk or user.is_steward


def may_hide(user: User) -> bool:
    """Whether this person may hide what others say."""
    return user.is_authenticated and user.is_steward


# People -----------------------------------------------------------------------------------


def anyone(request: HttpRequest) -> User:
    """Whoever asks, signed in or not."""
    return request.user


def person(request: HttpRequest) -> Person:
    """The signed-in person."""
    if not request.user.is_authenticated:
        raise MustSignIn
    return request.user


def convenor(request: HttpRequest) -> Person:
    """The signed-in person, if they may do what convenors do."""
    asking = person(request)
    return _allowed(asking, asking.is_convenor)


def steward(request: HttpRequest) -> Person:
    """The signed-in person, if they are a steward."""
    asking = person(request)
    return _allowed(asking, asking.is_steward)


def may_see_person(user: Person | AnonymousUser, person: Person) -> bool:
    """Whether this person's page is open to this user."""
    if user.is_authenticated and (user.pk == person.pk or user.is_steward):
        return True
    return person.is_listed and person.is_active and not person.is_system


def person_to_see(request: HttpRequest, username: str) -> Person:
    """The person with this username, if they wish to be seen."""
    person = get_object_or_404(Person.objects.members(), username=username)
    if not may_see_person(request.user, person):
        raise Http404
    return person


def person_to_manage(request: HttpRequest, username: str) -> Person:
    """The person with this username, if a steward asks."""
    steward(request)
    return get_object_or_404(Person.objects.members(), username=username)


def _allowed[T](thing: T, allowed: bool) -> T:
    if not allowed:
        raise PermissionDenied
    return thing


# Entries ----------------------------------------------------------------------------------


def kind_to_read(plural: str) -> Kind:
    """The kind an address names."""
    return kinds.BY_PLURAL[plural]


def kind_to_make(request: HttpRequest, plural: str) -> Kind:
    """The kind an address names, if this person may start one."""
    kind = kinds.BY_PLURAL[plural]
    return _allowed(kind, may_make(person(request), kind))


def entry_to_read(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may see it."""
    kind = kinds.BY_PLURAL[plural]
    entry = Entry.objects.filter(kind=kind.name, slug=slug).first()
    if entry is None:
        raise _moved(request, kind, slug)
    return _seen(request, entry)


def entry_by_id(request: HttpRequest, pk: int) -> Entry:
    """The entry with this number, if this person may see it."""
    return _seen(request, get_object_or_404(Entry, pk=pk))


def _seen(request: HttpRequest, entry: Entry) -> Entry:
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
    kept = {**match.kwargs, "slug": _seen(request, old.entry).slug}
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
    return _allowed(entry, may_edit(person(request), entry))


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
    return _allowed(entry, may_show_or_hide(person(request), entry))


def entry_to_steward(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, not deleted, if this person is a steward."""
    entry = entry_to_read(request, plural, slug)
    may = steward(request).is_steward and entry.status != Status.DELETED
    return _allowed(entry, may)


def entry_to_delete(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may delete it or bring it back."""
    entry = entry_to_read(request, plural, slug)
    return _allowed(entry, may_delete(person(request)))


# Drafts -----------------------------------------------------------------------------------


def own_draft(request: HttpRequest, pk: int) -> Draft:
    """A draft of this person. Those of others are not there, for stewards either."""
    return get_object_or_404(Draft.objects.of(person(request)), pk=pk)


# Conversations ----------------------------------------------------------------------------


def entry_to_discuss(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if this person may talk about it."""
    entry = entry_to_read(request, plural, slug)
    return _allowed(entry, may_speak(person(request), entry))


def comment_to_read(request: HttpRequest, pk: int) -> Comment:
    """Something said, if this person may see the entry it was said about."""
    comments = Comment.objects.select_related("entry", "author", "resolved_by", "parent__author")
    comment = get_object_or_404(comments, pk=pk)
    _seen(request, comment.entry)
    if comment.parent:
        comment.parent.entry = comment.entry
    return comment


def comment_to_answer(request: HttpRequest, pk: int) -> Comment:
    """Something said, if this person may answer it."""
    comment = comment_to_read(request, pk)
    return _allowed(comment, may_answer(person(request), comment.parent or comment))


def words_to_edit(request: HttpRequest, pk: int) -> Comment:
    """Something this person said, and nobody has hidden."""
    comment = comment_to_read(request, pk)
    own = person(request).pk == comment.author_id
    return _allowed(comment, own and not comment.hidden and may_speak(request.user, comment.entry))


def thread_to_settle(request: HttpRequest, pk: int) -> Comment:
    """A conversation, if this person may settle it or take it up again."""
    thread = comment_to_read(request, pk)
    if thread.parent_id:
        raise Http404("Conversations are settled as a whole.")
    return _allowed(thread, may_settle(person(request), thread))


def answer_to_mark(request: HttpRequest, pk: int) -> Comment:
    """An answer to a question, if this person may say that it helped."""
    answer = comment_to_read(request, pk)
    if answer.parent is None or not answer.parent.is_question:
        raise Http404("Only an answer to a question can have helped.")
    return _allowed(answer, may_say_what_helped(person(request), answer.parent))


def comment_to_hide(request: HttpRequest, pk: int) -> Comment:
    """Something said, if this person may hide it or show it again."""
    comment = comment_to_read(request, pk)
    return _allowed(comment, may_hide(person(request)))


# Suggestions ------------------------------------------------------------------------------


def entry_to_suggest(request: HttpRequest, plural: str, slug: str) -> Entry:
    """The entry at an address, if a change to it can be suggested."""
    entry = entry_to_read(request, plural, slug)
    return _allowed(entry, may_suggest(request.user, entry))


def suggestion_to_read(request: HttpRequest, pk: int) -> Suggestion:
    """A suggestion, if this is its author or somebody who may decide it."""
    found = Suggestion.objects.select_related("entry", "person", "decided_by", "earlier")
    suggestion = get_object_or_404(found, pk=pk)
    if is_author(request, suggestion) or may_decide(request.user, suggestion):
        return suggestion
    person(request)
    raise Http404


def suggestion_to_decide(request: HttpRequest, pk: int) -> Suggestion:
    """A suggestion, if this person may accept or return it."""
    suggestion = suggestion_to_read(request, pk)
    return _allowed(suggestion, may_decide(request.user, suggestion))


def own_suggestion(request: HttpRequest, pk: int) -> Suggestion:
    """A suggestion, if its author asks."""
    suggestion = suggestion_to_read(request, pk)
    return _allowed(suggestion, is_author(request, suggestion))


# Following --------------------------------------------------------------------------------


def follow_of_mine(request: HttpRequest, pk: int) -> Follow:
    """Something this person follows."""
    return get_object_or_404(Follow, pk=pk, person=person(request))


# Reports ----------------------------------------------------------------------------------


def thing_to_report(request: HttpRequest, what: str) -> Any:
    """The entry, comment or person that `what` names, such as `entry:12`, if it may be seen."""
    name, _, number = what.partition(":")
    if name not in reporting.REPORTABLE or not (number.isascii() and number.isdigit()):
        raise Http404("There is nothing here to report.")
    pk = int(number[:18])
    if name == "entry":
        return entry_by_id(request, pk)
    if name == "comment":
        return comment_to_read(request, pk)
    return person_to_see(request, get_object_or_404(Person.objects.members(), pk=pk).username)


def report_to_see(request: HttpRequest, pk: int) -> Report:
    """A report, if it concerns this person, or they hold its key."""
    report = get_object_or_404(Report.objects.select_related("about", "by"), pk=pk)
    if reporting.may_see(request.user, report) or report.fits(request.GET.get("key", "")):
        return report
    person(request)
    raise Http404


def report_to_decide(request: HttpRequest, pk: int) -> Report:
    """A report, if this person may decide it, or could have."""
    steward(request)
    report = report_to_see(request, pk)
    return _allowed(report, report.about_id != person(request).pk)


def report_to_appeal(request: HttpRequest, pk: int) -> Report:
    """A report, if this person may ask for a second look at it."""
    asking = person(request)
    report = report_to_see(request, pk)
    return _allowed(report, bool(report.appealed) or reporting.may_appeal(asking, report))


def report_to_hear(request: HttpRequest, pk: int) -> Report:
    """A report, if this person is a steward with no part in it, and a second look is due."""
    asking = steward(request)
    report = report_to_see(request, pk)
    return _allowed(report, bool(report.heard) or reporting.may_hear(asking, report))
