"""Reports: anyone says what is wrong, decisions come with reasons, somebody else looks twice."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from practices import actions
from practices.models import Entry, Letter, Person, Report
from tests.practices.pages import errors, read, text_of

WRONG = {"words": "It gives my neighbour away."}
DECIDED = {"outcome": "hidden", "reason": "It names somebody who did not wish it."}
LEFT = {"outcome": "nothing", "reason": "It is criticism, and fair."}


@pytest.fixture
def eve(db) -> Person:
    """A second steward."""
    return actions.add_person("eve@example.org", name="Eve Adler", role="steward")


@pytest.fixture
def entry(make_entry, ada) -> Entry:
    return make_entry(title="Shared meals", by=ada)


def told() -> dict[str, str]:
    return {letter.to: letter.text for letter in Letter.objects.order_by("id")}


def main(response) -> str:
    return text_of(response, "main")


# Reporting --------------------------------------------------------------------------------


def test_a_visitor_reports_an_entry_and_sees_how_it_fares(visitor, entry):
    sent = WRONG | {"email": "Nora@Example.org"}
    answer = visitor.post(f"/report/?what=entry:{entry.pk}", sent)
    assert answer.status_code == 303
    shown = main(visitor.get(answer["Location"]))
    assert "It gives my neighbour away." in shown and "A steward will look at it." in shown
    made = Report.objects.get()
    assert (made.what, made.number, made.by, made.email) == (
        "entry",
        entry.pk,
        None,
        "nora@example.org",
    )
    assert made.about == entry.created_by


def test_only_whoever_holds_the_key_sees_a_visitors_report(visitor, entry, dan, as_):
    made = actions.report(entry, by=None, words="Wrong.")
    assert as_(dan).get(f"/reports/{made.pk}/").status_code == 404
    assert as_(dan).get(f"/reports/{made.pk}/?key=guess").status_code == 404
    assert visitor.get(f"/reports/{made.pk}/?key=guess").status_code == 302
    assert visitor.get(made.url_to_follow).status_code == 200


def test_a_report_needs_words_and_nothing_typed_is_lost(visitor, entry):
    address = f"/report/?what=entry:{entry.pk}"
    answer = visitor.post(address, {"words": " ", "email": "nora@example.org"})
    assert answer.status_code == 422
    assert errors(answer) == {"What is wrong?": "Please write something here."}
    assert read(answer).select_one("[name=email]")["value"] == "nora@example.org"
    wrong = visitor.post(address, WRONG | {"email": "nora"})
    assert errors(wrong) == {
        "Your e-mail address": "It should look like name@example.org, or be left empty."
    }
    assert Report.objects.count() == 0


def test_a_machine_that_fills_in_everything_reports_nothing(visitor, entry):
    sent = WRONG | {"website": "https://spam.example"}
    assert visitor.post(f"/report/?what=entry:{entry.pk}", sent).status_code == 422
    assert Report.objects.count() == 0


def test_one_address_and_one_account_can_only_report_so_much_in_an_hour(visitor, entry, dan, as_):
    client, codes = as_(dan), []
    for number in range(11):
        sent = {"words": f"Wrong in {number} ways."}
        codes.append(client.post(f"/report/?what=entry:{entry.pk}", sent).status_code)
    assert codes == [303] * 10 + [429]
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    again = client.post(f"/report/?what=entry:{entry.pk}", WRONG, **elsewhere)
    assert again.status_code == 429
    assert "It gives my neighbour away." in read(again).select_one("textarea").text
    for number in range(10):
        visitor.post(f"/report/?what=entry:{entry.pk}", {"words": f"Wrong in {number} ways."})
    assert visitor.post(f"/report/?what=entry:{entry.pk}", WRONG).status_code == 429
    other = visitor.post(f"/report/?what=entry:{entry.pk}", WRONG, **elsewhere)
    assert other.status_code == 303


def test_the_same_report_twice_is_one(visitor, entry):
    for _ in range(2):
        assert visitor.post(f"/report/?what=entry:{entry.pk}", WRONG).status_code == 303
    assert Report.objects.count() == 1


@pytest.mark.parametrize("what", ["", "entry", "entry:", "entry:x", "entry:9999999", "page:1"])
def test_what_is_not_there_cannot_be_reported(visitor, db, what):
    assert visitor.get(f"/report/?what={what}").status_code == 404


def test_what_one_may_not_see_cannot_be_reported(visitor, make_entry, ada, dan, as_):
    draft = make_entry(by=ada, status="draft")
    said = actions.say(draft, by=ada, body="Not yet.")
    hermit = actions.describe(ada, name=ada.name, about="", is_listed=False)
    whats = [f"entry:{draft.pk}", f"comment:{said.pk}", f"person:{hermit.pk}"]
    assert [as_(dan).get(f"/report/?what={what}").status_code for what in whats] == [404] * 3


# Deciding ---------------------------------------------------------------------------------


def test_a_steward_hides_an_entry_and_both_sides_read_why(visitor, entry, ada, cleo, as_):
    made = actions.report(entry, by=None, words="It is me.", email="nora@example.org")
    assert "It is me." in main(as_(cleo).get("/reports/"))
    assert as_(cleo).post(f"/reports/{made.pk}/decide/", DECIDED).status_code == 303
    entry.refresh_from_db()
    assert (entry.status, entry.status_reason) == ("withdrawn", DECIDED["reason"])
    letters = told()
    assert set(letters) == {"nora@example.org", "ada@example.org"}
    assert all(DECIDED["reason"] in text for text in letters.values())
    assert "key=" in letters["nora@example.org"] and "key=" not in letters["ada@example.org"]
    assert DECIDED["reason"] in main(visitor.get(made.url_to_follow))
    author = main(as_(ada).get(f"/reports/{made.pk}/"))
    assert DECIDED["reason"] in author and "It is me." not in author


def test_where_nothing_is_done_the_author_hears_nothing(entry, ada, dan, cleo, as_):
    made = actions.report(entry, by=dan, words="Dull.")
    as_(cleo).post(f"/reports/{made.pk}/decide/", LEFT)
    assert set(told()) == {"dan@example.org"}
    assert as_(ada).get(f"/reports/{made.pk}/").status_code == 404
    assert Entry.objects.get(pk=entry.pk).status == "published"


def test_a_comment_is_hidden_and_an_account_closed_by_a_decision(entry, dan, cleo):
    said = actions.say(entry, by=dan, body="You fool.")
    actions.decide(actions.report(said, by=None, words="Rude."), by=cleo, **DECIDED)
    actions.decide(actions.report(dan, by=None, words="Rude."), by=cleo, **DECIDED)
    said.refresh_from_db()
    dan.refresh_from_db()
    assert (said.hidden_reason, dan.is_active) == (DECIDED["reason"], False)


def test_a_decision_needs_a_reason_and_a_choice(entry, cleo, as_):
    made = actions.report(entry, by=None, words="Wrong.")
    answer = as_(cleo).post(f"/reports/{made.pk}/decide/", {"reason": " "})
    assert answer.status_code == 422
    assert errors(answer) == {
        "What happens": "Please choose one.",
        "Why?": "Please write something here.",
    }


def test_nobody_decides_what_is_about_themselves(make_entry, cleo, as_):
    made = actions.report(make_entry(by=cleo), by=None, words="Wrong.")
    client = as_(cleo)
    assert client.post(f"/reports/{made.pk}/decide/", LEFT).status_code == 403
    shown = main(client.get(f"/reports/{made.pk}/")), main(client.get("/reports/"))
    assert "Wrong." not in " ".join(shown)


def test_the_second_of_two_decisions_changes_nothing(entry, cleo, eve, as_):
    made = actions.report(entry, by=None, words="Wrong.")
    as_(cleo).post(f"/reports/{made.pk}/decide/", LEFT)
    late = as_(eve).post(f"/reports/{made.pk}/decide/", DECIDED, follow=True)
    assert "Somebody did this a moment ago" in main(late)
    made.refresh_from_db()
    assert (made.outcome, made.decided_by) == ("nothing", cleo)


# The second look --------------------------------------------------------------------------


def test_the_author_appeals_once_and_another_steward_brings_it_back(entry, ada, cleo, eve, as_):
    made = actions.report(entry, by=None, words="Wrong.")
    actions.decide(made, by=cleo, **DECIDED)
    address = f"/reports/{made.pk}/appeal/"
    assert as_(ada).post(address, {"words": "She asked me to."}).status_code == 303
    again = as_(ada).post(address, {"words": "Once more."}, follow=True)
    assert "Somebody did this a moment ago" in main(again)
    assert as_(cleo).get(f"/reports/{made.pk}/hear/").status_code == 403
    assert "Wrong." not in main(as_(cleo).get("/reports/"))
    assert "She asked me to." in main(as_(eve).get(f"/reports/{made.pk}/hear/"))
    heard = {"outcome": "nothing", "reason": "She did ask for it."}
    assert as_(eve).post(f"/reports/{made.pk}/hear/", heard).status_code == 303
    entry.refresh_from_db()
    assert entry.status == "published"
    assert "She did ask for it." in main(as_(ada).get(f"/reports/{made.pk}/"))
    assert "She did ask for it." in told()["ada@example.org"]


def test_the_reporter_may_appeal_where_nothing_was_done(entry, ada, dan, cleo, eve, as_):
    made = actions.report(entry, by=dan, words="It names my mother.")
    actions.decide(made, by=cleo, **LEFT)
    assert as_(ada).get(f"/reports/{made.pk}/appeal/").status_code == 404
    assert as_(dan).post(f"/reports/{made.pk}/appeal/", {"words": "Look."}).status_code == 303
    as_(eve).post(f"/reports/{made.pk}/hear/", DECIDED)
    entry.refresh_from_db()
    assert entry.status == "withdrawn"
    assert as_(ada).get(f"/reports/{made.pk}/").status_code == 200


def test_a_steward_who_has_a_part_in_it_does_not_hear_it(make_entry, cleo, eve, as_):
    made = actions.report(make_entry(by=eve), by=None, words="Wrong.")
    actions.decide(made, by=cleo, **DECIDED)
    actions.appeal(made, by=eve, words="It is right.")
    codes = [as_(who).get(f"/reports/{made.pk}/hear/").status_code for who in (cleo, eve)]
    assert codes == [403, 403]


def test_decisions_and_appeals_are_in_the_log(entry, ada, cleo, eve, as_):
    made = actions.report(entry, by=None, words="Wrong.")
    actions.decide(made, by=cleo, **LEFT | {"outcome": "mended"})
    actions.appeal(made, by=ada, words="Why?")
    actions.hear(made, by=eve, **LEFT)
    rows = read(as_(cleo).get(f"/audit/?what=report:{made.pk}")).select("tbody tr")
    assert [" ".join(row.text.split()[4:9]) for row in rows] == [
        "Eve Adler looked again at",
        "Ada Okafor asked for another",
        "Cleo Lind decided on Report",
    ]


def test_an_address_left_to_answer_to_goes_once_nothing_is_left_to_say(entry, ada, cleo, eve):
    made = actions.report(entry, by=None, words="Wrong.", email="nora@example.org")
    actions.decide(made, by=cleo, **DECIDED)
    actions.appeal(made, by=ada, words="Why?")
    actions.hear(made, by=eve, **DECIDED)
    assert Report.objects.get().email == ""


def test_it_goes_by_itself_a_while_after_the_answer(entry, cleo):
    made = actions.report(entry, by=None, words="Dull.", email="nora@example.org")
    actions.decide(made, by=cleo, **LEFT)
    assert actions.forget_addresses(timezone.now() + timedelta(days=80)) == 0
    assert actions.forget_addresses(timezone.now() + timedelta(days=91)) == 1
    assert (Report.objects.get().email, set(told())) == ("", {"nora@example.org"})


def test_a_visitor_asks_for_a_second_look_by_the_address_in_their_letter(
    visitor, entry, cleo, eve, as_
):
    made = actions.report(entry, by=None, words="It names my mother.", email="nora@example.org")
    actions.decide(made, by=cleo, **LEFT)
    address = re.search(r"http://\S+(/reports/\S+)", told()["nora@example.org"])[1]
    link = read(visitor.get(address)).select_one("a.btn")["href"]
    assert visitor.post(f"/reports/{made.pk}/appeal/?key=guess", {"words": "x"}).status_code == 302
    sent = visitor.post(link, {"words": "She is Nora Vale’s mother."})
    assert (sent.status_code, sent["Location"]) == (303, address)
    assert "She is Nora Vale’s mother." in main(visitor.get(address))
    assert visitor.post(link, {"words": "Once more."}).status_code == 303
    assert as_(cleo).get(f"/reports/{made.pk}/hear/").status_code == 403
    as_(eve).post(f"/reports/{made.pk}/hear/", DECIDED)
    entry.refresh_from_db()
    assert entry.status == "withdrawn"
    assert "Eve Adler has looked again" in told()["nora@example.org"]


def test_a_visitor_has_no_second_look_where_something_was_done(visitor, entry, cleo):
    made = actions.report(entry, by=None, words="It names my mother.")
    actions.decide(made, by=cleo, **DECIDED)
    page = visitor.get(made.url_to_follow)
    assert read(page).select("a.btn") == []
    assert visitor.post(f"/reports/{made.pk}/appeal/?key={made.key}").status_code == 403


def test_what_a_page_out_of_sight_is_called_by_now_is_not_told(as_, visitor, entry, ada, dan, cleo):
    mine = actions.report(entry, by=dan, words="It names somebody.")
    change = {"body": "<p>Eat together.</p>"}
    pages = [f"/reports/{mine.pk}/"]
    pages += [actions.suggest("practice", of=entry, by=dan, **change).get_absolute_url()]
    by_mail = {"by": None, "name": "Vim Sol", "email": "vim@example.com"}
    of_a_stranger = actions.suggest("practice", of=entry, **by_mail, **change).authors_url

    def told() -> list[str]:
        theirs = [text_of(as_(dan).get(page), "h1") for page in pages]
        return [*theirs, text_of(visitor.get(of_a_stranger), "h1")]

    named = actions.revise(entry, by=ada, base=1, title="Meals at Zelda’s")
    assert ["Zelda" in said for said in told()] == [True, True, True]
    actions.withdraw(named, by=cleo, reason="It names somebody.")

    assert ["Zelda" in said for said in told()] == [False, False, False]
    assert told()[1:] == ["A change to “Shared meals”"] * 2
