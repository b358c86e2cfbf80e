"""Many hands on one page: every save is in the history or answered, and no word is lost.

Threads and processes with connections of their own, on the database the suite runs on.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections

from practices import actions, prose, search
from practices.models import Entry, Person

ROOT = Path(__file__).parents[2]
WRITERS, SAVES = 20, 50

pytestmark = pytest.mark.django_db(transaction=True)


def save_once(entry: Entry, by: Person, writer: int, number: int) -> str:
    """One edit of this writer's own paragraph, begun from what stands; what became of it."""
    seen = Entry.objects.get(pk=entry.pk)
    mark = f"Writer {writer} says"
    # The text is a paragraph each; the title is everybody's: here hands do collide.
    body = re.sub(rf"{mark} \d+\.", f"{mark} {number}.", seen.body)
    fields = {"title": f"By {writer}, {number}"} if number % 10 == 0 else {"body": body}
    try:
        actions.revise(entry, by=by, base=seen.revision, reason=f"{writer}/{number}", **fields)
    except actions.Conflict:
        return "conflict"
    return "saved"


def write_many(entry: Entry, by: Person, writer: int) -> list[tuple[int, str]]:
    try:
        return [(n, save_once(entry, by, writer, n)) for n in range(1, SAVES + 1)]
    finally:
        connections.close_all()


def test_twenty_writers_saving_fifty_times_lose_nothing(make_entry, ada):
    body = "".join(f"<p>Writer {writer} says 0.</p>" for writer in range(WRITERS))
    entry = make_entry(by=ada, body=body)

    with ThreadPoolExecutor(WRITERS) as pool:
        told = list(pool.map(lambda writer: write_many(entry, ada, writer), range(WRITERS)))

    outcomes = Counter(what for writer in told for _, what in writer)
    assert sum(outcomes.values()) == WRITERS * SAVES
    assert set(outcomes) <= {"saved", "conflict"}
    rows = list(entry.history.order_by("revision").values_list("revision", flat=True))
    assert rows == list(range(1, len(rows) + 1))
    reasons = Counter(entry.history.values_list("history_change_reason", flat=True))
    for writer, done in enumerate(told):
        for number, what in done:
            in_history = reasons[f"{writer}/{number}"]
            assert in_history == 0 if what == "conflict" else in_history <= 1
    standing = Entry.objects.get()
    assert standing.revision == len(rows)
    said = [f"Writer {writer} says {SAVES - 1}." for writer in range(WRITERS)]
    assert [block.text for block in prose.blocks(standing.body)] == said


def test_the_same_form_sent_by_many_hands_at_once_saves_it_once(make_entry, ada, as_):
    entry = make_entry(by=ada)
    browsers = [as_(ada) for _ in range(8)]
    form = {"title": "Stroll", "body": "Stroll about.", "reason": "Once", "base": "1"}

    def send(browser) -> int:
        try:
            return browser.post("/practices/walk-and-talk/edit/", form).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(browsers)) as pool:
        statuses = set(pool.map(send, browsers))

    assert statuses <= {301, 303, 308}
    assert entry.history.filter(history_change_reason="Once").count() == 1


WRITER = """
import django, json, sys
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from practices import actions
from practices.models import Entry, Person
entry, by = Entry.objects.get(), Person.objects.get(email="ada@example.org")
for number in range(10_000):
    seen = Entry.objects.get()
    body = seen.body.replace("</p>", f" word{sys.argv[2]}x{number}</p>", 1)
    try:
        saved = actions.revise(entry, by=by, base=seen.revision, body=body)
    except actions.Conflict:
        continue
    print(json.dumps([saved.revision, f"word{sys.argv[2]}x{number}"]), flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(make_entry, ada, tmp_path):
    entry = make_entry(by=ada, body="<p>Start.</p>")
    name = str(connection.settings_dict["NAME"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "betterway.settings"}
    outputs = [tmp_path / f"writer-{number}" for number in range(3)]
    writers = []
    for number, output in enumerate(outputs):
        with output.open("w") as out:
            writers.append(
                subprocess.Popen(
                    [sys.executable, "-c", WRITER, name, str(number)],
                    cwd=ROOT,
                    env=environment,
                    stdout=out,
                    stderr=subprocess.DEVNULL,
                )
            )

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if all(output.read_text().count("\n") >= 5 for output in outputs):
            break
        time.sleep(0.05)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
        writer.wait()

    told = [
        json.loads(line)
        for output in outputs
        for line in output.read_text().splitlines(keepends=True)
        if line.endswith("\n")
    ]
    assert len(told) >= 15
    kept = dict(entry.history.values_list("revision", "body"))
    assert all(word in kept[revision] for revision, word in told)
    standing = Entry.objects.get()
    assert standing.revision == max(kept) == len(kept)
    last = max(told)[1]
    found = search.find(search.Question(words=last), visible_to=ada)
    assert (last in standing.body) == (found.total == 1)
