"""Who looked at which change."""

from django.db import models
from django.utils import timezone

from practices.models.entry import Entry
from practices.models.person import Person


class SeenVersion(models.Model):
    """That somebody who reviews has looked at a version of an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seen_versions")
    when = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "revision", "by"], name="seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.revision}"
