"""The rules are a page like any other, and how they came to be is open to all."""

import pytest

from practices import actions
from practices.models import Page
from practices.transfer import starter
from tests.practices.pages import read, text_of


@pytest.fixture
def rules(cleo) -> Page:
    page = actions.write_page(
        Page(slug="rules"), by=cleo, title="The rules", body="Be kind.", reason="A beginning"
    )
    body = "Be kind.\n\nName nobody unasked."
    return actions.write_page(page, by=cleo, title=page.title, body=body, reason="Asked for")


def test_the_starter_library_brings_rules_that_say_how_to_appeal(visitor, db):
    starter.load()
    shown = text_of(visitor.get("/rules/"), "main")
    assert "If you think a decision is wrong" in shown
    linked = {link["href"] for link in read(visitor.get("/")).select("footer a")}
    assert "/rules/" in linked


def test_everybody_reads_how_the_rules_came_to_be(visitor, rules):
    lines = read(visitor.get("/rules/history/")).select("li.version")
    reasons = [line.select("p")[1].text for line in lines]
    assert reasons == ["Asked for", "A beginning"]


def test_each_version_of_the_rules_can_be_read_with_what_changed(visitor, rules):
    first, second = (visitor.get(f"/rules/history/{n}/") for n in (1, 2))
    assert "Name nobody unasked." not in text_of(first, "main")
    assert [ins.text for ins in read(second).select("ins")] == ["Name nobody unasked."]
    assert [visitor.get(f"/rules/history/{n}/").status_code for n in (0, 3)] == [404, 404]


def test_a_steward_changes_the_rules_and_says_why(rules, cleo, as_, visitor):
    sent = {"title": "The rules", "body": "Be kind, always.", "reason": "Kinder still"}
    assert as_(cleo).post("/rules/edit/", sent).status_code == 303
    assert "Kinder still" in text_of(visitor.get("/rules/history/"), "main")
