"""Looking at what would be saved."""

import pytest

from practices.models import Entry
from tests.practices.pages import errors, filled, read, text_of

pytestmark = pytest.mark.django_db

PREVIEW = {"do": "preview"}


@pytest.mark.parametrize("plural", ["propositions", "practices", "cases", "roundtables"])
def test_a_new_entry_is_shown_as_its_page_would_and_not_saved(plural, ben, as_):
    sent = {"title": "Walk and talk", "body": "Meet **out**.\n\n- One\n- Two", "themes": "New one"}
    response = as_(ben).post(f"/{plural}/new/", sent | PREVIEW)
    assert response.status_code == 200
    article = read(response).select_one("article")
    assert article.find("h1").text == "Walk and talk"
    assert [item.text.split()[0] for item in article.select(".prose li")] == ["One", "Two"]
    assert article.select_one(".themes").text.strip() == "New one"
    assert not Entry.objects.exists()


def test_everything_typed_is_in_the_form_below_and_saving_it_makes_the_entry(ada, as_):
    client = as_(ada)
    begun = filled(client.get("/practices/new/"))
    typed = begun | {"title": ["Walk"], "body": ["Meet.\r\n\r\nTalk."], "themes": ["a, b"]}
    shown = filled(client.post("/practices/new/", typed | PREVIEW))
    assert {name: shown[name] for name in typed} == typed
    assert client.post("/practices/new/", shown).status_code == 303
    assert Entry.objects.get().theme_names == ["a", "b"]


def test_a_change_is_previewed_from_the_version_it_began_from(make_entry, ada, as_):
    entry = make_entry(by=ada)
    client = as_(ada)
    sent = filled(client.get("/practices/walk-and-talk/edit/")) | {"body": "Other words."}
    response = client.post("/practices/walk-and-talk/edit/", sent | PREVIEW)
    assert text_of(response, "article .prose") == "Other words."
    assert filled(response)["base"] == ["1"]
    entry.refresh_from_db()
    assert entry.revision == 1


def test_what_is_shown_is_sanitized(ada, as_):
    sent = {"title": "<i>Walk</i>", "body": "<p>Hi<img src=x onerror=y()><script>z()</script></p>"}
    response = as_(ada).post("/practices/new/", sent | PREVIEW)
    article = read(response).select_one("article")
    assert (article.find("h1").text, article.select("script, img")) == ("<i>Walk</i>", [])


def test_a_preview_of_what_cannot_be_kept_says_what_is_wrong(ada, as_):
    response = as_(ada).post("/practices/new/", {"title": "", "body": "Words."} | PREVIEW)
    assert response.status_code == 422
    assert list(errors(response)) == ["What do you call it?"]


def test_a_likely_duplicate_is_offered_on_the_preview(make_entry, ada, as_):
    make_entry(title="Radical listening")
    sent = {"title": "Radical listening", "body": "Listen."}
    response = as_(ada).post("/practices/new/", sent | PREVIEW)
    assert "You may already have this." in text_of(response, ".notice + .notice")


def test_one_part_is_previewed_in_its_place(make_entry, ada, as_):
    make_entry(title="Rich", body="<p>Begin.</p><h2>How</h2><p>Walk.</p>", by=ada)
    client = as_(ada)
    sent = filled(client.get("/practices/rich/edit/?section=start")) | {"body": "Start."}
    response = client.post("/practices/rich/edit/", sent | PREVIEW)
    assert text_of(response, "article .prose") == "Start. How Walk."
    shown = filled(response)
    assert (shown["section"], shown["body"]) == (["start"], ["Start."])
