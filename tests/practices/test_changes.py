"""What is new: grouped by entry, narrowed alike as page, feed and data, and who looked at it."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices import actions
from practices.models import Entry, SeenVersion, Token
from tests.practices.test_themes import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(make_entry, ada, dan, cleo):
    """A practice changed three times, a case, and a note that was a draft first."""
    walk = make_entry(by=ada, title="Walk and talk", theme_names=["Health"])
    walk = actions.revise(walk, by=dan, base=1, reason="Slower", body="<p>Walk slowly.</p>")
    make_entry("case", by=cleo, title="Our street")
    note = make_entry("note", by=cleo, title="Third cell", status="draft")
    actions.publish(note, by=cleo)
    actions.revise(walk, by=ada, base=2, small=True, reason="A slip", body="<p>Walk slow.</p>")


def lines(page: str) -> list[str]:
    """The entries as the page lists them, each line once."""
    return re.findall(r'<div class="change">\s*<p><a href="/e/\d+/">([^<]+)</a>', page)


def test_the_saves_of_one_entry_on_one_day_are_one_line_that_opens(library, visitor):
    page = text_of(visitor.get("/changes/"))

    assert lines(page) == ["Walk and talk", "Third cell", "Our street"]
    assert "<summary>3 changes by Ada Okafor, Dan Reyes</summary>" in page
    parts = page[page.index("<summary>3") : page.index("</details>", page.index("<summary>3"))]
    assert parts.index("A slip") < parts.index("Slower") < parts.index("First written")
    assert "csrf" not in page and "I have seen it" not in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Walk and talk", "Third cell", "Our street", "Walk and talk", "Walk and talk"]),
        ("kind=case", ["Our street"]),
        ("theme=health", ["Walk and talk"] * 3),
        ("person=dan-reyes", ["Walk and talk"]),
        ("size=small", ["Walk and talk"]),
        ("new=true", ["Third cell", "Our street", "Walk and talk"]),
        ("new=true&kind=practice", ["Walk and talk"]),
    ],
)
def test_page_feed_and_data_narrow_alike(library, visitor, query, titles):
    page = lines(text_of(visitor.get(f"/changes/?{query}")))
    feed = visitor.get(f"/feeds/changes.atom?{query}").content.decode()
    data = visitor.get(f"/api/v1/changes/?{query}").json()["results"]

    assert page == list(dict.fromkeys(titles))
    assert re.findall(r"<entry><title>([^<]+)", feed) == titles
    assert [one["title"] for one in data] == titles


def test_who_reviews_marks_what_they_saw_with_one_click(library, as_, ben, cleo, visitor):
    waiting = "/changes/?unreviewed=1"
    page = text_of(as_(ben).get(waiting))
    assert lines(page) == ["Walk and talk"]  # what Cleo did needs nobody's look
    walk = Entry.objects.get(title="Walk and talk")
    versions = f"{walk.pk}/3 {walk.pk}/2 {walk.pk}/1"
    assert f'name="seen" value="{versions}"' in page

    answer = as_(ben).post("/changes/seen/?unreviewed=1", {"seen": versions})

    assert (answer.status_code, answer.url) == (303, waiting)
    assert "Nothing waits to be looked at." in text_of(as_(cleo).get(waiting))
    assert "<span>seen by Ben Hughes</span>" in text_of(as_(cleo).get("/changes/"))
    cache.clear()
    assert "seen by" not in text_of(visitor.get("/changes/"))
    actions.revise(walk, by=walk.created_by, base=3, body="<p>Again.</p>")
    page = text_of(as_(cleo).get("/changes/"))
    assert "seen by Ben Hughes" not in page  # not of all of them any more
    assert lines(text_of(as_(cleo).get(waiting))) == ["Walk and talk"]

    as_(ben).post("/changes/seen/", {"unseen": versions})
    assert not SeenVersion.objects.exists()


def test_an_accepted_suggestion_was_looked_at_already(make_entry, ada, cleo, as_):
    entry = make_entry(by=cleo)
    one = actions.suggest("practice", of=entry, by=ada, body="<p>Meet anywhere.</p>")
    actions.accept(one, by=cleo)

    assert Entry.objects.get().history.latest("history_id").history_user == ada
    assert "Nothing waits" in text_of(as_(cleo).get("/changes/?unreviewed=1"))


def test_only_who_reviews_is_told_what_nobody_has_seen(library, as_, ada, ben, visitor):
    def asks(person) -> int:
        _, key = Token.make(person, "test")
        headers = {"Authorization": f"Bearer {key}"}
        return visitor.get("/api/v1/changes/?unreviewed=true", headers=headers).status_code

    assert [asks(ada), asks(ben)] == [403, 200]
    assert "What nobody has looked at" not in text_of(as_(ada).get("/changes/"))


@pytest.mark.parametrize("sent", ["", "x", "1", "999999/1", "1/1 ; drop", "9" * 30 + "/1"])
def test_marks_on_what_is_not_there_are_left_out(library, as_, cleo, sent):
    assert as_(cleo).post("/changes/seen/", {"seen": sent}).status_code == 303
    assert SeenVersion.objects.count() <= 1


def test_marks_on_more_than_any_page_has_break_nothing(library, as_, cleo):
    many = " ".join(f"{number}/1" for number in range(300_000))

    answers = [as_(cleo).post("/changes/seen/", {verb: many}) for verb in ("seen", "unseen")]

    assert [answer.status_code for answer in answers] == [303, 303]


def test_pages_follow_on_where_the_one_before_ended(make_entry, ada, visitor):
    entries = [make_entry(by=ada, title=f"Practice {number}") for number in range(27)]
    for number in range(4):
        for entry in entries[:2]:
            actions.revise(entry, by=ada, base=number + 1, body=f"<p>{number}</p>")

    first = text_of(visitor.get("/changes/"))
    older = re.search(r'href="(\?before=\d+)"', first)[1]
    second = text_of(visitor.get(f"/changes/{older}"))

    assert lines(first) == [f"Practice {n}" for n in (1, 0, *range(26, 3, -1))]
    assert lines(second) == [f"Practice {n}" for n in range(3, -1, -1)]
    assert 'rel="next"' not in second


def test_more_changes_cost_no_more_queries(make_entry, ada, cleo, as_):
    browser = as_(cleo)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get("/changes/").status_code == 200
        return len(asked)

    entry = make_entry(by=ada)
    few = queries()
    for number in range(10):
        make_entry(by=ada, title=f"P{number}")
        actions.revise(entry, by=ada, base=number + 1, body=f"<p>{number}</p>")

    assert queries() <= few


def test_signed_out_all_changes_are_one_question(library, visitor):
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get("/changes/").status_code == 200

    assert len(asked) == 2  # the other one: whether the page that was kept is still true
