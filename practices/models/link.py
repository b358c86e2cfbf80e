"""How entries hang together, and how strongly people think a link holds."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from practices.models.entry import Entry
from practices.models.person import Person


class Stance(models.TextChoices):
    """What the first entry is to the second."""

    SUPPORTS = "supports", "supports"
    CHALLENGES = "challenges", "challenges"
    BARRIER = "barrier", "is a barrier to"
    INGREDIENT = "ingredient", "is an ingredient of"
    ADAPTS = "adapts", "adapts"
    RELATES = "relates", "relates to"

    @property
    def backwards(self) -> str:
        """The same said from the other end."""
        return {
            "supports": "is supported by",
            "challenges": "is challenged by",
            "barrier": "meets the barrier",
            "ingredient": "has the ingredient",
            "adapts": "is adapted by",
            "relates": "relates to",
        }[self.value]


class Ground(models.TextChoices):
    """How somebody came to know what they say."""

    DID = "did", "I did it"
    SAW = "saw", "I saw it"
    READ = "read", "I read of it"


class LinkQuerySet(models.QuerySet["Link"]):
    """Verbs over links."""

    def standing(self) -> "LinkQuerySet":
        """Links that have not been taken away."""
        return self.filter(removed=None)

    def at(self, entry: Entry) -> "models.query.RawQuerySet[Link]":
        """The standing links from an entry and to it, of all there are, oldest first.

        Every page of an entry asks this, so it goes to the database as it stands; see `Entry.at`.
        """
        table = self.model._meta.db_table
        wanted = (
            f"SELECT * FROM {table} WHERE removed IS NULL AND (source_id = %s OR target_id = %s)"
            " ORDER BY id"
        )
        return self.raw(wanted, [entry.pk, entry.pk])


class Link(models.Model):
    """From an entry, or one point of it, to a proposition or practice.

    A link that was taken away keeps its row (`removed`), so that its ratings and its place in
    earlier versions are not lost, and restoring it brings all back.
    """

    source = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="links_out")
    anchor = models.CharField(max_length=20, blank=True)
    target = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="links_in")
    stance = models.CharField(max_length=12, choices=Stance)
    why = models.CharField("why, in a sentence", max_length=300)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="links")
    created = models.DateTimeField(default=timezone.now)
    removed = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "anchor", "target", "stance"], name="link_once_per_stance"
            ),
            models.CheckConstraint(
                condition=~Q(source=models.F("target")), name="no_link_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_stance_display()} {self.target}"


class Rating(models.Model):
    """One person's answer on a link: how strongly does this put the proposition into practice?

    Bound to the `revision` of the source entry that the person had before them.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="ratings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ratings")
    strength = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    ground = models.CharField(max_length=4, choices=Ground)
    reason = models.CharField(max_length=500)
    revision = models.PositiveIntegerField()
    created = models.DateTimeField(default=timezone.now)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "person"], name="one_rating_per_person_and_link"
            ),
            models.CheckConstraint(
                condition=Q(strength__gte=1, strength__lte=5), name="strength_from_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strength} of 5 by {self.person}"
