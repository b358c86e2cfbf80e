"""Letters in words, written in the moment they are sent: of what their reader may see then."""

import re

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from practices import following
from practices.models import CARE, Event, Follow, Letter, Level, Notice
from practices.notices.items import Item, item_of
from practices.notices.lettering import stop_of
from practices.notices.unsubscribing import address_to_stop

BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
MOST_ITEMS = 40
ORDER = [
    Event.WRITTEN,
    Event.MENTIONED,
    Event.ANSWERED,
    Event.SAID,
    *CARE,
    Event.NEW,
    Event.FOUND,
    Event.CHANGED,
]


def write(letter: Letter) -> EmailMultiAlternatives | None:
    """The letter as it goes out, or None where nothing in it may be said any more."""
    if letter.person is None:
        return EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to])
    if not letter.person.is_active:
        return None
    told = following.notices_of(letter.person).filter(letter=letter)
    related = (
        "entry",
        "follow",
        "by",
        "comment__author",
        "comment__parent",
        "private_note__author",
    )
    notices = [notice for notice in told.select_related(*related) if _is_wanted(notice)]
    notices.sort(key=lambda notice: (ORDER.index(Event(notice.event)), notice.created, notice.pk))
    alone = len(notices) == 1
    items = [item for one in notices[:MOST_ITEMS] if (item := item_of(one, alone=alone))]
    if not items:
        return None
    events = [item.event for item in items] + [one.event for one in notices[MOST_ITEMS:]]
    return _message(letter, items, events, *stop_of(letter, notices))


def _is_wanted(notice: Notice) -> bool:
    """Whether its reader still wants letters about this."""
    return notice.follow is not None and notice.follow.level != Level.NONE


def _message(
    letter: Letter, items: list[Item], events: list[str], level: str, follow: Follow | None
) -> EmailMultiAlternatives:
    assert letter.person is not None, "only a letter to a person has items"
    stop = address_to_stop(letter.person, follow=follow, level=level)
    subject = _subject(letter, items[0], events)
    context = {
        "items": items,
        "left": len(events) - len(items),
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


def _subject(letter: Letter, first: Item, events: list[str]) -> str:
    if len(events) == 1:
        is_new = first.event in (Event.NEW, Event.FOUND)
        said = f"{first.headline}: {first.title}" if is_new else first.headline
    elif letter.level in (Level.DAILY, Level.WEEKLY):
        when = "day" if letter.level == Level.DAILY else "week"
        said = f"Your {when} at {settings.SITE_NAME}: {_counted(events)}"
    else:
        said = f"{settings.SITE_NAME}: {_counted(events)}"
    return " ".join(said.split())[:200]


def _counted(events: list[str]) -> str:
    new = sum(event in (Event.NEW, Event.FOUND) for event in events)
    changed = events.count(Event.CHANGED)
    care = sum(event in CARE for event in events)
    said = len(events) - new - changed - care
    parts = [(new, "new"), (changed, "changed"), (said, "said"), (care, "to look at")]
    return ", ".join(f"{number} {word}" for number, word in parts if number)
