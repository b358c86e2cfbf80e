"""Making one theme of two, and two of one again.

The theme that goes becomes another word for the one that stays: its row is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from practices import kinds
from practices.actions.auditing import note
from practices.actions.following import follow_back, follow_into
from practices.actions.retheming import (
    check_stands,
    file_all,
    having,
    hold,
    instead,
    look_anew,
    refile_all,
    retheme,
)
from practices.actions.theme_care import keepers_into, keepers_shared
from practices.models import (
    Deed,
    Entry,
    Follow,
    Person,
    RethemedVersion,
    Theme,
    ThemeChange,
    ThemeVerb,
    What,
)


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging two themes, or bringing one back, would change."""

    entries: int
    kinds: list[tuple[str, int]]
    both: int
    followers: int


def foresee_theme_merge(theme: Theme, into: Theme) -> Merging:
    """What would change if a theme were merged into another. Raises ValidationError."""
    _check_merge(theme, into)
    return _counted(having(theme), both=having(into), followers=_followers(theme))


def _check_merge(theme: Theme, into: Theme) -> None:
    check_stands(theme, into)
    if theme.pk == into.pk:
        raise ValidationError({"into": "That is this very theme. Choose another one."})


def _followers(theme: Theme) -> int:
    return Follow.objects.filter(what=What.THEME, key=theme.slug).count()


def _counted(entries: set[int], *, both: Iterable[int], followers: int) -> Merging:
    counts = Entry.objects.filter(pk__in=entries).order_by().values_list("kind")
    by_kind = dict(counts.annotate(count=Count("pk")))
    named = [
        (kind.plural_label if by_kind[kind.name] > 1 else kind.label, by_kind[kind.name])
        for kind in kinds.KINDS
        if kind.name in by_kind
    ]
    return Merging(len(entries), named, len(entries & set(both)), followers)


@transaction.atomic
def merge_themes(theme: Theme, into: Theme, *, by: Person, reason: str = "") -> ThemeChange:
    """Make one theme of two: every entry that has the first has the other instead.

    The first becomes another word for the other, and who looked after it looks after the other.
    Raises ValidationError.
    """
    theme, into = hold(theme, into)
    _check_merge(theme, into)
    entries, both = having(theme), having(into)
    words = list(theme.words.order_by("pk").values_list("pk", flat=True))
    change = ThemeChange.objects.create(
        verb=ThemeVerb.MERGE,
        by=by,
        theme=theme,
        into=into,
        was=theme.name,
        now=into.name,
        reason=reason,
        words=words,
    )
    Theme.objects.filter(pk__in=[theme.pk, *words]).update(word_for=into)
    retheme(change, entries, instead(theme.slug, into.name), had_both=entries & both)
    refile_all(theme, into, entries)
    follow_into(change)
    keepers_into(theme, into)
    note(Deed.MERGE, theme, by=by, value=str(into.pk))
    transaction.on_commit(look_anew)
    return change


# Two of one -------------------------------------------------------------------------------


def foresee_unmerge(change: ThemeChange) -> Merging:
    """What would change if a merge were undone. Raises ValidationError."""
    _, into = _check_unmerge(change)
    back = _carried(change).keys() & having(into)
    both = {pk for pk, had_both in _carried(change).items() if had_both}
    return _counted(back, both=both, followers=Follow.objects.filter(moved_by=change).count())


def _check_unmerge(change: ThemeChange) -> tuple[Theme, Theme]:
    theme, into = change.theme, change.into
    if change.verb != ThemeVerb.MERGE or theme is None or into is None:
        raise ValidationError("This is not there to be undone any more.")
    if change.is_undone or theme.word_for_id is None:
        raise ValidationError(f"“{theme.name}” is a theme of its own already.")
    if theme.word_for_id != into.pk:
        raise ValidationError(
            f"“{into.name}” has become “{theme.meant.name}” since. Undo that first."
        )
    return theme, into


def _carried(change: ThemeChange) -> dict[int, bool]:
    """The entries that had the theme when it was merged, and whether they had the other too."""
    return dict(RethemedVersion.objects.filter(change=change).values_list("entry", "had_both"))


@transaction.atomic
def unmerge_themes(change: ThemeChange, *, by: Person, reason: str = "") -> ThemeChange:
    """Undo a merge: the theme comes back to the entries that had it and still have the other.

    What people decided since stays as they did. Whoever looks after the other looks after both
    then: nobody is let go by it. Raises ValidationError.
    """
    merged = ThemeChange.objects.filter(pk=change.pk)
    theme, into = hold(*_check_unmerge(merged.get()))
    change = merged.get()
    _check_unmerge(change)  # others may have been quicker
    Theme.objects.filter(pk=theme.pk).update(word_for=None, only_leads=False)
    Theme.objects.filter(pk__in=change.words, word_for=into).update(word_for=theme)
    undoing = ThemeChange.objects.create(
        verb=ThemeVerb.UNMERGE,
        by=by,
        theme=theme,
        into=into,
        was=into.name,
        now=theme.name,
        reason=reason,
        undoes=change,
    )
    _put_back(undoing, theme, into)
    follow_back(change)
    keepers_shared(into, theme)
    note(Deed.UNMERGE, theme, by=by, value=str(into.pk))
    transaction.on_commit(look_anew)
    return undoing


def _put_back(undoing: ThemeChange, theme: Theme, into: Theme) -> None:
    """Beside the other where an entry had both, and in its place where it had this one alone."""
    assert undoing.undoes is not None, "bringing back undoes a merge"
    carried = _carried(undoing.undoes)
    back = carried.keys() & having(into)
    both = {pk for pk in back if carried[pk]}
    in_place, besides = instead(into.slug, theme.name), instead(theme.slug, theme.name)
    retheme(undoing, back, lambda entry: besides(entry) if entry.pk in both else in_place(entry))
    refile_all(into, theme, back - both)
    file_all(theme, both)


@transaction.atomic
def tell_apart(theme: Theme, other: Theme, *, by: Person) -> None:
    """Say that two themes that look alike are not the same, so that nobody is asked again."""
    _check_merge(theme, other)
    ThemeChange.objects.create(
        verb=ThemeVerb.APART, by=by, theme=theme, into=other, was=theme.name, now=other.name
    )
    transaction.on_commit(look_anew)
