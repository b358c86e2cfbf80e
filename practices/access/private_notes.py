"""What is written in private: nobody's but of those who take part in it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from practices.access.people import person
from practices.models import PrivateNote


def private_note_to_read(request: HttpRequest, pk: int) -> PrivateNote:
    """What began an exchange, if this person takes part in it."""
    mine = PrivateNote.objects.between(person(request))
    return get_object_or_404(mine.select_related("entry", "author", "to"), pk=pk)


def one_private_note(request: HttpRequest, pk: int) -> PrivateNote:
    """What began an exchange that this person takes part in, or an answer in it."""
    mine = PrivateNote.objects.between(person(request))
    note = get_object_or_404(PrivateNote.objects.select_related("entry", "author"), pk=pk)
    get_object_or_404(mine, pk=note.parent_id or note.pk)
    return note
