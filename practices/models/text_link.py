"""Where the texts of entries lead: an index of the links inside them."""

from django.db import models

from practices.models.entry import Entry


class TextLink(models.Model):
    """A link inside the text or a list of an entry. Derived from it; never written by itself.

    It leads to `target`, an entry; or it is `wanted`, a title that nobody has written yet (and
    `target` once somebody has); or it leads to `address`: elsewhere (http, https), or to a place
    here (a path) where no entry is.
    """

    source = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="text_links")
    target = models.ForeignKey(
        Entry, on_delete=models.CASCADE, null=True, related_name="text_links_in"
    )
    wanted = models.CharField(max_length=200, blank=True)
    wanted_key = models.CharField(max_length=600, blank=True, db_index=True)
    address = models.CharField(max_length=500, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.source}: {self.target or self.wanted or self.address}"


class Answer(models.TextChoices):
    """How an address elsewhere answered when it was asked."""

    WORKS = "works", "works"
    UNSURE = "unsure", "cannot tell"
    BROKEN = "broken", "broken"


class OutsideAddress(models.Model):
    """An address elsewhere that texts lead to, and how it answered when it was last asked."""

    address = models.CharField(max_length=500, unique=True)
    answer = models.CharField(max_length=6, choices=Answer)
    said = models.CharField(max_length=200)
    checked = models.DateTimeField(db_index=True)
    worked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.address}: {self.said}"
