"""Making a part of an entry an entry of its own."""

import re

import pytest

from practices import actions
from practices.models import Entry, Link, Rating

PAGE = "/practices/walk-and-talk/"


@pytest.fixture
def walk(make_entry, ada):
    return make_entry(
        by=ada,
        title="Walk and talk",
        theme_names=["Walking"],
        source="A meeting in May",
        licence="CC0",
        body="<p>Meet outdoors.</p><h2>Shoes & socks</h2><p>Stout ones.</p><h3>Laces</h3>"
        "<p>Long ones.</p><h2>Rain</h2><ul><li>A coat<ul><li>with a hood</li></ul></li></ul>",
    )


def anchor_of(entry, words):
    return re.search(rf'id="(p-\w+)">{words}', entry.body)[1]


def without_ids(html):
    return re.sub(r' id="p-\w+"', "", html)


def split(browser, walk, words="Shoes", **sent):
    said = {"section": anchor_of(walk, words), "base": "1", "kind": "practice", "reason": ""}
    return browser.post(f"{PAGE}split/", {**said, "title": "Good shoes", **sent})


def test_a_section_becomes_a_page_and_both_lead_to_each_other(walk, as_, dan):
    assert split(as_(dan), walk)["Location"] == "/practices/good-shoes/"

    made = Entry.objects.get(slug="good-shoes")
    walk.refresh_from_db()
    assert without_ids(made.body) == (
        "<p>Stout ones.</p><h3>Laces</h3><p>Long ones.</p>"
        f'<p>Split off from <a href="/e/{walk.pk}/">Walk and talk</a>.</p>'
    )
    assert without_ids(walk.body) == (
        "<p>Meet outdoors.</p><h2>Shoes &amp; socks</h2>"
        f'<p>This has a page of its own: <a href="/e/{made.pk}/">Good shoes</a>.</p>'
        "<h2>Rain</h2><ul><li>A coat<ul><li>with a hood</li></ul></li></ul>"
    )
    assert (made.theme_names, made.source, made.licence) == (
        ["Walking"],
        "A meeting in May",
        "CC0",
    )
    assert made.created_by == dan and made.is_published


def test_the_points_of_it_keep_their_addresses_and_both_histories_say_it(walk, as_, dan):
    stout = anchor_of(walk, "Stout")

    split(as_(dan), walk)

    made = Entry.objects.get(slug="good-shoes")
    assert anchor_of(made, "Stout") == stout
    first = made.history.get()
    assert first.history_change_reason == "Split off from version 1 of “Walk and talk”"
    assert walk.history.first().change_summary == "A part is now a page of its own: “Good shoes”"
    linked = as_(dan).get(f"{PAGE}linked/").content.decode()
    assert "Good shoes" in linked


@pytest.mark.parametrize(
    ("words", "taken"),
    [("Meet", "<p>Meet outdoors.</p>"), ("A coat", "<p>A coat</p><ul><li>with a hood</li></ul>")],
)
def test_a_single_point_may_go_as_well(walk, as_, dan, words, taken):
    split(as_(dan), walk, words)

    made = Entry.objects.get(slug="good-shoes")
    assert without_ids(made.body).startswith(taken)
    assert "This has a page of its own" in Entry.objects.get(pk=walk.pk).body


def test_one_is_asked_which_part_and_shown_what_would_go(walk, as_, dan):
    browser = as_(dan)

    page = browser.get(f"{PAGE}split/").content.decode()
    assert f'"?section={anchor_of(walk, "Shoes")}"' in page
    assert f'"?section={anchor_of(walk, "Meet")}"' in page

    page = browser.get(f"{PAGE}split/?section={anchor_of(walk, 'Shoes')}").content.decode()
    assert 'value="Shoes &amp; socks"' in page and "Stout ones." in page and "A coat" not in page
    assert "A roundtable note" not in page and "A note" not in page


