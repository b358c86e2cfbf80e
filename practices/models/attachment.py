"""Pictures and files that people put into entries."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.safestring import mark_safe

from practices import prose, uploads
from practices.models.entry import Entry, Status
from practices.models.person import Person


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Verbs over pictures and files."""

    def public(self) -> "AttachmentQuerySet":
        """Those that a version shows which everyone may read."""
        shown = Use.objects.filter(attachment=OuterRef("pk"), shown=True)
        return self.filter(Exists(shown.filter(_IS_READ_BY_ALL)))

    def visible_to(self, user: Any) -> "AttachmentQuerySet":
        """The one rule of who sees what, after that of entries.

        What everyone may read shows its pictures to everyone. What is not, or was not yet,
        published shows them to those who may see it. All else is for who sent it, and stewards.
        """
        if not user.is_authenticated:
            return self.public()
        if user.is_steward:
            return self.all()
        unfinished = Entry.objects.visible_to(user).unfinished_shown_to(user)
        used = Use.objects.filter(attachment=OuterRef("pk"), entry__in=unfinished)
        public = Use.objects.filter(_IS_READ_BY_ALL, attachment=OuterRef("pk"), shown=True)
        # What was sent for an entry may wait in a suggestion that they decide.
        decided = Entry.objects.kept_by(user) | unfinished
        sent_for = Q(entry__in=decided.values("pk"))
        sent_for |= Q(entry__in=Entry.objects.under_themes_of(user).values("pk"))
        return self.filter(Q(Exists(public)) | Q(Exists(used)) | Q(by=user) | sent_for)

    def at(self, addresses: Any) -> "list[Attachment]":
        """Those at these addresses: an address that is not theirs to the letter finds nothing."""
        numbers = {_number(address) for address in addresses}
        found = self.filter(pk__in=numbers) if numbers else ()
        return [attachment for attachment in found if attachment.address in set(addresses)]


def _number(address: str) -> int:
    return int(address.removeprefix("/files/").partition("-")[0])


class Attachment(models.Model):
    """A picture or a file as somebody sent it for an entry. It is never changed.

    What it holds is stored under its digest, so that the same sent twice is stored once. A text
    names it by `address`, and so does every version of that text. One that was taken away by a
    steward stays as a mark, with the reason, and without what it held.
    """

    digest = models.CharField(max_length=64, db_index=True)
    ending = models.CharField(max_length=5)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alt = models.CharField(max_length=400)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="attachments")
    entry = models.ForeignKey(
        Entry, on_delete=models.SET_NULL, null=True, related_name="attachments"
    )
    created = models.DateTimeField(default=timezone.now)
    removed = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed_reason = models.CharField(max_length=300, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["by", "-created"], name="attachment_by")]

    def __str__(self) -> str:
        return self.alt or self.name

    def get_absolute_url(self) -> str:
        return self.address

    @property
    def is_picture(self) -> bool:
        return self.ending == uploads.PICTURE

    @property
    def media_type(self) -> str:
        return uploads.MEDIA_TYPES[self.ending]

    @property
    def file_name(self) -> str:
        """The last part of its address."""
        size = f"-{self.width}x{self.height}" if self.is_picture else ""
        return f"{self.pk}-{self.digest[: prose.SIGNS]}{size}.{self.ending}"

    @property
    def address(self) -> str:
        """Where it is, as texts name it."""
        return f"/files/{self.file_name}"

    def html_with(self, caption: str = "") -> str:
        """It as a block of a page, with words below it."""
        if self.is_picture:
            return prose.figure(self.address, self.alt, caption)
        return prose.file_link(self.address, f"{self.alt} ({self.said})")

    @property
    def said(self) -> str:
        """What it is and how large, in words."""
        kind = "picture" if self.is_picture else self.ending.upper()
        if self.size < 1_000_000:
            return f"{kind}, {max(1, round(self.size / 1000))} KB"
        return f"{kind}, {self.size / 1_000_000:.1f} MB"

    @property
    def thumbnail(self) -> str:
        """A picture as a list shows it."""
        img = f'<img src="{self.address}" alt="">'
        return mark_safe(prose.set_out(img, uploads.widths))

    def key(self, width: int = 0) -> str:
        """Where what it holds is stored; with a `width`, that copy of a picture."""
        return stored_at(self.digest, width)

    @property
    def widths(self) -> list[int]:
        """How wide its copies are; 0 stands for the whole."""
        return [0, *uploads.widths(self.width)] if self.is_picture else [0]

    @property
    def keys(self) -> list[str]:
        """Where all of it is stored."""
        return [self.key(width) for width in self.widths]


def stored_at(digest: str, width: int = 0) -> str:
    """The name under which the storage holds it."""
    return f"{digest[:2]}/{digest}" + (f"-{width}" if width else "")


class Use(models.Model):
    """That some version of an entry shows a picture or leads to a file: derived from the texts.

    `shown`: one of those versions was published.
    """

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="uses")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="uses")
    shown = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attachment", "entry"], name="one_use_per_entry")
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} in {self.entry_id}"


# The versions of what was merged stay readable for all.
_IS_READ_BY_ALL = Q(entry__status=Status.PUBLISHED) | Q(entry__merged_into__isnull=False)
