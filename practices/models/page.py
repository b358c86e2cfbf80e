"""The site's own pages: about, privacy, accessibility, contact."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from practices import prose
from practices.models.person import Person


class Page(models.Model):
    """A page that stewards write. Its earlier versions are kept."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    body = models.TextField()
    updated = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    # What simple-history takes along when the row is saved.
    _history_user: Person | None
    _history_date: datetime
    _change_reason: str

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    def clean(self) -> None:
        self.body = prose.clean(self.body)
