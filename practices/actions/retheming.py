"""A theme renamed on every entry that has it: one small version each, as many as there are."""

from collections.abc import Callable, Collection, Iterable
from itertools import batched

from django.core.exceptions import ValidationError
from django.db.models import F

from practices import history, search, theme_pairs
from practices.models import Entry, RethemedVersion, TaggedEntry, Theme, ThemeChange
from practices.models.theme import theme_key

BATCH = 500

Names = Callable[[Entry], list[str]]


def hold(*themes: Theme) -> list[Theme]:
    """These themes as they stand, held with every entry that has one of them.

    Entries come first, as for those who save one. What was saved in between is held by nobody.
    Raises ValidationError where somebody has deleted one since.
    """
    pks = [theme.pk for theme in themes]
    _hold_entries(pks)
    held = {
        theme.pk: theme
        for theme in Theme.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    }
    _hold_entries(pks)
    if held.keys() < set(pks):
        raise ValidationError("This theme is not there any more.")
    return [held[pk] for pk in pks]


def _hold_entries(themes: Collection[int]) -> None:
    tagged = TaggedEntry.objects.filter(tag__in=themes).values("content_object")
    held = Entry.objects.select_for_update().filter(pk__in=tagged).order_by("pk")
    list(held.values_list("pk", flat=True))


def having(theme: Theme) -> set[int]:
    """The numbers of the entries that have a theme."""
    tagged = TaggedEntry.objects.filter(tag=theme)
    return set(tagged.values_list("content_object", flat=True))


def retheme(
    change: ThemeChange, entries: Iterable[int], names: Names, *, had_both: Collection[int] = ()
) -> None:
    """Give each of these entries, which are held, the themes that `names` says.

    Each gets a small version by whoever made the change. When its text was last worked on stays
    as it is: nobody has.
    """
    numbers = sorted(entries)
    leader = _leader(numbers)
    for some in batched(numbers, BATCH):
        held = Entry.objects.filter(pk__in=some)
        held.update(revision=F("revision") + 1, small=True, change_summary=change.in_words)
        told = change.in_words + _and_others(len(numbers) - 1)
        held.filter(pk=leader).update(change_summary=told)
        held.touch()
        rows = list(held.order_by("pk"))
        for entry in rows:
            entry.theme_names = names(entry)
            entry._history_user, entry._history_date = change.by, change.when
            entry._change_reason = change.reason
        Entry.objects.bulk_update(rows, ["theme_names"], batch_size=250)
        Entry.history.bulk_create([history.row_of(entry) for entry in rows], batch_size=100)
        RethemedVersion.objects.bulk_create(
            RethemedVersion(
                change=change,
                entry=entry,
                revision=entry.revision,
                had_both=entry.pk in had_both,
                leads=entry.pk == leader,
            )
            for entry in rows
        )
        search.index_themes(rows)


def _leader(numbers: list[int]) -> int:
    """The entry whose version tells of all of them: one that everyone may see, if any is."""
    for some in batched(reversed(numbers), BATCH):
        leader = Entry.objects.published().filter(pk__in=some).order_by("-pk").first()
        if leader:
            return leader.pk
    return numbers[-1] if numbers else 0


def _and_others(count: int) -> str:
    return f", here and on {count:,} other page{'' if count == 1 else 's'}" if count else ""


def instead(key: str, new: str) -> Names:
    """Their names with a new one in the place of that with this key, in the order of names."""

    def names(entry: Entry) -> list[str]:
        kept = [name for name in entry.theme_names if theme_key(name) not in (key, theme_key(new))]
        return sorted([*kept, new], key=str.casefold)

    return names


def refile_all(old: Theme, new: Theme, entries: Collection[int]) -> None:
    """File these entries under the new theme instead of the old one."""
    there = having(new)
    for some in batched(sorted(entries), BATCH):
        tagged = TaggedEntry.objects.filter(tag=old, content_object__in=some)
        tagged.exclude(content_object__in=there & set(some)).update(tag=new)
        TaggedEntry.objects.filter(tag=old, content_object__in=some).delete()


def file_all(theme: Theme, entries: Collection[int]) -> None:
    """File these entries under a theme as well."""
    TaggedEntry.objects.bulk_create(
        [TaggedEntry(tag=theme, content_object_id=pk) for pk in sorted(entries)],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def look_anew() -> None:
    """What is kept about themes for a while is out of date."""
    search.forget_synonyms()
    theme_pairs.forget_pairs()


def check_stands(*themes: Theme) -> None:
    """Raises ValidationError for what is no theme but another word for one."""
    for theme in themes:
        if theme.word_for is not None:
            raise ValidationError(f"“{theme.name}” is another word for “{theme.word_for.name}”.")
