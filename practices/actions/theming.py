"""What stewards do to a theme as a whole: rename it, merge it, bring it back, keep its words.

A theme that is merged or gets another address is not thrown away: its row becomes another word
for the one that stays, so that what is typed turns into that one and old addresses lead there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from practices import kinds, search, theme_pairs
from practices.actions.again import again
from practices.actions.auditing import note
from practices.actions.following import follow_back, follow_into, follow_on
from practices.actions.retheming import (
    file_all,
    having,
    hold,
    instead,
    refile_all,
    retheme,
)
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
from practices.models.theme import theme_key

LONGEST = 100
MOST_WORDS = 30


class ThemeTaken(ValidationError):
    """A theme of that name is there already: `into` is the one to merge with."""

    def __init__(self, name: str, into: Theme) -> None:
        called = "" if theme_key(name) == into.slug else f", which is what “{name}” means here"
        super().__init__(f"There is a theme “{into.name}” already{called}.")
        self.name, self.into = name, into


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging two themes, or bringing one back, would change."""

    entries: int
    kinds: list[tuple[str, int]]
    both: int
    followers: int


def _look_anew() -> None:
    search.forget_synonyms()
    theme_pairs.forget_pairs()


# Renaming ---------------------------------------------------------------------------------


@again
@transaction.atomic
def rename_theme(theme: Theme, *, by: Person, name: str, reason: str = "") -> Theme:
    """Call a theme something else, on every entry that has it.

    Where its address changes, the old one leads to the new for ever. Raises ThemeTaken where
    another theme is called so, ValidationError for what is no name.
    """
    name = _name(name)
    (theme,) = hold(theme)
    _check_stands(theme)
    if name == theme.name:
        return theme
    old, was = theme.slug, theme.name
    _make_way(theme, name)
    theme.name, theme.slug = name, theme_key(name)
    theme.save(update_fields=["name", "slug"])
    if theme.slug != old:
        Theme.objects.create(name=was, slug=old, word_for=theme)
        follow_on(What.THEME, old, theme.slug)
    change = ThemeChange.objects.create(
        verb=ThemeVerb.RENAME, by=by, theme=theme, was=was, now=name, reason=reason
    )
    retheme(change, having(theme), instead(old, name))
    note(Deed.RENAME, theme, by=by)
    transaction.on_commit(_look_anew)
    return theme


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not theme_key(name):
        raise ValidationError({"name": "Write a word or two."})
    if len(name) > LONGEST:
        raise ValidationError({"name": f"A theme is a word or two: at most {LONGEST} letters."})
    if "," in name:
        raise ValidationError({"name": "A theme has no comma: commas stand between themes."})
    return name


def _make_way(theme: Theme, name: str) -> None:
    """Free a name that is no other theme's: a word for this one, or one that only leads."""
    other = Theme.objects.filter(slug=theme_key(name)).exclude(pk=theme.pk).first()
    if other is None:
        return
    if other.word_for_id != theme.pk and not other.only_leads:
        raise ThemeTaken(name, other.meant)
    other.delete()


def _check_stands(*themes: Theme) -> None:
    for theme in themes:
        if theme.word_for is not None:
            raise ValidationError(f"“{theme.name}” is another word for “{theme.word_for.name}”.")


# Words ------------------------------------------------------------------------------------


@again
@transaction.atomic
def set_words(theme: Theme, *, by: Person, words: Sequence[str]) -> None:
    """Keep these as the other words for a theme; addresses of others go on leading to it.

    Raises ThemeTaken where one is a theme of its own or a word for another, ValidationError for
    what is no word.
    """
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    _check_stands(theme)
    wanted = {theme_key(name): _name(name) for name in words}
    wanted.pop(theme.slug, None)
    if len(wanted) > MOST_WORDS:
        raise ValidationError({"words": f"{MOST_WORDS} other words are as many as fit."})
    said = {row.slug: row.name for row in theme.words.filter(only_leads=False)}
    if said == wanted:
        return
    theme.words.exclude(slug__in=wanted).update(only_leads=True)
    # A row that is there may be a theme that was merged: it has to stay, or that cannot be undone.
    there = set(theme.words.values_list("slug", flat=True))
    for slug, name in wanted.items():
        if slug in there:
            theme.words.filter(slug=slug).update(name=name, only_leads=False)
        else:
            _make_way(theme, name)
            Theme.objects.create(name=name, slug=slug, word_for=theme)
    note(Deed.WORDS, theme, by=by)
    transaction.on_commit(_look_anew)


@transaction.atomic
def tell_apart(theme: Theme, other: Theme, *, by: Person) -> None:
    """Say that two themes that look alike are not the same, so that nobody is asked again."""
    _check_merge(theme, other)
    ThemeChange.objects.create(
        verb=ThemeVerb.APART, by=by, theme=theme, into=other, was=theme.name, now=other.name
    )
    transaction.on_commit(_look_anew)


@transaction.atomic
def delete_theme(theme: Theme, *, by: Person) -> None:
    """Delete a theme that no entry has, with its words. Raises ValidationError."""
    (theme,) = hold(theme)
    if having(theme):
        raise ValidationError(f"“{theme.name}” is on entries: merge it into another instead.")
    note(Deed.DELETE, theme, by=by)
    theme.delete()
    transaction.on_commit(_look_anew)


# Merging ----------------------------------------------------------------------------------


def foresee_theme_merge(theme: Theme, into: Theme) -> Merging:
    """What would change if a theme were merged into another. Raises ValidationError."""
    _check_merge(theme, into)
    return _counted(having(theme), both=having(into), followers=_followers(theme))


def _check_merge(theme: Theme, into: Theme) -> None:
    _check_stands(theme, into)
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

    The first becomes another word for the other. Raises ValidationError.
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
    note(Deed.MERGE, theme, by=by, value=str(into.pk))
    transaction.on_commit(_look_anew)
    return change


# Bringing back ----------------------------------------------------------------------------


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

    What people decided since stays as they did. Raises ValidationError.
    """
    merged = ThemeChange.objects.filter(pk=change.pk)
    theme, into = hold(*_check_unmerge(merged.get()))
    change = merged.get()
    _check_unmerge(change)  # others may have been quicker
    carried, standing = _carried(change), having(into)
    both = {pk for pk in carried.keys() & standing if carried[pk]}
    alone = (carried.keys() & standing) - both
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
    put_back = instead(into.slug, theme.name)
    retheme(
        undoing,
        alone | both,
        lambda entry: (
            sorted([*entry.theme_names, theme.name], key=str.casefold)
            if entry.pk in both
            else put_back(entry)
        ),
    )
    refile_all(into, theme, alone)
    file_all(theme, both)
    follow_back(change)
    note(Deed.UNMERGE, theme, by=by, value=str(into.pk))
    transaction.on_commit(_look_anew)
    return undoing
