"""Taking back one change from the middle, and where each paragraph comes from."""

import pytest

from practices import actions
from practices.models import Entry

HOME = "/practices/walk-and-talk/"


@pytest.fixture
def entry(make_entry, ada, dan):
    """ada wrote it; dan changed the first paragraph, then ada the second."""
    entry = make_entry(by=ada, body="<p>Meet outdoors.</p><p>Walk side by side.</p>")
    entry = revised(entry, dan, "<p>Meet at the pub.</p><p>Walk side by side.</p>", "Rain")
    return revised(entry, ada, "<p>Meet at the pub.</p><p>Walk in pairs.</p>", "Clearer")


def revised(entry, by, body, reason):
    return actions.revise(entry, by=by, base=entry.revision, body=body, reason=reason)


def test_one_change_is_taken_back_and_what_came_after_stays(entry, as_, ada):
    browser = as_(ada)
    assert "Meet at the pub" in browser.get(HOME + "undo/2/").content.decode()

    response = browser.post(HOME + "undo/2/", {"reason": "The pub is shut"})

    assert response.status_code == 303
    entry = Entry.objects.get()
    assert "Meet outdoors." in entry.body and "Walk in pairs." in entry.body
    assert (entry.revision, entry.change_summary) == (4, "What version 2 changed is taken back")


def test_a_change_that_later_ones_stand_on_is_not_taken_back(entry, as_, ada):
    revised(entry, ada, "<p>Meet at the pub on the corner.</p><p>Walk in pairs.</p>", "Which")
    browser = as_(ada)

    asked = browser.get(HOME + "undo/2/").content.decode()
    response = browser.post(HOME + "undo/2/")

    assert "Later changes stand on this one" in asked
    assert response.status_code == 409
    assert Entry.objects.get().revision == 4


def test_the_first_version_takes_nothing_back(entry, as_, ada):
    assert as_(ada).get(HOME + "undo/1/").status_code == 404
    assert as_(ada).get(HOME + "undo/9/").status_code == 404


def test_each_paragraph_says_who_brought_its_words_and_why(entry, visitor):
    page = visitor.get(HOME + "origins/").content.decode()

    pub, pairs = page.partition("<tbody>")[2].split("<tr>")[1:]
    assert "Meet at the pub." in pub and "Dan Reyes" in pub and "Rain" in pub
    assert "Walk in pairs." in pairs and "Ada Okafor" in pairs and "version 3" in pairs


def test_origins_are_found_among_many_versions(make_entry, ada, dan, visitor):
    entry = make_entry(by=ada, body="<p>The same throughout.</p><p>Number 1.</p>")
    for number in range(2, 71):
        by = dan if number == 40 else ada
        body = f"<p>The same throughout.</p><p>Number {min(number, 40)}.</p>"
        entry = actions.revise(
            entry, by=by, base=entry.revision, body=body, summary=f"After {number}"
        )

    page = visitor.get(HOME + "origins/").content.decode()

    same, numbered = page.partition("<tbody>")[2].split("<tr>")[1:]
    assert "version 1<" in same and "Ada Okafor" in same
    assert "Number 40." in numbered and "version 40<" in numbered and "Dan Reyes" in numbered


def test_comparing_side_by_side_shows_whole_paragraphs_of_both(entry, visitor):
    page = visitor.get(HOME + "compare/1/3/?view=side").content.decode()

    table = page.partition("<tbody>")[2]
    assert "Meet outdoors." in table and "Meet at the pub." in table
    assert "Walk side by side." in table and "Walk in pairs." in table


def test_comparing_leads_to_the_change_before_and_after(entry, visitor):
    page = visitor.get(HOME + "compare/2/2/").content.decode()

    assert f'href="{HOME}compare/1/2/" rel="prev"' in page
    assert f'href="{HOME}compare/2/3/" rel="next"' in page
