"""Make the search index again from the entries."""

import sys
from typing import Any

from practices import search
from practices.management.base import LibraryCommand
from practices.models import Entry


class Command(LibraryCommand):
    help = "Make the whole search index again from the entries. People can go on working."

    def handle(self, *args: Any, **options: Any) -> None:
        total = Entry.objects.count()
        for done in search.reindex():
            self._say(f"{done:,} of {total:,} entries indexed", done == total)
        self.stdout.write(f"The search index is whole: {total:,} entries.")

    def _say(self, line: str, last: bool) -> None:
        """On a terminal one line that counts up; elsewhere only what a log needs."""
        if sys.stderr.isatty():
            self.stderr.write("\r" + line, ending="\n" if last else "")
