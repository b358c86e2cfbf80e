"""Reading what is said about entries: conversations, and questions that wait for an answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from practices import kinds, prose
from practices.models import Comment, Entry, Person, Theme

SHOWN = 5
"""How many of the latest answers stand below a conversation in a list."""
QUOTED = 600
"""Characters of a point that a conversation keeps, to say what it was about."""
IN_A_LINE = (
    "parent",
    "body",
    "created",
    "author__name",
    "entry__kind",
    "entry__slug",
    "entry__title",
)
"""What a line in a list of questions shows; the long texts stay in the database."""


@dataclass(frozen=True, slots=True)
class Talk:
    """How much is said about an entry: open conversations, in all and by point."""

    url: str
    open: int
    by_point: Mapping[str, int]


def talk(entry: Entry) -> Talk:
    """What an entry's page says of its discussion."""
    counted = Comment.objects.open().filter(entry=entry).order_by().values_list("anchor")
    open_by_anchor = dict(counted.annotate(Count("pk")))
    by_point = {anchor: count for anchor, count in open_by_anchor.items() if anchor}
    return Talk(entry.url_of("discussion"), sum(open_by_anchor.values()), by_point)


def silence(entry: Entry) -> Talk:
    """What it says where nobody has spoken."""
    return Talk(entry.url_of("discussion"), 0, {})


def threads(entry: Entry, *, point: str = "", whole: bool = False) -> QuerySet[Comment]:
    """The conversations about an entry, or one point of it: open ones first, liveliest first.

    Each has `answer_count`, and the latest few of its answers as `latest`, newest first; with
    `whole` all of them as `answers`, oldest first.
    """
    spoken = Comment.objects.select_related("author")
    some = Prefetch("answers", spoken.order_by("-id")[:SHOWN], to_attr="latest")
    every = Prefetch("answers", spoken.order_by("id"))
    came_from = Prefetch("came_from", Entry.objects.published().in_brief())
    found = entry.comments.threads().select_related("author", "resolved_by")
    if point:
        found = found.filter(anchor=point)
    return (
        found.annotate(answer_count=Count("answers"))
        .prefetch_related(every if whole else some, came_from)
        .liveliest()
    )


def went_along(entry: Entry, viewer: Any) -> QuerySet[Entry]:
    """The entries that parts of this one became, with conversations about those parts.

    Each has `threads_gone`, how many there are.
    """
    went = Q(comments__came_from=entry, comments__parent=None)
    return (
        Entry.objects.visible_to(viewer)
        .filter(went)
        .annotate(threads_gone=Count("comments"))
        .in_brief()
        .by_title()
    )


def answers(thread: Comment) -> QuerySet[Comment]:
    """All answers to a conversation, oldest first."""
    return thread.answers.select_related("author").order_by("id")


def open_questions(viewer: Any, *, theme: str = "") -> QuerySet[Comment]:
    """The questions nobody has settled, on what the viewer may see, newest first.

    `theme` (a slug) narrows them to entries that have it.
    """
    found = Comment.objects.open().filter(is_question=True).visible_to(viewer)
    if theme:
        found = found.filter(Exists(Entry.objects.about(theme).filter(pk=OuterRef("entry"))))
    return found.select_related("entry", "author").only(*IN_A_LINE).order_by("-created", "-id")


def themes_asked_about(viewer: Any) -> QuerySet[Theme]:
    """The themes of the entries that open questions stand on, A to Z."""
    asked = Comment.objects.open().filter(is_question=True).visible_to(viewer)
    return Theme.objects.filter(tagged__content_object__in=asked.values("entry")).distinct()


def people_named(comments: Iterable[Comment]) -> dict[int, Person]:
    """Everybody whom these comments name, by number."""
    numbers = {pk for comment in comments for pk in comment.mentions.values()}
    return Person.objects.in_bulk(numbers) if numbers else {}


def points_of(entry: Entry) -> dict[str, str]:
    """The words of each point of an entry by its anchor, in reading order."""
    texts = (entry.body, *(getattr(entry, name) for name in kinds.LIST_FACTS))
    points = [block for html in texts if html for block in prose.blocks(html)]
    return {block.anchor: _quoted(block.text) for block in points if block.text}


def _quoted(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]} …"
