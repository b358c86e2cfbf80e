"""Days and times as people write them."""

import datetime
from datetime import time
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtables.reading.dates import find_days, find_hours, written


def days(text: str) -> list[tuple[int, int, int | None]]:
    return [(day.day, day.month, day.year) for day in find_days(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("held on 3 March 2021 in Leeds", [(3, 3, 2021)]),
        ("HELD ON THE 3RD OF MARCH 2021", [(3, 3, 2021)]),
        ("Thursday 17th September, 3.00pm-4.30pm", [(17, 9, None)]),
        ("Thursday October 22, from 3.00pm", [(22, 10, None)]),
        ("on October 22nd, 2020", [(22, 10, 2020)]),
        ("1st Sept. 2020", [(1, 9, 2020)]),
        ("2021-03-04", [(4, 3, 2021)]),
        ("04/03/2021", [(4, 3, 2021)]),
        ("on 3 and 10 June 2021", [(3, 6, 2021), (10, 6, 2021)]),
        ("on 3-4 June 2021", [(3, 6, 2021)]),
        ("11th June and 9th July 2022", [(11, 6, None), (9, 7, 2022)]),
        ("published in July 2019", []),
        ("since November 2019 people may 20 times march 3 miles", []),
        ("section 3.2 and chapter 12", []),
        ("45 June 2021", []),
    ],
)
def test_days_are_found_however_they_are_written(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("3.00pm-4.30pm", time(15), time(16, 30)),
        ("from 3.00pm to 4.30pm", time(15), time(16, 30)),
        ("10am - 12 noon", time(10), time(12)),
        ("14:00–15:30", time(14), time(15, 30)),
        ("3-4.30pm", time(15), time(16, 30)),
        ("11-1pm", time(11), time(13)),
        ("11am-1", time(11), time(13)),
        ("between 2pm and 4pm", time(14), time(16)),
        ("9.30 a.m. until noon", time(9, 30), time(12)),
        ("at 3pm", time(15), None),
        ("at 12.15pm", time(12, 15), None),
    ],
)
def test_hours_are_found_however_they_are_written(text, start, end):
    hours = find_hours(text)
    assert hours is not None
    assert (hours.start, hours.end, hours.guessed) == (start, end, False)


def test_hours_without_morning_or_afternoon_are_a_guess():
    hours = find_hours("2.00-4.00")
    assert hours is not None
    assert (hours.start, hours.end, hours.guessed) == (time(14), time(16), True)


@pytest.mark.parametrize("text", ["17-18", "chapter 3", "2,700 groups", "25:00-26:00", "3.2"])
def test_other_numbers_are_not_hours(text):
    assert find_hours(text) is None


def test_the_thirty_first_of_june_is_no_day():
    assert find_days("31 June 2021")[0].on(2021) is None


@given(st.dates(min_value=datetime.date(1950, 1, 1), max_value=datetime.date(2090, 1, 1)))
def test_every_day_is_read_back_as_it_was_written(day):
    found = find_days(f"We met on {written(day)}, in Leeds.")
    assert [each.on(each.year or 0) for each in found] == [day]


@given(st.text())
def test_no_text_makes_the_search_for_days_and_hours_fail(text):
    find_days(text)
    find_hours(text)


def test_ten_times_the_days_take_about_ten_times_as_long():
    def seconds(times):
        began = process_time()
        assert len(find_days("1 March 2020, " * times)) == times
        return process_time() - began

    seconds(10)
    assert seconds(10_000) < 40 * seconds(1_000)
