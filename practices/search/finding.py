"""Finding entries: from a question to a page of results."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString

from practices import kinds
from practices.models import Entry, EntryQuerySet, Link, SearchDoc, SearchPlace, TaggedEntry
from practices.search.engine import Among, Candidate, Engine, cursor, each
from practices.search.engines import engine
from practices.search.facets import Applied, Choice, applied, choices
from practices.search.marking import marked
from practices.search.question import (
    Clause,
    Phrase,
    Question,
    fold,
    has_too_many_words,
    key_of,
    phrases,
)
from practices.search.snippets import Marker
from practices.search.spelling import as_written, mended
from practices.search.synonyms import Meant, also_called, theme_meant

PER_PAGE = 20
MOST = 1000
"""Results beyond these are neither counted nor shown; narrowing the question brings them up."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: the entry, and its title and a piece of its text as safe HTML."""

    entry: Entry
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """What was found.

    `total` counts all results up to `MOST`; `is_cut` says that there are more. `page` pages
    over them and `hits` are those of this page. `mended` holds the words that were looked for
    where some of those asked for were a slip, `meant` the themes that go by other words here.
    `is_loose` says that no entry has all of the words, so that these have some of them.
    """

    question: Question
    hits: tuple[Hit, ...]
    page: Page
    total: int
    is_cut: bool
    choices: tuple[Choice, ...]
    applied: list[Applied]
    mended: str = ""
    meant: Sequence[Meant] = ()
    is_loose: bool = False
    has_too_many_words: bool = False

    @property
    def entries(self) -> list[int]:
        """The numbers of all that were found, best first."""
        return [entry for entry, _, _ in self.page.paginator.object_list]

    @property
    def before(self) -> str:
        """The address of the page before this one."""
        return self.question.address(page=self.page.previous_page_number())

    @property
    def after(self) -> str:
        """The address of the page after this one."""
        return self.question.address(page=self.page.next_page_number())

    @property
    def without_filters(self) -> str:
        """The address of the words alone."""
        return self.question.address(**dict.fromkeys(self.question.filters, ""))

    @property
    def as_typed(self) -> str:
        """The address of the very words, no slip mended."""
        return self.question.address(literally=True)


@dataclass(frozen=True, slots=True)
class _Found:
    """Entries in the order of rank, and the words that found them."""

    entries: Sequence[Candidate]
    clauses: Sequence[Clause]
    mended: str = ""
    meant: Sequence[Meant] = ()
    is_loose: bool = False


def find(question: Question, *, visible_to: Any, with_facets: bool = True) -> Results:
    """What this person may see that fits the question, best first; without words, newest first.

    Counting facets takes a quarter of the time: only a page that shows them needs them.
    Never raises on any question. At most nine queries, and one more now and then for the words
    that mean themes.
    """
    if question.theme:
        question = replace(question, theme=theme_meant(question.theme))
    visible = Entry.objects.visible_to(visible_to)
    hidden = None if question.filters else Entry.objects.hidden_from(visible_to)
    among = Among(_narrowed(visible, question), hidden)
    if question.words:
        found = _by_words(question, visible, among)
    elif question.is_empty:
        found = _Found([], [])
    else:
        found = _Found(_newest(among.entries), [])
    entries = found.entries[:MOST]
    page = Paginator(entries, PER_PAGE).get_page(question.page)
    facets = choices(entries, question, visible) if with_facets else ()
    return Results(
        question=question,
        hits=_hits([entry for entry, _, _ in page], found.clauses),
        page=page,
        total=len(entries),
        is_cut=len(found.entries) > MOST,
        choices=facets,
        applied=applied(question, facets),
        mended=found.mended,
        meant=found.meant,
        is_loose=found.is_loose,
        has_too_many_words=has_too_many_words(question.words),
    )


def _narrowed(visible: EntryQuerySet, question: Question) -> EntryQuerySet:
    """The visible entries that pass every filter."""
    among = visible.of_kind(question.kind) if question.kind else visible
    for rows, entry in _filed(question):
        if question.words:
            # Words find a few; a look at each of them is quicker than all that is filed there.
            among = among.filter(Exists(rows.filter(**{entry: OuterRef("pk")})))
        else:
            among = among.filter(pk__in=rows.values(entry))
    if question.proposition:
        it = visible.of_kind(kinds.PROPOSITION.name).filter(slug=question.proposition)
        linked = Link.objects.standing().filter(target__in=it.values("pk"))
        around = Q(pk__in=it.values("pk")) | Q(pk__in=linked.values("source"))
        among = among.filter(around)
    return among


