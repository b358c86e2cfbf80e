"""Starting an entry."""

import pytest

from practices.models import Entry, Facet, Term
from tests.practices.pages import errors, filled, read, text_of

pytestmark = pytest.mark.django_db


def test_title_and_plain_text_are_enough(ada, as_):
    sent = {"title": "Walk and talk", "body": "Meet outdoors.\n\n- Bring tea\n- Listen"}
    response = as_(ada).post("/practices/new/", sent)
    assert (response.status_code, response["Location"]) == (303, "/practices/walk-and-talk/")
    made = Entry.objects.get()
    assert (made.title, made.status, made.created_by) == ("Walk and talk", "published", ada)
    assert "<li" in made.body and "Meet outdoors.</p>" in made.body


def test_every_fact_of_the_form_is_kept(ada, as_):
    Term.objects.create(facet=Facet.GROUP, slug="carers", name="Carers")
    sent = {
        "title": "Walk and talk",
        "summary": "Out of the office.",
        "body": "Meet outdoors.",
        "first_step": "Ask where somebody likes to walk.",
        "groups": ["carers"],
        "ingredients": "Time\r\nGood shoes",
        "move": "zero_to_plus_one",
        "themes": "listening, Time outdoors",
        "source": "Our own practice",
        "licence": "CC BY 4.0",
        "reason": "It helped",
    }
    as_(ada).post("/practices/new/", sent)
    made = Entry.objects.get()
    kept = {name: getattr(made, name) for name in ("summary", "first_step", "groups", "move")}
    assert kept == {name: value for name, value in sent.items() if name in kept}
    assert made.theme_names == ["listening", "Time outdoors"]
    assert (made.source, made.licence) == ("Our own practice", "CC BY 4.0")
    assert made.ingredients.count("<li") == 2
    assert made.history.get().history_change_reason == "It helped"


def test_a_note_begins_as_a_draft_and_the_page_says_so_before_and_after(ben, as_):
    client = as_(ben)
    assert "begins as a draft" in text_of(client.get("/roundtables/new/"), ".page-head")
    sent = {"title": "Cell 4", "body": "We met."}
    page = client.post("/roundtables/new/", sent, follow=True)
    assert Entry.objects.get().status == "draft"
    assert "Saved as a draft" in text_of(page, ".messages")


