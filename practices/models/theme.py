"""Themes: what entries are about, across all kinds."""

import unicodedata
from urllib.parse import quote

from django.db import models
from django.utils.text import slugify
from taggit.models import ItemBase, TagBase

from practices.models.entry import Entry
from practices.models.person import Person


def theme_key(name: str) -> str:
    """The one form in which themes are told apart: case, accents' coding and dashes fold."""
    return slugify(unicodedata.normalize("NFKC", name).casefold(), allow_unicode=True)[:100]


class Theme(TagBase):
    """A tag. Its slug is its key, so that two spellings of one theme cannot both exist.

    A row with `word_for` is no theme but another word for one: what it was called before, what
    was merged into it, or how others say it. Its address leads there. Where it `only_leads`,
    nobody says it any more, and whoever types it makes it a theme of its own.

    `keepers` look after a theme: they decide what is suggested for what is published under it.
    """

    word_for = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="words"
    )
    only_leads = models.BooleanField(default=False)
    keepers = models.ManyToManyField(Person, through="ThemeKeeper", related_name="themes_kept")

    class Meta:
        ordering = ["name"]

    @classmethod
    def called(cls, name: str) -> "Theme":
        """The theme of this name, to be shown: it is not looked up."""
        return cls(name=name, slug=theme_key(name))

    def get_absolute_url(self) -> str:
        # Its address is part of what others build on: lists need not look each one up.
        return f"/themes/{quote(self.slug)}/"

    @property
    def meant(self) -> "Theme":
        """The theme that is meant by this word: mostly itself."""
        return self if self.word_for is None or self.only_leads else self.word_for

    def slugify(self, tag: str, i: int | None = None) -> str:
        return theme_key(tag)


class ThemeKeeper(models.Model):
    """That a person looks after a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "person"], name="theme_keeper_once")
        ]

    def __str__(self) -> str:
        return f"{self.theme_id}: {self.person_id}"


class TaggedEntry(ItemBase):
    """That an entry is about a theme: an index derived from `Entry.theme_names`."""

    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="tagged")
    content_object = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="theme_once_per_entry")
        ]
