"""Linking entries, and saying how strongly a link holds."""

import pytest

from practices import actions
from practices.models import Entry, Link, Rating


@pytest.fixture
def walking(make_entry):
    return make_entry("proposition", title="Walking is better than sitting")


@pytest.fixture
def practice(make_entry, ada):
    return make_entry(by=ada, title="Walk and talk")


@pytest.fixture
def link(practice, walking, ada):
    return actions.link(practice, walking, stance="supports", why="It gets people up.", by=ada)


def test_a_link_shows_on_both_ends_with_its_reason(link, visitor):
    for address in ("/practices/walk-and-talk/", "/propositions/walking-is-better-than-sitting/"):
        assert "It gets people up." in visitor.get(address).content.decode()


def test_anyone_who_may_edit_links_by_title(practice, walking, as_, dan):
    response = as_(dan).post(
        "/practices/walk-and-talk/links/",
        {"target": "walking is better than SITTING", "stance": "challenges", "why": "Not for all."},
    )

    assert response.status_code == 303
    made = Link.objects.get()
    assert (made.source, made.target, made.stance, made.by) == (
        practice,
        walking,
        "challenges",
        dan,
    )


@pytest.mark.parametrize(
    "named",
    [
        "/propositions/walking-is-better-than-sitting/",
        "http://x.org/propositions/walking-is-better-than-sitting/#p-aaaaaa",
    ],
)
def test_an_entry_may_be_named_by_its_address(practice, walking, as_, dan, named):
    as_(dan).post(
        "/practices/walk-and-talk/links/",
        {"target": named, "stance": "supports", "why": "It does."},
    )

    assert Link.objects.get().target == walking


def test_a_link_may_start_from_one_point(practice, walking, as_, dan):
    anchor = practice.body.split('id="')[1][:8]

    as_(dan).post(
        "/practices/walk-and-talk/links/",
        {"target": walking.title, "stance": "supports", "why": "It does.", "anchor": anchor},
    )

    assert Link.objects.get().anchor == anchor
    assert Entry.objects.get(pk=practice.pk).links_record[0]["anchor"] == anchor


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"target": "No such thing"}, "There is no proposition or practice of that title here."),
        ({"target": "Walk and talk"}, "There is no proposition or practice of that title here."),
        ({"stance": "likes"}, "Select a valid choice"),
        ({"why": ""}, "This field is required."),
        ({"anchor": "p-zzzzzz"}, "Select a valid choice"),
    ],
)
def test_a_link_that_cannot_be_is_said_plainly(practice, walking, as_, dan, wrong, said):
    sent = {"target": walking.title, "stance": "supports", "why": "It does."} | wrong

    response = as_(dan).post("/practices/walk-and-talk/links/", sent)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Link.objects.exists()


def test_a_case_or_a_note_is_no_target(practice, make_entry, as_, dan):
    make_entry("case", title="Our street")

    response = as_(dan).post(
        "/practices/walk-and-talk/links/",
        {"target": "Our street", "stance": "supports", "why": "It does."},
    )

    assert response.status_code == 422


def test_the_same_link_again_changes_its_reason_and_makes_no_second_one(link, as_, dan):
    as_(dan).post(
        "/practices/walk-and-talk/links/",
        {"target": link.target.title, "stance": "supports", "why": "It gets them out."},
    )

    link.refresh_from_db()
    assert (link.why, link.by.username) == ("It gets them out.", "ada-okafor")
    assert Link.objects.count() == 1


def test_a_link_taken_away_is_gone_from_both_pages_and_stays_in_the_version(
    link, as_, dan, visitor
):
    as_(dan).post(f"/links/{link.pk}/remove/")

    page = visitor.get("/propositions/walking-is-better-than-sitting/").content.decode()
    assert "It gets people up." not in page
    assert (
        "It gets people up." in visitor.get("/practices/walk-and-talk/history/2/").content.decode()
    )


def test_a_link_from_a_draft_is_hidden_from_those_who_may_not_see_it(
    walking, make_entry, ben, as_, visitor
):
    note = make_entry("note", by=ben, title="Cell one")
    actions.link(note, walking, stance="supports", why="Somebody said so.", by=ben)
    address = "/propositions/walking-is-better-than-sitting/"

    assert "Somebody said so." not in visitor.get(address).content.decode()
    assert "Somebody said so." in as_(ben).get(address + "links/").content.decode()


def rate(browser, link, **sent):
    said = {"strength": "4", "ground": "did", "reason": "We walk on Tuesdays.", "revision": "2"}
    return browser.post(f"/links/{link.pk}/rate/", said | sent)


def test_a_person_rates_once_and_may_change_their_mind(link, as_, dan):
    browser = as_(dan)

    rate(browser, link)
    rate(browser, link, strength="2", reason="Fewer come now.")

    rating = Rating.objects.get()
    assert (rating.strength, rating.reason, rating.revision) == (2, "Fewer come now.", 2)


def test_a_rating_can_be_taken_back(link, as_, dan):
    browser = as_(dan)
    rate(browser, link)

    browser.post(f"/links/{link.pk}/rate/withdraw/")

    assert not Rating.objects.exists()


def test_nobody_rates_a_link_of_their_own(link, as_, ada):
    response = rate(as_(ada), link)

    assert response.status_code == 403
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"strength": "6"}, {"strength": "0"}, {"ground": "guessed"}, {"reason": ""}]
)
def test_a_rating_says_how_strongly_on_what_ground_and_why(link, as_, dan, wrong):
    response = rate(as_(dan), link, **wrong)

    assert response.status_code == 422
    assert not Rating.objects.exists()


def test_a_visitor_signs_in_before_rating(link, visitor):
    assert rate(visitor, link)["Location"] == f"/accounts/login/?next=/links/{link.pk}/rate/"


def test_below_three_ratings_only_the_reasons_show(link, dan, ben, cleo, visitor):
    address = "/propositions/walking-is-better-than-sitting/"
    for person, strength in ((dan, 5), (ben, 2)):
        actions.rate(link, by=person, strength=strength, ground="did", reason=f"Said {strength}")

    page = visitor.get(address).content.decode()
    assert "Said 5" in page and "Said 2" in page
    assert "of 5" not in page and "<svg" not in page

    actions.rate(link, by=cleo, strength=2, ground="saw", reason="Said two as well")
    page = visitor.get(address).content.decode()
    assert "2 of 5" in page and "<svg" in page


def test_challenges_stand_beside_support(link, make_entry, dan, visitor):
    sitting = make_entry("case", by=dan, title="The long sit")
    actions.link(sitting, link.target, stance="challenges", why="They sat and it helped.", by=dan)

    page = visitor.get("/propositions/walking-is-better-than-sitting/").content.decode()

    support, challenges = page.split('id="against"')
    assert "Walk and talk" in support and "The long sit" not in support
    assert "The long sit" in challenges


def test_who_brings_back_a_link_they_have_rated_does_not_become_its_maker(link, ada, dan):
    actions.rate(link, by=dan, strength=4, ground="did", reason="We walked.")
    actions.unlink(link, by=ada)

    again = actions.link(link.source, link.target, stance="supports", why="It does.", by=dan)

    assert (again.by, again.removed, Rating.objects.count()) == (ada, None, 1)
