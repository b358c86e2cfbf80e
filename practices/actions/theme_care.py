"""Who looks after a theme: stewards name them, and they may lay it down."""

from collections.abc import Iterable

from django.db import transaction

from practices.actions.auditing import note
from practices.actions.retheming import check_stands
from practices.models import Deed, Person, Theme, ThemeKeeper


@transaction.atomic
def entrust_theme(
    theme: Theme, *, by: Person, name: Iterable[Person] = (), let_go: Iterable[Person] = ()
) -> None:
    """Name people who look after a theme from now on, and let others go.

    Raises ValidationError for what is no theme but another word for one.
    """
    theme = Theme.objects.select_for_update(of=["self"]).select_related("word_for").get(pk=theme.pk)
    check_stands(theme)
    for person in name:
        if ThemeKeeper.objects.get_or_create(theme=theme, person=person)[1]:
            note(Deed.NAME, theme, by=by, value=str(person.pk))
    for person in let_go:
        _let_go(theme, person, by=by)


@transaction.atomic
def lay_down_theme(theme: Theme, *, by: Person) -> None:
    """Look after it no more."""
    _let_go(theme, by, by=by)


def _let_go(theme: Theme, person: Person, *, by: Person) -> None:
    if ThemeKeeper.objects.filter(theme=theme, person=person).delete()[0]:
        note(Deed.LET_GO, theme, by=by, value=str(person.pk))


def keepers_into(theme: Theme, into: Theme) -> None:
    """Whoever looked after a theme that was merged looks after the other. In a transaction."""
    keepers_shared(theme, into)
    ThemeKeeper.objects.filter(theme=theme).delete()


def keepers_shared(theme: Theme, other: Theme) -> None:
    """Whoever looks after a theme looks after another one as well. Inside a transaction."""
    keepers = ThemeKeeper.objects.filter(theme=theme).order_by("pk")
    ThemeKeeper.objects.bulk_create(
        [ThemeKeeper(theme=other, person_id=pk) for pk in keepers.values_list("person", flat=True)],
        ignore_conflicts=True,
    )
