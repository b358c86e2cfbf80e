"""Anything with a page: one table, one history, one search, one feed."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from practices import kinds, prose
from practices.kinds import Kind
from practices.models.person import Person, Role
from practices.models.vocabulary import Term
from practices.rooms import rooms


class Status(models.TextChoices):
    """Who may see an entry."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DELETED = "deleted", "Deleted"


PROTECTORS = [(Role.CONVENOR.value, "convenors and stewards"), (Role.STEWARD.value, "stewards")]
"""Whom an entry may be left to, and what they are called."""


def _unfinished_shown_to(user: Any) -> Q:
    if not user.is_authenticated:
        return Q(pk__in=[])
    if user.is_steward:
        return Q(pk__isnull=False)
    mine = Q(created_by=user)
    return mine | Q(kind=kinds.NOTE.name) if user.role == Role.CONVENOR else mine


class EntryQuerySet(models.QuerySet["Entry"]):
    """Verbs over entries."""

    def visible_to(self, user: Any) -> "EntryQuerySet":
        """The one rule of who sees what.

        What is published, everyone. Drafts and withdrawn entries: their author and stewards,
        and all convenors where it is a note. What is deleted is in no list; `access` alone
        shows it, to stewards.
        """
        if not user.is_authenticated:
            return self.published()
        unfinished = Q(status__in=[Status.DRAFT, Status.WITHDRAWN])
        return self.filter(Q(status=Status.PUBLISHED) | unfinished & _unfinished_shown_to(user))

    def hidden_from(self, user: Any) -> "EntryQuerySet":
        """All the others. They are few, and the index on status finds them."""
        if not user.is_authenticated:
            return self.filter(status__in=[one for one in Status if one != Status.PUBLISHED])
        unfinished = Q(status__in=[Status.DRAFT, Status.WITHDRAWN])
        return self.filter(Q(status=Status.DELETED) | unfinished & ~_unfinished_shown_to(user))

    def unfinished_shown_to(self, user: Any) -> "EntryQuerySet":
        """Those of which this person may also see what is, or was, not published."""
        return self.filter(_unfinished_shown_to(user))

    def published(self) -> "EntryQuerySet":
        return self.filter(status=Status.PUBLISHED)

    def kept_by(self, user: Any) -> "EntryQuerySet":
        """Those this person looks after, by themselves or with a group such as a series.

        `Entry.is_kept_by` asks the same of one.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(keeper=user) | Q(keeper_group__in=list(rooms.keepers.of(user))))

    def under_themes_of(self, user: Any) -> "EntryQuerySet":
        """Published ones with a theme that this person looks after: each perhaps several times."""
        if not user.is_authenticated:
            return self.none()
        return self.published().filter(tagged__tag__keepers=user)

    def kept_by_nobody(self) -> "EntryQuerySet":
        return self.filter(keeper=None, keeper_group="")

    def changeable_by(self, user: Any) -> "EntryQuerySet":
        """Those of which what this person does shows at once, of all they may see."""
        if not (user.is_authenticated and user.writes_directly):
            return self.none()
        makes = [kind.name for kind in kinds.KINDS if user.role in kind.makers]
        over = Q(protected_for="") | Q(protected_until__lte=timezone.now())
        mine = {Role.STEWARD: Q(), Role.CONVENOR: over | Q(protected_for=Role.CONVENOR)}
        return self.filter(mine.get(user.role, over), kind__in=makes)

    def due(self) -> "EntryQuerySet":
        """Published ones whose day to be looked at again has come, the longest due first."""
        due = self.published().filter(review_due__lte=timezone.localdate())
        return due.order_by("review_due", "id")

    def to_see(self, links_record: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The links of a version to what everyone may still see: a record holds their titles."""
        ids = {link["to"] for link in links_record}
        shown = set(self.published().filter(pk__in=ids).values_list("pk", flat=True)) if ids else ()
        return [link for link in links_record if link["to"] in shown]

    def at(self, kind: str, slug: str) -> "Entry | None":
        """The entry at an address, of all there are: `access` says who may see it.

        Every page of an entry asks this, so it goes to the database as it stands: to put it into
        words takes the ORM far longer than the database takes to answer.
        """
        table = self.model._meta.db_table
        wanted = f"SELECT * FROM {table} WHERE kind = %s AND slug = %s"
        return next(iter(self.raw(wanted, [kind, slug])), None)

    def of_kind(self, kind: str) -> "EntryQuerySet":
        return self.filter(kind=kind)

    def about(self, theme: str) -> "EntryQuerySet":
        """Those with this theme, named by its slug."""
        return self.filter(tagged__tag__slug=theme)

    def with_term(self, facet: str, slug: str) -> "EntryQuerySet":
        """Those for a group of people, or towards an outcome."""
        return self.filter(terms__facet=facet, terms__slug=slug)

    def starting(self, letter: str) -> "EntryQuerySet":
        """Those whose title begins so."""
        return self.filter(title__istartswith=letter)

    def newest(self) -> "EntryQuerySet":
        return self.order_by("-updated", "-id")

    def by_title(self) -> "EntryQuerySet":
        return self.order_by(Lower("title"), "id")

    def in_brief(self) -> "EntryQuerySet":
        """With what a list shows and no more: the long texts stay in the database."""
        return self.only(
            "kind",
            "slug",
            "title",
            "summary",
            "status",
            "theme_names",
            "place",
            "ending",
            "meeting",
            "created",
            "updated",
            "revision",
            "review_due",
        )

    def touch(self) -> None:
        """Say that these pages show something new, so that kept copies of them are stale.

        It leaves no history, for no word has changed.
        """
        self.update(page_version=F("page_version") + 1)

    def tend(self, **care: Any) -> None:
        """Note who looks after these, or when to look again. No part of a version: no history."""
        self.update(**care, page_version=F("page_version") + 1)


