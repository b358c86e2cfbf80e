"""Themes, the other words for them, and what stewards did to them, as plain values, there and back.

Themes are named by slug, what was done by its place, versions as entry and revision.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from practices.models import RethemedVersion, Theme, ThemeChange, ThemeKeeper
from practices.transfer.rows import Names, People, moment, said

VERSION = ("entry_id", "revision", "had_both", "leads")


def theme_rows(names: Names) -> Iterator[dict[str, Any]]:
    """Every theme with those who look after it, and every other word for one."""
    keepers: dict[int, list[int]] = {}
    for one in ThemeKeeper.objects.order_by("pk"):
        keepers.setdefault(one.theme_id, []).append(one.person_id)
    for theme in Theme.objects.select_related("word_for").order_by("slug"):
        yield {
            "slug": theme.slug,
            "name": theme.name,
            "word_for": theme.word_for.slug if theme.word_for else None,
            "only_leads": theme.only_leads,
            "keepers": [names[pk] for pk in keepers.get(theme.pk, [])],
        }


def bring_themes(rows: Iterable[dict[str, Any]], people: People) -> None:
    """Write them. Raises ValidationError, KeyError, TypeError, ValueError."""
    lines = list(rows)
    themes = {}
    for row in lines:
        theme = Theme(slug=row["slug"], name=row["name"], only_leads=bool(row.get("only_leads")))
        theme.clean_fields()
        themes[theme.slug] = theme
    Theme.objects.bulk_create(themes.values())
    words = [row for row in lines if row.get("word_for")]
    for row in words:
        themes[row["slug"]].word_for = themes[row["word_for"]]
    Theme.objects.bulk_update([themes[row["slug"]] for row in words], ["word_for"], batch_size=100)
    ThemeKeeper.objects.bulk_create(
        ThemeKeeper(theme=themes[row["slug"]], person=people[name])
        for row in lines
        for name in row.get("keepers", ())
    )


def theme_change_rows(names: Names, shown: set[int]) -> Iterator[dict[str, Any]]:
    """What stewards did to themes, with the versions of the entries shown that came of it."""
    slugs: dict[int | None, str] = dict(Theme.objects.values_list("pk", "slug"))
    places: dict[int | None, int] = {}
    for change in ThemeChange.objects.prefetch_related("versions").order_by("pk"):
        places[change.pk] = len(places) + 1
        versions = [version for version in change.versions.all() if version.entry_id in shown]
        yield {
            "number": places[change.pk],
            "verb": change.verb,
            "when": said(change.when),
            "by": names[change.by_id],
            "theme": slugs.get(change.theme_id),
            "into": slugs.get(change.into_id),
            "was": change.was,
            "now": change.now,
            "reason": change.reason,
            "words": [slugs[pk] for pk in change.words if pk in slugs],
            "undoes": places.get(change.undoes_id),
            "versions": [[getattr(version, name) for name in VERSION] for version in versions],
        }


def bring_theme_changes(rows: Iterable[dict[str, Any]], people: People) -> None:
    """Write them, once entries and themes are there. Raises like `bring_themes`."""
    pks: dict[str | None, int | None] = dict(Theme.objects.values_list("slug", "pk"))
    pks[None] = None
    here: dict[int | None, ThemeChange | None] = {None: None}
    for row in rows:
        change = ThemeChange(
            verb=row["verb"],
            when=moment(row["when"]),
            by=people[row["by"]],
            theme_id=pks[row["theme"]],
            into_id=pks[row["into"]],
            was=row["was"],
            now=row["now"],
            reason=row["reason"],
            words=[pks[slug] for slug in row["words"]],
            undoes=here[row["undoes"]],
        )
        change.clean_fields(exclude=["by", "theme", "into", "undoes"])
        change.save()
        here[row["number"]] = change
        RethemedVersion.objects.bulk_create(
            [
                RethemedVersion(change=change, **dict(zip(VERSION, version, strict=True)))
                for version in row["versions"]
            ],
            batch_size=500,
        )
