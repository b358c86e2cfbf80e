"""Words on their way: what somebody is writing and has not saved yet, and who is writing where."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from practices import kinds, prose
from practices.kinds import Kind
from practices.models.entry import Entry
from practices.models.person import Person

HERE_FOR = timedelta(seconds=60)
"""How long somebody counts as writing after the last sign of them."""


class DraftQuerySet(models.QuerySet["Draft"]):
    """Verbs over drafts."""

    def of(self, person: Person) -> "DraftQuerySet":
        """The drafts of one person, the latest first. Nobody reads those of somebody else."""
        return self.filter(person=person, finished=None).select_related("entry")

    def about(self, kind: Kind, entry: Entry | None, where: str = "") -> "DraftQuerySet":
        """Those for this entry; without one, for a new entry of this kind; from one form of it."""
        return self.filter(kind=kind.name, entry=entry, where=where)


class Draft(models.Model):
    """What a person has typed into the form of an entry, or of a new one, and not saved.

    `tab` names the page it was typed in, so that two pages of one person never write over each
    other. `fields` holds what was typed, by the names of the form's fields, each a list: nothing
    of it was checked or tidied. `base` and `section` are the form's own. `where` is the form: empty
    for that of the entry, `suggest` for suggesting a change to it, `change/12` and `again/12` for
    accepting suggestion 12 with changes and sending it in again. `typed` is the moment of
    the last keystroke by the clock of the browser (milliseconds), which tells a late request from
    a new one. A draft that was saved is `finished`: its words are gone, and the row stays a while
    so that a late request does not bring them back.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    tab = models.CharField(max_length=40)
    kind = models.CharField(max_length=16, choices=kinds.CHOICES)
    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    where = models.CharField(max_length=30, blank=True)
    section = models.CharField(max_length=20, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    typed = models.BigIntegerField(default=0)
    started = models.DateTimeField(default=timezone.now)
    updated = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "tab"], name="one_draft_per_tab")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[self.pk])

    @property
    def sort(self) -> Kind:
        """What kind of entry it is for."""
        return kinds.BY_NAME[self.kind]

    @property
    def url(self) -> str:
        """Where one goes on with it."""
        return f"{self._form}?draft={self.pk}"

    @property
    def _form(self) -> str:
        verb, _, suggestion = self.where.partition("/")
        if suggestion:
            name = "suggestion-change" if verb == "change" else "suggestion"
            return reverse(name, args=[suggestion])
        if self.entry:
            return self.entry.url_of(verb or "edit")
        return reverse("entry-new", args=[self.sort.plural])

    def said(self, name: str) -> str:
        """What was typed into one field."""
        return "\n".join(str(value) for value in self.fields.get(name, []))

    @property
    def title(self) -> str:
        """What it is called, or what the entry is called that it changes."""
        typed = self.said("title").strip()[:200]
        return typed or (self.entry.title if self.entry else "Without a title so far")

    @property
    def opening(self) -> str:
        """How its text begins, for lists."""
        body = self.said("body")[:4000]
        try:
            html = prose.from_text(body) if prose.is_plain(body) else prose.clean(body)
        except prose.ProseError:
            return ""
        return prose.excerpt(html, 24)


class Presence(models.Model):
    """Somebody has the form of an entry open: since when, and when we last heard of it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], name="one_presence_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.entry}"

    @classmethod
    def others(cls, entry: Entry, person: Person, now: datetime) -> "models.QuerySet[Presence]":
        """Who else is writing at this entry, those who began first before the others."""
        here: Any = cls.objects.filter(entry=entry, seen__gt=now - HERE_FOR)
        return here.exclude(person=person).select_related("person").order_by("since", "id")
