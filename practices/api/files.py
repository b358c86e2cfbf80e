"""Pictures and files, by the API."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.errors import HttpError
from ninja.files import UploadedFile

from practices import access, actions
from practices.api.auth import writer
from practices.data import file_in_full
from practices.models import Entry

router = Router(tags=["Pictures and files"])


@router.post("/files/", auth=writer, response={201: dict[str, Any]}, summary="Send one")
def send(
    request: HttpRequest,
    file: File[UploadedFile],
    alt: Form[str],
    caption: Form[str] = "",
    entry: Form[int | None] = None,
) -> Status:
    """`alt` says what it shows, `entry` (a number) what it is for.

    Nobody else sees it until a text shows it: put `html` into the `body` of an entry.
    """
    by = access.person(request)
    of = Entry.objects.visible_to(by).filter(pk=entry).first() if entry else None
    if (file.size or 0) > actions.largest():
        raise ValidationError({"file": actions.too_large()})
    try:
        kept = actions.attach(file.read(), name=file.name or "", alt=alt, by=by, entry=of)
    except actions.TooMuch as problem:
        raise HttpError(429, str(problem)) from None
    except actions.NotStored as problem:
        raise HttpError(503, str(problem)) from None
    return Status(201, file_in_full(kept) | {"html": kept.html_with(caption)})
