"""`import_notes`: from files to drafts, each note once, nothing half-written."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from practices import actions
from practices.models import Entry, Status
from roundtables.models import Brought, Meeting, Series

NOTE = """Note from Garden Talks Cell {number}

Note of a Better Way cell on ‘Garden Talks’, held online on {day} 2021

SUMMARY

Gardens bring people out of their houses.

1. OPENING PRESENTATIONS

Mona Field from Green Ways told how a car park became a garden, and who carried the soil.

2. DISCUSSION

• A bench matters more than a fence.

• Children decide where the path goes.

3. NEXT MEETING

The next meeting is on Thursday 4th March, 3.00pm to 4.30pm.
"""

FIRST = NOTE.format(number=1, day="14 January")
SECOND = (
    NOTE.format(number=2, day="4 March")
    .replace("bench", "table")
    .replace("The next meeting is on Thursday 4th March, 3.00pm to 4.30pm.", "No day was agreed.")
)


@pytest.fixture
def note(tmp_path) -> Path:
    path = tmp_path / "garden.txt"
    path.write_text(FIRST)
    return path


def import_notes(*paths, **options) -> list[dict]:
    out = io.StringIO()
    call_command(
        "import_notes", *map(str, paths), json=True, stdout=out, stderr=io.StringIO(), **options
    )
    return json.loads(out.getvalue())


def test_a_note_becomes_a_draft_that_knows_its_meeting(db, note):
    [record] = import_notes(note)

    entry = Entry.objects.get()
    assert (entry.kind, entry.status, entry.created_by.username) == ("note", "draft", "importer")
    assert record["url"].endswith(entry.get_absolute_url())
    assert {key: record[key] for key in ("kind", "date", "online", "series", "number")} == {
        "kind": "cell",
        "date": "2021-01-14",
        "online": True,
        "series": "Garden Talks",
        "number": 1,
    }
    assert record["speakers"] == [{"name": "Mona Field", "organisation": "Green Ways"}]
    assert record["next"] == [
        {"start": "2021-03-04T15:00", "end": "2021-03-04T16:30", "inferred": True}
    ]
    meeting = Meeting.objects.get()
    assert (meeting.entry, meeting.series.title, meeting.number) == (entry, "Garden Talks", 1)


def test_the_report_has_every_key(db, note):
    [record] = import_notes(note)

    assert set(record) == {
        "source", "title", "kind", "date", "date_inferred", "place", "online", "series", "number",
        "next", "speakers", "sections", "points", "unsure", "url",
    }  # fmt: skip


def test_running_it_twice_changes_nothing(db, note):
    import_notes(note)
    before = list(Entry.objects.values()), list(Meeting.objects.values())

    [record] = import_notes(note)

    assert (list(Entry.objects.values()), list(Meeting.objects.values())) == before
    assert "It is here already, and was left as it is." in record["unsure"]


def test_a_note_edited_since_is_left_alone(db, note, ben):
    import_notes(note)
    entry = Entry.objects.get()
    actions.revise(entry, by=ben, base=1, body="<p>We wrote it anew.</p>")

    import_notes(note)

    assert "We wrote it anew." in Entry.objects.get().body


def test_a_note_deleted_since_is_not_brought_back_unasked(db, note, cleo):
    import_notes(note)
    actions.delete(Entry.objects.get(), by=cleo, reason="Not ours to share")

    import_notes(note)

    assert Entry.objects.get().status == Status.DELETED


def test_the_same_note_under_other_punctuation_and_without_bullets_comes_in_once(
    db, note, tmp_path
):
    again = tmp_path / "again.txt"
    again.write_text(FIRST.replace("• ", "").replace("‘", '"').replace("’", '"'))

    [record] = import_notes(note, again)

    assert record["source"] == ["garden.txt", "again.txt"]
    assert Brought.objects.get().sources == ["garden.txt", "again.txt"]


def test_the_next_note_of_a_series_is_another_note(db, note, tmp_path):
    second = tmp_path / "second.txt"
    second.write_text(SECOND)

    import_notes(note, second)

    numbered = Series.objects.order_by("meetings__number")
    assert list(numbered.values_list("title", "meetings__number")) == [
        ("Garden Talks", 1),
        ("Garden Talks", 2),
    ]


def test_a_dry_run_tells_and_writes_nothing(db, note):
    [record] = import_notes(note, dry_run=True)

    assert (record["title"], record["url"]) == ("Garden Talks Cell 1", None)
    assert not Entry.objects.exists()


def test_publish_shows_it_at_once(db, note):
    import_notes(note, publish=True)

    assert Entry.objects.get().status == Status.PUBLISHED


def test_an_article_becomes_a_draft_practice_that_names_its_author(db, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(
        "Five ways to share a kitchen\n\nNora Reed, director of Kitchen Table\n\n"
        "A kitchen is where people talk. Here is how to share one without a quarrel.\n\n"
        "Agree who washes up.\n\nLeave the door open on Thursdays.\n"
    )

    import_notes(article)

    entry = Entry.objects.get()
    assert (entry.kind, entry.status) == ("practice", "draft")
    assert "Nora Reed" in entry.source


@pytest.mark.parametrize(
    "name, data",
    [
        ("empty.txt", b""),
        ("picture.txt", bytes(range(256)) * 40),
        ("broken.docx", b"PK\x03\x04 not really"),
        ("old.doc", b"\xd0\xcf\x11\xe0" * 50),
    ],
)
def test_bad_input_gets_one_sentence_and_leaves_nothing(db, note, tmp_path, name, data):
    bad = tmp_path / name
    bad.write_bytes(data)

    with pytest.raises(CommandError) as said:
        import_notes(note, bad)

    assert name in str(said.value)
    assert str(said.value).rstrip().endswith((".", "!"))
    assert not Entry.objects.exists()


def test_no_such_file_and_an_empty_folder_are_said_plainly(db, tmp_path):
    for path in (tmp_path / "nowhere.txt", tmp_path):
        with pytest.raises(CommandError) as said:
            import_notes(path)
        assert path.name in str(said.value)
