"""Questions that wait for somebody who knows."""

import pytest

from practices import actions
from tests.practices.pages import queries_of, read, text_of


@pytest.fixture
def walking(make_entry, ada):
    return make_entry(by=ada, theme_names=["Listening"])


@pytest.fixture
def meals(make_entry, ada):
    return make_entry(by=ada, title="Shared meals", theme_names=["Food"])


@pytest.fixture
def rain(walking, dan):
    return actions.say(walking, by=dan, body="Who walks in the rain?", is_question=True)


@pytest.fixture
def cook(meals, dan):
    return actions.say(meals, by=dan, body="Who cooks?", is_question=True)


def asked(response) -> list[str]:
    return [link.text for link in read(response).select("ul.entries h2 a")]


def test_open_questions_stand_newest_first(rain, cook, meals, dan, visitor):
    actions.say(meals, by=dan, body="Only a remark.")

    page = visitor.get("/questions/")

    assert asked(page) == ["Who cooks?", "Who walks in the rain?"]
    line = text_of(page, "ul.entries li")
    assert "About Shared meals" in line and "no answer yet" in line


def test_a_question_leaves_the_list_when_it_is_settled_or_hidden_and_comes_back(
    rain, cook, ada, dan, cleo, visitor
):
    reply = actions.answer(rain, by=ada, body="We all do.")
    assert "1 answer" in text_of(visitor.get("/questions/"), "ul.entries li:last-child")

    actions.mark_helped(reply, by=dan)
    actions.hide(cook, by=cleo, reason="A slip.")
    assert asked(visitor.get("/questions/")) == []
    assert "Every question has been settled." in text_of(visitor.get("/questions/"), ".empty")

    actions.reopen(rain, by=ada)
    assert asked(visitor.get("/questions/")) == ["Who walks in the rain?"]


def test_the_list_is_narrowed_by_theme(rain, cook, visitor):
    page = visitor.get("/questions/")
    themes = [option.text for option in read(page).select("#theme option")]

    assert themes == ["All themes", "Food", "Listening"]
    assert asked(visitor.get("/questions/?theme=food")) == ["Who cooks?"]
    assert asked(visitor.get("/questions/?theme=no%00thing")) == []


def test_a_theme_shows_what_is_asked_under_it(rain, cook, visitor):
    beside = text_of(visitor.get("/themes/food/"), "aside.about")

    assert "Who cooks?" in beside and "Who walks" not in beside


def test_the_home_page_asks_first_what_people_asked(rain, cook, walking, dan, visitor):
    home = read(visitor.get("/")).find(id="asked").find_parent("section")
    lines = [link.text for link in home.select("li a")]

    assert lines[:2] == ["Who cooks?", "Who walks in the rain?"]
    actions.resolve(cook, by=dan)
    home = read(visitor.get("/")).find(id="asked").find_parent("section")
    assert "Who cooks?" not in home.text


def test_many_questions_take_as_many_questions_to_the_database_as_few(
    rain, cook, meals, dan, visitor, settings
):
    settings.COMMENTS_AN_HOUR = 1000
    addresses = ("/questions/", "/questions/?theme=food")
    visitor.get("/questions/")  # which words stand for a theme is looked up once and kept
    few = [queries_of(visitor, address) for address in addresses]
    for n in range(30):
        actions.say(meals, by=dan, body=f"Who washes up on day {n}?", is_question=True)

    assert [queries_of(visitor, address) for address in addresses] == few
