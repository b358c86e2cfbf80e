"""What search costs, as a page, and beside the barest query that the database itself can do."""

import re
from collections.abc import Iterator
from functools import partial
from random import Random
from statistics import median

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection

from betterway.bench.measuring import (
    Do,
    Line,
    milliseconds,
    of_pages,
    p95,
    queries,
    seconds,
    turn_by_turn,
)
from betterway.bench.pages import EMPTY
from betterway.bench.stack import Browser
from practices import search
from practices.models import Entry

BARE = {
    "sqlite": (
        "SELECT rowid, snippet(practices_search_fts, 3, '[', ']', '…', 24)"
        " FROM practices_search_fts WHERE practices_search_fts MATCH %s ORDER BY rank LIMIT 20"
    ),
    "postgresql": (
        "SELECT entry_id, ts_headline('betterway', text, query) FROM (SELECT entry_id, text, query"
        " FROM practices_searchdoc, to_tsquery('betterway', %s) query WHERE vector @@ query"
        " ORDER BY ts_rank(vector, query) DESC LIMIT 20) found"
    ),
}
JOIN = {"sqlite": " ", "postgresql": " & "}


def words_asked(count: int) -> list[list[str]]:
    """One to three words of this many titles, the same each time."""
    random = Random(1)
    pks = list(Entry.objects.published().order_by("pk").values_list("pk", flat=True))
    chosen = random.sample(pks, min(count, len(pks)))
    asked = []
    for title in Entry.objects.filter(pk__in=chosen).order_by("pk").values_list("title", flat=True):
        words = [word for word in re.findall(r"[a-z]+", title.lower()) if len(word) > 3]
        asked.append(random.sample(words or ["people"], min(random.randint(1, 3), len(words) or 1)))
    return asked


def search_lines(*, rounds: int) -> Iterator[Line]:
    """A page of results; then ids, ranking and snippets alone, against the bare query."""
    asked = words_asked(100)
    yield from _page_lines(asked, rounds)
    ours, bare = [], []
    for words in asked * 3:
        bare.append(seconds(partial(_bare, words)))
        ours.append(seconds(partial(_found, words)))
    best = [min(ours[at :: len(asked)]) for at in range(len(asked))]
    best_bare = [min(bare[at :: len(asked)]) for at in range(len(asked))]
    for name, of in (("median", median), ("95th percentile", p95)):
        yield Line(
            f"finding against the bare query, {name}",
            of(best) / of(best_bare),
            3,
            note=f"{of(best) * 1000:.2f} ms, bare {of(best_bare) * 1000:.2f} ms",
        )


def _page_lines(asked: list[list[str]], rounds: int) -> Iterator[Line]:
    browser = Browser()
    full = [words for words in asked if _found(words).total >= 20][:20] or asked[:20]
    taken = turn_by_turn(
        {
            "empty": lambda: browser.get(EMPTY),
            **{"+".join(words): _asking(browser, words) for words in full},
        },
        rounds=max(3, rounds // 10),
        before={"+".join(words): cache.clear for words in full},
    )
    empty = taken.pop("empty")
    pages = [median(values) for values in taken.values()]
    note = f"{milliseconds(pages)}, {len(full)} questions"
    yield Line("search, a page of results", median(pages) / median(empty), of_pages(15), note=note)
    most = max(queries(_asking(browser, words)) for words in full)
    yield Line("search, a page of results", most, 12, " queries")


def _asking(browser: Browser, words: list[str]) -> Do:
    return lambda: browser.get(f"/search/?q={'+'.join(words)}")


def _found(words: list[str]) -> search.Results:
    question = search.Question(words=" ".join(words))
    return search.find(question, visible_to=AnonymousUser(), with_facets=False)


def _bare(words: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE[connection.vendor], [JOIN[connection.vendor].join(words)])
        cursor.fetchall()
