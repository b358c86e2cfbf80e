"""Writing by the API: by token, merged like a form, refused in plain words."""

import json

import pytest

from practices import actions
from practices.models import Entry, Link, Person, Rating, Suggestion

JSON = "application/json"


@pytest.fixture
def entry(make_entry, ada):
    return make_entry(by=ada, theme_names=["Walking"], first_step="Boots on.")


def change(client, entry, headers=None, **sent):
    return client.patch(
        f"/api/v1/entries/{entry.pk}/", json.dumps(sent), content_type=JSON, headers=headers
    )


def test_a_program_makes_an_entry_for_its_person(program, ada):
    response = program(ada).post(
        "/api/v1/entries/",
        json.dumps(
            {
                "kind": "case",
                "title": "Our street",
                "body": "We met.\n\n- Tea\n- Cake",
                "themes": ["Streets"],
                "ingredients": ["A table"],
                "ending": "faded",
                "reason": "Told at last",
            }
        ),
        content_type=JSON,
    )

    made = Entry.objects.get()
    assert response.status_code == 201
    assert response.json()["id"] == made.pk
    assert (made.created_by, made.ending, list(made.tags.names())) == (ada, "faded", ["Streets"])
    assert "<li" in made.body
    assert made.history.get().history_change_reason == "Told at last"


def test_what_is_not_sent_stays_as_it_is(entry, program, dan):
    response = change(program(dan), entry, title="Walk", base=1)

    saved = Entry.objects.get()
    assert response.status_code == 200
    assert (saved.title, saved.first_step, saved.theme_names) == ("Walk", "Boots on.", ["Walking"])
    assert (response["ETag"], saved.updated_by) == ('"2"', dan)


def test_changes_that_do_not_collide_are_merged(entry, program, ada, dan):
    actions.revise(entry, by=ada, base=1, first_step="Ask somebody along.")

    response = change(program(dan), entry, headers={"If-Match": '"1"'}, title="Walk")

    assert response.status_code == 200
    assert response.json()["first_step"] == "Ask somebody along."


@pytest.mark.parametrize(
    "how, status", [({"base": 1}, 409), ({"headers": {"If-Match": '"1"'}}, 412)]
)
def test_a_collision_is_answered_with_both_texts_and_saves_nothing(
    entry, program, ada, dan, how, status
):
    actions.revise(entry, by=ada, base=1, title="Stroll")

    response = change(program(dan), entry, title="March", **how)

    assert response.status_code == status
    assert response.json()["clashes"] == {
        "title": {"was": "Walk and talk", "yours": "March", "theirs": "Stroll"}
    }
    assert Entry.objects.get().title == "Stroll"


def test_a_change_says_from_which_version_it_began(entry, program, dan):
    assert change(program(dan), entry, title="Walk").status_code == 428
    assert change(program(dan), entry, title="Walk", base=99).status_code == 409
    assert Entry.objects.get().revision == 1


def test_what_is_sent_is_sanitized(entry, program, dan):
    change(program(dan), entry, body="<p>Hi</p><script>x</script>", base=1)

    assert "script" not in Entry.objects.get().body


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"move": "sideways"}, "move"),
        ({"ending": "failed"}, "ending"),
        ({"groups": ["nobody-knows"]}, "entry"),
        ({"body": "   "}, "body"),
        ({"body": "a\x00b"}, "body"),
    ],
)
def test_what_cannot_be_kept_is_said_by_field_and_saves_nothing(entry, program, dan, sent, field):
    response = change(program(dan), entry, base=1, **sent)

    assert response.status_code == 422
    assert field in response.json()["detail"]
    assert Entry.objects.get().revision == 1


def test_a_field_nobody_knows_is_not_ignored(entry, program, dan):
    assert change(program(dan), entry, base=1, tittle="Walk").status_code == 422


def test_no_token_and_a_wrong_one_are_refused(entry, visitor, client):
    client.defaults["HTTP_AUTHORIZATION"] = "Bearer made-up"

    assert change(visitor, entry, base=1, title="Walk").status_code == 401
    assert change(client, entry, base=1, title="Walk").status_code == 401
    assert client.get("/api/v1/entries/").status_code == 401


def test_signing_in_on_the_site_does_not_write_by_the_api(entry, as_, ada):
    assert change(as_(ada), entry, base=1, title="Walk").status_code == 401


