"""Taking words out for good, everywhere: the one change that cannot be undone.

History tables are written here directly, and nowhere else: what must go must go from every version.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from practices import prose, search
from practices.actions.auditing import note
from practices.actions.keeping import give_name, refile
from practices.actions.text_links import index_text_links
from practices.models import (
    Deed,
    Entry,
    Link,
    OldSlug,
    Person,
    Rating,
    RedactedVersion,
    Redaction,
    Theme,
)
from practices.prose import Taker
from practices.redaction import Hit, hits
from practices.rooms import rooms

SHORTEST = 3
BATCH = 500


def taker_of(words: str, *, any_case: bool) -> Taker:
    """What takes these words out. Raises ValidationError for fewer than `SHORTEST` characters."""
    taker = Taker(words, any_case=any_case)
    if len(taker.words) < SHORTEST:
        raise ValidationError({"words": f"Give at least {SHORTEST} characters."})
    if taker.count(prose.MARK):
        raise ValidationError({"words": "That is what stands where words were taken out."})
    return taker


@transaction.atomic
def redact(words: str, *, by: Person, reason: str, any_case: bool = False) -> Redaction:
    """Take words out of every text there is, and leave a mark that it happened.

    Raises ValidationError by field: for words too short or that stand nowhere, and for a reason
    that is missing or holds the words itself.
    """
    taker = taker_of(words, any_case=any_case)
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Say why. It stays, where the words do not."})
    if taker.count(reason):
        raise ValidationError({"reason": "The reason stays to be read: leave the words out of it."})
    # Nobody saves an entry meanwhile, from a text that still has them.
    list(Entry.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    found = list(hits(taker))
    if not found:
        raise ValidationError({"words": "These words stand nowhere."})
    return _take_out(found, taker, by=by, reason=reason)


def _take_out(found: list[Hit], taker: Taker, *, by: Person, reason: str) -> Redaction:
    marked = _versions(found)
    for hit in found:
        rows = apps.get_model(hit.label)._base_manager.filter(pk=hit.pk)
        if hit.goes:
            rows.delete()
        else:
            rows.update(**hit.without)
    counts: Counter[str] = Counter()
    for hit in found:
        counts[hit.label] += hit.count
    redaction = Redaction.objects.create(by=by, reason=reason[:300], counts=dict(counts))
    RedactedVersion.objects.bulk_create(
        [
            RedactedVersion(redaction=redaction, entry_id=entry, revision=revision)
            for entry, revision in sorted(marked)
        ],
        batch_size=BATCH,
    )
    _renew({entry for entry, _ in marked}, taker)
    _touch(found, {entry for entry, _ in marked})
    search.forget(taker.words)
    for clear in rooms.taken_out:
        clear(taker)
    note(Deed.REDACT, redaction, by=by)
    transaction.on_commit(cache.clear)
    return redaction


def _versions(found: Iterable[Hit]) -> set[tuple[int, int]]:
    """The versions that hold the words, as entry and revision. An entry is its newest version."""
    pks = [hit.pk for hit in found if hit.label == "practices.HistoricalEntry"]
    rows = Entry.history.filter(history_id__in=pks).values_list("id", "revision")
    now = [hit.pk for hit in found if hit.label == "practices.Entry"]
    return set(rows) | set(Entry.objects.filter(pk__in=now).values_list("pk", "revision"))


def _renew(pks: set[int], taker: Taker) -> None:
    """Make anew what is derived from these entries, their addresses too where those tell."""
    entries = list(Entry.objects.filter(pk__in=pks).order_by("pk"))
    for entry in entries:
        _rename(entry, taker)
        refile(entry)
        for renew in rooms.after_save:
            renew(entry)
    search.index_many(entries)
    index_text_links(entries)
    old = OldSlug.objects.all()
    old.filter(pk__in=[row.pk for row in old if taker.is_in_address(row.slug)]).delete()
    themes = Theme.objects.all()
    themes.filter(pk__in=[theme.pk for theme in themes if taker.count(theme.name)]).delete()


def _rename(entry: Entry, taker: Taker) -> None:
    """Give an entry whose address holds the words another one; the old one leads nowhere."""
    if taker.is_in_address(entry.slug):
        entry.slug = ""
        give_name(entry)
        Entry.objects.filter(pk=entry.pk).update(slug=entry.slug)
    versions = entry.history.values_list("slug", flat=True).order_by().distinct()
    for slug in versions:
        if taker.is_in_address(slug):
            entry.history.filter(slug=slug).update(slug=entry.slug)


def _touch(found: Iterable[Hit], entries: set[int]) -> None:
    """Say that every page that showed the words shows something else now."""
    by_label: dict[str, list[Any]] = {}
    for hit in found:
        by_label.setdefault(hit.label, []).append(hit.pk)
    links = Q(pk__in=by_label.get("practices.Link", []))
    rated = Rating.objects.filter(pk__in=by_label.get("practices.Rating", []))
    links |= Q(pk__in=rated.values("link")) | Q(source__in=entries) | Q(target__in=entries)
    ends = Link.objects.filter(links).values_list("source_id", "target_id")
    said = apps.get_model("practices.Comment").objects.filter(
        pk__in=by_label.get("practices.Comment", [])
    )
    pages = entries | {end for pair in ends for end in pair}
    pages |= set(said.values_list("entry_id", flat=True))
    Entry.objects.filter(pk__in=pages).touch()
