"""The vocabularies that stewards keep: groups of people, and outcomes."""

from typing import Any, NamedTuple

from django.db import connection, models
from django.utils.text import slugify


class Facet(models.TextChoices):
    """Which question a term answers."""

    GROUP = "group", "For whom"
    OUTCOME = "outcome", "What gets better"


class Word(NamedTuple):
    """A term as pages and forms show it."""

    facet: str
    slug: str
    name: str


class TermQuerySet(models.QuerySet["Term"]):
    """Verbs over terms."""

    def known(self) -> list[Word]:
        """All of them in order. Every entry and its form ask this; see `Entry.at`."""
        table = self.model._meta.db_table
        with connection.cursor() as db:
            db.execute(f"SELECT facet, slug, name FROM {table} ORDER BY facet, name")
            return list(map(Word._make, db.fetchall()))


class Term(models.Model):
    """One word of a vocabulary. Asked for, never demanded."""

    facet = models.CharField(max_length=8, choices=Facet)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=80)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["facet", "name"]
        constraints = [
            models.UniqueConstraint(fields=["facet", "slug"], name="term_once_per_facet")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or slugify(self.name)[:80]
        super().save(*args, **kwargs)
