"""Meetings, series, the calendar, and the meeting on a note's form."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from lxml.html import fromstring

from practices import actions
from practices.models import Entry

CELL = {
    "kind": "cell", "date": "2020-06-10", "date_inferred": False, "online": True,
    "series": "Garden Talks", "number": 1, "next": [], "speakers": [],
}  # fmt: skip


@pytest.fixture
def cells(make_entry, ben):
    """Three cells of one series; the last announces two days, the third cell is a draft."""
    third = {
        **CELL, "number": 3, "date": "2020-09-17",
        "next": [
            {"start": "2020-10-22T15:00", "end": "2020-10-22T16:30", "inferred": True},
            {"start": "2099-01-05", "end": None, "inferred": False},
        ],
    }  # fmt: skip
    made = [
        make_entry("note", by=ben, title="One", meeting=CELL),
        make_entry(
            "note", by=ben, title="Two", meeting={**CELL, "number": 2, "date": "2020-07-16"}
        ),
        make_entry("note", by=ben, title="Three", meeting=third),
    ]
    return [actions.publish(made[0], by=ben), actions.publish(made[1], by=ben), made[2]]


def test_a_series_shows_its_published_meetings_in_order(cells, visitor):
    page = visitor.get("/series/garden-talks/").content.decode()

    assert page.index("One") < page.index("Two")
    assert "Three" not in page


def test_a_convenor_sees_the_draft_in_its_series(cells, as_, ben):
    assert "Three" in as_(ben).get("/series/garden-talks/").content.decode()


def test_a_series_with_nothing_to_see_is_not_there(make_entry, ben, visitor):
    make_entry("note", by=ben, meeting={**CELL, "series": "Secret talks"})

    assert visitor.get("/series/secret-talks/").status_code == 404


def test_a_note_shows_its_neighbours(cells, visitor):
    page = visitor.get("/roundtables/two/").content.decode()

    assert 'href="/roundtables/one/" rel="prev"' in page
    assert 'rel="next"' not in page


def test_the_calendar_holds_what_was_held_and_what_is_announced(cells, ben, visitor):
    actions.publish(cells[2], by=ben)

    response = visitor.get("/meetings/calendar.ics")

    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [(str(e["SUMMARY"]), e.decoded("DTSTART")) for e in events] == [
        ("One", date(2020, 6, 10)),
        ("Two", date(2020, 7, 16)),
        ("Three", date(2020, 9, 17)),
        ("Next meeting: Garden Talks", datetime(2020, 10, 22, 14, 0, tzinfo=UTC)),
        ("Next meeting: Garden Talks", date(2099, 1, 5)),
    ]
    assert events[3].decoded("DTEND") == datetime(2020, 10, 22, 15, 30, tzinfo=UTC)


def test_the_calendar_keeps_drafts_to_itself(cells, visitor):
    events = Calendar.from_ical(visitor.get("/meetings/calendar.ics").content).walk("VEVENT")

    assert {str(event["SUMMARY"]) for event in events} == {"One", "Two"}


def test_meetings_lists_what_is_to_come_and_what_was_held(cells, as_, ben):
    page = as_(ben).get("/meetings/").content.decode()

    assert "5 January 2099" in page
    assert "22 October 2020" not in page
    assert page.count('class="entry"') == 3


def test_a_convenor_writes_a_note_with_its_meeting(as_, ben):
    as_(ben).post(
        "/roundtables/new/",
        {
            "title": "On gardens",
            "body": "We met.",
            "meeting_kind": "cell",
            "date": "2021-01-14",
            "online": "online",
            "series": "Garden Talks",
            "number": "1",
            "speakers": "Mona Field, Green Ways\nTom Bell",
            "next": "2021-03-04 15:00-16:30\n2021-05-06",
        },
    )

    assert Entry.objects.get().meeting == {
        "kind": "cell",
        "date": "2021-01-14",
        "date_inferred": False,
        "online": True,
        "series": "Garden Talks",
        "number": 1,
        "next": [
            {"start": "2021-03-04T15:00", "end": "2021-03-04T16:30", "inferred": False},
            {"start": "2021-05-06", "end": None, "inferred": False},
        ],
        "speakers": [
            {"name": "Mona Field", "organisation": "Green Ways"},
            {"name": "Tom Bell", "organisation": None},
        ],
    }


def test_a_change_that_does_not_speak_of_the_meeting_leaves_it(cells, as_, ben):
    as_(ben).post("/roundtables/one/edit/", {"title": "One", "body": "Anew.", "base": "2"})

    entry = Entry.objects.get(slug="one")
    assert (entry.revision, entry.meeting) == (3, CELL)


def test_a_day_nobody_understands_is_said_and_nothing_is_lost(as_, ben):
    response = as_(ben).post(
        "/roundtables/new/", {"title": "On gardens", "body": "We met.", "next": "next Tuesday"}
    )

    assert response.status_code == 422
    assert "“next Tuesday” is no day we understand" in response.content.decode()
    assert "We met." in response.content.decode()
    assert not Entry.objects.exists()


def test_restoring_a_version_restores_its_meeting(cells, ben):
    entry = actions.revise(cells[0], by=ben, base=2, meeting={**CELL, "date": "2020-06-11"})
    assert str(entry.meeting_row.date) == "2020-06-11"

    actions.restore_version(entry, to=2, by=ben)

    assert str(Entry.objects.get(pk=entry.pk).meeting_row.date) == "2020-06-10"


def test_a_form_sent_back_as_it_was_shown_changes_nothing(cells, as_, ben):
    browser = as_(ben)
    form = fromstring(browser.get("/roundtables/three/edit/").content).forms
    [shown] = [form for form in form if "title" in form.fields]
    sent = {name: value for name, value in shown.form_values() if name != "do"}

    browser.post("/roundtables/three/edit/", sent)

    entry = Entry.objects.get(slug="three")
    assert (entry.revision, entry.meeting) == (1, cells[2].meeting)
