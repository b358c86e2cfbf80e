"""The real notes, where they are at hand: facts only, never their words."""

from datetime import date, datetime
from pathlib import Path

import pytest

from roundtables.reading import files_in, find_notes, merge_sources, read_file

NOTES = Path(__file__).resolve().parents[4] / "shared" / "notes"
pytestmark = pytest.mark.skipif(
    not NOTES.is_dir(), reason="the real notes are not kept in this repository"
)
MEETINGS = ("changing-practices-cells-2020.txt", "roundtables-and-discussions-2019.txt")
CELLS = "changing-practices-cells-2020.txt"


@pytest.fixture(scope="module")
def meetings():
    found = [note for name in MEETINGS for note in find_notes(read_file(NOTES / name))]
    assert len(found) == 11
    return {str(note.date): note for note in merge_sources(found)}


@pytest.fixture(scope="module")
def articles():
    files = [path for path in files_in(NOTES) if path.name not in MEETINGS]
    return [note for path in files for note in find_notes(read_file(path))]


def test_ten_notes_of_the_right_kinds(meetings):
    assert {day: note.kind for day, note in meetings.items()} == {
        "2019-04-04": "roundtable",
        "2019-05-16": "roundtable",
        "2019-06-05": "roundtable",
        "2019-11-12": "discussion",
        "2019-11-26": "discussion",
        "2020-03-24": "roundtable",
        "2020-06-10": "cell",
        "2020-07-16": "cell",
        "2020-09-17": "cell",
        "None": "roundtable",
    }
    assert not any(note.date_inferred for note in meetings.values())


def test_the_note_that_stands_in_both_files_names_both(meetings):
    twice = [note for note in meetings.values() if len(note.sources) > 1]
    assert [(note.date, note.sources) for note in twice] == [(date(2019, 4, 4), MEETINGS)]


def test_the_cells_are_a_series_and_the_rest_are_not(meetings):
    assert {day: (note.series, note.number) for day, note in meetings.items() if note.series} == {
        "2020-06-10": ("Changing Practices", 1),
        "2020-07-16": ("Changing Practices", 2),
        "2020-09-17": ("Changing Practices", 3),
    }


def test_the_next_meetings_of_the_cells(meetings):
    july = (datetime(2020, 7, 16, 15), datetime(2020, 7, 16, 16, 30), True)
    september = (datetime(2020, 9, 17, 15), datetime(2020, 9, 17, 16, 30), True)
    october = (datetime(2020, 10, 22, 15), datetime(2020, 10, 22, 16, 30), True)
    found = {
        day: [(each.start, each.end, each.inferred) for each in note.next]
        for day, note in meetings.items()
        if note.next
    }
    assert found == {
        "2020-06-10": [july, september],
        "2020-07-16": [september],
        "2020-09-17": [october],
    }


def test_places_and_meetings_online(meetings):
    assert {day: note.place for day, note in meetings.items() if note.place} == {
        "2019-11-26": "Euston, London"
    }
    assert sorted(day for day, note in meetings.items() if note.online) == [
        "2020-03-24",
        "2020-06-10",
        "2020-07-16",
        "2020-09-17",
        "None",
    ]


def test_who_spoke_and_from_where(meetings):
    host = ("Caroline Slocock", "Better Way")
    chair = ("Steve Wyler", "Better Way")
    host_alone = ("Caroline Slocock", None)
    found = {
        day: [(each.name, each.organisation) for each in note.speakers]
        for day, note in meetings.items()
    }
    assert found == {
        "2019-04-04": [host_alone, ("Colin Falconer", None), ("Matt Kepple", None)],
        "2019-05-16": [
            host,
            ("Karin Woodley", "Cambridge House"),
            ("Clare Wightman", "Coventry Grapevine"),
        ],
        "2019-06-05": [
            host_alone,
            ("Rick Henderson", "Homeless Link"),
            ("Maurice Wren", "Refugee Council"),
        ],
        "2019-11-12": [("John Seddon", "Vanguard Consulting")],
        "2019-11-26": [],
        "2020-03-24": [
            host_alone,
            ("David Robinson", None),
            ("Avril McIntyre", "Barking and Dagenham Collective"),
        ],
        "2020-06-10": [
            host,
            ("David Robinson", "Relationships Project"),
            ("Paul Farmer", "MIND"),
            chair,
        ],
        "2020-07-16": [
            host,
            ("Becca Dove", "Camden Council"),
            ("Noel Mathias", "WEvolution"),
            chair,
        ],
        "2020-09-17": [
            host,
            ("Alison Pike", "Mencap"),
            ("Asif Afridi", "Brap"),
            chair,
            ("David Robinson", None),
        ],
        "None": [host, ("Nick Gardham", "Community Organisers"), ("Steve Reed", None)],
    }


def test_sections_and_points_are_counted(meetings):
    assert {day: (len(note.sections), note.points) for day, note in meetings.items()} == {
        "2019-04-04": (4, 34),
        "2019-05-16": (4, 22),
        "2019-06-05": (4, 33),
        "2019-11-12": (14, 34),
        "2019-11-26": (7, 51),
        "2020-03-24": (12, 57),
        "2020-06-10": (8, 45),
        "2020-07-16": (10, 49),
        "2020-09-17": (12, 47),
        "None": (4, 32),
    }


def test_titles_have_no_lead_and_the_slip_is_offered(meetings):
    assert not any(note.title.lower().startswith("note ") for note in meetings.values())
    assert meetings["2019-06-05"].corrections[0].startswith("The heading says “Note form”")


def test_four_articles_none_a_meeting(articles):
    assert [(note.kind, note.date, note.speakers) for note in articles] == [
        ("article", None, ())
    ] * 4
    assert [note.author and (note.author.name, note.author.organisation) for note in articles] == [
        None,
        ("Peter Latchford", "Black Radley"),
        None,
        None,
    ]
    assert [len(note.sections) for note in articles] == [0, 10, 1, 5]
    assert sum("was left out" in said for note in articles for said in note.dropped) == 2


def test_a_copy_without_bullets_or_with_other_punctuation_is_the_same(meetings, tmp_path):
    text = (NOTES / CELLS).read_text(encoding="utf-8")
    copy = tmp_path / "copy.txt"
    copy.write_text(text.replace("•", "").replace("’", "'").replace("–", "-"), encoding="cp1252")
    again = find_notes(read_file(copy))
    merged = merge_sources([*meetings.values(), *again])
    assert len(merged) == 10
    assert sum("copy.txt" in note.sources for note in merged) == 5
