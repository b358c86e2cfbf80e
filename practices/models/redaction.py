"""That words were taken out for good: when, by whom and why, and never which."""

from django.db import models
from django.utils import timezone

from practices.models.entry import Entry
from practices.models.person import Person


class Redaction(models.Model):
    """One taking out. `counts` says how often the words stood in what, by the name of a model."""

    when = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Redaction {self.pk}"

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class RedactedVersion(models.Model):
    """The mark on a version that words were taken out of it."""

    redaction = models.ForeignKey(Redaction, on_delete=models.CASCADE, related_name="versions")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="redacted_versions")
    revision = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["entry", "revision"], name="redacted_version")]
        constraints = [
            models.UniqueConstraint(
                fields=["redaction", "entry", "revision"], name="marked_once_per_redaction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.revision}"
