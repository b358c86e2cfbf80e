"""Renaming: no address that ever led to an entry stops leading there."""

import pytest

from practices import actions
from practices.models import Entry, OldSlug

PAGES = """
edit/ links/ linked/ discussion/ history/ history/1/ compare/?a=1&b=2 compare/1/2/ revert/1/
publish/ withdraw/ delete/
""".split()


@pytest.fixture
def walk(make_entry, ada):
    return make_entry(by=ada, title="Walk and talk")


def rename(entry, title):
    entry.refresh_from_db()
    return actions.revise(entry, by=None, base=entry.revision, title=title)


def at(browser, address):
    """Where an address leads in the end."""
    response = browser.get(address, follow=True)
    assert response.status_code == 200, address
    return response.redirect_chain[-1][0] if response.redirect_chain else address


def test_every_page_of_an_entry_moves_with_it(walk, as_, cleo):
    rename(walk, "Go outside")
    browser = as_(cleo)

    for page in ["", *PAGES]:
        response = browser.get(f"/practices/walk-and-talk/{page}")
        assert (response.status_code, response["Location"]) == (
            301,
            f"/practices/go-outside/{page}",
        )
        assert browser.get(response["Location"], follow=True).status_code == 200


@pytest.mark.parametrize("data", ["json", "md"])
def test_its_data_moves_with_it(walk, visitor, data):
    rename(walk, "Go outside")

    response = visitor.get(f"/practices/walk-and-talk.{data}")

    assert (response.status_code, response["Location"]) == (301, f"/practices/go-outside.{data}")
    assert visitor.get(response["Location"]).status_code == 200


def test_what_was_being_sent_meanwhile_is_sent_on(walk, as_, dan):
    rename(walk, "Go outside")

    response = as_(dan).post(
        "/practices/walk-and-talk/edit/",
        {"title": "Go outside", "body": "Out.", "base": "2"},
        follow=True,
    )

    assert response.redirect_chain[0] == ("/practices/go-outside/edit/", 308)
    assert "Out." in Entry.objects.get(pk=walk.pk).body


def test_there_and_back_again(walk, visitor):
    for title in ("Go outside", "Walk and talk", "Go outside", "Walk and talk"):
        rename(walk, title)

    assert visitor.get("/practices/walk-and-talk/").status_code == 200
    assert at(visitor, "/practices/go-outside/") == "/practices/walk-and-talk/"
    assert list(OldSlug.objects.values_list("slug", flat=True)) == ["go-outside"]


def test_names_upon_names_all_lead_to_the_newest(walk, visitor):
    for title in ("Second", "Third", "Fourth"):
        rename(walk, title)

    for old in ("walk-and-talk", "second", "third"):
        response = visitor.get(f"/practices/{old}/")
        assert (response.status_code, response["Location"]) == (301, "/practices/fourth/")


def test_two_entries_swap_names_and_each_old_address_leads_where_it_led(walk, make_entry, visitor):
    tea = make_entry(title="Tea first")
    rename(walk, "For the moment")
    tea = rename(tea, "Walk and talk")
    walk = rename(walk, "Tea first")

    assert (walk.slug, tea.slug) == ("tea-first-2", "walk-and-talk-2")
    assert at(visitor, "/practices/walk-and-talk/") == "/practices/tea-first-2/"
    assert at(visitor, "/practices/tea-first/") == "/practices/walk-and-talk-2/"
    assert at(visitor, f"/e/{walk.pk}/") == "/practices/tea-first-2/"


def test_a_new_entry_does_not_take_the_old_address_of_another(walk, make_entry, visitor):
    rename(walk, "Go outside")

    another = make_entry(title="Walk and talk")

    assert another.slug == "walk-and-talk-2"
    assert at(visitor, "/practices/walk-and-talk/") == "/practices/go-outside/"


def test_the_same_name_in_another_kind_is_no_matter(walk, make_entry, visitor):
    make_entry("case", title="Walk and talk")

    rename(walk, "Go outside")

    assert visitor.get("/cases/walk-and-talk/").status_code == 200


def test_restoring_a_version_of_another_name_moves_it_too(walk, ada, visitor):
    rename(walk, "Go outside")

    actions.restore_version(walk, to=1, by=ada)

    assert visitor.get("/practices/walk-and-talk/").status_code == 200
    assert at(visitor, "/practices/go-outside/") == "/practices/walk-and-talk/"


def test_a_draft_that_was_renamed_is_not_given_away(make_entry, ada, visitor):
    note = make_entry("note", title="Plans")
    rename(note, "Secret plans")

    assert visitor.get("/roundtables/plans/").status_code == 404
