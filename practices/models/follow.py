"""What people follow, what they are told about it, and the letters that tell them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from practices.models.discussion import Comment
from practices.models.entry import Entry
from practices.models.person import Person
from practices.models.private_note import PrivateNote
from practices.models.theming import ThemeChange


class What(models.TextChoices):
    """What can be followed. Its key: a number (entry, person), a slug, or a question."""

    ENTRY = "entry", "Entry"
    THEME = "theme", "Theme"
    SERIES = "series", "Series"
    PERSON = "person", "Person"
    SEARCH = "search", "Search"
    ME = "me", "Answers to me"
    KEPT = "kept", "What I look after"


class Level(models.TextChoices):
    """How often there is a letter. On the site everything followed is shown in any case."""

    EACH = "each", "At each change"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week"
    NONE = "none", "Nothing by mail"


class Event(models.TextChoices):
    """What there is to tell."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    FOUND = "found", "Found by a search"
    SAID = "said", "Said"
    ANSWERED = "answered", "Answered"
    MENTIONED = "mentioned", "Mentioned"
    DUE = "due", "Time to look again"
    GIVEN = "given", "Given to look after"
    SUGGESTED = "suggested", "Suggested"
    WRITTEN = "written", "Written in private"


CARE = (Event.DUE, Event.GIVEN, Event.SUGGESTED)
"""What those are told who look after a page."""


class Follow(models.Model):
    """That a person wants to know about something, and how often there may be a letter.

    `known` holds, for a search, the numbers of the entries it has found so far; `moved_by` the
    merge of themes that brought somebody from one to the other.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    what = models.CharField(max_length=8, choices=What)
    key = models.CharField(max_length=600, blank=True)
    level = models.CharField(max_length=8, choices=Level, default=Level.WEEKLY)
    known = models.JSONField(default=list, blank=True)
    moved_by = models.ForeignKey(ThemeChange, on_delete=models.SET_NULL, null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["what", "id"]
        indexes = [models.Index(fields=["what", "key"], name="follow_of")]
        constraints = [
            models.UniqueConstraint(fields=["person", "what", "key"], name="follow_once")
        ]

    def __str__(self) -> str:
        return f"{self.what}:{self.key}"


class Letter(models.Model):
    """A letter on its way. It waits here until a mail server has taken it.

    A letter about what is followed holds no words: it is written from its notices when it is
    sent, so that nothing withdrawn or redacted meanwhile leaves the house. Another one holds
    `to`, `subject` and `text`. `key` makes each letter exist once, however often it is asked
    for. `due` is when it may next be tried; whoever tries puts it off first, so that several
    workers never send one letter together.
    """

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    level = models.CharField(max_length=8, choices=Level, blank=True)
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    made = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due", "id"]
        indexes = [
            models.Index(fields=["due", "id"], name="letter_waiting", condition=Q(done=None))
        ]

    def __str__(self) -> str:
        return self.key


class Notice(models.Model):
    """Something a person is told: that an entry changed, was found, or is being talked about.

    What one person saves within half an hour is one notice, from version `base` (0: there was
    none to read) to `revision`. It holds no words; they are read when they are shown.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    event = models.CharField(max_length=10, choices=Event)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    private_note = models.ForeignKey(
        PrivateNote, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    follow = models.ForeignKey(
        Follow, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    base = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    small = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now)
    updated = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(
        Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    mailed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-updated", "-id"]
        indexes = [
            models.Index(fields=["person", "-updated", "-id"], name="notice_newest"),
            models.Index(fields=["person"], name="notice_unseen", condition=Q(seen=None)),
            models.Index(fields=["entry", "person"], name="notice_about"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "comment"], name="notice_once_per_comment")
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.entry_id}"


class Bookmark(models.Model):
    """How far a job that comes back has got: whoever holds its row does the job."""

    TELLING = ("gathered", "gathered again", "searched")
    """The jobs that tell people what is new."""

    name = models.CharField(max_length=40, unique=True)
    number = models.BigIntegerField(default=0)
    when = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
