"""Pictures and files in an export: a row for each, and what it holds under its own name."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from practices import actions, uploads
from practices.models import Attachment, AttachmentQuerySet
from practices.transfer.folder import UnfitFolder
from practices.transfer.rows import Names, People, moment, said

FOLDER = "files"
ABOUT = ("id", "digest", "ending", "name", "size", "width", "height", "alt", "removed_reason")


def _wanted(published_only: bool) -> AttachmentQuerySet:
    attachments = Attachment.objects.order_by("pk")
    return attachments.public() if published_only else attachments


def attachment_rows(
    names: Names, shown: set[int], *, published_only: bool
) -> Iterator[dict[str, Any]]:
    """Every picture and file, also those that were taken away."""
    for one in _wanted(published_only).iterator(chunk_size=500):
        row = {name: getattr(one, name) for name in ABOUT}
        row |= {"by": names[one.by_id], "removed_by": names[one.removed_by_id]}
        row |= {"entry": one.entry_id if one.entry_id in shown else None}
        yield row | {"created": said(one.created), "removed": said(one.removed)}


def attachment_of(row: dict[str, Any], people: People) -> Attachment:
    """The unsaved attachment. Raises like `rows.version_of`."""
    one = Attachment(**{name: row[name] for name in ABOUT}, entry_id=row["entry"])
    one.by, one.removed_by = people[row["by"]], people[row["removed_by"]]
    one.created = moment(row["created"])
    one.removed = moment(row["removed"]) if row["removed"] else None
    one.clean_fields(exclude=["by", "removed_by", "entry"])
    if one.ending not in uploads.MEDIA_TYPES:
        raise ValidationError(f"“{one.ending}” is no kind of file that is kept here.")
    return one


def write_files(room: Path, *, published_only: bool) -> None:
    """Copy what pictures and files hold: named like their addresses, so that texts lead there."""
    (room / FOLDER).mkdir()
    for one in _wanted(published_only).filter(removed=None):
        for key, path in _places(one, room / FOLDER):
            path.parent.mkdir(exist_ok=True)
            with default_storage.open(key) as stored, path.open("wb") as file:
                shutil.copyfileobj(stored, file)


def bring_files(room: Path, attachments: Iterable[Attachment]) -> None:
    """Store what they hold, out of an export. Raises UnfitFolder where it is not what it was."""
    for one in attachments:
        for width, (_, path) in zip(one.widths, _places(one, room / FOLDER), strict=True):
            try:
                data = path.read_bytes()
            except OSError as problem:
                raise UnfitFolder(f"{path} cannot be read ({problem.strerror}).") from problem
            if not width and hashlib.sha256(data).hexdigest() != one.digest:
                raise UnfitFolder(f"{path} is not the file that its row tells of.")
            actions.store(data, one.digest, width)


def _places(one: Attachment, folder: Path) -> Iterator[tuple[str, Path]]:
    """Where each of its copies is stored here, and in the folder."""
    for width in one.widths:
        yield one.key(width), folder / (str(width) if width else "") / one.file_name
