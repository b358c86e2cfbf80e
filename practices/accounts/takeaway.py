"""All that a person gave the library, as data to take away."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from practices import history
from practices.models import (
    Attachment,
    AuditLine,
    Comment,
    Confirmation,
    Draft,
    Entry,
    Follow,
    Link,
    Notice,
    Page,
    Person,
    PrivateNote,
    Rating,
    Report,
    SeenVersion,
    Suggestion,
)
from practices.reporting import concerning


def my_data(person: Person) -> dict[str, Any]:
    """Everything kept about a person, in the words of the model, ready to become JSON.

    Entries are those the person began; revisions are all the versions they made, of any entry,
    whole.
    """
    return {
        "site": settings.SITE_URL,
        "profile": _profile(person),
        "entries": [_entry(entry) for entry in person.entries.order_by("id")],
        "revisions": [_revision(row) for row in _revisions(person)],
        "looks_after": list(person.kept.order_by("id").values_list("pk", flat=True)),
        "looks_after_themes": [theme.slug for theme in person.themes_kept.order_by("slug")],
        "found_still_true": [_confirmation(one) for one in person.confirmations.order_by("id")],
        "has_looked_at": [_seen(one) for one in person.seen_versions.order_by("id")],
        "links": [_link(link) for link in person.links.order_by("id")],
        "keys": [{"name": key.name, "made": key.made} for key in person.tokens.order_by("id")],
        "drafts": [_draft(draft) for draft in Draft.objects.of(person).order_by("id")],
        "following": [_follow(follow) for follow in person.follows.order_by("id")],
        "ratings": [_rating(rating) for rating in person.ratings.order_by("id")],
        "comments": [_comment(comment) for comment in person.comments.order_by("id")],
        "private_notes": [_private_note(one) for one in person.private_notes.order_by("id")],
        "reports": [_report(one) for one in person.reports.order_by("id")],
        "appeals": [_appeal(one) for one in _appeals(person)],
        "decided_about_me": [_decided(one) for one in _about(person)],
        "pages": [_page(row) for row in _pages(person)],
        "notices": [_notice(one) for one in person.notices.order_by("id")],
        "deeds": [_deed(line) for line in AuditLine.objects.filter(who=person).order_by("id")],
        "files": [_file(file) for file in person.attachments.order_by("id")],
        "suggestions": [_suggestion(one) for one in person.suggestions.order_by("id")],
    }


def _private_note(one: PrivateNote) -> dict[str, Any]:
    """What the person wrote in private. What others wrote to them is those others' own."""
    names = ["id", "entry_id", "parent_id", "body", "created"]
    return {name.removesuffix("_id"): getattr(one, name) for name in names}


def _report(one: Report) -> dict[str, Any]:
    """What the person reported, and what came of it."""
    names = ["what", "number", "words", "made", "outcome", "reason", "decided", "answer", "heard"]
    return {"id": one.pk} | {name: getattr(one, name) for name in names}


def _appeals(person: Person) -> QuerySet[Report]:
    return Report.objects.filter(appealed_by=person).order_by("id")


def _appeal(one: Report) -> dict[str, Any]:
    """Where the person asked for a second look, and what came of that."""
    names = ["what", "number", "reason", "appeal", "appealed", "answer", "heard"]
    return {"report": one.pk} | {name: getattr(one, name) for name in names}


def _about(person: Person) -> QuerySet[Report]:
    """Reports that concern the person, as far as they are told of them."""
    return concerning(person).filter(about=person, decided__isnull=False).order_by("id")


def _decided(one: Report) -> dict[str, Any]:
    """A decision about something of the person's; who reported what stays with the reporter."""
    names = ["what", "number", "outcome", "reason", "decided", "answer", "heard"]
    return {"report": one.pk} | {name: getattr(one, name) for name in names}


def _pages(person: Person) -> QuerySet:
    return Page.history.filter(history_user=person).order_by("history_id")


def _page(row: Any) -> dict[str, Any]:
    """One of the site's own pages, as the person wrote it."""
    about = {"when": row.history_date, "reason": row.history_change_reason or ""}
    return {name: getattr(row, name) for name in ("slug", "title", "body")} | about


