"""Atom feeds: what changed, over all, by kind and by theme."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from practices import changes, kinds, themes
from practices.access import Moved
from practices.changes import Asked
from practices.kinds import Kind
from practices.models import Theme

MOST = 50
SHOWN = (
    "id",
    "revision",
    "title",
    "summary",
    "theme_names",
    "change_summary",
    "history_date",
    "history_change_reason",
    "history_user__name",
)
"""What a feed says of a version; the long texts stay in the database."""
# Characters that XML forbids: one of them in one title would break the whole feed.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def clean(text: str) -> str:
    """Text that may stand in XML."""
    return FORBIDDEN.sub("", text)


class Changes(Feed):
    """Published changes, newest first. A feed is the same for everyone."""

    feed_type = Atom1Feed
    subtitle = "What changed lately, in the words of those who changed it."

    def title(self, about: Any) -> str:
        return f"{settings.SITE_NAME}: what is new"

    def link(self, about: Any) -> str:
        return reverse("changes")

    def items(self, about: Any) -> Iterable[Any]:
        found = changes.found(self.asked(about), AnonymousUser())
        return found.select_related("history_user").only(*SHOWN)[:MOST]

    def asked(self, about: Any) -> Asked:
        return about

    def item_title(self, row: Any) -> str:
        return clean(row.title)

    def item_description(self, row: Any) -> str:
        said = [row.history_change_reason, row.change_summary, row.summary]
        return clean(". ".join(part.rstrip(".") for part in said if part))

    def item_link(self, row: Any) -> str:
        return reverse("revision-by-id", args=[row.id, row.revision])

    def item_author_name(self, row: Any) -> str:
        return clean(row.history_user.name) if row.history_user else "Someone who has left"

    def item_updateddate(self, row: Any) -> datetime:
        return row.history_date

    def item_pubdate(self, row: Any) -> datetime:
        return row.history_date

    def item_categories(self, row: Any) -> list[str]:
        return [clean(name) for name in row.theme_names]


class AllChanges(Changes):
    """Changes over all entries, narrowed as their page is: by kind, theme, person, size, new."""

    def get_object(self, request: HttpRequest) -> Asked:
        return replace(Asked.of(request.GET), unreviewed=False)


class KindChanges(Changes):
    """The changes of one kind."""

    def get_object(self, request: HttpRequest, plural: str) -> Kind:
        if plural not in kinds.BY_PLURAL:
            raise Http404
        return kinds.BY_PLURAL[plural]

    def title(self, kind: Kind) -> str:
        return f"{settings.SITE_NAME}: {kind.plural_label}"

    def link(self, kind: Kind) -> str:
        return reverse("entries", args=[kind.plural])

    def asked(self, kind: Kind) -> Asked:
        return Asked(kind=kind.name)


class ThemeChanges(Changes):
    """The changes of entries about one theme."""

    def get_object(self, request: HttpRequest, slug: str) -> Theme:
        theme = get_object_or_404(Theme.objects.select_related("word_for"), slug=slug)
        if themes.is_hidden_from(AnonymousUser(), theme.word_for or theme):
            raise Http404("There is no such theme.")
        if theme.word_for is not None:
            raise Moved(reverse("theme-feed", args=[theme.word_for.slug]))
        return theme

    def title(self, theme: Theme) -> str:
        return clean(f"{settings.SITE_NAME}: {theme.name}")

    def link(self, theme: Theme) -> str:
        return theme.get_absolute_url()

    def asked(self, theme: Theme) -> Asked:
        return Asked(theme=theme.slug)
