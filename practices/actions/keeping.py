"""How a version is kept: the row, its history, and everything derived from it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify

from practices import history, kinds, prose, search
from practices.actions.text_links import answer_wanted, renew_text_links
from practices.actions.uses import check_shown, known_alts, renew_uses
from practices.linked import address_book
from practices.merge import PROSE
from practices.models import Entry, Facet, OldSlug, Person, Term, Theme
from practices.models.theme import theme_key
from practices.rooms import rooms


def keep(
    entry: Entry, *, before: Any, by: Person | None, reason: str = "", small: bool = False
) -> Entry:
    """Save `entry` as its next version. Must run inside a transaction that holds its row.

    Its fields must be `tidied`; `before` is the version it grew from, or None for a new entry.
    Raises ValidationError, with what is wrong by field, before anything is written.
    """
    if before is None or before.title != entry.title:
        give_name(entry, wish=entry.slug if before is None else "")
    entry.full_clean(
        exclude=["created_by", "updated_by", "merged_into", "keeper"],
        validate_unique=False,
        validate_constraints=False,
    )
    check_shown(entry, before)
    themes = _themes(entry) if _changed(entry, before, "theme_names") else None
    terms = _terms(entry) if _changed(entry, before, *kinds.TERM_FACTS) else None
    stamp(entry, before=before, by=by, reason=reason, small=small)
    entry.save()
    _derive(entry, themes=themes, terms=terms)
    renew_text_links(entry, before=before)
    renew_uses(entry, before)
    if _changed(entry, before, "title", "status"):
        answer_wanted([entry])
    if before is not None and _changed(entry, before, "title", "summary", "status", "slug"):
        _touch_neighbours(entry)
    return entry


def _changed(entry: Entry, before: Any, *names: str) -> bool:
    if before is None:
        return any(getattr(entry, name) for name in names)
    return any(getattr(entry, name) != getattr(before, name) for name in names)


def tidied(fields: dict[str, Any], *, against: Any) -> dict[str, Any]:
    """What somebody sent, in the one form in which it is kept.

    `against` is the version it began from, or None. Plain text becomes paragraphs, HTML is
    sanitized, `[[Title]]` is a link, points keep the addresses they had, themes take the
    spelling already in use: so that afterwards a difference is a difference that somebody made.
    Raises ValidationError.
    """
    fields = dict(fields)
    problems = {}
    for name in [name for name in PROSE if fields.get(name)]:
        try:
            fields[name] = _settled(fields[name], getattr(against, name, ""))
        except prose.ProseError as problem:
            problems[name] = str(problem)
    if problems:
        raise ValidationError(problems)
    if "title" in fields:
        fields["title"] = " ".join(fields["title"].split())
    if "theme_names" in fields:
        fields["theme_names"] = _spelt(fields["theme_names"], against)
    for name in fields.keys() & set(kinds.TERM_FACTS):
        fields[name] = _as_they_stood(fields[name], getattr(against, name, []))
    return fields


def _settled(value: str, old: str) -> str:
    html = prose.from_text(value) if prose.is_plain(value) else prose.clean(value)
    titles = prose.typed_titles(html)
    html = prose.with_links(html, address_book(titles))
    html = prose.with_alts(html, known_alts)
    return prose.keep_anchors(old, html)


def _as_they_stood(slugs: list[str], known: list[str]) -> list[str]:
    """Those that stood there before in their order, then the others: a form has one of its own."""
    return [slug for slug in known if slug in slugs] + [s for s in slugs if s not in known]


def _spelt(names: list[str], against: Any) -> list[str]:
    names = [" ".join(name.split()) for name in names]
    if any(len(name) > 100 for name in names):
        raise ValidationError({"themes": "A theme is a word or two: at most 100 letters."})
    if against is not None and sorted(names) == sorted(against.theme_names):
        return against.theme_names
    named = {theme_key(name): name for name in names}
    named.pop("", None)
    rows = Theme.objects.filter(slug__in=named).select_related("word_for")
    known = {theme.slug: theme.meant.name for theme in rows}
    return _in_order(known.get(key, name) for key, name in named.items())


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(names), key=str.casefold)


def _themes(entry: Entry) -> list[Theme]:
    """The rows of an entry's themes, and its `theme_names` as these are called by now.

    They are held, so that no merge of themes passes unseen between this and the end of the save.
    """
    keys = {theme_key(name): name for name in entry.theme_names}
    held = Theme.objects.select_for_update(no_key=True, of=("self",)).select_related("word_for")
    known = {theme.slug: theme for theme in held.filter(slug__in=keys).order_by("pk")}
    new = [Theme(name=name, slug=key) for key, name in keys.items() if key not in known]
    if new:
        # Somebody else may make the same theme in this very moment: theirs will do.
        Theme.objects.bulk_create(new, ignore_conflicts=True)
        known |= {theme.slug: theme for theme in Theme.objects.filter(slug__in=keys)}
    themes = {theme.meant.pk: theme.meant for theme in known.values()}
    forgotten = [theme.pk for theme in themes.values() if theme.word_for_id]
    if forgotten:  # words that only lead somewhere, and are said again
        Theme.objects.filter(pk__in=forgotten).update(word_for=None, only_leads=False)
    if any(theme.meant is not theme for theme in known.values()):
        entry.theme_names = _in_order(theme.name for theme in themes.values())
    return list(themes.values())


def _terms(entry: Entry) -> list[Term]:
    asked = [(Facet.GROUP, slug) for slug in entry.groups]
    asked += [(Facet.OUTCOME, slug) for slug in entry.outcomes]
    known = {
        (term.facet, term.slug): term
        for term in Term.objects.filter(slug__in=[slug for _, slug in asked])
    }
    unknown = sorted(slug for facet, slug in asked if (facet, slug) not in known)
    if unknown:
        raise ValidationError(f"Not in the vocabulary: {', '.join(unknown)}.")
    return [known[key] for key in asked]


def give_name(entry: Entry, *, wish: str = "") -> None:
    """Choose the entry's word in its address; the one it had will lead here for ever.

    It comes from the title, or, for a new entry, from `wish`; taken words get a number.
    """
    stem = wish or slugify(entry.title)[:80].strip("-") or entry.kind
    kept = "" if wish else entry.slug
    if kept and (kept.rpartition("-")[0] == stem or kept == stem):
        return
    taken = set(
        Entry.objects.filter(kind=entry.kind, slug__startswith=stem).values_list("slug", flat=True)
    )
    taken |= set(
        OldSlug.objects.filter(kind=entry.kind, slug__startswith=stem)
        .exclude(entry=entry.pk)
        .values_list("slug", flat=True)
    )
    if stem in RESERVED:
        taken.add(stem)
    old, number = kept, 2
    entry.slug = stem
    while entry.slug in taken:
        entry.slug = f"{stem}-{number}"
        number += 1
    if old:
        OldSlug.objects.get_or_create(kind=entry.kind, slug=old, defaults={"entry": entry})
        OldSlug.objects.filter(kind=entry.kind, slug=entry.slug, entry=entry).delete()


RESERVED = {"new"}
"""Words that stand for something else where a slug would stand."""


def stamp(entry: Entry, *, before: Any, by: Person | None, reason: str, small: bool) -> None:
    now = timezone.now()
    entry.revision += 1
    entry.page_version += 1
    entry.updated, entry.updated_by = now, by
    entry.words = prose.word_count(entry.body)
    entry.small = small
    if before is None:
        entry.created = entry.created or now
        entry.change_summary = "First written"
    elif not entry.change_summary:
        entry.change_summary = history.sum_up(before, entry)
    entry._history_user = by
    entry._history_date = now
    entry._change_reason = reason


def _derive(entry: Entry, *, themes: list[Theme] | None, terms: list[Term] | None) -> None:
    if themes is not None:
        entry.tags.set(themes)
    if terms is not None:
        entry.terms.set(terms)
    search.index(entry)
    for renew in rooms.after_save:
        renew(entry)


def refile(entry: Entry) -> None:
    """File an entry under its themes anew, after its row was written directly."""
    entry.tags.set(_themes(entry))


def _touch_neighbours(entry: Entry) -> None:
    """Pages that show this entry's name now show an old one."""
    Entry.objects.filter(links_out__target=entry, links_out__removed=None).touch()
    Entry.objects.filter(links_in__source=entry, links_in__removed=None).touch()


def held(entry: Entry) -> Entry:
    """The entry as it stands, its row held until the transaction ends.

    On PostgreSQL by a row lock; on SQLite the transaction holds the database already.
    """
    return Entry.objects.select_for_update().get(pk=entry.pk)