def test_links_from_its_points_go_along_with_their_ratings(walk, make_entry, as_, ada, dan, ben):
    proposition = make_entry("proposition", title="Walking is better than sitting")
    here, there = (anchor_of(walk, words) for words in ("Meet", "Stout"))
    stays = actions.link(walk, proposition, stance="supports", why="a", by=ada, anchor=here)
    goes = actions.link(walk, proposition, stance="supports", why="b", by=ada, anchor=there)
    actions.rate(goes, by=ben, strength=4, ground="did", reason="We saw.")

    split(as_(dan), walk, base="3")

    made = Entry.objects.get(slug="good-shoes")
    walk.refresh_from_db()
    assert list(Link.objects.order_by("id").values_list("pk", "source")) == [
        (stays.pk, walk.pk),
        (goes.pk, made.pk),
    ]
    assert [item["id"] for item in walk.links_record] == [stays.pk]
    assert [item["id"] for item in made.links_record] == [goes.pk]
    assert Rating.objects.get().revision == made.revision


def test_what_was_said_about_its_points_goes_along_and_leaves_a_trace(walk, as_, ada, ben, visitor):
    here, there = (anchor_of(walk, words) for words in ("Meet", "Stout"))
    stays = actions.say(walk, by=ada, body="Where?", anchor=here)
    goes = actions.say(walk, by=ada, body="Which size?", anchor=there)
    answer = actions.answer(goes, by=ben, body="One up.")

    split(as_(ben), walk)

    made = Entry.objects.get(slug="good-shoes")
    assert list(walk.comments.all()) == [stays]
    assert set(made.comments.all()) == {goes, answer}
    there = visitor.get("/practices/good-shoes/discussion/").content.decode()
    assert "Said about" in there and "See this point in the text" in there
    old = visitor.get(f"{PAGE}discussion/").content.decode()
    trace = '<a href="/practices/good-shoes/discussion/">Good shoes</a> (1 conversation)'
    assert trace in old and "Which size?" not in old

    actions.withdraw(walk, by=ada, reason="Not ready")
    there = as_(ben).get("/practices/good-shoes/discussion/").content.decode()
    assert "Which size?" in there and "Said about" not in there


def test_what_was_no_secret_stays_none_and_a_draft_stays_a_draft(make_entry, as_, ben, cleo):
    note = make_entry("note", by=ben, title="Notes", body="<h2>A case</h2><p>It was so.</p>")
    sent = {"section": anchor_of(note, "A case"), "base": "1", "kind": "case", "title": "A case"}

    as_(ben).post("/roundtables/notes/split/", sent)

    assert Entry.objects.get(kind="case").status == "draft"


def test_a_change_meanwhile_is_said_and_nothing_is_done(walk, as_, ada, dan):
    actions.revise(walk, by=ada, base=1, summary="Other words")

    response = split(as_(dan), walk)

    assert response.status_code == 409
    assert "was changed meanwhile" in response.content.decode()
    assert Entry.objects.count() == 1


def test_sent_twice_it_is_done_once(walk, as_, dan):
    browser = as_(dan)
    split(browser, walk)

    assert split(browser, walk).status_code in (409, 422)
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Please write something here."),
        ({"kind": "note"}, "Please choose from the list."),
        ({"section": "p-zzzzzz"}, "That part is no longer in the text."),
        ({"section": ""}, ""),
    ],
)
def test_what_cannot_be_is_said_plainly(walk, as_, dan, wrong, said):
    response = split(as_(dan), walk, **wrong)

    assert response.status_code == (422 if said else 200)
    assert said in response.content.decode()
    assert Entry.objects.count() == 1


def test_a_heading_with_nothing_below_it_stays(make_entry, as_, dan):
    entry = make_entry(title="Walk and talk", body="<p>a</p><h2>Empty</h2>")

    assert split(as_(dan), entry, "Empty").status_code == 422
    assert as_(dan).get(f"{PAGE}split/?section={anchor_of(entry, 'Empty')}").status_code == 422
    assert Entry.objects.count() == 1