def _notice(one: Notice) -> dict[str, Any]:
    """What the person was told on the site; the words are those of the entry or comment."""
    names = ["event", "entry_id", "comment_id", "base", "revision", "created", "seen", "mailed"]
    return {name.removesuffix("_id"): getattr(one, name) for name in names}


def _deed(line: AuditLine) -> dict[str, Any]:
    """What the person did in looking after the library."""
    return {name: getattr(line, name) for name in ("when", "verb", "target", "number", "value")}


def _suggestion(one: Suggestion) -> dict[str, Any]:
    """What the person suggested, and what was answered."""
    names = ["id", "entry_id", "kind", "base", "fields", "reason", "status"]
    names += ["created", "decided", "answer", "revision", "earlier_id"]
    names += ["appeal", "appealed", "first_answer"]
    return {name.removesuffix("_id"): getattr(one, name) for name in names}


def _file(file: Attachment) -> dict[str, Any]:
    """A picture or file the person sent, and where it is."""
    names = ["id", "entry_id", "name", "alt", "size", "created", "removed", "removed_reason"]
    about = {name.removesuffix("_id"): getattr(file, name) for name in names}
    return about | {"url": settings.SITE_URL + file.address}


def _profile(person: Person) -> dict[str, Any]:
    names = ["name", "email", "username", "role", "about", "is_listed", "joined", "last_login"]
    addresses = EmailAddress.objects.filter(user=person).order_by("id")
    about = {name: getattr(person, name) for name in names}
    return about | {"addresses": list(addresses.values("email", "verified"))}


def _entry(entry: Entry) -> dict[str, Any]:
    about = ["id", "kind", "slug", "status", "revision", "created", "updated"]
    url = settings.SITE_URL + reverse("entry-by-id", args=[entry.pk])
    return {name: getattr(entry, name) for name in about} | history.version_of(entry) | {"url": url}


def _revisions(person: Person) -> QuerySet:
    return Entry.history.filter(history_user=person).order_by("history_id")


def _revision(row: Any) -> dict[str, Any]:
    return {
        "entry": row.id,
        "kind": row.kind,
        "revision": row.revision,
        "when": row.history_date,
        "reason": row.history_change_reason or "",
        **history.version_of(row),
        "links": row.links_record,
    }


def _link(link: Link) -> dict[str, Any]:
    names = ["id", "source_id", "anchor", "target_id", "stance", "why", "created", "removed"]
    return {name.removesuffix("_id"): getattr(link, name) for name in names}


def _rating(rating: Rating) -> dict[str, Any]:
    names = ["link_id", "strength", "ground", "reason", "revision", "created", "updated"]
    return {name.removesuffix("_id"): getattr(rating, name) for name in names}


def _draft(draft: Draft) -> dict[str, Any]:
    """What the person has written and not saved, as they typed it."""
    names = ["id", "kind", "entry_id", "where", "section", "base", "fields", "started", "updated"]
    return {name.removesuffix("_id"): getattr(draft, name) for name in names}


def _comment(comment: Comment) -> dict[str, Any]:
    """What the person said. They get their own words also where a steward has hidden them."""
    about = ["id", "entry_id", "anchor", "quoted"]
    words = ["body", "is_question", "created", "edited", "hidden_reason"]
    return {
        **{name.removesuffix("_id"): getattr(comment, name) for name in about},
        "answers": comment.parent_id,
        **{name: getattr(comment, name) for name in words},
    }


def _confirmation(one: Confirmation) -> dict[str, Any]:
    names = ["entry_id", "revision", "when"]
    return {name.removesuffix("_id"): getattr(one, name) for name in names}


def _seen(one: SeenVersion) -> dict[str, Any]:
    names = ["entry_id", "revision", "when"]
    return {name.removesuffix("_id"): getattr(one, name) for name in names}


def _follow(follow: Follow) -> dict[str, Any]:
    return {name: getattr(follow, name) for name in ("what", "key", "level", "created")}