def _filed(question: Question) -> Iterator[tuple[QuerySet, str]]:
    """For each filter the rows that file entries under it, and their column for the entry."""
    if question.theme:
        yield TaggedEntry.objects.filter(tag__slug=question.theme), "content_object"
    for facet in ("group", "outcome"):
        if slug := getattr(question, facet):
            filed = Entry.terms.through.objects.filter(term__facet=facet, term__slug=slug)
            yield filed, "entry"
    if question.place:
        yield SearchPlace.objects.filter(key=key_of(question.place)), "entry"


def _newest(among: EntryQuerySet) -> list[Candidate]:
    rows = among.newest().values_list("pk", "search_doc__labels")[: MOST + 1]
    return [(pk, labels or "", False) for pk, labels in rows]


def _by_words(question: Question, visible: EntryQuerySet, among: Among) -> _Found:
    asked = phrases(question.words)
    if not asked:
        return _Found([], [])
    search = engine()
    others, meant = ([], []) if question.literally else also_called(asked)
    found = _all_of(asked, others, among, search)
    if question.literally or len(found.entries) > FEW or (meant and found.entries):
        return replace(found, meant=[one for one in meant if _is_filed(one, found.entries)])
    if better := mended(asked, visible, search):
        clauses = [
            (*new, *old) if new != old else old
            for new, old in zip(as_written(better), as_written(asked), strict=True)
        ]
        again = _found(clauses, among, search)
        if len(again.entries) > len(found.entries):
            return replace(again, mended=_said(question.words, asked, better))
    if not found.entries and len(asked) > 1:
        loose = search.best(found.clauses, among, most=MOST + 1, every=False)
        return _Found(_due_lower(loose), found.clauses, is_loose=True)
    return found


FEW = 2
"""With no more results than this, a slip of the keys is looked for."""


def _is_filed(meant: Meant, found: Sequence[Candidate]) -> bool:
    """Whether something found has this theme: of others nobody is told."""
    return any(f"theme:{meant.slug}" in labels.split() for _, labels, _ in found)


def _all_of(
    asked: Sequence[Phrase], others: Sequence[Clause], among: Among, search: Engine
) -> _Found:
    clauses = as_written(asked)
    if others:
        clauses = [(*clause, *other) for clause, other in zip(clauses, others, strict=True)]
    return _found(clauses, among, search)


def _found(clauses: Sequence[Clause], among: Among, search: Engine) -> _Found:
    found = search.best(clauses, among, most=MOST + 1, every=True)
    return _Found(_due_lower(found), clauses)


def _due_lower(found: list[Candidate]) -> list[Candidate]:
    """The same, with what is due to be looked at again further down.

    It stands as if it were twice as far from the top: what fits best is still near it. By place
    and not by score, so that both databases agree. Counted in half places, since it stands
    behind what has that place already.
    """
    places = [4 * at + 3 if is_due else 2 * at for at, (_, _, is_due) in enumerate(found)]
    return [found[at] for at in sorted(range(len(found)), key=places.__getitem__)]


def _said(words: str, asked: Sequence[Phrase], better: Sequence[Phrase]) -> str:
    """The question in its own words, save those that were a slip."""
    meant = {
        slip: word
        for was, now in zip(asked, better, strict=True)
        for slip, word in zip(was, now, strict=True)
    }

    def right(found: re.Match[str]) -> str:
        word = fold(found[0])
        return meant[word] if meant.get(word, word) != word else found[0]

    return re.sub(r"[^\W_]+", right, words)


def _hits(ids: list[int], clauses: Sequence[Clause]) -> tuple[Hit, ...]:
    """The results of one page: the entries, and from their documents what was found in them."""
    if not ids:
        return ()
    entries = Entry.objects.in_brief().in_bulk(ids)
    here = [entries[pk] for pk in ids if pk in entries]
    if not clauses:
        return tuple(Hit(entry, escape(entry.title), escape(entry.summary)) for entry in here)
    marker = _marker(clauses)
    texts = _texts(ids)
    return tuple(
        Hit(entry, marked(marker.whole(entry.title)), marked(marker.piece(texts[entry.pk])))
        for entry in here
    )


def _texts(ids: list[int]) -> dict[int, str]:
    """By entry what a piece is cut from. Asked at every search, so it goes as it stands."""
    wanted = f"SELECT entry_id, text FROM {SearchDoc._meta.db_table} WHERE entry_id IN {each(ids)}"
    with cursor() as db:
        db.execute(wanted, ids)
        return dict(db.fetchall())


def _marker(clauses: Sequence[Clause]) -> Marker:
    phrases = {phrase for clause in clauses for phrase in clause}
    forms = {word: {word} for phrase in phrases for word in phrase}
    for word, form in engine().forms(sorted(forms)):
        forms[word].add(form)
    return Marker(phrases, forms)
