"""How tests of discussion speak, and what they read."""

from datetime import timedelta

from django.utils import timezone

from practices.models import Comment
from tests.practices.pages import read

TALK = "/practices/walk-and-talk/discussion/"


def say(browser, body: str = "Who walks in the rain?", **more):
    return browser.post(TALK, {"body": body} | more)


def shown(response) -> list[str]:
    """What is said on a page, in order, each without its name and time."""
    return [" ".join(part.text.split()) for part in read(response).select(".said .prose")]


def grown_older(comment: Comment, **by) -> None:
    created = timezone.now() - timedelta(**by)
    Comment.objects.filter(pk=comment.pk).update(created=created, active=created)
