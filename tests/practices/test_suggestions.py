"""Suggesting a change: from anybody, through the queue, to the page or back to its author."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from practices import actions, prose
from practices.models import AuditLine, Entry, Letter, Person, Suggestion
from tests.practices.pages import errors, filled, read, text_of

pytestmark = pytest.mark.django_db

ENTRY = "/practices/walk-and-talk/"
SUGGEST = f"{ENTRY}suggest/"
VIM = {"name": "Vim Sol", "email": "vim@example.com"}


@pytest.fixture
def entry(make_entry, ada) -> Entry:
    return make_entry(by=ada)


@pytest.fixture
def zed(db) -> Person:
    """Somebody who signed up, for whom nobody vouched."""
    person = actions.add_person("zed@example.org", name="Zed Moe", role="practitioner")
    Person.objects.filter(pk=person.pk).update(vouched=False)
    person.refresh_from_db()
    return person


def post(client: Client, url: str, sent: dict | None = None) -> HttpResponse:
    """Send a form, and let the worker send the letters that wait."""
    response = client.post(url, sent or {})
    call_command("work", "--once")
    return response


@pytest.fixture
def suggested(entry):
    """A visitor's suggestion, and the address of its page."""

    def suggest(body: str = "Meet outdoors.\n\nWalk side by side, slowly.", **more):
        client = Client()
        sent = filled(client.get(SUGGEST)) | VIM | {"body": body, **more}
        response = post(client, SUGGEST, sent)
        assert response.status_code == 303, errors(response)
        return response["Location"]

    return suggest


def test_a_visitor_suggests_a_steward_accepts_and_the_page_shows_it(
    entry, suggested, cleo, as_, visitor
):
    before = visitor.get(ENTRY)
    assert "A suggestion waits" not in before.text
    mine = suggested(reason="It rained.")

    page = visitor.get(ENTRY)
    assert "A suggestion waits" in page.text and "Walk side by side." in page.text
    assert "next to be looked at" in text_of(Client().get(mine), ".notice")

    steward = as_(cleo)
    queue = steward.get("/suggestions/")
    assert "Vim Sol, without an account" in text_of(queue, ".entries")
    address = read(queue).select_one(".entries h2 a")["href"]
    shown = steward.get(address)
    assert [mark.text for mark in read(shown).select(".prose ins")] == [", slowly"]
    response = post(steward, f"{address}accept/", {"answer": "Well seen."})
    assert (response.status_code, response["Location"]) == (303, ENTRY)

    page = visitor.get(ENTRY)
    assert "A suggestion waits" not in page.text and "Walk side by side, slowly." in page.text
    version = Entry.objects.get(pk=entry.pk).history.first()
    assert (version.history_user.name, version.history_change_reason) == (
        "A visitor",
        "It rained. Suggested by Vim Sol. Accepted by Cleo Lind.",
    )
    assert [letter.to for letter in mail.outbox] == [["vim@example.com"], ["vim@example.com"]]
    assert "Well seen." in mail.outbox[1].body
    assert Suggestion.objects.get().email == ""
    assert not Letter.objects.exclude(to="").exists()


def test_a_suggestion_returned_comes_back_with_the_reason_and_can_be_sent_again(
    suggested, cleo, as_
):
    suggested()
    one = Suggestion.objects.get()
    assert errors(post(as_(cleo), f"/suggestions/{one.pk}/return/")) == {
        "Why does it go back?": "Please write something here."
    }
    post(as_(cleo), f"/suggestions/{one.pk}/return/", {"answer": "How slowly?"})
    letter = mail.outbox[-1]
    assert letter.to == ["vim@example.com"] and "How slowly?" in letter.body
    way_back = re.search(r"http://[^/]+(/suggestions/\S+)", letter.body)[1]

    client = Client()
    page = client.get(way_back)
    assert "How slowly?" in text_of(page, ".notice")
    sent = filled(page)
    assert sent["body"] == ["Meet outdoors.\r\n\r\nWalk side by side, slowly."]
    again = read(page).select_one("main form.form")["action"]
    response = post(client, again, sent | {"body": "Meet outdoors.\n\nWalk at the slower pace."})
    assert response.status_code == 303
    second = Suggestion.objects.get(status="waiting")
    assert (second.earlier, second.name, second.email) == (one, *VIM.values())
    one.refresh_from_db()
    assert one.email == ""
    assert response["Location"] == second.authors_url
    assert "sent it again" in client.get(way_back).text


