"""The address with which one click ends letters, without signing in (RFC 8058)."""

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from practices import following
from practices.models import Follow, Level, Person, What

SIGNER = Signer(salt="practices.unsubscribe")
ALL = {
    Level.EACH: "letters at each change",
    Level.DAILY: "the daily letters",
    Level.WEEKLY: "the weekly letters",
}


class WrongToken(Exception):
    """This is no token of ours, or what it ends is gone."""


@dataclass(frozen=True, slots=True)
class Stop:
    """What a token ends: letters about one thing (`follow`), or all of one `level`; in words."""

    person: Person
    follow: int | None
    level: str
    words: str


def address_to_stop(person: Person, *, follow: Follow | None, level: str) -> str:
    """The whole address that ends letters: about `follow`, or all of `level`. It never lapses."""
    named = f"{person.pk}.f{follow.pk}" if follow else f"{person.pk}.{level}"
    return settings.SITE_URL + reverse("unsubscribe", args=[SIGNER.sign(named)])


def named_by(token: str) -> Stop:
    """What a token ends. Raises WrongToken."""
    try:
        number, _, scope = SIGNER.unsign(token).partition(".")
    except BadSignature as problem:
        raise WrongToken from problem
    person = Person.objects.filter(pk=number, is_active=True).first()
    if person is None:
        raise WrongToken
    if scope in ALL:
        return Stop(person, None, scope, ALL[Level(scope)])
    follow = Follow.objects.filter(pk=scope.removeprefix("f"), person=person).first()
    if follow is None:
        raise WrongToken
    shown = following.followed(follow.what, follow.key, person)
    about = f"“{shown.title}”" if shown else "this"
    known = {
        What.ME: "letters about answers to you",
        What.KEPT: "letters about the pages you look after",
    }
    words = known.get(What(follow.what), f"letters about {about}")
    return Stop(person, follow.pk, follow.level, words)
