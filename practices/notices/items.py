"""One thing a letter tells of, in words: from versions and comments its reader may see now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from practices import caring, following, history, prose
from practices.models import CARE, Event, Follow, Notice, PrivateNote, What

MOST_PIECES = {True: 12, False: 4}
"""Changed paragraphs shown of one entry: in a letter about it alone, and in one about many."""
WORDS = 80
LONGEST = 1500
"""Characters of one changed part in a plain letter."""
LABELS = {"changed": "Reworded", "added": "Added", "removed": "Taken out", "moved": "Moved"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One part that changed: what it is, its words before and now, and both in one as HTML."""

    label: str
    was: str
    now: str
    html: SafeString = field(default_factory=SafeString)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a letter tells of."""

    event: str
    headline: str
    title: str
    url: str
    said: str = ""
    reason: str = ""
    words: str = ""
    pieces: Sequence[Piece] = ()
    more: int = 0
    because: str = ""


def item_of(notice: Notice, *, alone: bool) -> Item | None:
    """What there is to say of a notice, or None where its reader may see none of it any more.

    `alone` in its letter, it is told at more length.
    """
    because = _because(notice)
    if notice.comment is not None:
        return _of_comment(notice, because)
    if notice.private_note is not None:
        return _of_private_note(notice, notice.private_note)
    if notice.event in CARE:
        return _of_care(notice, because)
    versions = history.readable(notice.entry, notice.person)
    now = versions.filter(revision__lte=notice.revision).first()
    before = versions.filter(revision=notice.base).first() if notice.base else None
    if now is None:
        return None
    if notice.event == Event.CHANGED and before is not None:
        return _of_change(notice, before, now, because, MOST_PIECES[alone])
    return _of_new(notice, now, because, WORDS * (3 if alone else 1))


def _of_comment(notice: Notice, because: str) -> Item:
    comment = notice.comment
    assert comment is not None, "asked of notices that have one"
    who = comment.author.name if comment.author else "Someone who has left"
    about = f"“{notice.entry.title}”"
    headline = {
        Event.MENTIONED: f"{who} named you about {about}",
        Event.ANSWERED: f"{who} answered about {about}",
        Event.SAID: f"{who} {'asked' if comment.is_question else 'said'} something about {about}",
    }[Event(notice.event)]
    url = settings.SITE_URL + comment.get_absolute_url()
    words = prose.plain(comment.body)
    return Item(notice.event, headline, notice.entry.title, url, words=words, because=because)


def _of_private_note(notice: Notice, note: PrivateNote) -> Item | None:
    mine = PrivateNote.objects.between(notice.person)
    if note.hidden or not mine.filter(pk=note.parent_id or note.pk).exists():
        return None
    who = note.author.name if note.author else "Someone who has left"
    return Item(
        notice.event,
        f"{who} wrote to you in private about “{notice.entry.title}”",
        notice.entry.title,
        settings.SITE_URL + note.get_absolute_url(),
        words=prose.plain(note.body),
        because="this was written to you",
    )


def _of_care(notice: Notice, because: str) -> Item | None:
    """What there is to do on a page that its reader looks after, while they do and it is."""
    entry = notice.entry
    if not _is_theirs(notice) or _is_over(notice):
        return None
    who = notice.by.name if notice.by else "Somebody"
    headline, said, path = {
        Event.DUE: (
            f"Is it still true? “{entry.title}”",
            "If it still holds, one click says so. If not, the same page says what to do.",
            entry.url_of("still-true"),
        ),
        Event.GIVEN: (
            f"{who} asks you to look after “{entry.title}”",
            "You can hand it on, or lay it down, at the foot of the page.",
            entry.get_absolute_url(),
        ),
        Event.SUGGESTED: (
            f"{who} suggests a change to “{entry.title}”",
            "It waits for you: accept it, change it, or return it with a reason.",
            reverse("desk"),
        ),
    }[Event(notice.event)]
    url = settings.SITE_URL + path
    return Item(notice.event, headline, entry.title, url, said=said, because=because)


def _is_theirs(notice: Notice) -> bool:
    if notice.entry.is_kept_by(notice.person):
        return True
    by_theme = notice.event == Event.SUGGESTED
    return by_theme and notice.person in caring.told_of_suggestions(notice.entry)


def _is_over(notice: Notice) -> bool:
    """Whether somebody has seen to it meanwhile."""
    if notice.event == Event.SUGGESTED:
        return not notice.entry.suggestions.waiting().exists()
    return notice.event == Event.DUE and not notice.entry.is_due


def _of_new(notice: Notice, now: Any, because: str, words: int) -> Item:
    kind = notice.entry.sort.label
    by = f" by {notice.by.name}" if notice.by and not notice.by.is_system else ""
    found = notice.event == Event.FOUND
    headline = f"Your search found a {kind.lower()}" if found else f"New {kind.lower()}{by}"
    themes = f"Themes: {', '.join(now.theme_names)}." if now.theme_names else ""
    said = [now.summary, prose.excerpt(now.body, words)]
    return Item(
        notice.event,
        headline,
        now.title,
        settings.SITE_URL + notice.entry.get_absolute_url(),
        said=themes,
        words="\n\n".join(part for part in said if part),
        because=because,
    )


def _of_change(notice: Notice, old: Any, new: Any, because: str, most: int) -> Item:
    pieces = _pieces(old, new)
    return Item(
        notice.event,
        _headline_of_change(notice, new.title),
        new.title,
        settings.SITE_URL + notice.entry.url_of("compare", notice.base, new.revision),
        said=_sentence(history.sum_up(old, new) or new.change_summary),
        reason=_reasons(notice),
        pieces=pieces[:most],
        more=max(0, len(pieces) - most),
        because=because,
    )


def _headline_of_change(notice: Notice, title: str) -> str:
    joined = {What.THEME: "now has the theme {}", What.SERIES: "now belongs to the series {}"}
    follow = notice.follow
    if follow and follow.what in joined:
        return f"“{title}” {joined[What(follow.what)].format(_title_of(follow, notice))}"
    return f"{notice.by.name if notice.by else 'Somebody'} changed: “{title}”"


def _title_of(follow: Follow, notice: Notice) -> str:
    shown = following.followed(follow.what, follow.key, notice.person)
    return shown.title if shown else ""


def _sentence(words: str) -> str:
    return f"{words}." if words and not words.endswith((".", "!", "?", "…")) else words


def _reasons(notice: Notice) -> str:
    """Why, in the words of whoever changed it, each reason once."""
    rows = history.readable(notice.entry, notice.person)
    theirs = rows.filter(
        revision__gt=notice.base, revision__lte=notice.revision, history_user=notice.by
    )
    given = theirs.order_by("revision").values_list("history_change_reason", flat=True)
    return " / ".join(dict.fromkeys(reason for reason in given if reason))


def _pieces(old: Any, new: Any) -> list[Piece]:
    """What differs, part by part: facts first, then the text in reading order."""
    facts = history.fact_changes(old, new)
    pieces = [Piece(fact.label, _cut(fact.was), _cut(fact.now)) for fact in facts]
    for change in prose.compare(old.body, new.body).changes:
        if change.kind in ("same", "formatting"):
            continue
        was, now = _plain(change.old_html), _plain(change.new_html)
        label = LABELS[change.kind]
        # Blocks of a sanitized body, with the marks of the comparison added.
        pieces.append(Piece(label, was, now, mark_safe(_inline(change.html_running))))
    return pieces


def _plain(html: str | None) -> str:
    return _cut(prose.plain(html).strip()) if html else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _inline(html: str) -> str:
    """A block as it may stand in a letter: a list item needs a list around it."""
    return f"<ul>{html}</ul>" if html.startswith("<li") else html


def _because(notice: Notice) -> str:
    follow = notice.follow
    assert follow is not None, "what nobody follows is in no letter"
    if follow.what == What.ME:
        return "you take part in this conversation or are named in it"
    if follow.what == What.KEPT:
        kept = notice.entry.is_kept_by(notice.person)
        return "you look after this page" if kept else "you look after a theme of this page"
    words = {
        What.ENTRY: "you follow this entry",
        What.THEME: "you follow the theme {}",
        What.SERIES: "you follow the series {}",
        What.PERSON: "you follow what {} shares",
        What.SEARCH: "you follow the search {}",
    }[What(follow.what)]
    return words.format(_title_of(follow, notice))
