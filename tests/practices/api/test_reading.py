"""Reading by the API: what a page shows, to whom a page shows it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from practices import actions

MEETING = {
    "kind": "cell", "date": "2020-06-10", "date_inferred": False, "online": True,
    "series": "Garden Talks", "number": 1, "next": [],
    "speakers": [{"name": "Mona Field", "organisation": None}],
}  # fmt: skip


def test_an_entry_comes_whole(make_entry, ada, visitor):
    entry = make_entry(
        by=ada, summary="Meet outdoors.", theme_names=["Walking"],
        ingredients="<ul><li>Boots</li><li>Time</li></ul>",
    )  # fmt: skip

    response = visitor.get(f"/api/v1/entries/{entry.pk}/")

    assert response["ETag"] == '"1"'
    assert response.json() == {
        "id": entry.pk,
        "kind": "practice",
        "title": "Walk and talk",
        "slug": "walk-and-talk",
        "url": "http://127.0.0.1:8000/practices/walk-and-talk/",
        "summary": "Meet outdoors.",
        "themes": ["Walking"],
        "revision": 1,
        "status": "published",
        "created": entry.created.isoformat(),
        "updated": entry.updated.isoformat(),
        "body": entry.body,
        "first_step": "",
        "groups": [],
        "outcomes": [],
        "ingredients": ["Boots", "Time"],
        "barriers": [],
        "how_know": "",
        "move": "",
        "decision": "",
        "source": "",
        "licence": "CC BY-SA 4.0",
        "steward": "Ada Okafor",
        "review": (timezone.localdate() + timedelta(days=365)).isoformat(),
        "links": [],
    }


def test_a_page_has_the_same_data_beside_it(make_entry, visitor):
    entry = make_entry()

    beside = visitor.get("/practices/walk-and-talk.json").json()

    assert beside == visitor.get(f"/api/v1/entries/{entry.pk}/").json()


def test_an_entry_reads_as_markdown(make_entry, visitor):
    make_entry(first_step="Boots on.", theme_names=["Walking"])

    response = visitor.get("/practices/walk-and-talk.md")

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.content.decode() == (
        "# Walk and talk\n\n## What to try first\n\nBoots on.\n\n"
        "Meet outdoors.\n\nWalk side by side.\n\nThemes: Walking\n\n"
        "http://127.0.0.1:8000/practices/walk-and-talk/ · version 1 · CC BY-SA 4.0\n"
    )


def test_a_note_has_its_meeting(make_entry, ben, visitor):
    note = make_entry("note", by=ben, meeting=MEETING, place="Leeds")
    actions.publish(note, by=ben)

    found = visitor.get("/api/v1/entries/?kind=note").json()["results"]

    assert [entry["meeting"] for entry in found] == [{**MEETING, "place": "Leeds"}]


@pytest.mark.parametrize(
    "query, titles",
    [
        ("", ["Our street", "Walk and talk"]),
        ("?kind=case", ["Our street"]),
        ("?theme=walking", ["Walk and talk"]),
        ("?q=street", ["Our street"]),
        ("?q=street&kind=practice", []),
        ("?page=2", []),
    ],
)
def test_the_list_is_narrowed_by_kind_theme_words_and_page(make_entry, visitor, query, titles):
    make_entry(theme_names=["Walking"])
    make_entry("case", title="Our street")

    found = visitor.get(f"/api/v1/entries/{query}").json()

    assert [entry["title"] for entry in found["results"]] == titles


@pytest.mark.parametrize("query", ["?kind=cases", "?page=0", "?page=x"])
def test_a_question_nobody_understands_is_said_plainly(db, visitor, query):
    assert visitor.get(f"/api/v1/entries/{query}").status_code == 422


def test_drafts_show_to_those_alone_who_see_their_pages(make_entry, ben, program, visitor, ada):
    note = make_entry("note", by=ben, title="Cell one")

    seen = {
        who: (
            len(reader.get("/api/v1/entries/").json()["results"]),
            reader.get(f"/api/v1/entries/{note.pk}/").status_code,
            reader.get(f"/api/v1/entries/{note.pk}/revisions/").status_code,
            len(reader.get("/api/v1/changes/").json()["results"]),
        )
        for who, reader in (("visitor", visitor), ("ada", program(ada)), ("ben", program(ben)))
    }

    assert seen == {"visitor": (0, 404, 404, 0), "ada": (0, 404, 404, 0), "ben": (1, 200, 200, 1)}


def test_what_was_deleted_is_gone(make_entry, cleo, visitor):
    entry = make_entry()
    actions.delete(entry, by=cleo, reason="Twice here")

    assert visitor.get(f"/api/v1/entries/{entry.pk}/").status_code == 410


def test_versions_can_be_listed_and_read(make_entry, ada, visitor):
    entry = make_entry(by=ada, reason="A start")
    actions.revise(entry, by=ada, base=1, title="Walk")

    listed = visitor.get(f"/api/v1/entries/{entry.pk}/revisions/").json()["results"]
    first = visitor.get(f"/api/v1/entries/{entry.pk}/revisions/1/").json()

    assert [(row["revision"], row["reason"], row["by"]) for row in listed] == [
        (2, "", "Ada Okafor"),
        (1, "A start", "Ada Okafor"),
    ]
    assert (first["title"], first["body"]) == ("Walk and talk", entry.body)
    assert visitor.get(f"/api/v1/entries/{entry.pk}/revisions/7/").status_code == 404


def test_links_come_with_ground_and_reason_and_no_single_number(make_entry, ada, dan, visitor):
    proposition = make_entry("proposition", title="Walking is better than sitting")
    entry = make_entry(by=ada)
    link = actions.link(entry, proposition, stance="supports", why="It does.", by=ada)
    actions.rate(link, by=dan, strength=4, ground="did", reason="We walk on Tuesdays.")

    [outgoing] = visitor.get(f"/api/v1/entries/{entry.pk}/links/").json()["outgoing"]

    assert (outgoing["stance"], outgoing["why"], outgoing["spread"]) == (
        "supports",
        "It does.",
        None,
    )
    assert [(said["ground"], said["reason"]) for said in outgoing["ratings"]] == [
        ("did", "We walk on Tuesdays.")
    ]
    assert "strength" not in outgoing["ratings"][0]


def test_the_api_describes_itself_without_asking_anyone_else(db, visitor):
    described = visitor.get("/api/v1/openapi.json").json()
    docs = visitor.get("/api/v1/docs").content.decode()

    assert "/api/v1/entries/{pk}/" in described["paths"]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', docs)


def test_nobody_s_address_is_in_anything_public(make_entry, ada, visitor):
    entry = make_entry(by=ada)

    for address in (
        "entries/",
        f"entries/{entry.pk}/",
        f"entries/{entry.pk}/revisions/",
        "changes/",
    ):
        assert "ada@example.org" not in visitor.get(f"/api/v1/{address}").content.decode()