def _facts_stay_with_their_kinds() -> list[models.CheckConstraint]:
    """One rule per fact that not all kinds have: empty, unless the kind has it."""
    constraints = []
    for fact in kinds.FACTS:
        empty: Any = [] if fact.shape == "terms" else ""
        constraints.append(
            models.CheckConstraint(
                condition=Q(kind__in=kinds.kinds_with(fact.name)) | Q(**{fact.name: empty}),
                name=f"{fact.name}_fits_kind",
            )
        )
    return constraints


class Entry(models.Model):
    """A proposition, practice, case or note, as it stands now.

    The row, and so each row of its history, holds the whole truth of a version: text, facts,
    themes, links and (for a note) the meeting. Rows of other tables (tagged themes, terms,
    links, meetings, the search index) are an index derived from it by `actions`, the only
    writers. `revision` counts the versions of this entry from 1 and is what addresses name;
    `page_version` grows whenever anything the page shows has changed.

    Who looks after it is no part of a version: a person (`keeper`) or a group of them, such as a
    series (`keeper_group`, its key), or nobody. `review_due` is the day on which it is asked for
    again whether it is still true; None: never.
    """

    kind = models.CharField(max_length=16, choices=kinds.CHOICES)
    slug = models.SlugField(max_length=90)
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=600, blank=True)
    body = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.PUBLISHED)
    status_reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    page_version = models.PositiveIntegerField(default=1)

    theme_names = models.JSONField(default=list, blank=True)
    links_record = models.JSONField(default=list, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    protected_for = models.CharField(max_length=12, choices=PROTECTORS, blank=True)
    protected_until = models.DateTimeField(null=True, blank=True)
    protected_reason = models.CharField(max_length=300, blank=True)
    meeting = models.JSONField(null=True, blank=True)
    source = models.TextField("where this comes from", max_length=1000, blank=True)
    licence = models.CharField(max_length=120, blank=True)

    first_step = models.TextField(blank=True, max_length=1000)
    groups = models.JSONField(default=list, blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    barriers = models.TextField(blank=True, max_length=20000)
    ingredients = models.TextField(blank=True, max_length=20000)
    lip_service = models.TextField(blank=True, max_length=20000)
    how_know = models.TextField(blank=True, max_length=2000)
    move = models.CharField(max_length=20, choices=kinds.MOVES, blank=True)
    decision = models.CharField(max_length=12, choices=kinds.DECISIONS, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    place = models.CharField(max_length=120, blank=True)
    period = models.CharField(max_length=120, blank=True)
    voice = models.CharField(max_length=20, choices=kinds.VOICES, blank=True)
    what_changed = models.TextField(blank=True, max_length=4000)
    learned = models.TextField(blank=True, max_length=4000)
    ending = models.CharField(max_length=8, choices=kinds.ENDINGS, blank=True)

    created = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="entries"
    )
    updated = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.PositiveIntegerField(default=0)
    change_summary = models.CharField(max_length=300, blank=True)
    small = models.BooleanField(default=False)

    keeper = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="kept"
    )
    keeper_group = models.CharField(max_length=160, blank=True)
    review_due = models.DateField(null=True, blank=True)

    tags = TaggableManager(through="practices.TaggedEntry", blank=True)
    terms = models.ManyToManyField(Term, blank=True, related_name="entries")
    history = HistoricalRecords(
        excluded_fields=["page_version", "keeper", "keeper_group", "review_due"],
        history_change_reason_field=models.TextField(null=True),
    )

    # What simple-history takes along when the row is saved.
    _history_user: Person | None
    _history_date: datetime
    _change_reason: str

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="slug_once_per_kind"),
            models.CheckConstraint(
                condition=Q(keeper=None) | Q(keeper_group=""), name="one_looks_after_it"
            ),
            *_facts_stay_with_their_kinds(),
        ]
        indexes = [
            models.Index(fields=["status", "-updated", "-id"], name="entry_newest"),
            models.Index(fields=["kind", "status", "-updated", "-id"], name="entry_newest_of_kind"),
            models.Index("kind", "status", Lower("title"), "id", name="entry_by_title"),
            models.Index(fields=["place"], name="entry_place"),
            models.Index(fields=["status", "review_due"], name="entry_due"),
            models.Index(fields=["keeper_group"], name="entry_keeper_group"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        # Its address is part of what others build on: lists need not look each one up.
        return f"/{self.sort.plural}/{self.slug}/"

    @property
    def sort(self) -> Kind:
        """What kind this is, as a value with words and facts of its own."""
        return kinds.BY_NAME[self.kind]

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def is_protected(self) -> bool:
        """Whether, for now, it is left to some people alone. That ends by itself."""
        ends = self.protected_until
        return bool(self.protected_for) and (ends is None or ends > timezone.now())

    def is_kept_from(self, user: Any) -> bool:
        """Whether protection keeps this person from changing it."""
        if not self.is_protected:
            return False
        return not (user.is_steward if self.protected_for == Role.STEWARD else user.is_convenor)

    @property
    def is_due(self) -> bool:
        """Whether the day has come to ask again if it is still true."""
        return self.review_due is not None and self.review_due <= timezone.localdate()

    def is_kept_by(self, user: Any) -> bool:
        """Whether this person looks after it, by themselves or with a group."""
        if not user.is_authenticated:
            return False
        if self.keeper_group:
            return self.keeper_group in rooms.keepers.of(user)
        return self.keeper_id is not None and self.keeper_id == user.pk

    def url_of(self, verb: str, *more: Any) -> str:
        """The address of one verb of this entry, such as `edit` or `compare`."""
        return reverse(f"entry-{verb}", args=[self.sort.plural, self.slug, *more])

    def clean(self) -> None:
        """Sanitize all prose and refuse what no version may hold. Raises ValidationError."""
        problems = self._unfit()
        for name in ("body", *kinds.LIST_FACTS):
            try:
                setattr(self, name, prose.clean(getattr(self, name)))
            except prose.ProseError as problem:
                problems[name] = str(problem)
        if not problems and not prose.plain(self.body).strip():
            problems["body"] = "Write at least a sentence, so that there is something to read."
        if problems:
            raise ValidationError(problems)

    def _unfit(self) -> dict[str, str]:
        """What is wrong by field, of what the database would refuse without a word."""
        problems = {}
        for fact in kinds.FACTS:
            if getattr(self, fact.name) and fact.name not in self.sort.facts:
                problems[fact.name] = f"A {self.sort.label.lower()} has no “{fact.label}”."
        for column in self._meta.concrete_fields:
            value = getattr(self, column.attname)
            limit = getattr(column, "max_length", None)
            if not isinstance(value, str):
                continue
            if limit and len(value) > limit:
                problems[column.name] = f"This is too long: at most {limit:,} characters."
            elif not prose.is_writable(value):
                problems[column.name] = "This holds characters that cannot be kept."
        return problems


class OldSlug(models.Model):
    """A name an entry once had in its address. It leads to the entry for ever."""

    kind = models.CharField(max_length=16)
    slug = models.SlugField(max_length=90)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="old_slugs")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_once_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
