"""What somebody says is wrong with an entry, a comment or a person's doing, and what came of it."""

from django.core.signing import Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from practices.models.person import Person

SIGNER = Signer(salt="practices.report")


class Outcome(models.TextChoices):
    """What a steward did about it."""

    HIDDEN = "hidden", "It was taken out of sight"
    MENDED = "mended", "It was put right in another way"
    NOTHING = "nothing", "It stays as it is"


class Report(models.Model):
    """A report, its decision with a reason, and, where one was asked for, the second look.

    `what` and `number` name what it is about (`entry:12`); `about` is the person it concerns: the
    author, or the one reported. `email` is there to answer to where `by` is None, and goes once
    there is nothing more to answer. `outcome` is what holds now; `first_outcome` what the first
    steward decided.
    """

    what = models.CharField(max_length=12)
    number = models.PositiveBigIntegerField()
    about = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField(max_length=1000)
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    email = models.EmailField(blank=True)
    made = models.DateTimeField(default=timezone.now)

    outcome = models.CharField(max_length=8, blank=True)
    first_outcome = models.CharField(max_length=8, blank=True)
    reason = models.TextField(max_length=1000, blank=True)
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    appeal = models.TextField(max_length=1000, blank=True)
    appealed = models.DateTimeField(null=True, blank=True)
    appealed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(max_length=1000, blank=True)
    heard = models.DateTimeField(null=True, blank=True)
    heard_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["decided", "id"], name="report_waiting"),
            models.Index(fields=["what", "number"], name="report_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(heard=None) | models.Q(appealed__isnull=False),
                name="only_an_appeal_is_heard",
            ),
            models.CheckConstraint(
                condition=models.Q(heard_by=None) | ~models.Q(heard_by=models.F("decided_by")),
                name="a_second_steward_hears",
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.pk])

    @property
    def outcome_said(self) -> str:
        return Outcome(self.outcome).label if self.outcome else ""

    @property
    def first_outcome_said(self) -> str:
        return Outcome(self.first_outcome).label if self.first_outcome else ""

    @property
    def key(self) -> str:
        """With it whoever has no account sees how their report fares."""
        return SIGNER.signature(str(self.pk))

    def fits(self, key: str) -> bool:
        """Whether this key opens the report."""
        return constant_time_compare(key, self.key)

    @property
    def url_to_follow(self) -> str:
        """The address at which whoever reported it sees how it fares."""
        here = self.get_absolute_url()
        return here if self.by_id else f"{here}?key={self.key}"

    @property
    def stands(self) -> str:
        """Where it stands, in a few words."""
        if self.heard:
            return "looked at twice"
        if self.appealed:
            return "waits for a second look"
        return "decided" if self.decided else "waits"
