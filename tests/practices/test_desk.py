"""The desk: what waits for a steward, and for whoever looks after a page."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from practices import actions
from practices.models import Entry, Person
from practices.waiting import SHOWN
from tests.practices.pages import queries_of, read, text_of


@pytest.fixture
def library(make_entry, ada, dan, ben, cleo):
    """Something of everything that waits, on two pages: ada's and dan's."""
    Person.objects.filter(pk=dan.pk).update(vouched=False)
    due = timezone.localdate()
    walk = make_entry(by=ada, title="Walk and talk")
    tea = make_entry(by=dan, title="Tea first", theme_names=["Tea"], body="<p>[[Cake]] helps.</p>")
    for entry in (walk, tea):
        actions.entrust(entry, by=cleo, keeper=entry.keeper, due=due)
        actions.suggest("practice", of=entry, by=ben, reason="Shorter", body="<p>Meet.</p>")
    actions.suggest("practice", of=walk, by=dan, reason="Longer", body="<p>Meet again.</p>")
    actions.report(tea, by=ada, words="It gives somebody away.")
    make_entry(title="Walks and talks", by=ada)
    actions.entrust(make_entry(title="Nobody’s"), by=cleo, keeper=None, due=None)
    return walk, tea


def on_the_desk(browser):
    """The titles of what waits, by section."""
    page = read(browser.get("/desk/"))
    return {
        section.h2.find(string=True).strip(): [line.text.strip() for line in section.select("h3")]
        for section in page.select("main section")
    }


def test_a_steward_sees_all_that_waits_and_a_keeper_what_waits_on_their_own_pages(
    library, as_, ada, ben, cleo
):
    assert on_the_desk(as_(cleo)) == {
        "Suggested changes": ["A change: Walk and talk", "A change: Tea first"],
        "First contributions": ["A change: Walk and talk"],
        "Reports": ["It gives somebody away."],
        "Time to look again": ["Walk and talk", "Tea first"],
        "Wanted": ["Cake"],
        "Perhaps the same": ["Walk and talk and Walks and talks"],
        "Standing alone": ["Nobody’s", "Walks and talks", "Walk and talk"],
        "Looked after by nobody": ["Nobody’s"],
    }
    assert on_the_desk(as_(ada)) == {
        "Suggested changes": ["A change: Walk and talk"],
        "First contributions": ["A change: Walk and talk"],
        "Time to look again": ["Walk and talk"],
        "Standing alone": ["Walks and talks", "Walk and talk"],
        "Pages I look after": ["Walk and talk", "Walks and talks"],
    }
    assert "Nothing waits." in text_of(as_(ben).get("/desk/"), "main")


def test_what_is_done_leaves_the_desk(library, as_, ada, cleo, make_entry):
    walk, tea = library
    twin = Entry.objects.get(title="Walks and talks")
    actions.confirm(walk, by=ada)
    actions.confirm(tea, by=ada)
    actions.link(twin, walk, stance="relates", why="Sisters.", by=ada)
    make_entry(title="Cake", theme_names=["Tea"])

    left = on_the_desk(as_(cleo))

    assert left.keys() & {"Time to look again", "Wanted", "Perhaps the same"} == set()
    assert left["Standing alone"] == ["Nobody’s"]


def test_a_section_is_a_page_of_its_own_with_pages(make_entry, as_, cleo, ada):
    for number in range(SHOWN + 30):
        made = make_entry(title=f"Page {number:02}", by=ada)
        actions.entrust(made, by=cleo, keeper=ada, due=timezone.localdate())
    desk = read(as_(cleo).get("/desk/"))
    assert desk.select_one("#due").find_parent("div").a["href"] == "/desk/due/"
    assert text_of(as_(cleo).get("/desk/"), "#due") == "Time to look again 35"

    first, second = (read(as_(cleo).get(f"/desk/due/?page={n}")) for n in (1, 2))

    assert [len(page.select("li.entry")) for page in (first, second)] == [30, 5]
    assert second.select_one("li.entry h2").text == "Page 30"
    assert as_(cleo).get("/desk/nothing/").status_code == 404


def test_the_desk_asks_no_more_of_the_database_however_much_waits(make_entry, as_, cleo):
    browser = as_(cleo)

    def asked(*numbers):
        for number in numbers:
            made = make_entry(title=f"A page of tea {number:02}", body=f"<p>[[Tea {number}]]</p>")
            actions.entrust(made, by=cleo, keeper=None, due=timezone.localdate())
        cache.clear()
        return [queries_of(browser, address) for address in ("/desk/", "/desk/due/")]

    assert asked(*range(SHOWN + 1)) == asked(*range(SHOWN + 1, 3 * SHOWN))


def test_a_proposition_turned_round_is_no_twin(make_entry, as_, cleo):
    make_entry("proposition", title="Trust is better than speed")
    make_entry("proposition", title="Speed is better than trust")
    make_entry("proposition", title="Trust is better than speeds")

    pairs = on_the_desk(as_(cleo))["Perhaps the same"]

    assert pairs == ["Trust is better than speed and Trust is better than speeds"]
