"""Leaving an entry to some people alone, for a while."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from practices import actions
from practices.models import Entry, Token


@pytest.fixture
def walk(make_entry, ada):
    return make_entry(by=ada, title="Walk and talk")


def protect(browser, **sent):
    sent = {"role": "steward", "reason": "A quarrel, to cool down", "until": ""} | sent
    return browser.post("/practices/walk-and-talk/protect/", sent)


def edits(browser):
    return browser.get("/practices/walk-and-talk/edit/").status_code == 200


def test_only_those_it_is_left_to_change_it_and_the_page_says_why(
    walk, as_, ada, ben, cleo, visitor
):
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert protect(as_(cleo), until=day)["Location"] == "/practices/walk-and-talk/"

    page = visitor.get("/practices/walk-and-talk/").content.decode()
    until = (timezone.localdate() + timedelta(days=3)).strftime("%-d %B %Y")
    assert f"stewards alone change this page, until {until}: A quarrel, to cool down" in page
    assert "Improve this page" not in page
    assert [edits(as_(person)) for person in (ada, ben, cleo)] == [False, False, True]
    refused = as_(ada).get("/practices/walk-and-talk/edit/")
    assert refused.status_code == 403
    assert "A quarrel, to cool down" in refused.content.decode()


def test_it_may_be_left_to_convenors(walk, as_, ada, ben, cleo):
    protect(as_(cleo), role="convenor")

    assert [edits(as_(person)) for person in (ada, ben, cleo)] == [False, True, True]


@pytest.mark.parametrize("way", ["edit/", "links/", "revert/1/", "split/"])
def test_no_way_of_changing_it_is_forgotten(walk, as_, ada, cleo, way):
    protect(as_(cleo))

    assert as_(ada).post(f"/practices/walk-and-talk/{way}", {}).status_code == 403


def test_the_api_holds_to_it(walk, as_, ada, cleo, visitor):
    protect(as_(cleo))
    _, key = Token.make(ada, "test")

    response = visitor.patch(
        f"/api/v1/entries/{walk.pk}/",
        {"title": "x", "base": 2},
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert response.status_code == 403


def test_it_ends_by_itself_also_on_kept_pages(walk, as_, ada, cleo, visitor):
    today = timezone.localdate()
    protect(as_(cleo), until=today.isoformat())
    assert "alone change this page" in visitor.get("/practices/walk-and-talk/").content.decode()
    assert not edits(as_(ada))

    midnight = timezone.make_aware(datetime.combine(today + timedelta(days=1), datetime.min.time()))
    with time_machine.travel(midnight + timedelta(minutes=1)):
        page = visitor.get("/practices/walk-and-talk/").content.decode()
        assert "alone change this page" not in page and "Improve this page" in page
        assert edits(as_(ada))


def test_a_steward_lifts_it(walk, as_, ada, cleo):
    protect(as_(cleo))
    assert (
        "Open it to everyone again"
        in as_(cleo).get("/practices/walk-and-talk/protect/").content.decode()
    )

    as_(cleo).post("/practices/walk-and-talk/unprotect/")

    assert edits(as_(ada))


def test_history_keeps_it_and_restoring_a_version_does_not_lift_it(walk, as_, ada, cleo, visitor):
    protect(as_(cleo))
    actions.restore_version(walk, to=1, by=cleo)
    as_(cleo).post("/practices/walk-and-talk/unprotect/")

    rows = walk.history.order_by("revision")
    assert [(row.change_summary, row.protected_for) for row in rows] == [
        ("First written", ""),
        ("Protected", "steward"),
        ("Version 1 restored", "steward"),
        ("Protection lifted", ""),
    ]
    history = visitor.get("/practices/walk-and-talk/history/").content.decode()
    assert "Protected" in history and "A quarrel, to cool down" in history


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": "  "}, "Please write something here."),
        ({"role": "practitioner"}, "Please choose from the list."),
        ({"until": "soon"}, "Please write the day as in 2027-03-31."),
        ({"until": "2020-01-01"}, "That day is over."),
    ],
)
def test_what_cannot_be_is_said_plainly(walk, as_, cleo, wrong, said):
    response = protect(as_(cleo), **wrong)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Entry.objects.get().is_protected
