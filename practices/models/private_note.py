"""What somebody writes to those who look after a page, for their eyes alone."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from practices import prose
from practices.models.entry import Entry
from practices.models.person import Person, Role
from practices.rooms import rooms


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    """Verbs over private notes."""

    def threads(self) -> "PrivateNoteQuerySet":
        """What begins an exchange; the rest are answers."""
        return self.filter(parent=None)

    def between(self, person: Person) -> "PrivateNoteQuerySet":
        """The exchanges this person takes part in: nobody else sees them, stewards neither.

        `names_entry` says whether they may see what it is about, and so what that is called.
        """
        mine = Q(author=person) | Q(to=person) | Q(to_group__in=list(rooms.keepers.of(person)))
        if person.is_steward:
            mine |= Q(to=None, to_group="")
        seen = Entry.objects.visible_to(person).filter(pk=OuterRef("entry"))
        return self.threads().filter(mine).annotate(names_entry=Exists(seen))


class PrivateNote(models.Model):
    """Something written in private about an entry. Without `parent` it begins an exchange.

    It goes to whoever looked after the entry then: a person (`to`), a group such as a series
    (`to_group`, its key), or, with neither, to the stewards. `active` is when somebody last wrote
    in the exchange. What a steward took out of sight, after a report, is `hidden`.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="private_notes")
    author = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="private_notes"
    )
    to = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    to_group = models.CharField(max_length=160, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    body = models.TextField()
    created = models.DateTimeField(default=timezone.now)
    active = models.DateTimeField(default=timezone.now)
    hidden = models.DateTimeField(null=True, blank=True)

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["author", "-created"], name="private_note_by_author"),
            models.Index(fields=["to_group"], name="private_note_to_group"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('private-note', args=[self.parent_id or self.pk])}#n-{self.pk}"

    @property
    def opening(self) -> str:
        """How it begins, for lists."""
        return "Taken out of sight." if self.hidden else prose.excerpt(self.body, 24)

    def readers(self) -> models.QuerySet[Person]:
        """Everybody who takes part in the exchange that this begins, and can still be reached."""
        addressed: Any = Q(pk=self.to_id or 0)
        if self.to_group:
            addressed = Q(pk__in=list(rooms.keepers.people(self.to_group)))
        elif self.to_id is None:
            addressed = Q(role=Role.STEWARD)
        return Person.objects.members().filter(
            addressed | Q(pk=self.author_id or 0), is_active=True
        )
