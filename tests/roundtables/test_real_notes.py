"""The real notes, where they are at hand: facts alone, never their words."""

from pathlib import Path

import pytest

from practices.models import Entry
from roundtables.models import Meeting
from tests.roundtables.test_import_notes import import_notes

NOTES = Path(__file__).parents[3] / "shared" / "notes"

pytestmark = pytest.mark.skipif(not NOTES.is_dir(), reason="the real notes are not at hand")


def test_two_files_hold_ten_notes_of_a_network_and_one_series(db):
    import_notes(
        NOTES / "roundtables-and-discussions-2019.txt", NOTES / "changing-practices-cells-2020.txt"
    )

    days = [meeting.date and str(meeting.date) for meeting in Meeting.objects.order_by("date")]
    assert sorted(filter(None, days)) == [
        "2019-04-04", "2019-05-16", "2019-06-05", "2019-11-12", "2019-11-26",
        "2020-03-24", "2020-06-10", "2020-07-16", "2020-09-17",
    ]  # fmt: skip
    assert days.count(None) == 1
    cells = Meeting.objects.filter(series__title="Changing Practices").order_by("number")
    assert list(cells.values_list("number", "kind")) == [(1, "cell"), (2, "cell"), (3, "cell")]
    assert cells.last().entry.meeting["next"] == [
        {"start": "2020-10-22T15:00", "end": "2020-10-22T16:30", "inferred": True}
    ]


def test_three_files_hold_four_articles(db):
    import_notes(
        NOTES / "putting-words-into-practice.txt",
        NOTES / "two-essays-on-change-and-collaboration.txt",
        NOTES / "ten-tips-for-implementation.txt",
    )

    assert list(Entry.objects.values_list("kind", "status")) == [("practice", "draft")] * 4
    assert Entry.objects.filter(source__contains="Peter Latchford").count() == 1
    assert not Meeting.objects.exists()
