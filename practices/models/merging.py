"""What went along when one entry was merged into another, so that it can come back."""

from django.db import models
from django.utils import timezone

from practices.models.entry import Entry


class Merger(models.Model):
    """That `entry` was merged into another, and the numbers of what moved: never a word of it.

    `moved` holds, by the name of what it is, what `actions.merging` writes and `actions.unmerging`
    reads. The row goes when the entry is brought back.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="merger")
    into = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    when = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.entry_id} into {self.into_id}"
