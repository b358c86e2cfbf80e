"""Pictures and files: sending one, taking one away for good, and clearing up."""

import copy
import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Sum, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from practices import prose, uploads
from practices.actions.auditing import note
from practices.actions.keeping import held, keep, tidied
from practices.models import Attachment, Deed, Draft, Entry, Person, Suggestion, Use
from practices.models.attachment import stored_at

log = logging.getLogger(__name__)

MEGABYTE = 1_000_000
_NUMBER = re.compile(r"/files/([0-9]{1,15})-")
UNUSED_FOR = timedelta(days=30)
"""How long what no text shows is kept. Somebody may still be writing that text."""
UNFINISHED_FOR = timedelta(days=1)
"""How long stored content is left alone that no row knows: its row may be about to be made."""


class TooMuch(Exception):
    """Somebody has sent as much as one person may; says when or how they may send more."""


class NotStored(Exception):
    """The disk or the store of files does not take anything just now."""

    def __init__(self) -> None:
        super().__init__(
            "It could not be stored just now. Nothing of your text is lost: try again in a while."
        )


def attach(
    data: bytes, *, name: str, alt: str, by: Person, entry: Entry | None = None
) -> Attachment:
    """Keep a picture or a file. `alt` says what it shows, or what the file is.

    The same sent twice by one person for one entry is one. Raises ValidationError by field,
    TooMuch and NotStored.
    """
    alt = " ".join(alt.split())
    _check(data, alt)
    _check_room(by, len(data))
    try:
        kept = uploads.look_into(data, name)
    except uploads.UnfitFile as problem:
        raise ValidationError({"file": str(problem)}) from problem
    digest = hashlib.sha256(kept.data).hexdigest()
    _check_digest(digest)
    # Stored before the row that tells of it: a row never tells of what is not there.
    store(kept.data, digest)
    for width, narrower in kept.copies.items():
        store(narrower, digest, width)
    return _write(kept, digest, alt=alt, by=by, entry=entry)


def _check_digest(digest: str) -> None:
    if Attachment.objects.filter(digest=digest, removed__isnull=False).exists():
        raise ValidationError({"file": "A steward took this very file away, for good."})


def _check(data: bytes, alt: str) -> None:
    if not alt:
        raise ValidationError(
            {"alt": "Say in a few words what it shows, for those who cannot see it."}
        )
    if len(alt) > 400 or not prose.is_writable(alt):
        raise ValidationError({"alt": "This is too long: at most 400 characters."})
    if len(data) > largest():
        raise ValidationError({"file": too_large()})


def largest() -> int:
    """How many bytes one file may have."""
    return settings.LARGEST_FILE_MB * MEGABYTE


def too_large() -> str:
    return f"This file is too large: at most {settings.LARGEST_FILE_MB} MB can be kept."


def _check_room(by: Person, size: int) -> None:
    mine = Attachment.objects.filter(by=by)
    lately = mine.filter(created__gt=timezone.now() - timedelta(hours=1)).count()
    if lately >= settings.FILES_AN_HOUR:
        raise TooMuch(
            f"That is {settings.FILES_AN_HOUR} in an hour, which is as much as one person may"
            " send. Please go on later."
        )
    held = mine.filter(removed=None).aggregate(held=Sum("size"))["held"] or 0
    if held + size > settings.FILES_PER_PERSON_MB * MEGABYTE:
        raise TooMuch(
            f"One person may keep {settings.FILES_PER_PERSON_MB} MB here, and with this it would"
            " be more. What no page shows goes by itself after a month."
        )


@transaction.atomic
def _write(
    kept: uploads.Kept, digest: str, *, alt: str, by: Person, entry: Entry | None
) -> Attachment:
    # One at a time for each person, so that a double click finds what the first click did.
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    same = Attachment.objects.filter(digest=digest, alt=alt, by=by, entry=entry).first()
    if same:
        return same
    # Much may have been sent, or taken away, while this was looked into.
    _check_digest(digest)
    _check_room(by, len(kept.data))
    return Attachment.objects.create(
        digest=digest,
        ending=kept.ending,
        name=kept.name,
        size=len(kept.data),
        width=kept.width,
        height=kept.height,
        alt=alt,
        by=by,
        entry=entry,
    )


