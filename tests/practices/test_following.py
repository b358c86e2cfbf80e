"""Following: from the pages themselves, without a script, and what one follows as a list."""

import pytest
from bs4 import BeautifulSoup

from practices import actions
from practices.models import Follow


@pytest.fixture
def pages(make_entry, dan) -> dict[str, str]:
    """A page of everything that can be followed."""
    meeting = {"kind": "cell", "date": "2020-03-24", "series": "Quiet cells", "number": 1}
    entry = make_entry(by=dan, theme_names=["Listening"])
    make_entry("note", by=dan, title="A quiet evening", status="published", meeting=meeting)
    return {
        "entry": entry.get_absolute_url(),
        "theme": "/themes/listening/",
        "series": "/series/quiet-cells/",
        "person": "/people/dan-reyes/",
        "search": "/search/?q=walk",
    }


WHATS = ["entry", "theme", "series", "person", "search"]


def main(browser, page: str) -> BeautifulSoup:
    return BeautifulSoup(browser.get(page).content, "lxml").find("main")


def press(browser, page: str, words: str):
    """Send the form with this button, with all that the page put into it."""
    buttons = [b for b in main(browser, page).find_all("button") if b.get_text().startswith(words)]
    form = buttons[0].find_parent("form")
    sent = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    return browser.post(form["action"], sent)


@pytest.mark.parametrize("what", WHATS)
def test_a_page_offers_to_follow_what_it_shows_and_to_stop(what, pages, ada, as_):
    browser, page = as_(ada), pages[what]
    answer = press(browser, page, "Follow")
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert list(Follow.objects.values_list("person", "what", "level")) == [(ada.pk, what, "weekly")]
    assert "Following: once a week" in main(browser, page).get_text()
    answer = press(browser, page, "Stop following")
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert not Follow.objects.exists()


@pytest.mark.parametrize("what", WHATS)
def test_a_visitor_finds_the_way_to_sign_in_and_no_form(what, pages, visitor):
    page = main(visitor, pages[what])
    link = page.find("a", string="Sign in to follow this")
    assert link["href"].startswith("/accounts/login/?next=%2F")
    assert page.find("form", method="post") is None
    assert visitor.get(link["href"]).status_code == 200


def test_a_visitor_who_follows_is_asked_to_sign_in(pages, visitor):
    answer = visitor.post("/follow/", {"what": "theme", "key": "listening"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    assert not Follow.objects.exists()


def test_what_one_follows_is_listed_by_name_and_its_level_changed_there(pages, ada, as_):
    browser = as_(ada)
    for page in pages.values():
        press(browser, page, "Follow")
    listed = main(browser, "/following/")
    names = [(a.get_text(), a["href"]) for h2 in listed.find_all("h2") for a in h2.find_all("a")]
    assert names == [
        ("Walk and talk", pages["entry"]),
        ("Dan Reyes", pages["person"]),
        ("“walk”", pages["search"]),
        ("Quiet cells", pages["series"]),
        ("Listening", pages["theme"]),
    ]
    theme = Follow.objects.get(what="theme")
    assert browser.post(f"/following/{theme.pk}/level/", {"level": "each"}).status_code == 303
    assert Follow.objects.get(pk=theme.pk).level == "each"
    chosen = main(browser, "/following/").find(id=f"level-{theme.pk}").find(selected=True)
    assert chosen.get_text() == "At each change"


def test_a_level_that_there_is_not_is_refused_and_nothing_lost(pages, ada, as_):
    browser = as_(ada)
    press(browser, pages["theme"], "Follow")
    theme = Follow.objects.get()
    answer = browser.post(f"/following/{theme.pk}/level/", {"level": "hourly"})
    assert answer.status_code == 422
    assert "Choose how often there may be a letter." in answer.content.decode()
    assert Follow.objects.get().level == "weekly"


def test_nobody_reaches_what_another_follows(pages, ada, dan, as_):
    press(as_(ada), pages["theme"], "Follow")
    theme = Follow.objects.get()
    assert as_(dan).post(f"/following/{theme.pk}/level/", {"level": "none"}).status_code == 404
    assert as_(dan).post(f"/following/{theme.pk}/stop/").status_code == 404
    assert list(Follow.objects.values_list("person", "level")) == [(ada.pk, "weekly")]


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("entry", "999999"),
        ("entry", "walk-and-talk"),
        ("entry", "9" * 30),
        ("entry", "²"),
        ("theme", "no-such-theme"),
        ("person", "999999"),
        ("series", "no-such-series"),
        ("search", ""),
        ("search", "?page=2"),
        ("planet", "mars"),
        ("theme", "a\x00b"),
        ("theme", "x" * 2000),
        ("", ""),
    ],
)
def test_what_is_not_there_cannot_be_followed(what, key, pages, ada, as_):
    answer = as_(ada).post("/follow/", {"what": what, "key": key})
    assert answer.status_code == 422
    assert not Follow.objects.exists()


def test_neither_can_what_one_may_not_see_nor_oneself(make_entry, ada, dan, as_):
    draft = make_entry(by=dan, status="draft")
    actions.describe(dan, name=dan.name, about="", is_listed=False)
    browser = as_(ada)
    for what, key in (("entry", draft.pk), ("person", dan.pk), ("person", ada.pk)):
        assert browser.post("/follow/", {"what": what, "key": key}).status_code == 422
    assert not Follow.objects.exists()


def test_following_twice_is_following_once(pages, ada, as_):
    browser = as_(ada)
    browser.post("/follow/", {"what": "theme", "key": "listening"})
    browser.post("/follow/", {"what": "theme", "key": "listening", "level": "daily"})
    assert list(Follow.objects.values_list("key", "level")) == [("listening", "daily")]


def test_whoever_leaves_follows_nothing_any_more(pages, ada, as_):
    press(as_(ada), pages["entry"], "Follow")
    actions.leave(ada, keep_name=True)
    assert not Follow.objects.exists()


def test_what_one_follows_is_among_ones_data(pages, ada, as_):
    browser = as_(ada)
    browser.post("/follow/", {"what": "theme", "key": "listening", "level": "daily"})
    (one,) = browser.get("/accounts/profile/data.json").json()["following"]
    assert (one["what"], one["key"], one["level"]) == ("theme", "listening", "daily")
