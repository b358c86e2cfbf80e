"""What a hostile visitor tries: odd letters in every place, and drafts by every side door."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from practices import actions, history
from practices.models import Link, Person, Rating, Token


def test_a_null_in_an_address_is_no_page(visitor):
    addresses = ["/themes/%00/", "/themes/a%00b/feed.atom", "/people/%00/", "/practices/%00.json"]

    assert {visitor.get(address).status_code for address in addresses} == {404}


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_no_number_is_too_large_to_be_no_version(visitor, make_entry, ada, number):
    entry = make_entry(by=ada)
    ends = [f"compare/{number}/1/", f"compare/1/{number}/", f"history/{number}/", f"undo/{number}/"]
    addresses = [*(f"/practices/walk-and-talk/{end}" for end in ends), f"/e/{entry.pk}/{number}/"]

    answers = [visitor.get(address).status_code for address in addresses]

    assert answers == [404, 404, 404, 302, 404]


def test_the_feed_of_a_theme_that_drafts_alone_have_is_not_there(visitor, make_entry, ada):
    draft = make_entry(by=ada, status="draft", theme_names=["A secret plan"])
    hidden = visitor.get("/themes/a-secret-plan/feed.atom").status_code
    actions.publish(draft, by=ada)

    shown = visitor.get("/themes/a-secret-plan/feed.atom").status_code
    assert [hidden, shown] == [404, 200]


def test_a_link_to_figures_of_another_script_is_asked_again(as_, ada, make_entry):
    make_entry(by=ada)
    sent = {"stance": "supports", "target": "²", "why": "It is."}

    assert as_(ada).post("/practices/walk-and-talk/links/", sent).status_code == 422


def test_a_published_page_cannot_link_to_a_draft_and_so_tell_its_title(as_, ada, make_entry):
    make_entry(by=ada)
    make_entry("proposition", by=ada, title="Nobody knows this yet", status="draft")
    sent = {"stance": "supports", "target": "Nobody knows this yet", "why": "It is."}

    answer = as_(ada).post("/practices/walk-and-talk/links/", sent)

    assert (answer.status_code, Link.objects.count()) == (422, 0)
    assert "Publish it first" in answer.content.decode()


def test_the_title_of_what_was_withdrawn_is_in_no_data_of_its_neighbours(
    visitor, make_entry, ada, cleo
):
    entry = make_entry(by=ada)
    other = make_entry("proposition", by=ada, title="About one person")
    actions.link(entry, other, stance="supports", why="It is.", by=ada)
    pages = [f"/api/v1/entries/{entry.pk}/", f"/api/v1/entries/{entry.pk}/revisions/2/"]
    pages += ["/practices/walk-and-talk.json"]
    before = [len(visitor.get(page).json()["links"]) for page in pages]

    actions.withdraw(other, by=cleo, reason="It names somebody.")

    assert before == [1, 1, 1]
    assert [visitor.get(page).json()["links"] for page in pages] == [[], [], []]
    entry.refresh_from_db()
    one, two = entry.history.order_by("revision")[:2]
    assert history.fact_changes(one, two) == []


@pytest.mark.parametrize("odd", ["\x00", "\ud800"])
def test_the_api_refuses_what_no_database_keeps(visitor, make_entry, ada, cleo, odd):
    entry = make_entry(by=ada)
    stand = make_entry("proposition", by=ada, title="Prevention is better than cure")
    link = actions.link(entry, stand, stance="supports", why="It is.", by=ada)
    new = {"kind": "practice", "title": "T", "body": "b"}
    rating = {"strength": 3, "ground": "did", "reason": odd}
    related = {"target": stand.pk, "stance": "relates", "why": odd}
    sent = [
        ("POST", "entries/", new | {"reason": odd}),
        ("POST", "entries/", new | {"groups": [odd]}),
        ("POST", "entries/", new | {"barriers": [odd]}),
        ("POST", f"entries/{entry.pk}/links/", related),
        ("PUT", f"links/{link.pk}/rating/", rating),
    ]

    answers = [by_api(visitor, cleo, *asked).status_code for asked in sent]

    assert answers == [422] * 5


@pytest.mark.parametrize("verb", ["undo/2/", "revert/1/", "unlink"])
def test_a_null_in_a_reason_is_left_out(as_, cleo, make_entry, verb):
    entry = actions.revise(make_entry(by=cleo), by=cleo, base=1, body="<p>Meet indoors.</p>")
    stand = make_entry("proposition", by=cleo, title="Prevention is better than cure")
    link = actions.link(entry, stand, stance="supports", why="It is.", by=cleo)
    own = f"{entry.get_absolute_url()}{verb}"
    address = f"/links/{link.pk}/remove/" if verb == "unlink" else own

    assert as_(cleo).post(address, {"reason": "Not\0so."}).status_code == 303
    assert entry.history.first().history_change_reason == "Not so."


def test_the_api_says_that_a_list_is_too_long(visitor, ada):
    new = {"kind": "practice", "title": "T", "body": "b", "barriers": ["a" * 500_000]}

    answer = by_api(visitor, ada, "POST", "entries/", new)

    assert answer.status_code == 422
    assert "too long" in answer.json()["detail"]["entry"][0]


def test_the_api_finds_nothing_under_a_null(visitor, make_entry, ada):
    make_entry(by=ada)
    asked = ["entries/?q=walk&theme=%00", "changes/?kind=%00", "entries/?theme=%00"]

    assert {visitor.get(f"/api/v1/{address}").status_code for address in asked} == {200}


@pytest.mark.django_db(transaction=True)
def test_the_same_in_the_same_moment_is_done_or_joined(as_, ada, dan, cleo, make_entry):
    entry, stand = make_entry(by=dan), make_entry("proposition", by=dan, title="Prevention")
    link = actions.link(entry, stand, stance="supports", why="It is.", by=dan)
    rating = {"ground": "did", "reason": "I saw it.", "strength": "3"}
    page = {"title": "Tea first", "body": "Put the kettle on.", "themes": "Kettles"}
    person = {"name": "Eve Adler", "email": "eve@example.org", "role": "practitioner"}

    assert set(at_once([as_(ada) for _ in range(5)], f"/links/{link.pk}/rate/", rating)) == {303}
    assert set(at_once([as_(ada) for _ in range(5)], "/practices/new/", page)) == {303}
    # Whoever comes second may find the person there already, and is told so.
    assert set(at_once([as_(cleo) for _ in range(5)], "/people/new/", person)) <= {303, 422}
    assert Rating.objects.count() == 1
    assert Person.objects.filter(email="eve@example.org").count() == 1


def by_api(browser: Client, person: Person, method: str, address: str, sent: dict) -> HttpResponse:
    key = Token.make(person, "A script")[1]
    more = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {key}"}}
    return browser.generic(method, f"/api/v1/{address}", json.dumps(sent), **more)


def at_once(browsers: list[Client], address: str, sent: dict) -> list[int]:
    def send(browser: Client) -> int:
        try:
            return browser.post(address, sent).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(send, browsers))
