"""What stewards do to themes as a whole, and which versions came of it."""

from django.db import models
from django.utils import timezone

from practices.models.entry import Entry
from practices.models.person import Person
from practices.models.theme import Theme


class ThemeVerb(models.TextChoices):
    """What became of a theme."""

    RENAME = "rename", "renamed"
    MERGE = "merge", "merged"
    UNMERGE = "unmerge", "brought back"
    APART = "apart", "told apart"


class ThemeChange(models.Model):
    """That a steward renamed a theme, merged it `into` another, brought it back, or said that the
    two are not the same.

    `was` and `now` are names as they were then. `words` holds the numbers of the words that went
    along with a merge; `undoes` is the merge that bringing back undid.
    """

    verb = models.CharField(max_length=8, choices=ThemeVerb)
    when = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, related_name="changes")
    into = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, related_name="+")
    was = models.CharField(max_length=100)
    now = models.CharField(max_length=100)
    reason = models.CharField(max_length=300, blank=True)
    words = models.JSONField(default=list, blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="undone"
    )

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb}: {self.was}, {self.now}"

    @property
    def in_words(self) -> str:
        """What an entry's history says of it."""
        if self.verb == ThemeVerb.UNMERGE:
            return f"Theme “{self.now}” is a theme of its own again"
        return f"Theme “{self.was}” is now “{self.now}”"

    @property
    def is_undone(self) -> bool:
        return hasattr(self, "undone")


class RethemedVersion(models.Model):
    """A version of an entry that came of a change to a theme, not of anybody's writing.

    `had_both` says that the entry bore both themes before. One version of each change `leads`:
    it stands for all of them among recent changes.
    """

    change = models.ForeignKey(ThemeChange, on_delete=models.CASCADE, related_name="versions")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="rethemed_versions")
    revision = models.PositiveIntegerField()
    had_both = models.BooleanField(default=False)
    leads = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "revision"], name="rethemed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.revision}"
