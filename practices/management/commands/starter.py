"""Load what is missing of the starter library."""

from typing import Any

from practices.management.base import LibraryCommand
from practices.transfer import starter


class Command(LibraryCommand):
    help = "Load what is missing of the starter library. What people wrote is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Starter library: {starter.load()}")
