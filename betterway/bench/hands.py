"""Many hands on one page, and a page with a long history."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import median

from django.core.cache import cache
from django.db import connections
from django.utils.html import escape

from betterway.bench.measuring import Line, milliseconds, p95, seconds, turn_by_turn
from betterway.bench.stack import Browser
from practices import actions, history, prose
from practices.models import Entry, Person
from practices.upkeep import take_stock

WRITERS = 20
WORDS = 5_000
FEW, MANY = 10, 10_000
SENTENCE = "What was once said of this is said here again, with {} words more. "


def hand_lines(person: Person, *, rounds: int) -> Iterator[Line]:
    """Saving together, merging into a long text, and reading a long history."""
    yield _together(person, saves=max(1, rounds // 12))
    yield _merging(person, times=max(2, rounds))
    yield from _long_history(person, many=min(MANY, rounds * 500), rounds=rounds)


def _together(person: Person, *, saves: int) -> Line:
    """Many writers, each with a paragraph of their own, one entry. By the clock on the wall."""
    body = "".join(f"<p>Writer {writer} says nothing yet.</p>" for writer in range(WRITERS))
    entry = _made("Many hands", body, person)
    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        told = pool.map(partial(_write, entry, person, saves), range(WRITERS))
        outcomes = sum(told, Counter())
    took = time.perf_counter() - began
    kept = entry.history.count() - 1
    note = f"{kept / took:.0f} saves a second; {outcomes['conflict']} answered with both texts"
    return Line(f"a save among {WRITERS} writers", took / kept * 1000, unit=" ms", note=note)


def _write(entry: Entry, person: Person, saves: int, writer: int) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    try:
        for number in range(saves):
            now = Entry.objects.get(pk=entry.pk)
            body = now.body.replace(f"Writer {writer} says", f"Writer {writer} says {number},")
            try:
                actions.revise(now, by=person, base=now.revision, body=body)
                outcomes["saved"] += 1
            except actions.Conflict:
                outcomes["conflict"] += 1
    finally:
        connections.close_all()
    return outcomes


def _merging(person: Person, *, times: int) -> Line:
    """Saving one paragraph of a long text, while somebody else has changed another one."""
    entry = _made("A long text", _long_text(), person)
    first = prose.blocks(entry.body)[0].text
    taken = []
    for number in range(times):
        now = Entry.objects.get(pk=entry.pk)
        theirs = now.body.replace(first, f"{first} And {number}.", 1)
        mine = "".join([now.body, f"<p>And once more, number {number}.</p>"])
        actions.revise(now, by=person, base=now.revision, body=theirs)
        taken.append(seconds(partial(actions.revise, now, by=person, base=now.revision, body=mine)))
    note = f"median {milliseconds(taken)}, {Entry.objects.get(pk=entry.pk).words:,} words"
    return Line("merge into a long text, p95", p95(taken) * 1000, unit=" ms", note=note)


def _long_text() -> str:
    """Paragraphs of the library's own entries, one after the other."""
    said: list[str] = []
    for body in Entry.objects.published().order_by("pk").values_list("body", flat=True):
        said += [f"<p>{escape(block.text)}</p>" for block in prose.blocks(body) if block.text]
        if sum(map(prose.word_count, said)) >= WORDS:
            break
    return "".join(said)


def _long_history(person: Person, *, many: int, rounds: int) -> Iterator[Line]:
    """The same pages of two entries alike but for the number of their versions; nothing kept."""
    short, long = (_with_versions(number, person) for number in (FEW, many))
    browser = Browser()
    pages = {
        "history": lambda entry: entry.url_of("history"),
        "compare": lambda entry: entry.url_of("compare", entry.revision - 1, entry.revision),
    }
    for name, address in pages.items():
        both = {"few": short, "many": long}
        taken = turn_by_turn(
            {key: partial(browser.get, address(entry)) for key, entry in both.items()},
            rounds=rounds,
            before=dict.fromkeys(both, cache.clear),
        )
        note = f"{milliseconds(taken['many'])}, with {FEW} {milliseconds(taken['few'])}"
        times = median(taken["many"]) / median(taken["few"])
        yield Line(f"{name} of {many:,} versions against {FEW}", times, 1.5, note=note)


def _with_versions(number: int, person: Person) -> Entry:
    """An entry with so many versions, each a row of the history like any other."""
    entry = _made(f"Changed {number} times", f"<p>{SENTENCE.format('no') * 40}</p>", person)
    rows = []
    entry._history_user, entry._change_reason = person, "Said more"
    entry._history_date = entry.updated
    first = entry.body
    for revision in range(2, number + 1):
        entry.revision, entry.body = revision, f"{first}<p>Version {revision}.</p>"
        rows.append(history.row_of(entry))
    Entry.history.bulk_create(rows, batch_size=500)
    take_stock()
    Entry.objects.filter(pk=entry.pk).update(revision=number, body=entry.body)
    return Entry.objects.get(pk=entry.pk)


def _made(title: str, body: str, person: Person) -> Entry:
    return actions.create("practice", by=person, title=title, body=body)
