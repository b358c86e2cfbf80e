"""Keeping how addresses elsewhere answered."""

from django.db import transaction
from django.utils import timezone

from practices.linked import outside_addresses
from practices.models import Answer, OutsideAddress
from practices.outside import Said


@transaction.atomic
def note_answer(address: str, said: Said) -> OutsideAddress:
    """Keep what an address answered, and when."""
    now = timezone.now()
    fields = {"answer": said.answer, "said": said.words[:200], "checked": now}
    if said.answer == Answer.WORKS.value:
        fields["worked"] = now
    row, _ = OutsideAddress.objects.update_or_create(address=address, defaults=fields)
    return row


@transaction.atomic
def forget_unlinked() -> None:
    """Forget the addresses that no text leads to any more."""
    OutsideAddress.objects.exclude(address__in=outside_addresses()).delete()
