"""The starter library: what a new library begins with. It overwrites nothing that people wrote."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from practices import actions, kinds, prose
from practices.actions import NewEntry, NewLink
from practices.models import Entry, Facet, OldSlug, Page, Person, Term
from practices.transfer.front_matter import PlainFile, read

FOLDER = Path(__file__).resolve().parent.parent / "starter"
REASON = "The starter library"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was missing and is here now."""

    entries: int
    links: int
    pages: int

    def __str__(self) -> str:
        if not any((self.entries, self.pages)):
            return "Nothing was missing."
        return f"{self.entries} entries, {self.links} links between them and {self.pages} pages."


@transaction.atomic
def load(folder: Path = FOLDER) -> Loaded:
    """Add what of the starter library was never here.

    What people edited, renamed, withdrew or deleted is left as it is. A page of the site's own
    that nobody ever edited gets the words it has now. Raises UnfitFile, ValidationError.
    """
    by = actions.system_person("starter")
    pages = _missing_pages(folder) + _stale_pages(folder, by)
    for page in pages:
        actions.write_page(
            Page.objects.filter(slug=page.stem).first() or Page(slug=page.stem),
            by=by,
            title=page.facts["title"],
            body=prose.from_markdown(page.markdown),
            reason=REASON,
        )
    new = _missing_entries(folder)
    _add_terms(folder, new)
    made = actions.create_together(new, by=by, reason=REASON)
    return Loaded(len(made), sum(len(entry.links_record) for entry in made), len(pages))


def _missing_pages(folder: Path) -> list[PlainFile]:
    here = set(Page.objects.values_list("slug", flat=True))
    paths = sorted((folder / "pages").glob("*.md"))
    return [read(path) for path in paths if path.stem not in here]


def _stale_pages(folder: Path, by: Person) -> list[PlainFile]:
    """Those that came from here, say something else by now, and were edited by nobody."""
    stale = []
    for page in Page.objects.order_by("slug"):
        path = folder / "pages" / f"{page.slug}.md"
        if not path.exists() or page.history.exclude(history_user=by).exists():
            continue
        file = read(path)
        says = prose.to_markdown(prose.from_markdown(file.markdown))
        if (page.title, prose.to_markdown(page.body)) != (file.facts["title"], says):
            stale.append(file)
    return stale


def _missing_entries(folder: Path) -> list[NewEntry]:
    here = set(Entry.objects.values_list("kind", "slug"))
    here |= set(OldSlug.objects.values_list("kind", "slug"))
    return [
        _entry(kind, read(path))
        for kind in kinds.KINDS
        for path in sorted((folder / kind.plural).glob("*.md"), key=_place)
        if (kind.name, path.stem) not in here
    ]


# The propositions stand in the order in which the network tells them; the rest by name.
TOLD = (
    "relationships",
    "prevention",
    "principles",
    "collaboration",
    "strengths",
    "participation",
    "local",
    "ourselves",
)


def _place(path: Path) -> tuple[int, str]:
    return (TOLD.index(path.stem) if path.stem in TOLD else len(TOLD)), path.stem


def _entry(kind: kinds.Kind, file: PlainFile) -> NewEntry:
    facts = dict(file.facts)
    links = [_link(item) for item in facts.pop("links", [])]
    fields = {
        "theme_names": facts.pop("themes", []),
        "body": prose.from_markdown(file.markdown),
        **{name: _fact(name, value) for name, value in facts.items()},
    }
    return NewEntry(kind.name, file.stem, fields, links)


def _fact(name: str, value: Any) -> Any:
    return prose.from_lines(value) if name in kinds.LIST_FACTS else value


def _link(item: dict[str, str]) -> NewLink:
    plural, _, slug = item["to"].partition("/")
    return NewLink(kinds.BY_PLURAL[plural].name, slug, item["stance"], item["why"])


def _add_terms(folder: Path, new: list[NewEntry]) -> None:
    """Add all terms to a library without any, else those that the new entries need."""
    if not Term.objects.exists():
        add_terms(folder)
        return
    facets = {"groups": Facet.GROUP, "outcomes": Facet.OUTCOME}
    used = {
        (facet, slug)
        for item in new
        for name, facet in facets.items()
        for slug in item.fields.get(name, [])
    }
    here = set(Term.objects.values_list("facet", "slug"))
    Term.objects.bulk_create(
        term for term in _terms(folder) if (term.facet, term.slug) in used - here
    )


def add_terms(folder: Path = FOLDER) -> None:
    """Fill the vocabularies of a library that has none."""
    Term.objects.bulk_create(_terms(folder))


def _terms(folder: Path) -> list[Term]:
    said = tomllib.loads((folder / "vocabularies.toml").read_text("utf-8"))
    terms = [Term(facet=Facet.GROUP, **word) for word in said["groups"]]
    return terms + [Term(facet=Facet.OUTCOME, **word) for word in said["outcomes"]]
