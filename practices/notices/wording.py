"""Letters in words, written in the moment they are sent: of what their reader may see then."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from practices import following, history, prose
from practices.models import Event, Follow, Letter, Level, Notice, What
from practices.notices.lettering import stop_of
from practices.notices.unsubscribing import address_to_stop

BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
MOST_ITEMS = 40
MOST_PIECES = {True: 12, False: 4}
"""Changed paragraphs shown of one entry: in a letter about it alone, and in one about many."""
WORDS = 80
ORDER = [Event.MENTIONED, Event.ANSWERED, Event.SAID, Event.NEW, Event.FOUND, Event.CHANGED]


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


def write(letter: Letter) -> EmailMultiAlternatives | None:
    """The letter as it goes out, or None where nothing in it may be said any more."""
    if letter.person is None:
        return EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to])
    if not letter.person.is_active:
        return None
    told = following.notices_of(letter.person).filter(letter=letter)
    related = ("entry", "follow", "by", "comment__author", "comment__parent")
    notices = [notice for notice in told.select_related(*related) if _is_wanted(notice)]
    notices.sort(key=lambda notice: (ORDER.index(Event(notice.event)), notice.created, notice.pk))
    alone = len(notices) == 1
    items = [item for one in notices[:MOST_ITEMS] if (item := _item(one, alone=alone))]
    if not items:
        return None
    return _message(letter, items, len(notices) - len(items), *stop_of(letter, notices))


def _is_wanted(notice: Notice) -> bool:
    """Whether its reader still wants letters about this."""
    return notice.follow is not None and notice.follow.level != Level.NONE


def _message(
    letter: Letter, items: list[Item], left: int, level: str, follow: Follow | None
) -> EmailMultiAlternatives:
    assert letter.person is not None, "only a letter to a person has items"
    stop = address_to_stop(letter.person, follow=follow, level=level)
    subject = _subject(letter, items, len(items) + left)
    context = {
        "items": items,
        "left": left,
        "person": letter.person,
        "heading": subject,
        "level": level,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "following_url": settings.SITE_URL + reverse("following"),
        "notices_url": settings.SITE_URL + reverse("notices"),
        "stop": stop,
        "about_one": follow is not None,
    }
    host = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    text = render_to_string("practices/mail/letter.txt", context)
    message = EmailMultiAlternatives(
        subject,
        BLANK_LINES.sub("\n\n", text).strip() + "\n",
        to=[letter.person.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            # The same if it has to be sent again, so that it is not shown twice.
            "Message-ID": f"<letter-{letter.pk}-{letter.made:%Y%m%d%H%M%S}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("practices/mail/letter.html", context), "text/html")
    return message


def _subject(letter: Letter, items: list[Item], count: int) -> str:
    if count == 1:
        only = items[0]
        said = f"{only.headline}: {only.title}" if only.event == Event.NEW else only.headline
    elif letter.level in (Level.DAILY, Level.WEEKLY):
        when = "day" if letter.level == Level.DAILY else "week"
        said = f"Your {when} at {settings.SITE_NAME}: {_counted(items, count)}"
    else:
        said = f"{settings.SITE_NAME}: {_counted(items, count)}"
    return " ".join(said.split())[:200]


def _counted(items: list[Item], count: int) -> str:
    new = sum(item.event in (Event.NEW, Event.FOUND) for item in items)
    changed = sum(item.event == Event.CHANGED for item in items)
    said = count - new - changed
    parts = [(new, "new"), (changed, "changed"), (said, "said")]
    return ", ".join(f"{number} {word}" for number, word in parts if number)


def _item(notice: Notice, *, alone: bool) -> Item | None:
    because = _because(notice)
    if notice.comment is not None:
        return _of_comment(notice, because)
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


def _of_new(notice: Notice, now: Any, because: str, words: int) -> Item:
    kind = notice.entry.sort.label
    by = f" by {notice.by.name}" if notice.by and not notice.by.is_system else ""
    found = notice.event == Event.FOUND
    headline = f"Found by your search: {kind.lower()}" if found else f"New {kind.lower()}{by}"
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
    who = notice.by.name if notice.by else "Somebody"
    pieces = _pieces(old, new)
    newly = notice.follow and notice.follow.what in (What.THEME, What.SERIES)
    verb = "added to what you follow" if newly else "changed"
    url = notice.entry.url_of("compare", notice.base, new.revision)
    return Item(
        notice.event,
        f"{who} {verb}: “{new.title}”" if not newly else f"“{new.title}” was {verb}",
        new.title,
        settings.SITE_URL + url,
        said=_sentence(history.sum_up(old, new) or new.change_summary),
        reason=_reasons(notice),
        pieces=pieces[:most],
        more=max(0, len(pieces) - most),
        because=because,
    )


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
    pieces = [Piece(fact.label, fact.was, fact.now) for fact in history.fact_changes(old, new)]
    for change in prose.compare(old.body, new.body).changes:
        if change.kind in ("same", "formatting"):
            continue
        was, now = _plain(change.old_html), _plain(change.new_html)
        label = {"added": "Added", "removed": "Taken out", "moved": "Moved"}.get(change.kind, "")
        # Blocks of a sanitized body, with the marks of the comparison added.
        pieces.append(Piece(label, was, now, mark_safe(_inline(change.html_running))))
    return pieces


def _plain(html: str | None) -> str:
    return prose.plain(html).strip() if html else ""


def _inline(html: str) -> str:
    """A block as it may stand in a letter: a list item needs a list around it."""
    return f"<ul>{html}</ul>" if html.startswith("<li") else html


def _because(notice: Notice) -> str:
    follow = notice.follow
    assert follow is not None, "what nobody follows is in no letter"
    if follow.what == What.ME:
        return "you take part in this conversation or are named in it"
    shown = following.followed(follow.what, follow.key, notice.person)
    words = {
        What.ENTRY: "you follow this entry",
        What.THEME: "you follow the theme {}",
        What.SERIES: "you follow the series {}",
        What.PERSON: "you follow what {} shares",
        What.SEARCH: "you follow the search {}",
    }[What(follow.what)]
    return words.format(shown.title if shown else "")
