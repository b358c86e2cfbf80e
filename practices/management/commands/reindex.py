"""Make again what is derived from the texts: the search index, and the links inside them."""

import sys
from typing import Any

from practices import actions, search
from practices.management.base import LibraryCommand
from practices.models import Entry

BATCH = 200


class Command(LibraryCommand):
    help = "Make the search index and that of links inside texts again. People can go on working."

    def handle(self, *args: Any, **options: Any) -> None:
        total = Entry.objects.count()
        for done in search.reindex():
            self._say(f"{done:,} of {total:,} entries indexed", done == total)
        pks = list(Entry.objects.values_list("pk", flat=True))
        for at in range(0, total, BATCH):
            actions.index_text_links(list(Entry.objects.filter(pk__in=pks[at : at + BATCH])))
        self.stdout.write(f"The search index is whole: {total:,} entries.")

    def _say(self, line: str, last: bool) -> None:
        """On a terminal one line that counts up; elsewhere only what a log needs."""
        if sys.stderr.isatty():
            self.stderr.write("\r" + line, ending="\n" if last else "")
