"""Talking by the API: the same rules as on the page."""

import json

import pytest
from django.test import Client

from practices import actions
from practices.models import Comment, Entry, Person

JSON = "application/json"


@pytest.fixture
def entry(make_entry, ada) -> Entry:
    return make_entry(by=ada)


def post(client: Client, address: str, **sent):
    return client.post(f"/api/v1/{address}", json.dumps(sent), content_type=JSON)


def test_a_program_asks_about_a_point_and_answers(entry, program, ada, dan, visitor):
    anchor = entry.body.split('id="')[1].partition('"')[0]
    asked = post(
        program(dan),
        f"entries/{entry.pk}/discussion/",
        body="Which shoes?",
        point=anchor,
        question=True,
    )
    assert asked.status_code == 201
    answered = post(program(ada), f"comments/{asked.json()['id']}/answers/", body="Stout ones.")
    assert answered.status_code == 201

    thread, answer = Comment.objects.order_by("pk")
    assert (thread.author, thread.anchor, thread.is_question) == (dan, anchor, True)
    assert (answer.author, answer.parent) == (ada, thread)
    read = visitor.get(f"/api/v1/entries/{entry.pk}/discussion/").json()["results"]
    assert read[0]["answers"][0]["body"] == "<p>Stout ones.</p>"
    assert asked.json() == read[0] | {"answers": []}


def test_the_rules_are_those_of_the_page(entry, program, dan, cleo, make_entry, ben, settings):
    talk = f"entries/{entry.pk}/discussion/"
    assert post(Client(), talk, body="Hello.").status_code == 401
    assert post(program(dan), talk, body=" ").status_code == 422
    gone = post(program(dan), talk, body="Hello.", point="p-gone")
    assert gone.status_code == 422 and "no longer in the text" in gone.content.decode()
    draft = make_entry("note", by=ben, title="Not yet")
    assert post(program(dan), f"entries/{draft.pk}/discussion/", body="Hello.").status_code == 404
    said = actions.say(entry, by=dan, body="Rude.")
    actions.hide(said, by=cleo, reason="Unkind.")
    assert post(program(dan), f"comments/{said.pk}/answers/", body="Why?").status_code == 403
    settings.COMMENTS_AN_HOUR = 1
    quick = post(program(dan), talk, body="Again.")
    assert quick.status_code == 429 and int(quick["Retry-After"]) > 3000
    actions.delete(entry, by=cleo, reason="Told in confidence.")
    assert post(program(dan), talk, body="Hello.").status_code == 410
    assert post(program(dan), f"comments/{said.pk}/answers/", body="Hello.").status_code == 410
    assert Comment.objects.count() == 1


def test_a_newcomer_advertises_nothing(entry, program, dan):
    Person.objects.filter(pk=dan.pk).update(vouched=False)
    links = " ".join(f"https://{name}.example.org/" for name in "abcdef")
    answer = post(program(dan), f"entries/{entry.pk}/discussion/", body=links)
    assert answer.status_code == 422 and "links to other sites" in answer.content.decode()
