"""The starter library: what a new library begins with, and what it leaves alone."""

from io import StringIO

import pytest
from django.core.management import call_command

from practices import actions
from practices.models import Entry, Link, Page, Term

pytestmark = pytest.mark.django_db


def load() -> str:
    said = StringIO()
    call_command("starter", stdout=said)
    return said.getvalue().strip()


def state() -> list[tuple]:
    return list(Entry.objects.order_by("pk").values_list("pk", "slug", "revision", "status"))


@pytest.fixture(autouse=True)
def loaded() -> None:
    load()


def test_it_holds_the_eight_propositions_and_what_puts_them_into_practice():
    propositions = Entry.objects.of_kind("proposition").published()
    assert sorted(propositions.values_list("slug", flat=True)) == [
        "collaboration",
        "local",
        "ourselves",
        "participation",
        "prevention",
        "principles",
        "relationships",
        "strengths",
    ]
    for entry in propositions:
        assert entry.summary
        assert all("<li" in part for part in (entry.barriers, entry.ingredients, entry.lip_service))
    assert Entry.objects.of_kind("practice").count() >= 12
    assert Entry.objects.of_kind("case").count() >= 10
    assert set(Page.objects.values_list("slug", flat=True)) == {
        "about",
        "accessibility",
        "contact",
        "privacy",
        "rules",
    }


def test_every_entry_says_where_it_is_from_is_themed_and_linked_with_a_reason():
    for entry in Entry.objects.prefetch_related("links_out", "tags", "terms"):
        assert entry.source
        assert sorted(tag.name for tag in entry.tags.all()) == sorted(entry.theme_names)
        assert {term.slug for term in entry.terms.all()} == {*entry.groups, *entry.outcomes}
        links = entry.links_out.all()
        assert links
        assert all(link.why for link in links)
        assert [item["id"] for item in entry.links_record] == sorted(link.pk for link in links)


def test_each_begins_with_one_version_that_names_who_brought_it():
    versions = Entry.history.values_list("revision", "history_user__name", "history_change_reason")
    assert set(versions) == {(1, "The starter library", "The starter library")}
    assert Entry.history.count() == Entry.objects.count()


def test_a_list_reads_as_it_was_written(visitor):
    page = visitor.get("/propositions/relationships/").content.decode()
    assert "Caseloads, scripts and time slots leave no room for an ordinary conversation" in page


def test_loading_it_again_changes_nothing():
    before = state()
    assert load() == "Starter library: Nothing was missing."
    assert state() == before


def test_what_people_edited_renamed_or_deleted_stays_so(ada, cleo):
    edited = Entry.objects.get(slug="relationships")
    actions.revise(edited, by=ada, base=1, summary="In our own words.")
    renamed = Entry.objects.get(slug="local")
    actions.revise(renamed, by=ada, base=1, title="Near is better than far")
    deleted = Entry.objects.get(slug="wigan-training")
    actions.delete(deleted, by=cleo, reason="Not ours to tell")
    page = Page.objects.get(slug="about")
    actions.write_page(page, by=cleo, title="About us", body="We look after this.")
    before = state()
    assert load() == "Starter library: Nothing was missing."
    assert state() == before
    assert Page.objects.get(slug="about").title == "About us"


def test_what_is_missing_comes_back_with_its_links_and_words():
    gone = Entry.objects.get(slug="big-local")
    links = gone.links_out.count()
    gone.history.all().delete()  # as in a library from before there was this one
    gone.delete()
    needed = Term.objects.get(slug="active-neighbourhoods")
    needed.delete()
    Term.objects.get(slug="carers").delete()
    assert load() == f"Starter library: 1 entries, {links} links between them and 0 pages."
    assert Link.objects.filter(source__slug="big-local").count() == links
    assert Term.objects.filter(slug="active-neighbourhoods").exists()
    assert not Term.objects.filter(slug="carers").exists()  # nobody asked for that one back


def test_a_page_of_the_sites_own_gets_new_words_unless_a_steward_has_edited_it(cleo):
    old, own = Page.objects.get(slug="privacy"), Page.objects.get(slug="about")
    by = actions.system_person("starter")
    actions.write_page(old, by=by, title="Privacy", body="What an earlier release said.")
    actions.write_page(own, by=cleo, title="About us", body="Ours.")

    assert load() == "Starter library: 0 entries, 0 links between them and 1 pages."

    privacy = Page.objects.get(slug="privacy")
    assert "without an account" in privacy.body and privacy.history.count() == 3
    assert Page.objects.get(slug="about").title == "About us"
    assert load() == "Starter library: Nothing was missing."
