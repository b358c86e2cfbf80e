"""Changes and new entries that wait to be looked at before they show."""

from typing import Any

from django.core.signing import Signer
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from practices import kinds
from practices.kinds import Kind
from practices.models.entry import Entry
from practices.models.person import Person, Role


class SuggestionStatus(models.TextChoices):
    """Where a suggestion stands."""

    WAITING = "waiting", "Waiting"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    TAKEN_BACK = "taken_back", "Taken back"


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Verbs over suggestions."""

    def waiting(self) -> "SuggestionQuerySet":
        """Those nobody has decided yet, the longest waiting first."""
        return self.filter(status=SuggestionStatus.WAITING).order_by("created", "id")

    def to_decide(self, user: Any) -> "SuggestionQuerySet":
        """Those that wait for this person. A second look is taken by a second steward."""
        waiting = self.waiting().decidable_by(user)
        if user.is_authenticated and user.is_steward:
            return waiting.exclude(appealed__isnull=False, first_decided_by=user)
        return waiting.filter(appealed=None)

    def decided_by_others(self) -> "SuggestionQuerySet":
        """Those that were accepted or returned, the latest decision first."""
        answered = [SuggestionStatus.ACCEPTED, SuggestionStatus.RETURNED]
        return self.filter(status__in=answered).order_by("-decided", "-id")

    def decidable_by(self, user: Any) -> "SuggestionQuerySet":
        """Those this person may decide.

        Stewards all of them, convenors those on notes, and whoever looks after a page, or after a
        theme it has once it is published, those on it, where they could change it themselves.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_steward:
            return self
        changeable = Entry.objects.changeable_by(user)
        theirs = Q(entry__in=changeable.kept_by(user).values("pk"))
        theirs |= Q(entry__in=changeable.under_themes_of(user).values("pk"))
        if user.role == Role.CONVENOR:
            theirs |= Q(kind=kinds.NOTE.name)
        return self.filter(theirs)


class Suggestion(models.Model):
    """What somebody would make of an entry, or a new entry, kept until it is decided.

    `entry` is None for a new entry until it is accepted. `fields` are versioned fields as
    `actions.revise` and `actions.create` take them, tidied, with `base` the version they began
    from. Whoever has no account is known by `name` and `email`: the address is there to answer
    to, is shown to nobody, and goes once there is nothing more to answer. `earlier` is the
    suggestion that was returned and is sent again here. `revision` is the version it became.
    Once it was returned its author may ask for a second look: it waits again then, with what they
    say in `appeal`, and what was answered at first in `first_answer`.
    `written_for` is the entry whose version `base` is, where that was merged into `entry` since.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    kind = models.CharField(max_length=16, choices=kinds.CHOICES)
    base = models.PositiveIntegerField(null=True, blank=True)
    written_for = models.ForeignKey(
        Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    fields = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    status = models.CharField(
        max_length=10, choices=SuggestionStatus, default=SuggestionStatus.WAITING
    )
    created = models.DateTimeField(default=timezone.now)
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=1000, blank=True)
    appeal = models.CharField(max_length=1000, blank=True)
    appealed = models.DateTimeField(null=True, blank=True)
    first_answer = models.CharField(max_length=1000, blank=True)
    first_decided_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(null=True, blank=True)
    earlier = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="later"
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["created", "id"]
        indexes = [
            models.Index(
                fields=["created", "id"],
                name="suggestion_queue",
                condition=Q(status=SuggestionStatus.WAITING),
            ),
            models.Index(fields=["status", "-decided"], name="suggestion_decided"),
            models.Index(fields=["person", "-created"], name="suggestion_by_person"),
            models.Index(fields=["email", "-created"], name="suggestion_by_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "taken_back"]) | Q(decided__isnull=False),
                name="decisions_have_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("suggestion", args=[self.pk])

    @property
    def sort(self) -> Kind:
        """What kind of entry it is about."""
        return kinds.BY_NAME[self.kind]

    @property
    def is_waiting(self) -> bool:
        return self.status == SuggestionStatus.WAITING

    @property
    def is_returned(self) -> bool:
        return self.status == SuggestionStatus.RETURNED

    @property
    def is_new(self) -> bool:
        """Whether it is a new entry rather than a change to one."""
        return self.base is None

    @property
    def title(self) -> str:
        """What the entry is called, or would be; of one out of sight, what its author knew."""
        if self.entry is None:
            return self.fields["title"]
        if self.entry.is_published or self.base is None:
            return self.entry.title
        began = (self.written_for or self.entry).history.filter(revision=self.base)
        return began.values_list("title", flat=True).first() or self.entry.title

    @property
    def author_name(self) -> str:
        """Who wrote it, to credit."""
        return self.person.name if self.person else self.name or "Someone who has left"

    # The way in for an author without an account ------------------------------------------

    @property
    def key(self) -> str:
        """What the address of this page needs, for an author without an account."""
        return Signer(salt="practices.suggestion").signature(str(self.pk))

    def opens_with(self, key: str) -> bool:
        """Whether this key was made for this suggestion, and its author has no account."""
        return self.person_id is None and constant_time_compare(key, self.key)

    @property
    def authors_url(self) -> str:
        """The address under which its author sees it."""
        return self.get_absolute_url() + ("" if self.person_id else f"?key={self.key}")
