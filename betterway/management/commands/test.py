"""Pass the tests: pytest, and whatever arguments it is to have."""

import subprocess
import sys
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand

ALL = ["-n", "2", "--dist", "loadfile"]


class Command(BaseCommand):
    help = "Run the tests. Arguments go to pytest; without any, all tests run in two processes."
    requires_system_checks = []

    def run_from_argv(self, argv: list[str]) -> NoReturn:
        # Not Django's own reading of arguments: it would take some of pytest's for its own.
        sys.exit(run(argv[2:]))

    def handle(self, *args: Any, **options: Any) -> None:
        run([])


def run(arguments: list[str]) -> int:
    """Call pytest in a process of its own. Returns its exit code.

    A process of its own, since this one has read the settings already.
    """
    command = [sys.executable, "-m", "pytest", *(arguments or ALL)]
    return subprocess.run(command, cwd=settings.BASE_DIR, check=False).returncode
