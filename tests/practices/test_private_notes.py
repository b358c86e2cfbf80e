"""Writing in private to whoever looks after a page."""

import pytest

from practices import actions
from practices.accounts.takeaway import my_data
from practices.models import PrivateNote
from tests.practices.pages import errors, read, text_of

WALK = "/practices/walk-and-talk/private-note/"


@pytest.fixture
def walk(make_entry, ada):
    return make_entry(by=ada, title="Walk and talk")


def write(browser, body="The map names somebody."):
    return browser.post(WALK, {"body": body})


def test_it_is_read_by_who_looks_after_the_page_and_its_writer_alone(
    walk, as_, ada, dan, ben, cleo
):
    assert text_of(as_(dan).get(WALK), ".lede").startswith("It goes to Ada Okafor")

    place = write(as_(dan))["Location"]

    seen = {person.name: as_(person).get(place).status_code for person in (ada, dan, ben, cleo)}
    assert seen == {"Ada Okafor": 200, "Dan Reyes": 200, "Ben Hughes": 404, "Cleo Lind": 404}
    lists = [as_(person).get("/private-notes/").content.decode() for person in (ada, dan, cleo)]
    assert ["The map names somebody." in page for page in lists] == [True, True, False]
    assert "The map names somebody." in as_(ada).get("/desk/").content.decode()
    assert "The map names" not in as_(ben).get(walk.get_absolute_url()).content.decode()


def test_it_arrives_at_once_and_so_does_the_answer(clock, walk, as_, ada, dan):
    place = write(as_(dan))["Location"].partition("#")[0]

    (letter,) = clock.work()
    assert letter.to == ["ada@example.org"]
    assert letter.subject == "Dan Reyes wrote to you in private about “Walk and talk”"
    assert "The map names somebody." in letter.body and place in letter.body
    (line,) = read(as_(ada).get("/notices/")).select("li.entry")
    assert "Dan Reyes wrote to you in private" in line.text

    as_(ada).post(f"{place}answer/", {"body": "Thank you, it is gone."})
    (letter,) = clock.work()
    assert (letter.to, "Thank you, it is gone." in letter.body) == (["dan@example.org"], True)
    said = [one.text for one in read(as_(dan).get(place)).select("article .prose p")]
    assert said == ["The map names somebody.", "Thank you, it is gone."]
    assert "The map" not in as_(ada).get("/desk/").content.decode()


def test_where_nobody_looks_after_the_page_it_goes_to_the_stewards_and_says_so_first(
    walk, as_, ada, dan, cleo
):
    actions.lay_down(walk, by=ada)
    lede = text_of(as_(dan).get(WALK), ".lede")
    assert lede.startswith("Nobody looks after this page yet, so your note goes to the stewards")

    place = write(as_(dan))["Location"]

    assert [as_(person).get(place).status_code for person in (cleo, ada)] == [200, 404]
    actions.take_on(walk, by=ada)
    assert as_(ada).get(place).status_code == 404
    assert text_of(as_(ada).get(WALK), ".lede").startswith("You look after this page yourself")


def test_a_series_reads_it_by_those_who_convene_it(walk, make_entry, as_, ada, ben, dan, cleo):
    meeting = {"kind": "cell", "date": "2020-03-24", "series": "Quiet cells", "number": 1}
    actions.publish(make_entry("note", by=ben, title="First cell", meeting=meeting), by=ben)
    actions.entrust(walk, by=cleo, keeper=None, group="quiet-cells", due=None)

    place = write(as_(dan))["Location"]

    assert [as_(person).get(place).status_code for person in (ben, ada)] == [200, 404]
    assert "Quiet cells" in text_of(as_(ben).get(place), ".page-head")


def test_sent_twice_it_is_kept_once_and_too_much_in_an_hour_is_refused(walk, as_, dan, settings):
    settings.COMMENTS_AN_HOUR = 2
    browser = as_(dan)
    assert write(browser)["Location"] == write(browser)["Location"]
    write(browser, "Another one.")
    refused = write(browser, "And another.")

    assert (refused.status_code, PrivateNote.objects.count()) == (429, 2)
    assert "And another." in refused.content.decode()
    assert errors(write(browser, "  "))["What would you say?"] == "Please write something here."


def test_what_was_written_when_the_login_had_lapsed_is_there_after_signing_in(
    walk, as_, dan, visitor
):
    ticket = read(as_(dan).get(WALK)).select_one("input[name=ticket]")["value"]
    sent = visitor.post(WALK, {"body": "The map names somebody.", "ticket": ticket})
    assert sent["Location"].startswith("/accounts/login/")

    visitor.force_login(dan, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "The map names somebody." in visitor.get(WALK).content.decode()


def test_words_are_taken_out_of_it_and_it_is_among_what_its_writer_takes_away(walk, as_, dan, cleo):
    write(as_(dan))
    actions.redact("The map names somebody", by=cleo, reason="To keep somebody safe")

    note = PrivateNote.objects.get()
    assert "somebody" not in note.body
    assert my_data(dan)["private_notes"] == [
        {
            "id": note.pk,
            "entry": walk.pk,
            "parent": None,
            "body": note.body,
            "created": note.created,
        }
    ]


def test_it_goes_along_in_a_merge_and_comes_back(walk, make_entry, as_, ada, dan, cleo):
    into = make_entry(title="Walks", by=cleo)
    place = write(as_(dan))["Location"]

    def about():
        (line,) = read(as_(ada).get("/notices/")).select("li.entry h2 a")
        assert as_(ada).get(place).status_code == 200
        return line.text

    actions.merge_into(walk, into, by=cleo, reason="Twice here.")
    assert about() == "Walks"
    actions.undelete(walk, by=cleo)
    assert about() == "Walk and talk"


def test_what_a_page_out_of_sight_is_called_by_now_is_not_told(walk, as_, ada, dan, cleo):
    place = write(as_(dan))["Location"].partition("#")[0]
    named = actions.revise(walk, by=ada, base=1, title="A walk with Zelda")
    pages = ["/private-notes/", place]

    def tells(person) -> list[bool]:
        return ["Zelda" in as_(person).get(page).content.decode() for page in pages]

    assert tells(dan) == [True, True]
    actions.withdraw(named, by=cleo, reason="It names somebody.")
    assert tells(dan) == [False, False]
    assert tells(ada) == [True, True]


def test_nobody_writes_to_who_has_left(walk, as_, ada, dan):
    place = write(as_(dan))["Location"].partition("#")[0]
    actions.leave(ada, keep_name=False)

    refused = as_(dan).post(f"{place}answer/", {"body": "Are you there?"})

    assert errors(refused) == {
        "What would you say?": "Nobody is there any more who would read this."
    }
    assert "Someone who has left" in as_(dan).get(place).content.decode()


def test_a_note_that_is_reported_is_shown_to_stewards_and_can_be_taken_out_of_sight(
    walk, as_, ada, dan, ben, cleo
):
    place = write(as_(dan), "Rude words.")["Location"]
    note = PrivateNote.objects.get()
    report = f"/report/?what=note:{note.pk}"
    assert as_(ben).get(report).status_code == 404
    assert f'href="{report}"' in as_(ada).get(place).content.decode()

    at = as_(ada).post(report, {"words": "This is unkind."})["Location"]
    assert "Rude words." in as_(cleo).get(at).content.decode()
    as_(cleo).post(f"{at}decide/", {"outcome": "hidden", "reason": "Be kind."})

    for person in (ada, dan):
        page = as_(person).get(place).content.decode()
        assert "A steward took this out of sight." in page and "Rude words." not in page
    assert "Rude words." not in as_(dan).get(at).content.decode()
