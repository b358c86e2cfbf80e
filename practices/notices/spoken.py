"""From what is said about entries to notices for those it is said to."""

from datetime import datetime, timedelta

from django.conf import settings

from practices.actions import follow_of
from practices.models import Comment, Entry, Event, Follow, Level, Notice, Person, What

THREAD = 500
"""Answers of one conversation that are looked through for who takes part in it."""


def told_of(*, since: datetime) -> int:
    """Make notices of what was said since then. Gives how many are new.

    Whoever is named hears of it, then everyone who took part in the conversation, then those
    who follow the entry: each once, by the first that holds.
    """
    # Words can be mended for a while, and name somebody else then. What merely moved is not new.
    first = since - timedelta(minutes=settings.EDIT_WORDS_FOR)
    said = Comment.objects.filter(changed__gte=since, created__gte=first, hidden=None)
    said = said.select_related("entry", "parent").defer("entry__body").order_by("id")
    return sum(_tell(comment) for comment in said)


def _tell(comment: Comment) -> int:
    to = _addressed(comment)
    known = Notice.objects.filter(comment=comment).values_list("person_id", flat=True)
    open_to = Entry.objects.filter(pk=comment.entry_id)
    made = 0
    for person in Person.objects.members().filter(pk__in=set(to) - set(known), is_active=True):
        if not open_to.visible_to(person).exists():
            continue
        event, follow = to[person.pk]
        _, is_new = Notice.objects.get_or_create(
            person=person,
            comment=comment,
            defaults={
                "event": event,
                "entry_id": comment.entry_id,
                "by_id": comment.author_id,
                "follow": follow or follow_of(person, What.ME, level=Level.EACH),
                "revision": comment.entry.revision,
                "created": comment.created,
                "updated": comment.created,
            },
        )
        made += is_new
    return made


def _addressed(comment: Comment) -> dict[int, tuple[str, Follow | None]]:
    """Whom a comment concerns, by number: what to tell them, and on account of what follow."""
    entry = Follow.objects.filter(what=What.ENTRY, key=str(comment.entry_id))
    to: dict[int, tuple[str, Follow | None]] = {
        follow.person_id: (Event.SAID.value, follow)
        for follow in entry.filter(created__lte=comment.created)
    }
    if comment.parent:
        thread = comment.parent.answers.filter(pk__lt=comment.pk, hidden=None)
        spoke = set(thread.order_by("-id").values_list("author_id", flat=True)[:THREAD])
        for pk in {comment.parent.author_id, *spoke}:
            if pk is not None:
                to[pk] = Event.ANSWERED.value, None
    for pk in comment.mentions.values():
        to[pk] = Event.MENTIONED.value, None
    return {pk: told for pk, told in to.items() if pk != comment.author_id}
