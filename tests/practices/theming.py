"""How tests of themes read what entries have."""

from practices.models import Entry, Theme


def themes_by_title() -> dict[str, list[str]]:
    rows = Entry.objects.order_by("title")
    tagged = {
        entry.title: sorted(tag.name for tag in Theme.objects.filter(tagged__content_object=entry))
        for entry in rows
    }
    names = {entry.title: entry.theme_names for entry in rows}
    for entry in rows:
        newest = entry.history.latest("history_id")
        assert all(
            getattr(newest, column.attname) == getattr(entry, column.attname)
            for column in Entry.history.model.tracked_fields
        )
    assert {title: sorted(those) for title, those in names.items()} == tagged
    return names


def theme(name: str) -> Theme:
    return Theme.objects.get(name=name)
