"""Reading entries: their pages, their lists, the front page, and pages kept for readers."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices import actions
from practices.models import Entry, Term


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_practice_begins_with_what_to_try_first(make_entry, visitor):
    make_entry(first_step="Boots on.", ingredients="<ul><li>Time</li></ul>")

    page = visitor.get("/practices/walk-and-talk/").content.decode()

    assert page.index("What to try first") < page.index("Boots on.") < page.index("Meet outdoors.")
    assert page.index("Meet outdoors.") < page.index("What helps") < page.index("Time")


def test_a_case_says_how_it_ended_before_its_text(make_entry, visitor):
    make_entry("case", title="Our street", ending="faded", voice="front_line", place="Leeds")

    page = visitor.get("/cases/our-street/").content.decode()

    for said in ("Someone from the front line", "Leeds", "It worked, then faded"):
        assert page.index(said) < page.index("Meet outdoors.")


def test_a_proposition_shows_its_hinge_barriers_ingredients_and_lip_service(make_entry, visitor):
    lists = {
        name: f"<ul><li>{name} said</li></ul>"
        for name in ("barriers", "ingredients", "lip_service")
    }
    make_entry("proposition", title="Walking is better than sitting", **lists)

    page = visitor.get("/propositions/walking-is-better-than-sitting/").content.decode()

    assert '<span class="hinge">is better than</span>' in page
    assert page.index("barriers said") < page.index("ingredients said")
    assert page.index("ingredients said") < page.index("lip_service said")


def test_every_point_has_an_address_that_a_keyboard_reaches(make_entry, visitor):
    entry = make_entry(
        body="<p>One.</p><ul><li>Two.</li><li>Three.</li></ul>",
        barriers="<ul><li>Four.</li></ul>",
    )

    page = visitor.get("/practices/walk-and-talk/").content.decode()

    anchors = re.findall(r'id="(p-\w+)"', entry.body + entry.barriers)
    linked = re.findall(r'<a class="point" href="#(p-\w+)" aria-label="Link to this point">', page)
    assert len(anchors) == 4
    assert linked == anchors


def test_a_title_is_words_and_never_markup(make_entry, visitor):
    make_entry("proposition", title="<b>Bold</b> is better than <i>shy</i>")

    page = visitor.get("/propositions/").content.decode()

    assert "<b>Bold" not in page
    assert "&lt;b&gt;Bold" in page


def test_an_old_address_leads_to_the_new_one_for_ever(make_entry, ada, visitor):
    entry = make_entry(by=ada)
    entry = actions.revise(entry, by=ada, base=1, title="Stroll")
    actions.revise(entry, by=ada, base=2, title="Saunter")

    for old in ("walk-and-talk", "stroll"):
        for rest in ("/", "/history/", "/compare/1/2/", ".json", ".md"):
            response = visitor.get(f"/practices/{old}{rest}")
            assert response.status_code == 301
            assert response["Location"] == f"/practices/saunter{rest}"


def test_the_number_of_an_entry_leads_to_it_whatever_it_is_called(make_entry, visitor):
    entry = make_entry()

    assert visitor.get(f"/e/{entry.pk}/")["Location"] == "/practices/walk-and-talk/"


def test_two_entries_of_one_title_have_addresses_of_their_own(make_entry):
    assert [make_entry().slug for _ in range(3)] == [
        "walk-and-talk",
        "walk-and-talk-2",
        "walk-and-talk-3",
    ]


@pytest.mark.parametrize("title", ["New", "Здравствуй", "🌱", "…"])
def test_any_title_gets_an_address_that_works(make_entry, visitor, title):
    entry = make_entry(title=title)

    assert visitor.get(entry.get_absolute_url()).status_code == 200


def test_lists_are_newest_first_or_a_to_z(make_entry, ada, visitor):
    for title in ("beta", "Alpha", "gamma"):
        make_entry(by=ada, title=title)

    def titles(query: str) -> list[str]:
        page = visitor.get(f"/practices/{query}").content.decode()
        return re.findall(r'<h2><a href="/practices/\w+/">(\w+)</a></h2>', page)

    assert titles("") == ["gamma", "Alpha", "beta"]
    assert titles("?sort=title") == ["Alpha", "beta", "gamma"]
    assert titles("?letter=B") == titles("?letter=b") == ["beta"]


@pytest.mark.parametrize(
    ("letter", "found"), [("Y", ["Year"]), ("Z", ["zeal", "Zen"]), ("É", ["Élan"]), ("İ", [])]
)
def test_every_letter_finds_what_begins_with_it(letter, found, make_entry, visitor):
    for title in ("Zen", "Year", "zeal", "Élan", "[draft]", "ant"):
        make_entry(title=title)

    page = visitor.get("/practices/", {"letter": letter}).content.decode()

    assert re.findall(r'<h2><a href="[^"]+">([^<]+)</a></h2>', page) == found


def test_a_list_is_narrowed_by_theme_group_and_outcome(make_entry, visitor):
    Term.objects.create(facet="group", slug="carers", name="Carers")
    Term.objects.create(facet="outcome", slug="rest", name="Rest")
    make_entry(theme_names=["Walking"], groups=["carers"], outcomes=["rest"])
    make_entry(title="Another")

    for query in ("theme=walking", "group=carers", "outcome=rest"):
        page = visitor.get(f"/practices/?{query}").content.decode()
        assert "Walk and talk" in page
        assert "Another" not in page


def test_a_list_shows_twenty_and_goes_on(make_entry, visitor):
    for number in range(25):
        make_entry(title=f"Practice {number}")

    assert visitor.get("/practices/").content.decode().count('class="entry"') == 20
    assert visitor.get("/practices/?page=2").content.decode().count('class="entry"') == 5


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=999", "letter=%00", "theme=%F0%9F%8C%B1", "sort=x"]
)
def test_any_question_gets_an_answer(make_entry, visitor, query):
    make_entry()

    assert visitor.get(f"/practices/?{query}").status_code == 200


def test_an_empty_list_invites(db, visitor):
    assert "Write the first one" in visitor.get("/cases/").content.decode()


@pytest.mark.parametrize("address", ["/practices/", "/", "/changes/"])
def test_a_list_takes_as_many_queries_for_many_as_for_few(make_entry, ada, visitor, address):
    make_entry(by=ada, theme_names=["One"])
    make_entry("proposition", by=ada, title="Walking is better than sitting")
    few = queries(visitor, address)

    for number in range(15):
        make_entry(by=ada, title=f"Practice {number}", theme_names=[f"Theme {number}"])
    cache.clear()

    assert queries(visitor, address) == few


def test_a_page_takes_as_many_queries_for_many_links_as_for_few(make_entry, ada, dan, visitor):
    proposition = make_entry("proposition", title="Walking is better than sitting")
    address = proposition.get_absolute_url()

    def linked(number: int) -> None:
        entry = make_entry(by=ada, title=f"Practice {number}")
        link = actions.link(entry, proposition, stance="supports", why="It does.", by=ada)
        actions.rate(link, by=dan, strength=3, ground="did", reason="I did.")

    linked(0)
    few = queries(visitor, address)
    for number in range(1, 8):
        linked(number)

    assert queries(visitor, address) == few


# Kept pages -------------------------------------------------------------------------------


def test_a_kept_page_takes_one_query_and_holds_no_secret(make_entry, visitor):
    make_entry()
    visitor.get("/practices/walk-and-talk/")

    assert queries(visitor, "/practices/walk-and-talk/") == 1
    page = visitor.get("/practices/walk-and-talk/").content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "nonce" not in page


def test_a_browser_that_has_the_page_is_told_so(make_entry, visitor):
    make_entry()
    etag = visitor.get("/practices/walk-and-talk/")["ETag"]

    response = visitor.get("/practices/walk-and-talk/", headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_a_kept_page_is_renewed_by_an_edit_a_link_and_a_rating(make_entry, ada, dan, visitor):
    proposition = make_entry("proposition", title="Walking is better than sitting")
    entry = make_entry(by=ada)
    pages = (proposition.get_absolute_url(), entry.get_absolute_url())
    for page in pages:
        visitor.get(page)

    entry = actions.revise(entry, by=ada, base=1, body="<p>Stroll about.</p>")
    assert "Stroll about." in visitor.get(pages[1]).content.decode()
    link = actions.link(entry, proposition, stance="supports", why="It does.", by=ada)
    assert all("It does." in visitor.get(page).content.decode() for page in pages)
    actions.rate(link, by=dan, strength=3, ground="did", reason="I walked.")
    assert all("I walked." in visitor.get(page).content.decode() for page in pages)
    entry = Entry.objects.get(pk=entry.pk)
    actions.revise(entry, by=ada, base=entry.revision, title="Stroll")
    assert ">Stroll<" in visitor.get(pages[0]).content.decode()


def test_a_kept_list_knows_a_new_entry(make_entry, visitor):
    visitor.get("/practices/")
    make_entry()

    assert "Walk and talk" in visitor.get("/practices/").content.decode()


def test_nobody_is_shown_the_page_of_somebody_signed_in(make_entry, as_, cleo, visitor):
    make_entry()
    as_(cleo).get("/practices/walk-and-talk/")

    assert "Cleo Lind" not in visitor.get("/practices/walk-and-talk/").content.decode()
