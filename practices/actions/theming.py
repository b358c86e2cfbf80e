"""What stewards do to one theme: rename it, keep the other words for it, delete it.

The name it had stays as another word for it: what is typed so turns into the theme, and old
addresses lead there.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from practices.actions.again import again
from practices.actions.auditing import note
from practices.actions.following import follow_on
from practices.actions.retheming import (
    check_stands,
    having,
    hold,
    instead,
    look_anew,
    retheme,
)
from practices.models import (
    Deed,
    Person,
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
    check_stands(theme)
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
    transaction.on_commit(look_anew)
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


# Words ------------------------------------------------------------------------------------


@again
@transaction.atomic
def set_words(theme: Theme, *, by: Person, words: Sequence[str]) -> None:
    """Keep these as the other words for a theme; addresses of others go on leading to it.

    Raises ThemeTaken where one is a theme of its own or a word for another, ValidationError for
    what is no word.
    """
    (theme,) = hold(theme)
    check_stands(theme)
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
    transaction.on_commit(look_anew)


@transaction.atomic
def delete_theme(theme: Theme, *, by: Person) -> None:
    """Delete a theme that no entry has, with its words. Raises ValidationError."""
    (theme,) = hold(theme)
    if having(theme):
        raise ValidationError(f"“{theme.name}” is on entries: merge it into another instead.")
    note(Deed.DELETE, theme, by=by)
    theme.delete()
    transaction.on_commit(look_anew)
