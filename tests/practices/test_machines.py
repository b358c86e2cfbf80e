"""Feeds, the site map, and what machines ask for."""

import pytest
from django.test import override_settings
from lxml import etree

from practices import actions
from practices.models import Entry

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client, address: str):
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content)


def titles(tree) -> list[str]:
    return tree.xpath("//a:entry/a:title/text()", namespaces=ATOM)


@pytest.fixture
def library(make_entry, ada, ben):
    make_entry(by=ada, theme_names=["Walking"], reason="A start & more")
    make_entry("case", by=ada, title="Our <street>")
    make_entry("note", by=ben, title="Cell one", theme_names=["Walking"])


@pytest.mark.parametrize(
    "address, found",
    [
        ("/feeds/changes.atom", ["Our <street>", "Walk and talk"]),
        ("/feeds/practices.atom", ["Walk and talk"]),
        ("/feeds/roundtables.atom", []),
        ("/themes/walking/feed.atom", ["Walk and talk"]),
    ],
)
def test_a_feed_tells_what_changed_and_no_draft(library, visitor, address, found):
    assert titles(feed(visitor, address)) == found


def test_a_feed_entry_says_what_changed_who_and_why(library, visitor):
    entry = feed(visitor, "/feeds/practices.atom").find("a:entry", ATOM)

    assert entry.findtext("a:author/a:name", namespaces=ATOM) == "Ada Okafor"
    assert entry.findtext("a:summary", namespaces=ATOM) == "A start & more. First written"
    assert entry.find("a:category", ATOM).get("term") == "Walking"


def test_a_feed_is_the_same_for_everyone(library, as_, ben):
    assert titles(feed(as_(ben), "/feeds/roundtables.atom")) == []


def test_a_character_that_xml_forbids_does_not_break_a_feed(make_entry, visitor):
    make_entry(title="Walk \x0b talk")

    assert titles(feed(visitor, "/feeds/changes.atom")) == ["Walk talk"]


@pytest.mark.parametrize("address", ["/feeds/nothing.atom", "/themes/nothing/feed.atom"])
def test_a_feed_of_nothing_is_not_there(db, visitor, address):
    assert visitor.get(address).status_code == 404


def test_the_site_map_holds_what_is_published(library, visitor):
    tree = etree.fromstring(visitor.get("/sitemap.xml").content)

    assert tree.xpath("//*[local-name()='loc']/text()") == [
        "http://127.0.0.1:8000/practices/walk-and-talk/",
        "http://127.0.0.1:8000/cases/our-street/",
    ]


def test_it_says_that_it_is_alive_and_ready(db, visitor):
    assert [visitor.get(address).status_code for address in ("/healthz", "/readyz")] == [200, 200]


def test_robots_and_security_say_where_to_look(db, visitor):
    assert (
        "Sitemap: http://127.0.0.1:8000/sitemap.xml" in visitor.get("/robots.txt").content.decode()
    )
    said = visitor.get("/.well-known/security.txt").content.decode()
    assert "Contact: " in said and "Expires: " in said


def test_a_form_in_an_encoding_nobody_knows_is_refused_kindly(db, visitor):
    response = visitor.post(
        "/accounts/login/", b"login=+AGE-",
        content_type="application/x-www-form-urlencoded; charset=utf-7",
    )  # fmt: skip

    assert (response.status_code, response.content) == (400, b"Please send the form as UTF-8.")


def test_every_page_forbids_what_is_not_ours(make_entry, visitor):
    make_entry()

    policy = visitor.get("/practices/walk-and-talk/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@override_settings(DEBUG=False)
def test_an_address_that_is_not_there_helps_on(db, visitor):
    response = visitor.get("/practices/no-such-thing/")

    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()


def test_a_withdrawn_entry_leaves_the_feed(library, cleo, visitor):
    entry = Entry.objects.get(slug="walk-and-talk")
    actions.withdraw(entry, by=cleo, reason="Being checked")

    assert titles(feed(visitor, "/feeds/changes.atom")) == ["Our <street>"]
