"""Publish, withdraw, delete and bring back: with a reason, and never for good."""

import pytest
from django.contrib.auth.models import AnonymousUser

from practices import actions
from practices.models import Entry, Status

PAGE = "/practices/walk-and-talk/"


@pytest.fixture
def note(make_entry, ben):
    return make_entry("note", by=ben, title="Cell one")


def places(client) -> list[str]:
    """Everywhere a published entry shows."""
    addresses = ("/practices/", "/", "/changes/", "/search/?q=walk", "/api/v1/entries/",
                 "/feeds/changes.atom", "/sitemap.xml", "/themes/walking/")  # fmt: skip
    return [a for a in addresses if "walk-and-talk" in client.get(a).content.decode()]


def test_a_note_begins_as_a_draft_and_is_published_by_a_convenor(note, as_, ben, visitor):
    assert visitor.get("/roundtables/cell-one/").status_code == 404

    response = as_(ben).post("/roundtables/cell-one/publish/")

    assert response.status_code == 303
    assert visitor.get("/roundtables/cell-one/").status_code == 200


def test_what_is_withdrawn_or_deleted_leaves_every_place(make_entry, as_, cleo, visitor):
    make_entry(theme_names=["Walking"])
    everywhere = places(visitor)
    assert len(everywhere) >= 6

    as_(cleo).post(PAGE + "withdraw/", {"reason": "Being checked"})
    assert places(visitor) == []
    assert visitor.get(PAGE).status_code == 404

    as_(cleo).post(PAGE + "publish/")
    assert places(visitor) == everywhere

    as_(cleo).post(PAGE + "delete/", {"reason": "Twice here"})
    assert places(visitor) == []


def test_what_was_deleted_says_so_and_steward_brings_it_back(make_entry, as_, cleo, visitor):
    make_entry()
    as_(cleo).post(PAGE + "delete/", {"reason": "Twice here"})

    assert visitor.get(PAGE).status_code == 410
    assert "Twice here" in as_(cleo).get(PAGE).content.decode()

    as_(cleo).post(PAGE + "undelete/")
    assert visitor.get(PAGE).status_code == 200


def test_a_draft_that_was_deleted_comes_back_as_a_draft(note, cleo, visitor):
    note = actions.delete(note, by=cleo, reason="Not now")

    actions.undelete(note, by=cleo)

    assert Entry.objects.get().status == "draft"


@pytest.mark.parametrize("verb", ["withdraw", "delete"])
def test_taking_away_asks_first_and_wants_a_reason(make_entry, as_, cleo, verb):
    make_entry()
    browser = as_(cleo)

    assert browser.get(f"{PAGE}{verb}/").status_code == 200
    response = browser.post(f"{PAGE}{verb}/", {"reason": "  "})

    assert response.status_code == 422
    assert "Say why" in response.content.decode()
    assert Entry.objects.get().is_published


def test_every_turn_is_a_version_with_its_reason(make_entry, cleo):
    entry = make_entry(by=cleo)
    entry = actions.withdraw(entry, by=cleo, reason="Being checked")
    actions.publish(entry, by=cleo)

    rows = Entry.objects.get().history.order_by("revision")
    assert [(row.status, row.change_summary, row.history_change_reason) for row in rows] == [
        ("published", "First written", ""),
        ("withdrawn", "Withdrawn", "Being checked"),
        ("published", "Published", ""),
    ]


@pytest.mark.parametrize("who", ["visitor", "ada", "dan", "ben", "cleo"])
def test_everything_is_either_to_be_seen_or_hidden_whoever_looks(
    who, make_entry, ada, dan, ben, cleo
):
    for kind in ("practice", "note"):
        for status in Status:
            entry = make_entry(kind, by=ada, title=f"{kind} {status}")
            Entry.objects.filter(pk=entry.pk).update(status=status)
    people = {"ada": ada, "dan": dan, "ben": ben, "cleo": cleo}
    viewer = people.get(who, AnonymousUser())

    seen = set(Entry.objects.visible_to(viewer).values_list("pk", flat=True))
    hidden = set(Entry.objects.hidden_from(viewer).values_list("pk", flat=True))

    assert not seen & hidden
    assert seen | hidden == set(Entry.objects.values_list("pk", flat=True))
    assert len(seen) == {"visitor": 2, "ada": 6, "dan": 2, "ben": 4, "cleo": 6}[who]
