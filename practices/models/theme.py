"""Themes: what entries are about, across all kinds."""

import unicodedata

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from taggit.models import ItemBase, TagBase

from practices.models.entry import Entry


def theme_key(name: str) -> str:
    """The one form in which themes are told apart: case, accents' coding and dashes fold."""
    return slugify(unicodedata.normalize("NFKC", name).casefold(), allow_unicode=True)[:100]


class Theme(TagBase):
    """A tag. Its slug is its key, so that two spellings of one theme cannot both exist."""

    class Meta:
        ordering = ["name"]

    @classmethod
    def called(cls, name: str) -> "Theme":
        """The theme of this name, to be shown: it is not looked up."""
        return cls(name=name, slug=theme_key(name))

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])

    def slugify(self, tag: str, i: int | None = None) -> str:
        return theme_key(tag)


class TaggedEntry(ItemBase):
    """That an entry is about a theme: an index derived from `Entry.theme_names`."""

    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="tagged")
    content_object = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="theme_once_per_entry")
        ]
