"""What is written in private: nobody's but of those who take part in it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from practices.access.people import person
from practices.models import PrivateNote


def private_note_to_read(request: HttpRequest, pk: int) -> PrivateNote:
    """What began an exchange, if this person takes part in it."""
    mine = PrivateNote.objects.between(person(request))
    return get_object_or_404(mine.select_related("entry", "author", "to"), pk=pk)