def test_what_others_changed_elsewhere_meanwhile_is_kept(entry, suggested, cleo, dan, as_):
    suggested()
    actions.revise(entry, by=dan, base=1, body="<p>Meet under trees.</p><p>Walk side by side.</p>")
    one = Suggestion.objects.get()
    assert "accepting keeps both" in as_(cleo).get(one.get_absolute_url()).text
    assert post(as_(cleo), f"/suggestions/{one.pk}/accept/").status_code == 303
    entry.refresh_from_db()
    assert prose.to_text(entry.body) == "Meet under trees.\n\nWalk side by side, slowly."


def test_a_conflict_is_shown_to_the_steward_who_brings_both_together(
    entry, suggested, cleo, dan, as_
):
    suggested()
    actions.revise(
        entry, by=dan, base=1, body="<p>Meet outdoors.</p><p>Walk side by side, in silence.</p>"
    )
    one = Suggestion.objects.get()
    steward = as_(cleo)
    page = post(steward, f"/suggestions/{one.pk}/accept/")
    assert page.status_code == 409
    assert "side, in silence." in page.text and "side, slowly." in page.text
    form = read(page).select_one("main form.form")
    assert form["action"] == f"/suggestions/{one.pk}/change/"
    sent = filled(page) | {"body": "Meet outdoors.\n\nWalk side by side, slowly, in silence."}
    assert post(steward, form["action"], sent).status_code == 303
    entry.refresh_from_db()
    assert prose.to_text(entry.body) == "Meet outdoors.\n\nWalk side by side, slowly, in silence."
    assert entry.history.first().history_change_reason == (
        "Suggested by Vim Sol. Accepted with changes by Cleo Lind."
    )


def test_accepted_with_changes_it_is_saved_as_changed_under_its_authors_name(entry, cleo, dan, as_):
    client = as_(dan)
    sent = filled(client.get(SUGGEST)) | {"body": "Meet outdoors.\n\nRun.", "reason": "Faster"}
    post(client, SUGGEST, sent)
    one = Suggestion.objects.get()
    steward, url = as_(cleo), f"/suggestions/{one.pk}/change/"
    sent = filled(steward.get(url))
    assert (sent["body"], sent["reason"]) == (["Meet outdoors.\r\n\r\nRun."], ["Faster"])
    assert post(steward, url, sent | {"body": "Meet outdoors.\n\nJog."}).status_code == 303
    entry.refresh_from_db()
    version = entry.history.first()
    assert prose.to_text(entry.body) == "Meet outdoors.\n\nJog."
    assert (version.history_user, version.history_change_reason) == (
        dan,
        "Faster. Accepted with changes by Cleo Lind.",
    )
    assert mail.outbox[-1].to == ["dan@example.org"]


def test_a_machine_that_fills_in_every_field_is_stopped_and_loses_nothing(entry, visitor):
    sent = filled(visitor.get(SUGGEST)) | VIM | {"website": "http://buy.example", "body": "Buy."}
    response = visitor.post(SUGGEST, sent)
    assert response.status_code == 422
    assert "A machine filled this in" in errors(response)["Leave this empty"]
    assert filled(response)["body"] == ["Buy."]
    assert not Suggestion.objects.exists()


def test_an_address_to_answer_to_is_asked_for(entry, visitor):
    sent = filled(visitor.get(SUGGEST)) | {"body": "Walk.", "email": "nowhere"}
    assert set(errors(visitor.post(SUGGEST, sent))) == {"Your name", "Your e-mail address"}


def test_strangers_bring_few_links_and_links_already_there_do_not_count(
    make_entry, visitor, settings
):
    settings.LINKS_FROM_STRANGERS = 1
    make_entry(body='<p>See <a href="https://a.example/">a</a> and http://b.example.</p>')
    sent = filled(visitor.get(SUGGEST)) | VIM
    two = "http://b.example http://c.example http://d.example"
    response = visitor.post(SUGGEST, sent | {"body": two})
    assert response.status_code == 422 and "2 links to other sites" in errors(response)[""]
    assert (
        visitor.post(SUGGEST, sent | {"body": "http://b.example http://c.example"}).status_code
        == 303
    )


