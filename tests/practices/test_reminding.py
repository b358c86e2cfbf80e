"""What those who look after a page are told of it: on the site, and in the week's letter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices import actions
from practices.models import Follow, Notice
from tests.practices.pages import read


@pytest.fixture
def walk(clock, make_entry, ada):
    return make_entry(by=ada, title="Walk and talk")


def told(browser):
    """What stands in somebody's notices: the address and the words beneath."""
    page = read(browser.get("/notices/"))
    return [
        (line.h2.a["href"], line.select_one(".meta span").text.strip())
        for line in page.select("li.entry")
    ]


def test_when_the_day_has_come_its_keeper_is_told_once_and_in_the_weekly_letter(
    clock, walk, as_, ada
):  # fmt: skip
    clock.later(days=364)
    assert clock.work() == []
    clock.later(days=1)  # a Thursday
    assert clock.work() == []
    still = "/practices/walk-and-talk/still-true/"
    assert told(as_(ada)) == [(still, "Is it still true? You look after it")]

    clock.later(days=5)
    (letter,) = clock.work()
    assert letter.to == ["ada@example.org"]
    assert letter.subject == "Is it still true? “Walk and talk”"
    assert f"http://127.0.0.1:8000{still}" in letter.body
    assert "(You are told because you look after this page.)" in letter.body

    clock.later(days=21)
    assert clock.work() == []
    assert Notice.objects.count() == 1

    actions.confirm(walk, by=ada)
    clock.later(days=366)
    clock.work()
    assert Notice.objects.count() == 2


def test_nobody_is_told_of_what_somebody_has_seen_to_meanwhile(
    clock, walk, ada, dan, cleo
):  # fmt: skip
    clock.later(days=365)
    clock.work()
    actions.confirm(walk, by=dan)
    clock.later(days=7)

    assert clock.work() == []
    assert Notice.objects.get().seen is not None


def test_letters_come_more_often_less_often_or_not_at_all(clock, walk, as_, ada):
    clock.later(days=365)
    clock.work()
    page = read(as_(ada).get("/following/"))
    assert "The pages you look after" in page.select_one("main").text
    follow = Follow.objects.get(person=ada)
    as_(ada).post(f"/following/{follow.pk}/level/", {"level": "none"})
    clock.later(days=7)

    assert clock.work() == []


def test_a_series_is_told_by_those_who_convene_it(
    clock, make_entry, as_, ada, ben, cleo
):  # fmt: skip
    meeting = {"kind": "cell", "date": "2020-03-24", "series": "Quiet cells", "number": 1}
    actions.publish(make_entry("note", by=ben, title="First cell", meeting=meeting), by=ben)
    walk = make_entry(by=ada, title="Walk and talk")
    day = timezone.localdate() + timedelta(days=2)
    actions.entrust(walk, by=cleo, keeper=None, group="quiet-cells", due=day)
    clock.later(days=3)
    clock.work()

    assert [line[1] for line in told(as_(ben))] == [
        "Is it still true? You look after it",
        "Cleo Lind asks you to look after this",
    ]
    assert told(as_(ada)) == []


def test_a_keeper_hears_of_a_suggestion_once_until_they_look_and_not_when_it_is_decided(
    clock, walk, as_, ada, dan, cleo
):  # fmt: skip
    one = actions.suggest("practice", of=walk, by=dan, body="<p>Meet anywhere.</p>")
    two = actions.suggest("practice", of=walk, by=dan, body="<p>Meet at noon.</p>")
    assert told(as_(ada)) == [("/desk/", "Dan Reyes suggests a change to what you look after")]
    actions.send_back(one, by=cleo, answer="Where?")
    actions.send_back(two, by=cleo, answer="Why?")
    clock.later(days=7)

    assert [letter.to for letter in clock.work() if "suggests" in letter.subject] == []
