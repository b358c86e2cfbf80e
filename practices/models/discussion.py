"""What people say to one another about an entry, or about one point of it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone

from practices import prose
from practices.models.entry import Entry
from practices.models.person import Person


class CommentQuerySet(models.QuerySet["Comment"]):
    """Verbs over what was said."""

    def visible_to(self, user: Any) -> "CommentQuerySet":
        """What stands on an entry that this person may see."""
        return self.filter(Exists(Entry.objects.visible_to(user).filter(pk=OuterRef("entry"))))

    def threads(self) -> "CommentQuerySet":
        """What begins a conversation; the rest are answers."""
        return self.filter(parent=None)

    def open(self) -> "CommentQuerySet":
        """Conversations that are neither settled nor hidden."""
        return self.filter(parent=None, resolved=None, hidden=None)

    def liveliest(self) -> "CommentQuerySet":
        """Open ones before settled ones, and in each those in which somebody spoke last."""
        settled = Case(
            When(Q(resolved=None), then=False), default=True, output_field=BooleanField()
        )
        return self.order_by(settled, "-active", "-id")


class Comment(models.Model):
    """Something a person said. Without `parent` it begins a conversation, else it answers one.

    `anchor` is the point of the entry that it is about (empty: the whole entry) and `quoted` what
    that point said then. `active` is, on what begins a conversation, when somebody last spoke in
    it. `changed` grows with every change of the row, so that kept pages know. `mentions` holds
    the people named with an @, by the name that was typed. Hidden words stay in the row and are
    shown to stewards alone. `came_from` is the entry that its point was a part of, before that
    became an entry of its own.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="comments")
    came_from = models.ForeignKey(
        Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    anchor = models.CharField(max_length=20, blank=True)
    quoted = models.TextField(blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    author = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="comments"
    )
    body = models.TextField()
    mentions = models.JSONField(default=dict, blank=True)
    is_question = models.BooleanField(default=False)
    helped = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(default=timezone.now)
    edited = models.DateTimeField(null=True, blank=True)
    active = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now, db_index=True)
    resolved = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hidden = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hidden_reason = models.CharField(max_length=300, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["entry", "parent", "-active"], name="comment_threads"),
            models.Index(fields=["author", "-created"], name="comment_by_author"),
            models.Index(
                fields=["-created", "-id"],
                name="comment_open_questions",
                condition=Q(is_question=True, resolved=None, hidden=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None)
                | Q(is_question=False, helped=None, resolved=None, anchor="", quoted=""),
                name="answers_only_answer",
            ),
        ]

    def __str__(self) -> str:
        return prose.excerpt(self.body, 8)

    def get_absolute_url(self) -> str:
        return f"{reverse('comment', args=[self.pk])}#c-{self.pk}"

    @property
    def thread_id(self) -> int:
        """The number of what began the conversation."""
        return self.parent_id or self.pk

    @property
    def opening(self) -> str:
        """How it begins, for lists."""
        return prose.excerpt(self.body, 24)

    @property
    def may_be_edited_until(self) -> datetime:
        """When its words become final."""
        return self.created + timedelta(minutes=settings.EDIT_WORDS_FOR)
