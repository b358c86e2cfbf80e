"""Pictures and files: who may see one, and who may take one away."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from practices.access.people import steward
from practices.models import Attachment
from practices.numbers import whole


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A picture or file that may be seen, and whether by everyone."""

    attachment: Attachment
    is_public: bool


def file_to_read(request: HttpRequest, name: str) -> SeenFile:
    """The picture or file whose address ends so, if this person may see it.

    What is public is answered without asking who reads, so that it can be kept on the way.
    """
    number = whole(name.partition("-")[0], digits=15) or 0
    public = Attachment.objects.public().filter(pk=number).first()
    found = public or Attachment.objects.visible_to(request.user).filter(pk=number).first()
    if found is None or found.file_name != name:
        raise Http404
    return SeenFile(found, public is not None)


def file_to_take_away(request: HttpRequest, pk: int) -> Attachment:
    """A picture or file, if this person is a steward."""
    steward(request)
    return get_object_or_404(Attachment, pk=pk)
