"""The index of links inside texts, renewed whenever a text was."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings

from practices import kinds, prose
from practices.linked import entries_named, title_key
from practices.merge import PROSE
from practices.models import Entry, OldSlug, TextLink

BATCH = 500
LONGEST = 500
"""Characters; longer addresses are searches and sessions rather than pages."""

NUMBERED = re.compile(r"/e/(\d{1,15})(?:[/?#]|$)")
NAMED = re.compile(rf"/({'|'.join(kinds.BY_PLURAL)})/([-\w]+)(?:[./?#]|$)")
NO_SLUG = {"new", "import"}


def renew_text_links(entry: Entry, *, before: Any) -> None:
    """Index the links inside an entry anew, if they are others than in version `before`."""
    leads = _hrefs(entry)
    if before is not None and leads == _hrefs(before):
        return
    if before is not None:
        TextLink.objects.filter(source=entry).delete()
    if leads:
        TextLink.objects.bulk_create(_rows({entry.pk: leads}), batch_size=BATCH)


def index_text_links(entries: Sequence[Entry]) -> None:
    """Index the links inside many entries, whatever was indexed of them before."""
    TextLink.objects.filter(source__in=[entry.pk for entry in entries]).delete()
    leads = {entry.pk: hrefs for entry in entries if (hrefs := _hrefs(entry))}
    TextLink.objects.bulk_create(_rows(leads), batch_size=BATCH)
    answer_wanted(entries)


def answer_wanted(entries: Iterable[Entry]) -> None:
    """Let the texts that wanted pages of these titles lead to these entries."""
    keys = {title_key(entry.title): entry.pk for entry in entries if entry.is_published}
    links = list(TextLink.objects.filter(target=None, wanted_key__in=keys))
    for link in links:
        link.target_id = keys[link.wanted_key]
    if links:
        TextLink.objects.bulk_update(links, ["target"], batch_size=BATCH)
        Entry.objects.filter(pk__in={link.source_id for link in links}).touch()


def _hrefs(version: Any) -> list[str]:
    texts = (getattr(version, name) for name in PROSE)
    return list(dict.fromkeys(_here(href) for text in texts for href in prose.hrefs(text)))


def _here(href: str) -> str:
    """An address of this site without the site's own name."""
    rest = href.removeprefix(settings.SITE_URL)
    return rest if rest != href and rest.startswith("/") else href


def _rows(leads: dict[int, list[str]]) -> list[TextLink]:
    known = _Known({href for hrefs in leads.values() for href in hrefs})
    rows: dict[tuple[Any, ...], TextLink] = {}
    for source, hrefs in leads.items():
        for href in hrefs:
            row = known.row(href)
            if row is not None:
                row.source_id = source
                rows.setdefault((source, row.target_id, row.wanted_key, row.address), row)
    return list(rows.values())


class _Known:
    """The entries that some addresses lead to, looked up together."""

    def __init__(self, hrefs: Iterable[str]) -> None:
        numbers = {int(found[1]) for href in hrefs if (found := NUMBERED.match(href))}
        names = {found[2] for href in hrefs if (found := NAMED.match(href))} - NO_SLUG
        titles = {title for href in hrefs if (title := prose.wanted_title(href))}
        self.names = _named(names) if names else {}
        self.stand_for = _standing({*numbers, *self.names.values()})
        self.titles = entries_named(titles)

    def row(self, href: str) -> TextLink | None:
        """The row for a link, or None where it leads to no entry and not elsewhere."""
        if title := prose.wanted_title(href):
            key = title_key(title)
            return TextLink(target_id=self.titles.get(key), wanted=title, wanted_key=key)
        if len(href) > LONGEST:
            return None
        if href.startswith(("http://", "https://")):
            return TextLink(address=href.partition("#")[0])
        if found := NUMBERED.match(href):
            pk = self.stand_for.get(int(found[1]))
            return TextLink(target_id=pk) if pk else TextLink(address=href)
        if (found := NAMED.match(href)) and found[2] not in NO_SLUG:
            pk = self.names.get((kinds.BY_PLURAL[found[1]].name, found[2]))
            return TextLink(target_id=self.stand_for[pk]) if pk else TextLink(address=href)
        return None


def _standing(numbers: set[int]) -> dict[int, int]:
    """The entries that are there, each with the one it was merged into, or itself."""
    found: dict[int, int] = {}
    merged = {number: number for number in numbers}
    while merged:
        rows = Entry.objects.filter(pk__in=merged.values())
        into = dict(rows.values_list("pk", "merged_into"))
        found |= {asked: pk for asked, pk in merged.items() if pk in into and not into[pk]}
        merged = {asked: further for asked, pk in merged.items() if (further := into.get(pk))}
    return found


def _named(slugs: set[str]) -> dict[tuple[str, str], int]:
    old = OldSlug.objects.filter(slug__in=slugs).values_list("kind", "slug", "entry_id")
    now = Entry.objects.filter(slug__in=slugs).values_list("kind", "slug", "pk")
    return {(kind, slug): pk for kind, slug, pk in [*old, *now]}
