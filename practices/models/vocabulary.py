"""The vocabularies that stewards keep: groups of people, and outcomes."""

from typing import Any

from django.db import models
from django.utils.text import slugify


class Facet(models.TextChoices):
    """Which question a term answers."""

    GROUP = "group", "For whom"
    OUTCOME = "outcome", "What gets better"


class TermQuerySet(models.QuerySet["Term"]):
    """Verbs over terms."""

    def known(self) -> Any:
        """All of them in order, `facet`, `slug` and `name` each: what pages and forms show."""
        return self.values_list("facet", "slug", "name", named=True)


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