def test_so_many_in_an_hour_from_one_place_and_no_more(suggested, visitor, settings):
    for number in range(settings.SUGGESTIONS_AN_HOUR):
        suggested(body=f"Walk {number} miles.", email=f"v{number}@example.com")
    sent = filled(visitor.get(SUGGEST)) | VIM | {"body": "Walk on."}
    response = visitor.post(SUGGEST, sent)
    assert response.status_code == 429
    assert "in an hour" in errors(response)[""] and filled(response)["body"] == ["Walk on."]


def test_so_many_in_an_hour_from_one_person_and_no_more(entry, settings, dan, as_):
    settings.SUGGESTIONS_AN_HOUR = 1
    client = as_(dan)
    sent = filled(client.get(SUGGEST))
    assert client.post(SUGGEST, sent | {"body": "Walk."}).status_code == 303
    assert client.post(SUGGEST, sent | {"body": "Run."}).status_code == 429


def test_a_double_click_is_one_suggestion(entry, suggested):
    assert suggested() == suggested()
    assert Suggestion.objects.count() == 1


def test_a_suggestion_that_changes_nothing_is_not_kept(entry, visitor):
    response = visitor.post(SUGGEST, filled(visitor.get(SUGGEST)) | VIM)
    assert (response.status_code, errors(response)[""]) == (422, "Nothing is changed yet.")


def test_nobody_else_sees_a_suggestion_and_nobody_the_address(suggested, dan, ben, cleo, as_):
    mine = suggested()
    page = mine.partition("?")[0]
    wrong_key = f"{page}?key=nonsense"
    assert [Client().get(url).status_code for url in (mine, page, wrong_key)] == [200, 302, 302]
    assert [as_(one).get(page).status_code for one in (dan, ben, cleo)] == [404, 404, 200]
    pages = [Client().get(mine), as_(cleo).get(page), as_(cleo).get("/suggestions/")]
    pages += [Client().get(ENTRY), as_(dan).get(ENTRY)]
    assert ["vim@example.com" in response.text for response in pages] == [False] * 5
    readers = [Client(), as_(dan), as_(ben), as_(cleo)]
    assert [page in one.get(ENTRY).text for one in readers] == [False, False, False, True]


def test_its_author_takes_it_back_and_then_nobody_can_decide_it(suggested, cleo, as_, visitor):
    mine = suggested()
    one = Suggestion.objects.get()
    button = read(Client().get(mine)).select_one(".notice form")["action"]
    assert post(Client(), button)["Location"] == mine
    assert "A suggestion waits" not in visitor.get(ENTRY).text
    assert "Taken back" in Client().get(mine).text
    response = as_(cleo).post(f"/suggestions/{one.pk}/accept/", follow=True)
    assert "decided meanwhile" in text_of(response, ".messages")
    assert Entry.objects.get().revision == 1


def test_its_author_sees_where_it_stands(entry, suggested, cleo, dan, as_):
    suggested()
    client = as_(dan)
    post(client, SUGGEST, filled(client.get(SUGGEST)) | {"body": "Run."})
    mine = client.get("/suggestions/mine/")
    assert "Number 2 in the queue" in text_of(mine, ".entries")
    assert "about" not in text_of(mine, ".lede")
    first = Suggestion.objects.order_by("id").first()
    post(as_(cleo), f"/suggestions/{first.pk}/return/", {"answer": "Why?"})
    mine = client.get("/suggestions/mine/")
    assert "Next to be looked at" in text_of(mine, ".entries")
    assert "about an hour" in text_of(mine, ".lede")


def test_whoever_leaves_takes_back_what_waits(entry, dan, as_, visitor):
    client = as_(dan)
    client.post(SUGGEST, filled(client.get(SUGGEST)) | {"body": "Run."})
    assert "A suggestion waits" in visitor.get(ENTRY).text
    actions.leave(dan, keep_name=False)
    assert "A suggestion waits" not in visitor.get(ENTRY).text
    assert Suggestion.objects.get().status == "taken_back"


