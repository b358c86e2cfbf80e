"""Timing one thing against another, turn by turn, and saying whether it is fast enough."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

Do = Callable[[], Any]

POSTGRES_MAY_TAKE = 1.6
"""Times as much as SQLite: its answers come from another process."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report. `measured` and `target` are in `unit`; smaller is better."""

    name: str
    measured: float
    target: float | None = None
    unit: str = "×"
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        return "pass" if self.measured <= self.target else "MISS"

    def as_value(self) -> dict[str, Any]:
        return {**asdict(self), "verdict": self.verdict}


def clock() -> float:
    """Seconds this process has worked; on PostgreSQL all seconds, since the server works too."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def of_pages(target: float) -> float:
    """What pages may take on the database in use, of a target set for SQLite."""
    return target if connection.vendor == "sqlite" else target * POSTGRES_MAY_TAKE


def seconds(do: Do) -> float:
    """How long it takes, once."""
    began = clock()
    do()
    return clock() - began


def turn_by_turn(
    these: dict[str, Do], *, rounds: int, before: dict[str, Do] | None = None
) -> dict[str, list[float]]:
    """Seconds of each, one after the other, round after round, after two rounds unmeasured.

    `before` is done each time before one of them, and not timed.
    """
    taken: dict[str, list[float]] = {name: [] for name in these}
    for number in range(rounds + 2):
        for name, do in these.items():
            if before and name in before:
                before[name]()
            took = seconds(do)
            if number >= 2:
                taken[name].append(took)
    return taken


def queries(do: Do) -> int:
    """How many questions it asks the database."""
    with CaptureQueriesContext(connection) as asked:
        do()
    return len(asked)


def p95(values: list[float]) -> float:
    """What 95 in 100 stay below."""
    return quantiles(values, n=20)[-1]


def milliseconds(values: list[float]) -> str:
    return f"{median(values) * 1000:.2f} ms"


def table(lines: list[Line]) -> str:
    """The report, to be read."""
    width = max(len(line.name) for line in lines)
    rows = []
    for line in lines:
        measured, target = f"{line.measured:.1f}{line.unit}", ""
        if line.target is not None:
            target = f"{line.target:g}{line.unit}"
        row = f"{line.name:<{width}} {measured:>13} {target:>10} {line.verdict:<5} {line.note}"
        rows.append(row.rstrip())
    return "\n".join([f"{'':<{width}} {'measured':>13} {'target':>10}", *rows])
