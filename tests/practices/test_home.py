"""The front page: how much stands behind each proposition, and what is asked for."""

import pytest

from practices import actions, connections
from tests.practices.pages import read


@pytest.fixture
def walking(make_entry, ada):
    return make_entry("proposition", by=ada, title="Walking is better than sitting")


@pytest.fixture
def support(make_entry, walking, ada):
    """Make an entry that supports the proposition, or says something else to it."""

    def make(kind: str, title: str, *, stance: str = "supports", **more):
        entry = make_entry(kind, by=ada, title=title, **more)
        actions.link(entry, walking, stance=stance, why="It did so.", by=ada)
        return entry

    return make


def behind(client) -> str:
    return read(client.get("/")).select_one(".count").get_text()


def asked_for(client) -> list[str]:
    section = read(client.get("/")).find(id="asked").find_parent("section")
    return [line.get_text() for line in section.select("li") if "No case yet" in line.get_text()]


def test_practices_and_cases_behind_a_proposition_are_counted_each_once(
    support, walking, visitor, ada, as_
):
    assert behind(visitor) == "nothing behind it yet"
    twice = support("case", "We walked")
    actions.link(twice, walking, stance="supports", anchor=_point(twice), why="Here.", by=ada)
    support("practice", "Walk and talk")
    support("practice", "Sit and talk", stance="challenges")
    support("note", "A meeting", status="published")
    support("case", "Not told yet", status="draft")

    assert behind(visitor) == "2 practices and cases"
    assert behind(as_(ada)) == "3 practices and cases"


def test_they_are_counted_only_so_far(support, visitor, monkeypatch):
    monkeypatch.setattr(connections, "COUNTED", 2)
    for number in range(3):
        support("case", f"Walk {number}")

    assert behind(visitor) == "2 or more practices and cases"


def test_pages_without_a_case_are_asked_for_newest_first(
    support, make_entry, ada, walking, visitor
):
    make_entry(by=ada, title="Walk and talk")
    assert asked_for(visitor) == [
        "No case yet for Walk and talk",
        "No case yet for Walking is better than sitting",
    ]
    support("case", "Not told yet", status="draft")
    assert len(asked_for(visitor)) == 2
    support("case", "We walked")
    assert asked_for(visitor) == ["No case yet for Walk and talk"]


def _point(entry) -> str:
    return entry.body.split('id="')[1][:8]
