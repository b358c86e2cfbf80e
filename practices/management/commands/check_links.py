"""Ask the addresses elsewhere that texts lead to whether they still answer."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from practices import actions, linked, outside
from practices.management.base import LibraryCommand
from practices.models import OutsideAddress


class Command(LibraryCommand):
    help = "Ask the addresses elsewhere that texts lead to whether they still answer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=500, help="ask so many at most (500)")
        parser.add_argument(
            "--days", type=int, default=7, help="leave out what was asked in so many days (7)"
        )
        parser.add_argument(
            "--pause", type=float, default=1, help="seconds between two questions to a host (1)"
        )
        parser.add_argument(
            "--timeout", type=float, default=10, help="seconds to wait for an answer (10)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        actions.forget_unlinked()
        due = self._due(options["days"])
        asked = {"works": 0, "unsure": 0, "broken": 0}
        for address in _politely(due[: options["most"]], options["pause"]):
            said = outside.ask(
                address,
                agent=f"{settings.SITE_NAME} link check ({settings.SITE_URL})",
                timeout=options["timeout"],
                may_ask=_anybody if settings.ASK_PRIVATE_ADDRESSES else outside.is_open,
            )
            actions.note_answer(address, said)
            asked[said.answer] += 1
            if said.answer != "works":
                self.say(f"{address}: {said.words}")
        self.stdout.write(
            f"{asked['works']} work, {asked['broken']} are broken, {asked['unsure']} cannot be "
            f"told; {max(0, len(due) - options['most'])} left for the next time."
        )

    def _due(self, days: int) -> list[str]:
        """The addresses to ask, those never asked first, then those asked longest ago."""
        since = timezone.now() - timedelta(days=days)
        asked = dict(OutsideAddress.objects.values_list("address", "checked"))
        due = [one for one in linked.outside_addresses() if asked.get(one, since) <= since]
        return sorted(due, key=lambda one: (one in asked, asked.get(one, since), one))


def _anybody(number: str) -> bool:
    return True


def _politely(addresses: list[str], pause: float) -> Iterator[str]:
    """The addresses, no host oftener than each `pause` seconds; while one rests, others come."""
    waiting: dict[str, list[str]] = {}
    for address in addresses:
        waiting.setdefault(urlsplit(address).netloc, []).append(address)
    free = dict.fromkeys(waiting, 0.0)
    while waiting:
        host = min(waiting, key=free.__getitem__)
        time.sleep(max(0.0, free[host] - time.monotonic()))
        yield waiting[host].pop(0)
        free[host] = time.monotonic() + pause
        if not waiting[host]:
            del waiting[host]
