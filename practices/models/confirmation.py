"""That somebody looked at an entry again and found it still true."""

from django.db import models
from django.utils import timezone

from practices.models.entry import Entry
from practices.models.person import Person


class Confirmation(models.Model):
    """What one person found still true: `revision` is the version they had before them."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="confirmations")
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="confirmations"
    )
    when = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField()

    class Meta:
        ordering = ["-when", "-id"]
        indexes = [models.Index(fields=["entry", "-when", "-id"], name="confirmed_last")]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.revision}"
