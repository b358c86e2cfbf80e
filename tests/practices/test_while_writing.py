"""What comes between: a lapsed login, a second page, a late request, somebody else."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from practices import actions, prose
from practices.models import Draft, Entry, Presence
from tests.practices.drafting import EDIT, NEW, NOON, typed, words
from tests.practices.pages import filled, read, text_of


@pytest.fixture
def entry(make_entry, ada) -> Entry:
    return make_entry(by=ada, summary="Out of the office.")


# A lapsed login -------------------------------------------------------------------------------


def sign_in(client: Client, person, page) -> str:
    """Sign in on the page one was led to; where one comes out."""
    person.set_password("four quiet green boats")
    person.save()
    to = {"login": person.email, "password": "four quiet green boats"}
    hidden = read(page).select_one("main input[name=next]")["value"]
    return client.post("/accounts/login/", to | {"next": hidden})["Location"]


@pytest.mark.parametrize("url", [EDIT, NEW])
def test_a_lapsed_login_costs_not_a_sentence(entry, dan, as_, url):
    client = as_(dan)
    sent = typed(client, url, title="Tea first", body="A long story.\r\n\r\nAnd its end.")
    client.session.flush()
    page = client.post(url, sent, follow=True)
    assert page.redirect_chain[0][0].startswith("/accounts/login/?next=")
    assert "What you wrote is kept." in text_of(page, ".messages")
    back = sign_in(client, dan, page)
    assert words(client, back) | {"summary": ""} == {
        "title": "Tea first",
        "summary": "",
        "body": "A long story.\n\nAnd its end.",
    }
    saved = client.post(url, filled(client.get(back)))
    assert (saved.status_code, saved["Location"]) == (303, "/practices/tea-first/")
    assert not Draft.objects.of(dan).exists()


def test_words_sent_after_the_login_lapsed_are_their_writers_alone(entry, dan, ada, as_):
    client = as_(dan)
    sent = typed(client, EDIT, body="Dan’s secret.")
    client.session.flush()
    page = client.post(EDIT, sent, follow=True)
    back = sign_in(client, ada, page)
    shown = client.get(back)
    assert "Dan’s secret" not in shown.content.decode()
    assert "That draft is no longer here" in text_of(shown, ".messages")


@pytest.mark.parametrize("ticket", ["", "made up", "1|practice||abc|:forged"])
def test_nobody_signed_out_keeps_words_for_somebody_else(entry, dan, visitor, ticket):
    sent = {"title": "Spam", "body": "Spam.", "base": "1", "ticket": ticket}
    assert visitor.post(EDIT, sent).status_code == 302
    assert Draft.objects.count() == 0


def test_words_for_an_account_that_is_closed_are_not_kept(entry, dan, cleo, as_):
    client = as_(dan)
    sent = typed(client, EDIT, body="Words.")
    actions.deactivate(dan, by=cleo)
    client.post(EDIT, sent)
    assert Draft.objects.count() == 0


def test_a_page_from_before_signing_in_anew_leads_back_to_its_words(entry, dan):
    client = Client(enforce_csrf_checks=True)
    client.force_login(dan, backend="allauth.account.auth_backends.AuthenticationBackend")
    sent = typed(client, EDIT, body="Written before.") | {"csrfmiddlewaretoken": "x" * 64}
    response = client.post(EDIT, sent, follow=True)
    assert response.redirect_chain == [(Draft.objects.get().url, 303)]
    assert "save it once more" in text_of(response, ".messages")
    assert filled(response)["body"] == ["Written before."]
    entry.refresh_from_db()
    assert entry.revision == 1


def test_a_form_from_another_site_changes_nothing(entry, dan):
    client = Client(enforce_csrf_checks=True)
    client.force_login(dan, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post(EDIT, {"title": "Spam", "body": "Spam.", "base": "1"})
    assert response.status_code == 403
    assert "Please send that once more" in text_of(response, "h1")
    assert Draft.objects.count() == 0


# Two pages, and requests that come late -------------------------------------------------------


def test_two_pages_of_one_person_keep_two_drafts(entry, dan, as_):
    client = as_(dan)
    one, two = (typed(client, EDIT, body=body) for body in ("One.", "Two."))
    for sent in (one, two, one | {"body": "One, longer."}):
        client.post("/drafts/save/", sent)
    assert sorted(draft.said("body") for draft in Draft.objects.of(dan)) == ["One, longer.", "Two."]
    assert len(read(client.get("/drafts/")).select("li.entry")) == 2
    assert client.post(EDIT, two).status_code == 303
    assert [draft.said("body") for draft in Draft.objects.of(dan)] == ["One, longer."]


def test_a_draft_opened_in_another_page_goes_on_there(entry, dan, as_):
    client = as_(dan)
    first = typed(client, EDIT, body="One.")
    client.post("/drafts/save/", first)
    second = filled(client.get(Draft.objects.get().url))
    client.post("/drafts/save/", second | {"body": "One and two."})
    assert [draft.said("body") for draft in Draft.objects.of(dan)] == ["One and two."]
    # The first page is still open, and somebody writes in it after all.
    client.post("/drafts/save/", first | {"body": "One and three."})
    said = sorted(draft.said("body") for draft in Draft.objects.of(dan))
    assert said == ["One and three.", "One and two."]


def test_what_comes_late_neither_overwrites_nor_brings_back(entry, dan, as_):
    client = as_(dan)
    sent = typed(client, EDIT, body="Early.", typed="1000")
    client.post("/drafts/save/", sent | {"body": "Later.", "typed": "2000"})
    client.post("/drafts/save/", sent)
    assert Draft.objects.get().said("body") == "Later."
    client.post(EDIT, sent | {"body": "Later.", "typed": "2000"})
    late = client.post("/drafts/save/", sent | {"typed": "2000"})
    assert late.json()["finished"] is True
    assert (list(Draft.objects.of(dan)), Draft.objects.get().fields) == ([], {})
    # Back in the browser, and written on.
    client.post("/drafts/save/", sent | {"body": "Even later.", "typed": "3000"})
    assert [draft.said("body") for draft in Draft.objects.of(dan)] == ["Even later."]


# Who else is here -----------------------------------------------------------------------------


def here(client: Client, url: str = EDIT) -> str:
    """What a page says of others when it shows that somebody is writing."""
    answer = client.post("/drafts/here/", {"ticket": filled(client.get(url))["ticket"]})
    assert answer.status_code == 200
    return " ".join(read(answer).text.split())


def test_two_people_at_one_entry_are_told_of_each_other(entry, ada, dan, as_):
    line = (
        "Dan Reyes has been editing since 12:00. What you both change is brought together when"
        " you save."
    )
    with time_machine.travel(NOON, tick=False) as clock:
        assert here(as_(dan)) == ""
        clock.shift(timedelta(seconds=50))
        assert here(as_(dan)) == ""
        clock.shift(timedelta(seconds=50))
        assert text_of(as_(ada).get(EDIT), "#here") == line
        assert here(as_(ada)) == line
        assert here(as_(dan)).startswith("Ada Okafor has been editing since 12:01.")


def test_who_is_not_heard_of_for_a_minute_is_gone(entry, ada, dan, as_):
    with time_machine.travel(NOON, tick=False) as clock:
        here(as_(dan))
        clock.shift(timedelta(seconds=61))
        assert here(as_(ada)) == ""
        clock.shift(timedelta(minutes=5))
        here(as_(dan))
        assert here(as_(ada)).startswith("Dan Reyes has been editing since 12:06.")


def test_who_has_saved_is_no_longer_writing(entry, ada, dan, as_):
    client = as_(dan)
    sent = typed(client, EDIT, summary="New")
    client.post("/drafts/here/", {"ticket": sent["ticket"]})
    client.post(EDIT, sent)
    assert Presence.objects.count() == 0


def test_readers_are_not_told_who_is_writing(entry, dan, visitor, as_):
    here(as_(dan))
    assert "has been editing" not in visitor.get("/practices/walk-and-talk/").content.decode()


def test_where_nothing_is_written_yet_nobody_can_be_met(dan, as_):
    client = as_(dan)
    sent = {"ticket": filled(client.get(NEW))["ticket"]}
    assert client.post("/drafts/here/", sent).status_code == 404


# Parts ----------------------------------------------------------------------------------------


def test_each_part_of_a_page_has_a_way_to_change_it_for_who_may(make_entry, ada, visitor, as_):
    entry = make_entry(body="<p>Begin.</p><h2>How</h2><p>Walk.</p><h3>Slowly</h3><p>Yes.</p>")
    anchor = prose.sections(entry.body)[1].anchor
    links = read(as_(ada).get("/practices/walk-and-talk/")).select(".edit-part a")
    assert [(link.text, link["href"]) for link in links] == [
        ("Edit this part by itself: How", f"{EDIT}?section={anchor}")
    ]
    assert read(visitor.get("/practices/walk-and-talk/")).select(".edit-part a") == []
