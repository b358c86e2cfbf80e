"""Links inside texts: typed by hand, wanted, leading here, broken."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices import actions, prose
from practices.models import Entry, TextLink


@pytest.fixture
def walk(make_entry, ada):
    return make_entry(by=ada, title="Walk and talk")


def new(browser, kind="practices", **sent):
    sent = {"title": "Tea first", "body": "Before all else, tea.", "form_id": "x"} | sent
    return browser.post(f"/{kind}/new/", sent)


def linked(browser, entry):
    return browser.get(entry.url_of("linked")).content.decode()


def test_addresses_in_texts_are_the_addresses_of_the_site(walk):
    assert prose.LASTING.fullmatch(reverse("entry-by-id", args=[walk.pk]))
    assert prose.wanted_address("Tea").partition("?")[0] == reverse("wanted")


@pytest.mark.parametrize(
    "typed", ["[[Walk and talk]]", "[[walk AND talk]]", "[[ Walk  and talk ]]"]
)
def test_a_title_in_brackets_leads_to_the_lasting_address_of_its_entry(walk, as_, dan, typed):
    new(as_(dan), body=f"Tea, then {typed}.")

    words = " ".join(typed.strip("[]").split())
    assert f'<a href="/e/{walk.pk}/">{words}</a>' in Entry.objects.get(slug="tea-first").body


def test_words_may_be_shown_in_place_of_the_title(walk, as_, dan):
    new(as_(dan), body="Tea, then [[Walk and talk|a stroll]].")

    assert f'<a href="/e/{walk.pk}/">a stroll</a>' in Entry.objects.get(slug="tea-first").body


def test_a_title_it_once_had_will_do(walk, make_entry, ada):
    actions.revise(walk, by=ada, base=1, title="Go outside")

    entry = make_entry(title="Tea", body="<p>See [[Walk and talk]].</p>")

    assert f'href="/e/{walk.pk}/"' in entry.body


def test_the_name_in_its_address_will_do_where_nothing_has_that_title(make_entry, ada):
    practice = make_entry(title="Lived experience as expertise", slug="peer-support")

    entry = make_entry(title="Tea", body="<p>See [[Peer support]].</p>")

    assert f'href="/e/{practice.pk}/"' in entry.body


def test_what_is_the_name_in_an_address_by_now_is_wanted_no_more(make_entry, visitor):
    make_entry(title="Tea", body="<p>See [[Peer support]].</p>")
    assert "Peer support" in visitor.get("/wanted/").content.decode()

    make_entry(title="Lived experience as expertise", slug="peer-support")

    assert "Peer support" not in visitor.get("/wanted/").content.decode()
    response = visitor.get("/wanted/?title=Peer%20support")
    assert response["Location"] == "/practices/peer-support/"


def test_letters_beyond_ascii_fold_too(make_entry):
    there = make_entry(title="Économie Élargie")

    entry = make_entry(title="Tea", body="<p>See [[ÉCONOMIE ÉLARGIE]].</p>")

    assert f'href="/e/{there.pk}/"' in entry.body


def test_a_link_outlives_renaming(walk, make_entry, ada, visitor):
    make_entry(title="Tea", body="<p>See [[Walk and talk]].</p>")
    actions.revise(walk, by=ada, base=1, title="Go outside")

    response = visitor.get(f"/e/{walk.pk}/")

    assert response["Location"] == "/practices/go-outside/"


def test_what_nobody_has_written_is_an_invitation(as_, dan, visitor):
    new(as_(dan), body="Tea, then [[Cake & biscuits]].")

    page = visitor.get("/practices/tea-first/").content.decode()
    assert '<a href="/wanted/?title=Cake%20%26%20biscuits">Cake &amp; biscuits</a>' in page
    invitation = visitor.get("/wanted/?title=Cake%20%26%20biscuits").content.decode()
    assert "/practices/new/?title=Cake%20%26%20biscuits" in invitation
    assert "/roundtables/new/" not in invitation
    assert "Tea first" in invitation
    assert (
        'value="Cake &amp; biscuits"'
        in as_(dan).get("/practices/new/?title=Cake%20%26%20biscuits").content.decode()
    )


def test_a_draft_is_not_given_away_by_a_link(make_entry, ada, ben, visitor):
    make_entry("note", by=ben, title="Secret plans")

    entry = make_entry(title="Tea", body="<p>See [[Secret plans]].</p>")

    assert 'href="/wanted/?title=Secret%20plans"' in entry.body
    assert visitor.get("/wanted/?title=Secret%20plans").status_code == 200


def test_once_it_is_written_the_invitation_leads_there(as_, dan, visitor):
    new(as_(dan), body="Tea, then [[Cake]].")
    visitor.get("/practices/tea-first/")

    new(as_(dan), title="CAKE", body="Bake it.")

    cake = Entry.objects.get(slug="cake")
    response = visitor.get("/wanted/?title=Cake")
    assert (response.status_code, response["Location"]) == (302, "/practices/cake/")
    page = visitor.get("/practices/tea-first/").content.decode()
    assert f'<a href="/e/{cake.pk}/">Cake</a>' in page
    assert "Tea first" in linked(visitor, cake)
    assert "Cake" not in visitor.get("/wanted/").content.decode()


def test_a_draft_answers_when_it_is_published(make_entry, ben, as_, visitor):
    make_entry(title="Tea", body="<p>See [[What we said]].</p>")
    note = make_entry("note", by=ben, title="What we said")
    assert TextLink.objects.get().target is None

    actions.publish(note, by=ben)

    assert TextLink.objects.get().target == note


def test_lists_hold_links_as_well(walk, as_, dan):
    new(as_(dan), barriers="Rain, see [[Walk and talk]]\nPride")
    entry = Entry.objects.get(slug="tea-first")
    assert f'<a href="/e/{walk.pk}/">Walk and talk</a>' in entry.barriers
    assert f'href="/e/{walk.pk}/"' in as_(dan).get("/practices/tea-first/").content.decode()

    form = as_(dan).get("/practices/tea-first/edit/").content.decode()
    assert f"Rain, see [[/e/{walk.pk}/|Walk and talk]]" in form


def test_a_text_with_links_is_still_plain_text_to_edit(walk, as_, dan):
    new(as_(dan), body="Tea, then [[Walk and talk|a stroll]] or [[Cake]].")
    browser = as_(dan)
    form = browser.get("/practices/tea-first/edit/").content.decode()
    typed = f"Tea, then [[/e/{walk.pk}/|a stroll]] or [[Cake]]."
    assert f">\n{typed}</textarea>" in form

    browser.post("/practices/tea-first/edit/", {"title": "Tea first", "body": typed, "base": "1"})

    assert Entry.objects.get(slug="tea-first").revision == 1


def test_by_the_api_too(walk, ada, as_, dan):
    entry = actions.create("case", by=dan, title="Our street", body="<p>[[Walk and talk]]</p>")

    assert f'href="/e/{walk.pk}/"' in entry.body


def test_what_leads_here_is_named_by_text_and_by_link(walk, make_entry, ada, dan, visitor):
    make_entry(title="Tea", body="<p>See [[Walk and talk]].</p>")
    make_entry(title="By address", body='<p><a href="/practices/walk-and-talk/#x">there</a></p>')
    make_entry(
        title="By full address", body=f'<p><a href="{settings.SITE_URL}/e/{walk.pk}/">it</a></p>'
    )
    make_entry("note", title="A draft", body="<p>See [[Walk and talk]].</p>")
    case = make_entry("case", by=ada, title="Our street")
    actions.link(case, walk, stance="supports", why="We walked.", by=ada)

    page = linked(visitor, walk)

    named = ["Tea", "By address", "By full address", "Our street", "A draft"]
    assert [name in page for name in named] == [True, True, True, True, False]
    assert "We walked." in page


def test_taking_the_words_out_takes_the_link_out(walk, make_entry, ada, visitor):
    entry = make_entry(title="Tea", body="<p>See [[Walk and talk]].</p>")

    actions.revise(entry, by=ada, base=1, body="<p>See nothing.</p>")

    assert "Tea" not in linked(visitor, walk).split("<main")[1]
    actions.restore_version(entry, to=1, by=ada)
    assert "Tea" in linked(visitor, walk).split("<main")[1]


def test_what_is_wanted_is_listed_with_who_asks_most_wanted_first(make_entry, visitor):
    make_entry(title="Tea", body="<p>[[Milk]] [[Cake]] [[cake]]</p>")
    make_entry(title="Coffee", body="<p>[[Cake]]</p>")
    make_entry("note", title="Hidden", body="<p>[[Cake]] [[Secret]]</p>")

    page = visitor.get("/wanted/").content.decode()

    assert page.index(">Cake<") < page.index(">Milk<")
    row = page[page.index(">Cake<") : page.index(">Milk<")]
    assert ">Tea<" in row and ">Coffee<" in row
    assert "Secret" not in page and "Hidden" not in page


def test_broken_links_say_so_and_name_what_was_deleted_to_stewards_alone(
    walk, make_entry, as_, cleo, visitor
):
    make_entry(title="Tea", body='<p>[[Walk and talk]] <a href="/practices/never-was/">x</a></p>')
    actions.delete(walk, by=cleo, reason="Made by mistake")

    page = visitor.get("/wanted/").content.decode()

    assert f"to practice {walk.pk}, which was deleted" in page
    assert "to /practices/never-was/, where nothing is" in page
    assert "Walk and talk" not in page
    assert "Walk and talk" in as_(cleo).get("/wanted/").content.decode()


@pytest.mark.parametrize("title", ["%00", "%20", "x" * 3000, "%F0%9F%98%80", "<script>", "'\"%26"])
def test_any_title_may_be_asked_for(db, visitor, title):
    assert visitor.get(f"/wanted/?title={title}").status_code == 200


def test_pages_for_visitors_hold_no_token(walk, visitor):
    for address in ("/wanted/", "/wanted/?title=x", "/practices/walk-and-talk/linked/"):
        assert "csrf" not in visitor.get(address).content.decode()


def test_an_edit_that_leaves_links_alone_asks_nothing_about_them(walk, make_entry, ada):
    entry = make_entry(title="Tea", body="<p>[[Walk and talk]]</p><p>Warm.</p>")
    body = entry.body.replace("Warm", "Hot")

    with CaptureQueriesContext(connection) as queries:
        actions.revise(entry, by=ada, base=1, body=body)

    assert not [one for one in queries if "textlink" in one["sql"]]
    assert len(queries) <= 16


def test_reindex_makes_the_index_of_links_again(walk, make_entry):
    make_entry(title="Tea", body="<p>[[Walk and talk]] [[Cake]]</p>")
    links = TextLink.objects.order_by("wanted").values_list("source", "target", "wanted")
    before = list(links)
    TextLink.objects.all().delete()

    call_command("reindex")

    assert list(links.all()) == before
