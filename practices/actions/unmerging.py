"""Bringing back what went along when an entry was merged into another."""

from django.db.models import Q

from practices.actions.links import record_links
from practices.actions.moving_along import bring_back
from practices.actions.places import put_back
from practices.actions.text_links import index_text_links
from practices.models import Entry, Link, Merger, Person, Rating, TextLink


def unmerge(entry: Entry, *, by: Person) -> None:
    """Give an entry its links, ratings, conversations, suggestions and followers back.

    As far as they are still there: what somebody has changed since stays. Themes stay with the
    other entry too. Must run before the entry is saved as it stands again, in one transaction.
    """
    merger = Merger.objects.filter(entry=entry).select_related("into").first()
    if merger is None:
        return
    rows = _held(entry, merger)
    before = _ends(rows)
    put_back(merger.moved)
    back = Link.objects.filter(pk__in=merger.moved["links"], source=entry)
    # Who answered meanwhile had a version of the other entry before them.
    Rating.objects.filter(link__in=back, updated__gt=merger.when).update(
        revision=entry.revision + 1
    )
    bring_back(entry, merger.into, merger.moved)
    for pk in sorted(rows.keys() - {entry.pk}):
        record_links(rows[pk], by=by, reason=f"“{entry.title}” is a page of its own again")
    Entry.objects.filter(pk__in=before | _ends(rows)).touch()
    merger.delete()


def lead_back(into: Entry) -> None:
    """Let the links inside texts lead where they led before."""
    leading = TextLink.objects.filter(target=into).values("source")
    index_text_links(list(Entry.objects.filter(pk__in=leading)))


def _held(entry: Entry, merger: Merger) -> dict[int, Entry]:
    """All whose links may change, held in one order for everybody."""
    sources = Link.objects.filter(pk__in=merger.moved["links"]).values_list("source", flat=True)
    pks = {entry.pk, merger.into_id, *sources}
    rows = Entry.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    return {row.pk: row for row in rows}


def _ends(rows: dict[int, Entry]) -> set[int]:
    links = Link.objects.standing().filter(Q(source__in=rows) | Q(target__in=rows))
    return {pk for ends in links.values_list("source", "target") for pk in ends}
