"""Forgetting the addresses of people without an account, once there is nothing more to answer."""

from datetime import datetime, timedelta

from django.db import transaction

from practices.models import Report, Suggestion, SuggestionStatus

ANSWERED_FOR = timedelta(days=90)
"""How long after an answer they may say more: send it again, or ask for a second look."""


@transaction.atomic
def forget_addresses(now: datetime) -> int:
    """Forget the addresses of those who were answered so long ago. Gives how many."""
    over = now - ANSWERED_FOR
    decided = Report.objects.filter(decided__lt=over).exclude(appealed__isnull=False, heard=None)
    returned = Suggestion.objects.filter(status=SuggestionStatus.RETURNED, decided__lt=over)
    return sum(rows.exclude(email="").update(email="") for rows in (decided, returned))
