"""Who looked after the library, and how: ids and verbs, never a word of what was written."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone

from practices.models.person import Person


class Deed(models.TextChoices):
    """What somebody did in looking after the library."""

    PUBLISH = "publish", "published"
    WITHDRAW = "withdraw", "took out of sight"
    DELETE = "delete", "deleted"
    UNDELETE = "undelete", "brought back"
    HIDE = "hide", "hid"
    UNHIDE = "unhide", "showed again"
    ROLE = "role", "gave a role to"
    CLOSE = "close", "closed the account of"
    REOPEN = "reopen", "opened again the account of"
    DECIDE = "decide", "decided on"
    APPEAL = "appeal", "asked for another look at"
    HEAR = "hear", "looked again at"
    REDACT = "redact", "took words out in"
    UNDO = "undo", "undid the changes of"
    PROTECT = "protect", "protected"
    UNPROTECT = "unprotect", "opened for editing"
    MERGE = "merge", "merged"
    ACCEPT = "accept", "accepted"
    RETURN = "return", "returned"
    TAKE_AWAY = "take_away", "took away for good"
    PAGE = "page", "changed the page"
    KEEPER = "keeper", "changed who looks after"
    NAME = "name", "named somebody to look after"
    LET_GO = "let_go", "let somebody go who looked after"
    RENAME = "rename", "renamed"
    UNMERGE = "unmerge", "undid the merge of"
    WORDS = "words", "changed the words for"


class Target(models.TextChoices):
    """What it was done to."""

    ENTRY = "entry", "entry"
    COMMENT = "comment", "comment"
    PERSON = "person", "person"
    NOTE = "note", "private note"
    REPORT = "report", "report"
    REDACTION = "redaction", "redaction"
    PAGE = "page", "page"
    SUGGESTION = "suggestion", "suggestion"
    FILE = "file", "picture or file"
    THEME = "theme", "theme"


class AuditLine(models.Model):
    """One deed. Lines are added and never changed: the database itself refuses both.

    `target` and `number` say what it was done to, `value` which of a few known words it was given,
    such as a role. Whoever reads the names of things beside it reads them as they are now. A later
    migration that remakes this table has to make its triggers again.
    """

    when = models.DateTimeField(default=timezone.now)
    who = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    number = models.PositiveBigIntegerField(validators=[MinValueValidator(1)])
    value = models.SlugField(max_length=20, blank=True, db_index=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["target", "number", "-id"], name="audit_of_target"),
            models.Index(fields=["who", "-id"], name="audit_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}:{self.number}"

    @property
    def said(self) -> str:
        """The verb as a reader knows it."""
        return Deed(self.verb).label
