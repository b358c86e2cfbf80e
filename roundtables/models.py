"""What a meeting adds to its note.

A note's version holds its meeting whole, in `Entry.meeting`. These rows are an index derived
from it by `actions.index_meeting`, so that meetings can be listed, followed and subscribed to.
"""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from practices.models import Entry, Person


class MeetingKind(models.TextChoices):
    """How people met."""

    ROUNDTABLE = "roundtable", "Roundtable"
    CELL = "cell", "Cell"
    DISCUSSION = "discussion", "Discussion"
    GATHERING = "gathering", "Gathering"


def series_slug(title: str) -> str:
    """The word by which a series of this title is known in addresses."""
    return slugify(title)[:160] or "series"


class Series(models.Model):
    """Meetings that follow one another."""

    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=160, unique=True)

    class Meta:
        verbose_name_plural = "series"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])


class Meeting(models.Model):
    """One meeting, known by the note of it."""

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="meeting_row"
    )
    kind = models.CharField(max_length=12, choices=MeetingKind)
    date = models.DateField(null=True, blank=True)
    online = models.BooleanField(default=False)
    series = models.ForeignKey(
        Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    number = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = [models.F("date").desc(nulls_last=True), "-entry"]
        indexes = [models.Index(fields=["series", "number", "date"], name="meeting_in_series")]

    def __str__(self) -> str:
        return str(self.entry)


class NextMeeting(models.Model):
    """A meeting that a note announces. `start` alone is known where no time was given."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="announced")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)

    class Meta:
        ordering = ["start"]
        indexes = [models.Index(fields=["start"], name="announced_by_start")]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d}"

    def is_to_come(self, now: datetime) -> bool:
        return (self.end or self.start) >= now


class Brought(models.Model):
    """A note that was imported: where from, and how to know it when it is met again.

    `fingerprint` is of its words, `sketch` finds it lightly edited. The row outlives its entry,
    so that what was deleted here is not brought in again unasked.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="brought"
    )
    fingerprint = models.CharField(max_length=64, unique=True)
    sketch = models.CharField(max_length=1024)
    sources = models.JSONField(default=list)
    unsure = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "brought"

    def __str__(self) -> str:
        return ", ".join(self.sources)


class Upload(models.Model):
    """A file whose preview a convenor is looking at: nothing of it is in the library yet."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    made = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
