"""Links inside texts: the entries that their words name, and what leads where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.text import slugify

from practices import prose
from practices.models import Answer, Entry, OldSlug, OutsideAddress, Status, TextLink

GONE = (Status.DELETED, Status.WITHDRAWN)


def title_key(title: str) -> str:
    """A title as it is compared: case and spaces do not count."""
    return " ".join(title.split()).casefold()


def entries_named(titles: Iterable[str]) -> dict[str, int]:
    """The published entries with these titles, or so called in an address: number by `title_key`.

    Where several have one title, the oldest is meant.
    """
    wanted = {title_key(title): title for title in titles}
    if not wanted:
        return {}
    slugs = {slugify(title)[:80].strip("-"): key for key, title in wanted.items()}
    slugs.pop("", None)
    titled = Q(slug__in=slugs)
    for title in wanted.values():
        titled |= Q(title__iexact=title)
    found = _once_named(slugs, titled)
    rows = Entry.objects.published().filter(titled).order_by("-id").values_list("pk", "title")
    return found | {title_key(title): pk for pk, title in rows if title_key(title) in wanted}


def _once_named(slugs: dict[str, str], titled: Q) -> dict[str, int]:
    """Published entries by the name in an address of theirs, or that of one merged into them."""
    old = OldSlug.objects.filter(slug__in=slugs, entry__status=Status.PUBLISHED)
    merged = Entry.objects.filter(titled, merged_into__status=Status.PUBLISHED)
    rows = merged.values_list("title", "merged_into")
    keys = {title_key(title): pk for title, pk in rows if pk}
    slugs_of = [
        *old.order_by("-entry_id").values_list("slug", "entry_id"),
        *Entry.objects.published().filter(slug__in=slugs).order_by("-id").values_list("slug", "pk"),
    ]
    known = {key: pk for key, pk in keys.items() if key in slugs.values()}
    return known | {slugs[slug]: pk for slug, pk in slugs_of}


def address_book(titles: Iterable[str]) -> Callable[[str], str]:
    """What gives each of these titles an address: its entry's, or an invitation to write it."""
    found = entries_named(titles)

    def address(title: str) -> str:
        pk = found.get(title_key(title))
        return f"/e/{pk}/" if pk else prose.wanted_address(title)

    return address


def with_found(html: str) -> str:
    """A text to be shown: what it wanted, and somebody has written since, is an ordinary link."""
    asked = {href: title for href in prose.hrefs(html) if (title := prose.wanted_title(href))}
    if not asked:
        return html
    found = entries_named(asked.values())
    known = {
        href: found[key] for href, title in asked.items() if (key := title_key(title)) in found
    }
    return prose.with_hrefs(html, {href: f"/e/{pk}/" for href, pk in known.items()})


# What leads here --------------------------------------------------------------------------


def texts_leading_to(entry: Entry, viewer: Any) -> QuerySet[Entry]:
    """The entries the viewer may see whose text leads to this one, by title."""
    links = TextLink.objects.filter(target=entry).exclude(source=entry)
    visible = Entry.objects.visible_to(viewer).filter(pk__in=links.values("source"))
    return visible.in_brief().by_title()


# What is wanted, and what is broken -------------------------------------------------------


@dataclass(slots=True)
class Wanted:
    """A title that texts lead to and nobody has written, and who asks for it."""

    title: str
    count: int
    askers: list[Entry] = field(default_factory=list)


def wanted_titles(viewer: Any) -> QuerySet[Any, Any]:
    """What is wanted by texts the viewer may see, the most wanted first: rows of key and count."""
    links = _seen_by(viewer).filter(target=None).exclude(wanted_key="")
    counted = links.values("wanted_key").annotate(count=Count("source", distinct=True))
    return counted.order_by("-count", "wanted_key")


def with_askers(rows: Iterable[Any], viewer: Any) -> list[Wanted]:
    """Those rows with their titles as first typed and the entries that ask for them.

    What has come to be the name in somebody's address since is left out.
    """
    found = {row["wanted_key"]: Wanted("", row["count"]) for row in rows}
    links = _seen_by(viewer).filter(target=None, wanted_key__in=found).order_by("id")
    for link in links.select_related("source").defer("source__body"):
        wanted = found[link.wanted_key]
        wanted.title = wanted.title or link.wanted
        if link.source not in wanted.askers:
            wanted.askers.append(link.source)
    there = entries_named(wanted.title for wanted in found.values())
    return [one for key, one in found.items() if one.askers and key not in there]


def askers_of(title: str, viewer: Any) -> QuerySet[Entry]:
    """The entries the viewer may see whose text leads to this title."""
    asking = TextLink.objects.filter(target=None, wanted_key=title_key(title))
    visible = Entry.objects.visible_to(viewer).filter(pk__in=asking.values("source"))
    return visible.in_brief().by_title()


def broken_links(viewer: Any) -> QuerySet[TextLink]:
    """Links in texts the viewer may see to what was deleted, taken out of sight, or never was."""
    lost = Q(target__status__in=GONE) | Q(target=None, address__startswith="/")
    return _seen_by(viewer).filter(lost).select_related("source", "target").order_by("id")


def broken_outside(viewer: Any) -> list[tuple[OutsideAddress, list[Entry]]]:
    """Addresses elsewhere that did not answer well, and the entries that lead there."""
    bad = OutsideAddress.objects.exclude(answer=Answer.WORKS).order_by("answer", "address")
    rows: dict[str, tuple[OutsideAddress, list[Entry]]]
    rows = {row.address: (row, []) for row in bad[:500]}
    links = _seen_by(viewer).filter(address__in=rows).select_related("source").order_by("id")
    for link in links.defer("source__body"):
        rows[link.address][1].append(link.source)
    return [(row, sources) for row, sources in rows.values() if sources]


def outside_addresses() -> QuerySet[TextLink, str]:
    """The addresses elsewhere that published texts lead to, each once."""
    published = Entry.objects.published().values("pk")
    links = TextLink.objects.filter(address__startswith="http", source__in=published)
    return links.values_list("address", flat=True).distinct().order_by("address")


def _seen_by(viewer: Any) -> QuerySet[TextLink]:
    visible = Entry.objects.visible_to(viewer)
    return TextLink.objects.filter(Exists(visible.filter(pk=OuterRef("source"))))
