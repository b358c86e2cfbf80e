"""Themes: all of them, one over all kinds, and while somebody types."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices import actions, themes
from practices.models import Entry

pytestmark = pytest.mark.django_db


def text_of(page) -> str:
    return html.unescape(page.content.decode())


def listed(page) -> list[tuple[str, str]]:
    """Themes with their counts, as the page of all themes has them."""
    return re.findall(r'<li><a href="/themes/[^"]+">([^<]+)</a> <span class="count">(\d+)<', page)


def titles(page) -> list[str]:
    return re.findall(r'<li class="entry">\s*<h3><a[^>]*>(.*?)</a>', page)


def test_all_themes_stand_a_to_z_each_with_what_one_may_see(visitor, ben, as_, make_entry):
    make_entry(title="One", theme_names=["listening", "Housing"])
    make_entry("case", title="Two", theme_names=["Listening", "Équipe"])
    make_entry("note", by=ben, title="Three", theme_names=["Housing", "Unsaid"])

    assert listed(text_of(visitor.get("/themes/"))) == [
        ("Équipe", "1"),
        ("Housing", "1"),
        ("listening", "2"),
    ]
    assert listed(text_of(as_(ben).get("/themes/"))) == [
        ("Équipe", "1"),
        ("Housing", "2"),
        ("listening", "2"),
        ("Unsaid", "1"),
    ]


def test_without_themes_the_page_invites_the_first(visitor):
    assert "No themes yet" in text_of(visitor.get("/themes/"))


def test_a_theme_gathers_all_kinds_and_names_its_neighbours(visitor, make_entry):
    make_entry("proposition", title="Heard is better than told", theme_names=["Listening"])
    make_entry(title="Listening walks", theme_names=["Listening", "Housing"])
    make_entry("case", title="Leeds listens", theme_names=["Listening", "Housing", "Food"])
    make_entry(title="Elsewhere", theme_names=["Food"])

    page = text_of(visitor.get("/themes/listening/"))

    assert titles(page) == ["Heard is better than told", "Listening walks", "Leeds listens"]
    assert "<span>3 entries</span>" in page
    related = page[page.index("Often together with") :]
    assert re.findall(r'rel="tag">(\w+)</a> <span class="count">(\d)', related) == [
        ("Housing", "2"),
        ("Food", "1"),
    ]
    assert 'type="application/atom+xml" href="/themes/listening/feed.atom"' in page


def test_a_kind_alone_comes_in_pages(visitor, make_entry):
    for number in range(23):
        make_entry(title=f"Practice {number}", theme_names=["Food"])
    make_entry("case", title="A case", theme_names=["Food"])

    everything = text_of(visitor.get("/themes/food/"))
    second = text_of(visitor.get("/themes/food/", {"kind": "practice", "page": 2}))

    assert len(titles(everything)) == 7
    assert '<a href="?kind=practice">All 23 practices on Food</a>' in everything
    assert titles(second) == ["Practice 2", "Practice 1", "Practice 0"]


def test_a_theme_of_what_one_may_not_see_is_not_there(visitor, ben, as_, make_entry):
    make_entry("note", by=ben, title="Draft", theme_names=["Closing the day centre"])

    assert visitor.get("/themes/closing-the-day-centre/").status_code == 404
    assert as_(ben).get("/themes/closing-the-day-centre/").status_code == 200
    assert visitor.get("/themes/no-such-theme/").status_code == 404


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (None, ["Open"]),
        ("dan", ["Open"]),
        ("ada", ["Withdrawn", "Open"]),
        ("ben", ["Open", "A note"]),
        ("cleo", ["Withdrawn", "Open", "A note"]),
    ],
)
def test_under_a_theme_stands_what_one_may_see(
    visitor, ada, ben, cleo, dan, as_, make_entry, who, sees
):
    for title in ("Open", "Withdrawn", "Deleted"):
        make_entry(by=ada, title=title, theme_names=["Food"])
    make_entry("note", by=cleo, title="A note", theme_names=["Food"])
    actions.withdraw(Entry.objects.get(title="Withdrawn"), by=cleo, reason="Not now")
    actions.delete(Entry.objects.get(title="Deleted"), by=cleo, reason="Twice here")
    reader = as_({"ada": ada, "ben": ben, "cleo": cleo, "dan": dan}[who]) if who else visitor

    page = text_of(reader.get("/themes/food/"))

    assert titles(page) == sees
    assert f"<span>{len(sees)} entr" in page


def test_a_theme_that_no_entry_has_any_more_invites(visitor, ada, make_entry):
    entry = make_entry(theme_names=["Gardens"])
    actions.revise(entry, by=ada, base=1, theme_names=[])

    page = visitor.get("/themes/gardens/")

    assert page.status_code == 200
    assert text_of(page).count("None has this theme yet.") == 4


@pytest.mark.parametrize("written", ["Mutual Aid", "mutual aid", "MUTUAL-AID"])
def test_a_theme_in_other_letters_leads_to_the_one(visitor, make_entry, written):
    make_entry(theme_names=["Mutual aid"])

    answer = visitor.get(f"/themes/{written}/")

    assert (answer.status_code, answer["Location"]) == (301, "/themes/mutual-aid/")


def test_a_theme_in_any_script_has_a_page(visitor, make_entry):
    make_entry(title="Écoute", theme_names=["Réseaux", "相互扶助"])

    for name in ("réseaux", "相互扶助"):
        assert titles(text_of(visitor.get(f"/themes/{name}/"))) == ["Écoute"]


def test_typing_offers_themes_in_use_most_used_first(visitor, ben, make_entry):
    make_entry(title="One", theme_names=["Social housing", "Household budgets", "100% local"])
    make_entry(title="Two", theme_names=["Social housing"])
    make_entry("note", by=ben, title="Three", theme_names=["House clearance"])

    answer = visitor.get("/themes/suggest/", {"q": "HOUS"}).json()

    assert answer == [
        {"name": "Social housing", "slug": "social-housing", "url": "/themes/social-housing/"},
        {
            "name": "Household budgets",
            "slug": "household-budgets",
            "url": "/themes/household-budgets/",
        },
    ]
    assert [one["name"] for one in visitor.get("/themes/suggest/", {"q": "100%"}).json()] == [
        "100% local"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/themes/",
        "/themes/food/",
        "/themes/food/?kind=practice",
        "/themes/suggest/?q=foo",
        "/search/?q=gardening",
        "/search/?q=gardning",
        "/search/?q=gardening+kitchen",
        "/search/?theme=food",
        "/search/?q=gardening&theme=food&kind=practice&group=a&outcome=b&place=leeds&proposition=p",
        "/search/suggest/?q=gard",
    ],
)
def test_more_rows_cost_no_more_queries(ada, as_, make_entry, address):
    ada_sees = as_(ada)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert ada_sees.get(address).status_code == 200
        return len(asked)

    for kind in ("practice", "case", "proposition"):
        for number in range(3):
            make_entry(kind, title=f"Gardening {number}", theme_names=["Food", f"T{number}"])
    queries()  # other words for themes are looked up once and kept
    few = queries()
    for number in range(12):
        make_entry(title=f"More gardening {number}", theme_names=["Food", f"More {number}"])

    assert queries() <= few
    assert few <= 12


def test_a_theme_asks_for_no_more_than_most_themes_have(visitor, make_entry):
    make_entry(title="Gardening", theme_names=["Food", "Gardens"])
    visitor.get("/themes/")  # loads what every page needs

    with CaptureQueriesContext(connection) as asked:
        visitor.get("/themes/food/")

    assert len(asked) == 6


def test_of_a_theme_that_holds_a_great_deal_the_latest_stand(visitor, make_entry, monkeypatch):
    for number in range(3):
        make_entry(title=f"Practice {number}", theme_names=["Food", f"Food {number}"])
    monkeypatch.setattr(themes, "MOST", 2)

    page = text_of(visitor.get("/themes/food/"))

    assert titles(page) == ["Practice 2", "Practice 1"]
    assert "<span>More than 2 entries</span>" in page
    assert re.findall(r'rel="tag">([^<]+)<', page) == ["Food 1", "Food 2"]
