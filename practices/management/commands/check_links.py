"""Ask the addresses elsewhere that texts lead to whether they still answer."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from practices import actions, notices
from practices.management.base import LibraryCommand


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
        due = notices.addresses_due(timezone.now(), options["days"])
        asked = {"works": 0, "unsure": 0, "broken": 0}
        for address in _politely(due[: options["most"]], options["pause"]):
            said = notices.ask(address, timeout=options["timeout"])
            asked[said.answer] += 1
            if said.answer != "works":
                self.say(f"{address}: {said.words}")
        self.stdout.write(
            f"{asked['works']} work, {asked['broken']} are broken, {asked['unsure']} cannot be "
            f"told; {max(0, len(due) - options['most'])} left for the next time."
        )


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
