"""Following, and having seen what one was told."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from practices import following
from practices.models import Follow, Letter, Level, Notice, Person, Theme, ThemeChange, What

MOST_FOLLOWED = 500
"""Things one person may follow. Who wants more wants the feed of everything."""


@transaction.atomic
def follow(what: str, key: str, *, by: Person, level: str = Level.WEEKLY) -> Follow:
    """Follow something, or follow it at another level. Raises ValidationError.

    Nobody can follow what they may not see, or themselves.
    """
    if level not in Level.values:
        raise ValidationError({"level": "Choose how often there may be a letter."})
    if len(key) > 600 or following.followed(what, key, by) is None:
        raise ValidationError({"what": "There is nothing here that can be followed."})
    if what == What.PERSON and key == str(by.pk):
        raise ValidationError({"what": "What you do yourself you know already."})
    known = Follow.objects.filter(person=by, what=what, key=key).first()
    if known is None and Follow.objects.filter(person=by).count() >= MOST_FOLLOWED:
        raise ValidationError({"what": f"You follow {MOST_FOLLOWED} things: let go of one first."})
    # What a search finds by now is known to whoever asked.
    hits = following.hits(key) if what == What.SEARCH and known is None else []
    made, _ = Follow.objects.update_or_create(
        person=by,
        what=what,
        key=key,
        defaults={"level": level},
        create_defaults={"level": level, "known": hits},
    )
    return made


def follow_of(person: Person, what: str, *, level: str) -> Follow:
    """What decides how often somebody hears of such things: at this level, until they say."""
    return Follow.objects.get_or_create(
        person=person, what=what, key="", defaults={"level": level}
    )[0]


@transaction.atomic
def set_level(followed: Follow, *, level: str) -> Follow:
    """Have letters about something more often, less often, or not at all."""
    if level not in Level.values:
        raise ValidationError({"level": "Choose how often there may be a letter."})
    followed.level = level
    followed.save(update_fields=["level"])
    return followed


@transaction.atomic
def unfollow(followed: Follow) -> None:
    """Stop following something. What was told of it stays on the site."""
    followed.delete()


def follow_on(what: str, old: str, new: str) -> None:
    """Let those who followed one thing follow another that takes its place.

    Who follows both already keeps the level of the other. Must run inside a transaction.
    """
    theirs = Follow.objects.filter(what=what, key=old)
    both = Follow.objects.filter(what=what, key=new).values_list("person_id", flat=True)
    theirs.filter(person__in=list(both)).delete()
    theirs.update(key=new)


def follow_into(change: ThemeChange) -> None:
    """Let those who followed a theme that was merged follow the other. Inside a transaction.

    Who follows both keeps both: the first sleeps, and tells of nothing while it is no theme.
    """
    theirs = Follow.objects.filter(what=What.THEME, key=_slug(change.theme))
    both = Follow.objects.filter(what=What.THEME, key=_slug(change.into))
    theirs.exclude(person__in=list(both.values_list("person", flat=True))).update(
        key=_slug(change.into), moved_by=change
    )


def follow_back(change: ThemeChange) -> None:
    """Let those whom a merge brought to another theme, and who follow it still, return."""
    moved = Follow.objects.filter(moved_by=change)
    asleep = Follow.objects.filter(what=What.THEME, key=_slug(change.theme))
    moved.exclude(person__in=list(asleep.values_list("person", flat=True))).update(
        key=_slug(change.theme), moved_by=None
    )


def _slug(theme: Theme | None) -> str:
    return theme.slug if theme else ""


@transaction.atomic
def stop_letters(person: Person, *, follow: int | None = None, level: str = "") -> int:
    """No more letters about one thing, or about all that has this level. Gives how many.

    Everything stays followed on the site.
    """
    found = Follow.objects.filter(person=person)
    found = found.filter(pk=follow) if follow else found.filter(level=level)
    return found.update(level=Level.NONE)


@transaction.atomic
def mark_seen(person: Person, *, until: int) -> int:
    """Note that a person has seen their notices up to number `until`. Gives how many."""
    unseen = Notice.objects.filter(person=person, seen=None, pk__lte=until)
    return unseen.update(seen=timezone.now())


@transaction.atomic
def write_letter(key: str, *, to: str, subject: str, text: str) -> Letter:
    """Put a letter in the post. The same `key` again is the same letter, not another one.

    It goes out after this transaction is kept, from the worker, and is tried again where the
    mail server does not take it.
    """
    letter, _ = Letter.objects.get_or_create(
        key=key, defaults={"to": to, "subject": " ".join(subject.split())[:300], "text": text}
    )
    return letter


def forget_following(person: Person) -> None:
    """Everything that a person followed, was told, or was to be sent goes."""
    Notice.objects.filter(person=person).delete()
    Follow.objects.filter(person=person).delete()
    Letter.objects.filter(person=person).delete()
