"""Earlier versions: the list of them, any one, any two compared, one again."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices import actions
from practices.models import Entry, Term

HOME = "/practices/walk-and-talk/"


@pytest.fixture
def entry(make_entry, ada, dan):
    """Three versions: written by ada, changed twice by dan."""
    entry = make_entry(
        by=ada, reason="A start", theme_names=["Walking"],
        body="<p>Meet outdoors.</p><p>Walk side by side.</p>",
    )  # fmt: skip
    entry = actions.revise(
        entry, by=dan, base=1, reason="Slower",
        body="<p>Meet outdoors.</p><p>Walk slowly, side by side.</p>", theme_names=["Health"],
    )  # fmt: skip
    return actions.revise(entry, by=dan, base=2, first_step="Put your boots by the door.")


def test_the_list_says_who_when_why_and_how_much(entry, visitor):
    page = visitor.get(HOME + "history/").content.decode()

    assert re.findall(r">Version (\d)</a>", page) == ["3", "2", "1"]
    for said in ("A start", "Slower", "Ada Okafor", "Dan Reyes", "+1 words"):
        assert said in page


def test_the_list_draws_when_it_was_changed_with_the_numbers_behind_it(make_entry, ada, visitor):
    with time_machine.travel("2026-01-15T12:00Z", tick=False):
        entry = make_entry(by=ada)
    with time_machine.travel("2026-03-15T12:00Z", tick=False):
        for number in (1, 2):
            entry = actions.revise(entry, by=ada, base=number, body=f"<p>Again {number}.</p>")

    table = visitor.get(HOME + "history/").content.decode().partition('class="numbers"')[2]

    assert re.findall(r'row">([\w ]+)</th><td>(\d)', table) == [
        ("January 2026", "1"),
        ("March 2026", "2"),
    ]


def test_every_version_can_be_read_at_its_own_address(entry, visitor):
    first = visitor.get(HOME + "history/1/").content.decode()

    assert "Walk side by side." in first
    assert "Put your boots" not in first
    lasting = visitor.get(f"/e/{entry.pk}/1/").content.decode()
    assert lasting.partition("<main")[2] == first.partition("<main")[2]
    assert visitor.get(HOME + "history/9/").status_code == 404


def test_a_comparison_shows_words_in_the_running_text(entry, visitor):
    page = visitor.get(HOME + "compare/1/2/").content.decode()

    assert "1 paragraph changed" in page
    assert re.search(r"Walk\s?<ins>\s?slowly,\s?</ins>\s?side by side", page)
    assert "&lt;p" not in page


def test_themes_facts_and_links_are_compared_as_was_and_is(entry, visitor):
    page = visitor.get(HOME + "compare/1/3/").content.decode()

    assert "<del>Walking</del>" in page
    assert "<ins>Health</ins>" in page
    assert "<ins>Put your boots by the door.</ins>" in page


def test_groups_are_compared_by_the_words_people_know(entry, ada, visitor):
    Term.objects.create(facet="group", name="Older people", slug="older-people")
    actions.revise(entry, by=ada, base=3, groups=["older-people"])
    page = visitor.get(HOME + "compare/3/4/").content.decode()
    assert "<ins>Older people</ins>" in page and "older-people</ins>" not in page


def test_any_two_versions_compare_and_the_pickers_lead_there(entry, visitor):
    response = visitor.get(HOME + "compare/", {"a": "3", "b": "1"})

    assert response["Location"] == HOME + "compare/1/3/"
    assert visitor.get(HOME + "compare/1/9/").status_code == 404
    assert visitor.get(HOME + "compare/", {"a": "x"})["Location"] == HOME + "history/"


def test_a_version_is_restored_as_a_new_one_after_showing_what_would_change(entry, as_, ada):
    browser = as_(ada)
    assert "Put your boots" in browser.get(HOME + "revert/1/").content.decode()

    response = browser.post(HOME + "revert/1/", {"reason": "The first was clearer"}, follow=True)

    assert "Version 1 is restored, as version 4." in response.content.decode()
    entry = Entry.objects.get()
    assert (entry.revision, entry.first_step, entry.theme_names) == (4, "", ["Walking"])
    assert entry.history.count() == 4


def test_asking_to_restore_changes_nothing(entry, as_, ada):
    as_(ada).get(HOME + "revert/1/")

    assert Entry.objects.get().revision == 3


def test_what_was_taken_out_of_a_draft_stays_with_those_who_saw_the_draft(
    make_entry, ben, as_, visitor
):
    note = make_entry("note", by=ben, title="Cell one", body="<p>Mona said a secret.</p>")
    note = actions.revise(note, by=ben, base=1, body="<p>Somebody spoke.</p>")
    actions.publish(note, by=ben)
    address = "/roundtables/cell-one/"

    assert visitor.get(address + "history/1/").status_code == 404
    assert visitor.get(address + "compare/1/3/").status_code == 404
    assert visitor.get(f"/e/{note.pk}/1/").status_code == 404
    assert ">Version 1<" not in visitor.get(address + "history/").content.decode()
    assert "a secret" not in visitor.get("/changes/").content.decode()
    assert "Mona said a secret." in as_(ben).get(address + "history/1/").content.decode()


def test_the_list_of_versions_takes_as_many_queries_for_fifty_as_for_two(make_entry, ada, visitor):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(HOME + "history/").status_code == 200
        return len(captured)

    entry = make_entry(by=ada)
    entry = actions.revise(entry, by=ada, base=1, body="<p>Two.</p>")
    few = queries()
    for number in range(48):
        entry = actions.revise(entry, by=ada, base=entry.revision, body=f"<p>Again {number}.</p>")

    assert queries() == few <= 5


def test_changes_tell_of_everything_that_changed_newest_first(entry, make_entry, dan, visitor):
    make_entry("case", by=dan, title="Our street", reason="Told at last")

    page = visitor.get("/changes/").content.decode()

    assert page.index("Told at last") < page.index("Slower") < page.index("A start")


@pytest.mark.parametrize(
    "query, shown, hidden",
    [
        ("kind=case", "Our street", "Walk and talk"),
        ("theme=health", "Walk and talk", "Our street"),
        ("person=cleo-lind", "Our street", "Walk and talk"),
        ("size=small", "Our street", "Walk and talk"),
    ],
)
def test_changes_can_be_narrowed(entry, make_entry, cleo, visitor, query, shown, hidden):
    case = make_entry("case", by=cleo, title="Our street")
    actions.revise(case, by=cleo, base=1, small=True, body="<p>Our street, again.</p>")

    page = visitor.get(f"/changes/?{query}").content.decode()

    assert shown in page
    assert hidden not in page


def test_changes_go_on_to_older_ones(make_entry, ada, visitor):
    for number in range(27):
        make_entry(by=ada, title=f"Practice {number}")

    page = visitor.get("/changes/").content.decode()
    older = re.search(r'href="(\?before=\d+)"', page)[1]

    assert "Practice 26" in page and "Practice 0<" not in page
    assert "Practice 0<" in visitor.get("/changes/" + older).content.decode()