def test_a_visitor_is_asked_to_sign_in_and_a_practitioner_may_not_write_notes(visitor, ada, as_):
    response = visitor.get("/practices/new/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/practices/new/"
    assert as_(ada).get("/roundtables/new/").status_code == 403
    assert as_(ada).post("/roundtables/new/", {"title": "A", "body": "B"}).status_code == 403


def test_an_empty_form_names_what_is_missing(ada, as_):
    response = as_(ada).post("/practices/new/", {})
    assert response.status_code == 422
    assert set(errors(response)) == {"What do you call it?", "The text"}


def test_the_form_can_be_begun_with_a_title_from_a_search(ada, as_):
    assert filled(as_(ada).get("/practices/new/?title=Walk+and+talk"))["title"] == ["Walk and talk"]


def test_the_licence_is_told_where_one_saves(ada, as_):
    said = text_of(as_(ada).get("/practices/new/"), ".save-bar")
    assert "By saving you agree" in said
    assert "CC BY-SA 4.0" in said


LONG = "x" * 201
BAD = {
    "a title too long": ({"title": LONG}, "What do you call it?"),
    "a text too long": ({"body": "y" * 400_001}, "The text"),
    "a summary too long": ({"summary": "x" * 601}, "Summary"),
    "too deeply nested": ({"body": "<div>" * 50_000 + "deep"}, "The text"),
    "a NUL in the title": ({"title": "Walk\0talk"}, "What do you call it?"),
    "a NUL in the text": ({"body": "Walk\0talk"}, "The text"),
    "a NUL in a theme": ({"themes": "a\0b"}, "Themes"),
    "an unknown move": ({"move": "sideways"}, "The move it makes"),
    "an unknown group": ({"groups": ["martians"]}, "For whom"),
    "a NUL in a group": ({"groups": ["\0"]}, "For whom"),
    "a theme too long": ({"themes": "z" * 101}, "Themes"),
    "very many themes": ({"themes": ",".join(f"t{n}" for n in range(31))}, "Themes"),
    "a list of themes too long": ({"themes": "a," * 600}, "Themes"),
    "a reason too long": ({"reason": "x" * 301}, "What changed, and why"),
}


@pytest.mark.parametrize("changed, label", BAD.values(), ids=BAD)
def test_what_cannot_be_kept_is_named_beside_its_field_and_nothing_is_lost(
    changed, label, ada, as_
):
    sent = {"title": "Walk and talk", "body": "Meet outdoors.", "themes": "listening"} | changed
    response = as_(ada).post("/practices/new/", sent)
    assert response.status_code == 422
    assert list(errors(response)) == [label]
    shown = filled(response)
    words = ("title", "summary", "body", "themes", "reason")
    typed = {name: sent[name] for name in words if name in sent and "\0" not in sent[name]}
    assert {name: shown[name][0] for name in typed} == typed
    assert not Entry.objects.exists()


def test_a_text_of_nothing_but_markup_is_no_text(ada, as_):
    sent = {"title": "Walk and talk", "body": "<p><br></p><p>&nbsp;</p>"}
    response = as_(ada).post("/practices/new/", sent)
    assert response.status_code == 422
    assert list(errors(response)) == ["The text"]


@pytest.mark.parametrize(
    "raw", [b"title=%ED%A0%80&body=%ED%A0%80", b"title=\xff\xfe&body=Caf\xe9", b"%00=1&%ED%A0%80=2"]
)
def test_bytes_that_are_no_text_are_never_a_server_error(raw, ada, as_):
    response = as_(ada).post(
        "/practices/new/", raw, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code in (303, 422)


def test_a_form_past_all_limits_gets_a_page_that_says_so(ada, as_):
    response = as_(ada).post("/practices/new/", {"title": "Big", "body": "x" * 6_000_000})
    assert response.status_code == 400
    assert "too large" in response.content.decode()


def test_the_same_form_sent_twice_makes_one_entry(ada, as_):
    client = as_(ada)
    sent = filled(client.get("/practices/new/")) | {"title": "Walk", "body": "Outdoors."}
    answers = [client.post("/practices/new/", sent) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == ["/practices/walk/"] * 2
    assert Entry.objects.count() == 1


def test_going_back_to_change_words_and_saving_again_loses_neither(ada, as_):
    client = as_(ada)
    form = filled(client.get("/practices/new/"))
    client.post("/practices/new/", form | {"title": "Walk", "body": "Outdoors."})
    client.post("/practices/new/", form | {"title": "Walk", "body": "Indoors."})
    assert Entry.objects.count() == 2


def test_a_program_that_sends_no_form_id_may_send_the_same_words_twice(ada, as_):
    client = as_(ada)
    for _ in range(2):
        client.post("/practices/new/", {"title": "Walk", "body": "Outdoors."})
    assert sorted(Entry.objects.values_list("slug", flat=True)) == ["walk", "walk-2"]


# You may already have this ------------------------------------------------------------------


def offered(response) -> list[str]:
    return [link.text for link in read(response).select("a")]


def test_titles_much_alike_are_offered_while_one_types(make_entry, ada, as_):
    make_entry(title="Radical listening")
    make_entry(title="Food co-ops")
    make_entry("proposition", title="Radical listening is better than talking")
    client = as_(ada)
    asked = "/practices/new/similar/"
    assert offered(client.get(asked, {"title": "Listening radically"})) == ["Radical listening"]
    assert offered(client.get(asked, {"title": "Allotments"})) == []
    assert offered(client.get(asked, {"title": ""})) == []
    assert offered(client.get(asked, {"title": "\0%_" * 500})) == []


def test_a_draft_nobody_else_may_see_is_not_offered(make_entry, ben, dan, as_):
    make_entry(title="Radical listening", status="draft", by=ben)
    asked = ("/practices/new/similar/", {"title": "Radical listening"})
    assert offered(as_(dan).get(*asked)) == []
    assert offered(as_(ben).get(*asked)) == ["Radical listening"]


def test_a_likely_duplicate_is_saved_and_the_other_offered_beside(make_entry, ada, as_):
    make_entry(title="Radical listening")
    sent = {"title": "Radical Listening!", "body": "Listen."}
    page = as_(ada).post("/practices/new/", sent, follow=True)
    assert Entry.objects.count() == 2
    assert "You may already have this: Radical listening" in text_of(page, ".messages")
    link = read(page).select_one(".messages a")
    assert link["href"] == "/practices/radical-listening/"
