"""The site's own pages: about, privacy, accessibility, contact."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from practices import prose


class Page(models.Model):
    """A page that stewards write. Its earlier versions are kept."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    body = models.TextField()
    updated = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    def clean(self) -> None:
        self.body = prose.clean(self.body)
