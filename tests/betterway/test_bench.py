"""The bench measures what it says; how fast anything is, is for people to judge."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from betterway.bench.measuring import Line, table
from practices.models import Entry


def test_it_measures_pages_searches_and_edits_in_a_made_up_library(
    transactional_db, settings, tmp_path: Path
):
    settings.STATIC_ROOT = tmp_path
    said = StringIO()
    call_command(
        "bench", "--here", "--json", "--entries=40", "--rounds=1", stdout=said, stderr=StringIO()
    )
    lines = {line["name"]: line for line in json.loads(said.getvalue())}
    assert {"entry, cold", "entry, 304", "history, warm", "compare, cold"} <= lines.keys()
    assert {"search, a page of results", "edit against two rows"} <= lines.keys()
    assert {"a save among 20 writers", "merge into a long text, p95"} <= lines.keys()
    assert {"history of 500 versions against 10", "compare of 500 versions against 10"} <= (
        lines.keys()
    )
    assert all(line["measured"] > 0 for line in lines.values())
    assert lines["make_corpus 40"]["unit"] == " s"
    assert Entry.history.filter(history_user__name="Bench").exists()


def test_it_measures_nothing_where_people_have_written(ada, make_entry):
    make_entry(by=ada)
    with pytest.raises(CommandError, match="People have written in this library"):
        call_command("bench", "--here")
    assert Entry.objects.count() == 1


def test_the_report_says_what_passes_and_what_does_not():
    lines = [Line("entry, warm", 3.44, 3.5, note="0.60 ms"), Line("save", 17, 16, " queries")]
    assert table(lines).splitlines() == [
        "                 measured     target",
        "entry, warm          3.4×       3.5× pass  0.60 ms",
        "save         17.0 queries 16 queries MISS",
    ]