def store(data: bytes, digest: str, width: int = 0) -> None:
    """Put content where its digest says. What is there already is the same. Raises NotStored."""
    try:
        default_storage.save(stored_at(digest, width), ContentFile(data))
    except OSError as problem:
        log.error("A file could not be stored: %s", problem)
        raise NotStored from problem


@transaction.atomic
def place(
    entry: Entry,
    attachment: Attachment,
    *,
    by: Person,
    after: str = "",
    reason: str = "",
    caption: str = "",
) -> Entry:
    """Show a picture, or lead to a file, after the point `after` of a text, or at its end.

    What the text shows already is not put in twice. Raises KeyError when that point is gone.
    """
    entry = held(entry)
    before = copy.copy(entry)
    if attachment.address in prose.kept_addresses(entry.body):
        return entry
    body = prose.put_after(entry.body, after, attachment.html_with(caption))
    entry.body = tidied({"body": body}, against=before)["body"]
    entry.change_summary = ""
    return keep(entry, before=before, by=by, reason=reason)


# Taking away -----------------------------------------------------------------------------


@transaction.atomic
def take_away(attachment: Attachment, *, by: Person, reason: str) -> None:
    """Take what a picture or file holds away for good, from every version and every page.

    Whoever else sent the same loses it too, and nobody can send it again. What stays is the mark.
    Raises ValidationError without a reason.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Say why. It stays, where the picture does not."})
    same = Attachment.objects.filter(digest=attachment.digest, removed=None)
    keys = {key for one in same for key in one.keys}
    same.update(removed=timezone.now(), removed_by=by, removed_reason=reason[:300])
    note(Deed.TAKE_AWAY, attachment, by=by)
    Entry.objects.filter(uses__attachment__digest=attachment.digest).touch()
    transaction.on_commit(lambda: _drop(keys))


def _drop(keys: Iterable[str]) -> None:
    for key in keys:
        default_storage.delete(key)


# Clearing up -----------------------------------------------------------------------------


def sweep(now: datetime) -> int:
    """Forget what no text shows, and what is stored without a row. Gives how many files went."""
    _forget_unused(now)
    stray = list(_stray(now))
    _drop(stray)
    return len(stray)


def _forget_unused(now: datetime) -> None:
    loose = Attachment.objects.filter(created__lt=now - UNUSED_FOR, removed=None).exclude(
        Exists(Use.objects.filter(attachment=OuterRef("pk")))
    )
    waiting = _waiting() if loose.exists() else set()
    loose.exclude(pk__in=waiting).delete()


def _waiting() -> set[int]:
    """The numbers of those that somebody is still writing of, or has sent in words of."""
    kept: tuple[QuerySet[Any], ...] = (Draft.objects.all(), Suggestion.objects.all())
    written = [
        rows.alias(text=Cast("fields", TextField()))
        .filter(text__contains="/files/")
        .values_list("fields", flat=True)
        for rows in kept
    ]
    found = (_NUMBER.findall(str(fields)) for rows in written for fields in rows)
    return {int(number) for numbers in found for number in numbers}


def _stray(now: datetime) -> Iterator[str]:
    try:
        folders, _ = default_storage.listdir("")
    except FileNotFoundError:
        return  # nothing was ever sent
    for folder in folders:
        there = Attachment.objects.filter(digest__startswith=folder, removed=None)
        known = {key for attachment in there for key in attachment.keys}
        for name in default_storage.listdir(folder)[1]:
            key = f"{folder}/{name}"
            if key not in known and default_storage.get_modified_time(key) < now - UNFINISHED_FOR:
                yield key