def test_what_one_suggested_is_among_the_data_one_takes_away(entry, dan, as_):
    client = as_(dan)
    client.post(SUGGEST, filled(client.get(SUGGEST)) | {"body": "Run.", "reason": "Faster"})
    [kept] = client.get("/accounts/profile/data.json").json()["suggestions"]
    assert (kept["entry"], kept["reason"], kept["status"]) == (entry.pk, "Faster", "waiting")
    assert list(kept["fields"]) == ["body"]


def test_a_member_may_be_called_visitor(suggested, cleo, as_):
    actions.add_person("v@example.org", name="Visitor", role="practitioner")
    suggested()
    one = Suggestion.objects.get()
    assert as_(cleo).post(f"/suggestions/{one.pk}/accept/").status_code == 303
    version = Entry.objects.get().history.first()
    assert (version.history_user.name, version.history_user.is_system) == ("A visitor", True)


# First contributions ----------------------------------------------------------------------


def test_the_first_new_entry_of_somebody_who_signed_up_is_looked_at(zed, cleo, as_, visitor):
    client = as_(zed)
    page = client.get("/practices/new/")
    assert "Your first three contributions are looked at by a steward" in text_of(page, "main")
    sent = filled(page) | {"title": "Tea first", "body": "Put the kettle on."}
    response = post(client, "/practices/new/", sent)
    one = Suggestion.objects.get()
    assert (response.status_code, response["Location"]) == (303, one.get_absolute_url())
    assert not Entry.objects.exists()
    assert "Put the kettle on." in as_(cleo).get(one.get_absolute_url()).text

    response = post(as_(cleo), f"/suggestions/{one.pk}/accept/")
    assert response["Location"] == "/practices/tea-first/"
    made = Entry.objects.get()
    assert (made.created_by, made.status, made.revision) == (zed, "published", 1)
    assert made.history.get().history_change_reason == "Accepted by Cleo Lind."
    assert "Put the kettle on." in visitor.get("/practices/tea-first/").text


def test_a_new_entry_returned_can_be_mended_and_sent_again(zed, cleo, as_):
    client = as_(zed)
    sent = filled(client.get("/practices/new/"))
    sent |= {"title": "Tea", "body": "Tea.", "themes": "Listening", "ingredients": "Milk\nSugar"}
    post(client, "/practices/new/", sent)
    first = Suggestion.objects.get()
    post(as_(cleo), f"/suggestions/{first.pk}/return/", {"answer": "Say more."})
    page = client.get(first.get_absolute_url())
    shown = filled(page)
    assert {name: shown[name] for name in ("title", "body", "themes", "ingredients")} == {
        "title": ["Tea"],
        "body": ["Tea."],
        "themes": ["Listening"],
        "ingredients": ["Milk\r\nSugar"],
    }
    url = read(page).select_one("main form.form")["action"]
    assert post(client, url, shown | {"body": "Tea, with milk."}).status_code == 303
    assert Suggestion.objects.get(status="waiting").earlier == first


def test_trust_grows_by_itself(entry, zed, cleo, as_, settings):
    settings.TRUST_AFTER = 2
    client = as_(zed)
    for number, (words, letter) in enumerate([("One.", False), ("Two.", True)], start=1):
        sent = filled(client.get(f"{ENTRY}edit/")) | {"body": words}
        post(client, f"{ENTRY}edit/", sent)
        entry.refresh_from_db()
        assert entry.revision == number
        one = Suggestion.objects.get(status="waiting")
        post(as_(cleo), f"/suggestions/{one.pk}/accept/")
        assert ("shows at once" in mail.outbox[-1].body) is letter
    sent = filled(client.get(f"{ENTRY}edit/")) | {"body": "Three."}
    assert post(client, f"{ENTRY}edit/", sent)["Location"] == ENTRY
    entry.refresh_from_db()
    assert (entry.revision, prose.to_text(entry.body)) == (4, "Three.")
    assert entry.history.first().history_user == zed


def test_where_nobody_is_to_be_looked_at_everybody_writes_directly(entry, zed, as_, settings):
    settings.TRUST_AFTER = 0
    client = as_(zed)
    sent = filled(client.get(f"{ENTRY}edit/")) | {"body": "One."}
    assert client.post(f"{ENTRY}edit/", sent)["Location"] == ENTRY