def test_practitioners_write_no_notes(program, ada):
    response = program(ada).post(
        "/api/v1/entries/",
        json.dumps({"kind": "note", "title": "Cell", "body": "We met."}),
        content_type=JSON,
    )

    assert response.status_code == 403
    assert not Entry.objects.exists()


def test_a_version_can_be_brought_back(entry, program, ada, dan):
    actions.revise(entry, by=ada, base=1, title="Stroll")

    response = program(dan).post(f"/api/v1/entries/{entry.pk}/revert/1/")

    assert (response.json()["title"], response.json()["revision"]) == ("Walk and talk", 3)


def test_links_are_made_rated_and_taken_away(entry, make_entry, program, ada, dan):
    proposition = make_entry("proposition", title="Walking is better than sitting")
    sent = {"target": proposition.pk, "stance": "supports", "why": "It does."}

    made = program(ada).post(
        f"/api/v1/entries/{entry.pk}/links/", json.dumps(sent), content_type=JSON
    )
    address = f"/api/v1/links/{made.json()['id']}/"
    said = json.dumps({"strength": 4, "ground": "did", "reason": "On Tuesdays."})
    own = program(ada).put(address + "rating/", said, content_type=JSON)
    rated = program(dan).put(address + "rating/", said, content_type=JSON)
    taken = program(dan).delete(address)

    statuses = [response.status_code for response in (made, own, rated, taken)]
    assert statuses == [201, 403, 200, 204]
    assert Rating.objects.get().person == dan
    assert not Link.objects.standing().exists()


def test_a_key_is_shown_once_and_can_be_taken_back(as_, ada, client):
    browser = as_(ada)
    page = browser.post("/accounts/tokens/", {"name": "my script"}).content.decode()
    key = page.partition("<code>")[2].partition("</code>")[0]
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    assert client.get("/api/v1/entries/").status_code == 200
    assert key not in browser.get("/accounts/tokens/").content.decode()

    browser.post(f"/accounts/tokens/{ada.tokens.get().pk}/remove/")

    assert client.get("/api/v1/entries/").status_code == 401


@pytest.fixture
def zed(db) -> Person:
    """Somebody who signed up, for whom nobody vouched."""
    person = actions.add_person("zed@example.org", name="Zed Moe", role="practitioner")
    Person.objects.filter(pk=person.pk).update(vouched=False)
    person.refresh_from_db()
    return person


def test_the_first_change_of_somebody_who_signed_up_waits(entry, program, zed):
    response = change(program(zed), entry, base=1, first_step="Hat on.", reason="Sun")
    kept = Suggestion.objects.get()
    assert (response.status_code, response.json()) == (
        202,
        {
            "suggestion": kept.pk,
            "status": "waiting",
            "place": 1,
            "url": f"http://127.0.0.1:8000/suggestions/{kept.pk}/",
        },
    )
    assert (kept.entry, kept.base, kept.person, kept.fields, kept.reason) == (
        entry,
        1,
        zed,
        {"first_step": "Hat on."},
        "Sun",
    )
    entry.refresh_from_db()
    assert entry.first_step == "Boots on."


def test_the_first_new_entry_of_somebody_who_signed_up_waits(program, zed):
    sent = {"kind": "case", "title": "Our street", "body": "We met."}
    response = program(zed).post("/api/v1/entries/", json.dumps(sent), content_type=JSON)
    kept = Suggestion.objects.get()
    assert (response.status_code, response.json()["suggestion"]) == (202, kept.pk)
    assert (kept.kind, kept.entry, kept.title) == ("case", None, "Our street")
    assert not Entry.objects.exists()


def test_what_cannot_be_kept_is_refused_before_it_waits(entry, program, zed, settings):
    client = program(zed)
    assert change(client, entry, base=1, ending="never").status_code == 422
    assert change(client, entry, base=1, title=" ").status_code == 422
    settings.SUGGESTIONS_AN_HOUR = 0
    assert change(client, entry, base=1, title="Run").status_code == 429
    assert not Suggestion.objects.exists()


def test_versions_and_links_wait_until_somebody_is_trusted(entry, program, zed):
    client = program(zed)
    url = f"/api/v1/entries/{entry.pk}"
    assert client.post(f"{url}/revert/1/").status_code == 403
    sent = json.dumps({"target": entry.pk, "stance": "supports", "why": "It is."})
    assert client.post(f"{url}/links/", sent, content_type=JSON).status_code == 403
