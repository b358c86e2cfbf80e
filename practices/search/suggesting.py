"""What to offer while somebody is still typing."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from practices import kinds
from practices.models import Entry, EntryQuerySet, SearchWord, TaggedEntry, Theme
from practices.search.engine import Among
from practices.search.engines import engine
from practices.search.question import MOST_WORDS, readable, tokens

TITLES, THEMES = 6, 4
EXPANDED = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page somebody may be typing the name of."""

    name: str
    label: str
    url: str


def suggest(typed: str, *, visible_to: Any) -> list[Suggestion]:
    """Themes and entries with a word that begins like what was typed, best first."""
    words = tokens(readable(typed))
    if not words or len(words[-1]) < 2:
        return []
    entries = _titled(words, Entry.objects.visible_to(visible_to))
    return [
        *(
            Suggestion(theme.name, "Theme", theme.get_absolute_url())
            for theme in suggest_themes(typed, visible_to=visible_to, most=THEMES)
        ),
        *(
            Suggestion(entry.title, kinds.BY_NAME[entry.kind].label, entry.get_absolute_url())
            for entry in entries
        ),
    ]


def _titled(words: list[str], visible: EntryQuerySet) -> list[Entry]:
    *words, last = words[:MOST_WORDS]
    begun = _begun(last)
    if not begun:
        return []
    ids = engine().titled(words, begun, Among(visible), most=TITLES * 2)
    found = Entry.objects.only("kind", "slug", "title").in_bulk(ids)
    titled = [found[pk] for pk in ids if pk in found]
    # Other words may share a stem with those meant.
    return [
        entry for entry in titled if any(word.startswith(last) for word in tokens(entry.title))
    ][:TITLES]


def _begun(last: str) -> list[str]:
    """Known words that begin so. An index holds stems, so it cannot be asked for beginnings."""
    known = SearchWord.objects.filter(word__gte=last, word__startswith=last)
    return list(known.order_by("word").values_list("word", flat=True)[:EXPANDED])


def suggest_themes(typed: str, *, visible_to: Any, most: int = 10) -> list[Theme]:
    """Themes in use with a word that begins like what was typed, the most used first.

    Also those that go by such a word.
    """
    seen = TaggedEntry.objects.filter(
        tag=OuterRef("pk"), content_object__in=Entry.objects.visible_to(visible_to).values("pk")
    )
    begun = _begins("name", readable(typed))
    called = Theme.objects.filter(begun, word_for=OuterRef("pk"), only_leads=False)
    fitting = Theme.objects.filter(begun | Q(Exists(called)), Exists(seen))
    return list(fitting.annotate(uses=Count("tagged")).order_by("-uses", "name")[:most])


def _begins(field: str, typed: str) -> Q:
    """That the name, or a word in it, begins so. `LIKE` with the user's own % and _ harmless."""
    return Q(**{f"{field}__istartswith": typed}) | Q(**{f"{field}__icontains": f" {typed}"})
