"""What people say to one another: making it fit to be kept, and how much one may say in an hour."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from practices import prose
from practices.models import Person

LONGEST_WORDS = 10_000
"""Characters; about three pages. What is longer wants to be an entry."""
AGAIN = timedelta(minutes=5)
"""The same words in the same place within this time are one saying, sent twice."""
HOUR = timedelta(hours=1)

ELSEWHERE = re.compile(r"(?:https?://|www\.)[^\s\"'<>]+", re.IGNORECASE)


class TooQuick(Exception):
    """Somebody has said as much as one person may in an hour. `wait`: seconds until they may."""

    def __init__(self, wait: int) -> None:
        minutes = max(1, round(wait / 60))
        super().__init__(
            f"That is {settings.COMMENTS_AN_HOUR} in an hour, which is as much as one person may"
            f" say. In {minutes} minute{'' if minutes == 1 else 's'} you can send this again."
        )
        self.wait = wait


def as_said(text: str) -> str:
    """Plain text as the HTML in which it is kept. Raises ValidationError."""
    if len(text) > LONGEST_WORDS:
        said = f"This is too long: it has {len(text):,} characters, and {LONGEST_WORDS:,} fit."
        raise ValidationError({"body": said})
    try:
        html = prose.spoken(text)
    except prose.ProseError as problem:
        raise ValidationError({"body": str(problem)}) from problem
    if not prose.plain(html).strip():
        raise ValidationError({"body": "Please write something here."})
    return html


def limit_links(text: str, by: Person) -> None:
    """So that nobody advertises here before anybody knows them. Raises ValidationError."""
    count = 0 if by.writes_directly else len(set(ELSEWHERE.findall(text)))
    if count > settings.LINKS_FROM_STRANGERS:
        raise ValidationError(
            {
                "body": f"This has {count} links to other sites. Until we know each other it can"
                f" have {settings.LINKS_FROM_STRANGERS}: leave out those that matter least."
            }
        )


def check_pace(said: QuerySet, now: datetime) -> None:
    """Raise TooQuick where somebody has said so much, of which `said` is all, in the last hour."""
    lately = said.filter(created__gt=now - HOUR).order_by("-created")
    latest = list(lately.values_list("created", flat=True)[: settings.COMMENTS_AN_HOUR])
    if len(latest) >= settings.COMMENTS_AN_HOUR:
        raise TooQuick(int((latest[-1] + HOUR - now).total_seconds()) + 1)