def test_a_preview_of_a_suggestion_keeps_nothing(entry, visitor):
    sent = filled(visitor.get(SUGGEST)) | VIM | {"body": "Run.", "do": "preview"}
    response = visitor.post(SUGGEST, sent)
    assert response.status_code == 200 and "Run." in text_of(response, "article")
    assert filled(response)["email"] == ["vim@example.com"]
    assert not Suggestion.objects.exists()


def test_what_is_no_text_waits_until_somebody_is_trusted(entry, zed, make_entry, as_):
    make_entry("proposition", title="Prevention")
    client = as_(zed)
    assert "Add a link" not in client.get(f"{ENTRY}links/").text
    sent = {"stance": "supports", "target": "Prevention", "why": "It is."}
    response = client.post(f"{ENTRY}links/", sent)
    assert response.status_code == 403 and "looked at before it shows" in response.text
    assert client.post(f"{ENTRY}revert/1/").status_code == 403


# A second look ---------------------------------------------------------------------------------


@pytest.fixture
def eve(db) -> Person:
    return actions.add_person("eve@example.org", name="Eve Adler", role="steward")


def test_a_visitor_asks_another_steward_to_look_at_what_was_returned(
    entry, suggested, visitor, cleo, eve, as_
):
    address = suggested()
    page = address.split("?")[0]
    post(as_(cleo), f"{page}return/", {"answer": "We never walk slowly."})
    assert "or to ask\nanother steward" in mail.outbox[-1].body
    link = read(visitor.get(address)).select_one("a[href*=appeal]")["href"]
    assert post(visitor, link).status_code == 422
    sent = post(visitor, link, {"words": "With small children one does."})
    assert (sent.status_code, sent["Location"]) == (303, address)
    assert post(visitor, link, {"words": "Again."}).status_code == 303  # and once is enough

    assert "With small children" in text_of(as_(cleo).get(page), "main")
    assert "who had no part in that decides" in text_of(as_(cleo).get(page), "main")
    assert post(as_(cleo), f"{page}accept/").status_code == 403
    assert page not in as_(cleo).get("/suggestions/").content.decode()
    assert page in as_(eve).get("/suggestions/").content.decode()
    assert post(as_(eve), f"{page}accept/").status_code == 303

    entry.refresh_from_db()
    assert "slowly" in prose.plain(entry.body)
    assert "shows now, with credit to you" in mail.outbox[-1].body
    verbs = AuditLine.objects.filter(target="suggestion").order_by("pk")
    assert [(line.verb, line.who) for line in verbs] == [
        ("return", cleo),
        ("appeal", None),
        ("accept", eve),
    ]


def test_a_second_look_may_end_as_the_first_and_there_is_no_third(entry, dan, cleo, eve, as_):
    one = actions.suggest("practice", of=entry, base=1, by=dan, source="A walk.")
    page = one.get_absolute_url()
    post(as_(cleo), f"{page}return/", {"answer": "Whose walk?"})
    post(as_(dan), f"{page}appeal/", {"words": "Ours."})
    post(as_(eve), f"{page}return/", {"answer": "Then say so."})

    letter = mail.outbox[-1]
    assert letter.to == ["dan@example.org"] and "Then say so." in letter.body
    assert "another steward" not in letter.body
    shown = text_of(as_(dan).get(page), "main")
    assert "Whose walk?" in shown and "Then say so." in shown
    assert post(as_(dan), f"{page}appeal/", {"words": "Still."})["Location"] == page
    one.refresh_from_db()
    assert (one.status, one.appeal) == ("returned", "Ours.")
    assert post(as_(dan), f"{page}again/", filled(as_(dan).get(page))).status_code in (303, 422)


def test_an_address_is_forgotten_a_while_after_what_was_answered(entry, suggested, cleo):
    suggested()
    one = actions.send_back(Suggestion.objects.get(), by=cleo, answer="Why?")
    assert actions.forget_addresses(timezone.now() + timedelta(days=80)) == 0
    assert actions.forget_addresses(timezone.now() + timedelta(days=91)) == 1
    one.refresh_from_db()
    assert one.email == ""
