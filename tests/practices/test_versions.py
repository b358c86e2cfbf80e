"""What a version holds, and the traps of the libraries it stands on."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from practices import actions, history
from practices.models import Entry, Link, Rating, Theme

SOURCE = Path(__file__).parents[2]


@pytest.fixture
def proposition(make_entry):
    return make_entry("proposition", title="Walking is better than sitting")


def revised(entry, by, **fields):
    return actions.revise(entry, by=by, base=entry.revision, **fields)


def test_each_save_makes_one_version_with_who_when_and_why(make_entry, ada, dan):
    entry = make_entry(by=ada, reason="A start")

    entry = revised(entry, dan, title="Walk and listen", reason="Says more")

    rows = entry.history.order_by("revision")
    said = [(row.revision, row.title, row.history_user, row.history_change_reason) for row in rows]
    assert said == [
        (1, "Walk and talk", ada, "A start"),
        (2, "Walk and listen", dan, "Says more"),
    ]
    assert rows[1].history_date == entry.updated


def test_saving_what_is_already_there_makes_no_version(make_entry, ada):
    entry = make_entry(by=ada, theme_names=["Walking"])

    entry = revised(entry, ada, body=entry.body, theme_names=["walking"])

    assert entry.revision == 1
    assert entry.history.count() == 1


def test_a_version_remembers_its_themes_though_taggit_keeps_no_history(make_entry, ada):
    entry = make_entry(by=ada, theme_names=["Walking", "Health"])

    entry = revised(entry, ada, theme_names=["Walking"])

    assert entry.history.get(revision=1).theme_names == ["Health", "Walking"]
    assert entry.history.get(revision=2).theme_names == ["Walking"]
    assert list(entry.tags.names()) == ["Walking"]


def test_a_version_remembers_its_links_and_its_facts(make_entry, proposition, ada):
    entry = make_entry(by=ada, first_step="Put your boots by the door.")
    actions.link(entry, proposition, stance="supports", why="It gets people up.", by=ada)

    entry.refresh_from_db()
    revised(entry, ada, first_step="Ask somebody along.")

    now, linked, first = entry.history.order_by("-revision")
    assert [row.first_step for row in (first, linked, now)] == [
        "Put your boots by the door.",
        "Put your boots by the door.",
        "Ask somebody along.",
    ]
    assert [[link["why"] for link in row.links_record] for row in (first, linked, now)] == [
        [],
        ["It gets people up."],
        ["It gets people up."],
    ]


def test_a_link_makes_a_version_of_its_source_and_none_of_its_target(make_entry, proposition, ada):
    entry = make_entry(by=ada)

    actions.link(entry, proposition, stance="supports", why="It gets people up.", by=ada)

    entry.refresh_from_db()
    proposition.refresh_from_db()
    assert (entry.revision, proposition.revision) == (2, 1)


def test_a_rating_makes_no_version_but_both_pages_know_that_they_changed(
    make_entry, proposition, ada, dan
):
    entry = make_entry(by=ada)
    link = actions.link(entry, proposition, stance="supports", why="It gets people up.", by=ada)
    before = dict(Entry.objects.values_list("pk", "page_version"))

    actions.rate(link, by=dan, strength=4, ground="did", reason="We walk on Tuesdays.")

    after = dict(Entry.objects.values_list("pk", "page_version"))
    assert after == {pk: version + 1 for pk, version in before.items()}
    assert set(Entry.objects.values_list("revision", flat=True)) == {1, 2}


def test_restoring_brings_text_facts_and_themes_back_and_leaves_links(
    make_entry, proposition, ada, dan
):
    entry = make_entry(by=ada, theme_names=["Walking"], first_step="Boots on.")
    first = history.version_of(entry)
    entry = revised(entry, dan, body="<p>Sit down.</p>", theme_names=["Chairs"], first_step="")
    actions.link(entry, proposition, stance="challenges", why="It sits.", by=dan)

    entry = actions.restore_version(entry, to=1, by=ada)

    assert history.version_of(entry) == first
    assert list(entry.tags.names()) == ["Walking"]
    assert [link["why"] for link in entry.links_record] == ["It sits."]
    assert entry.revision == 4


def test_restoring_with_links_makes_them_what_they_were_and_keeps_their_ratings(
    make_entry, proposition, ada, dan
):
    entry = make_entry(by=ada)
    link = actions.link(entry, proposition, stance="supports", why="It gets people up.", by=ada)
    actions.rate(link, by=dan, strength=4, ground="did", reason="We walk on Tuesdays.")
    actions.unlink(link, by=ada)
    assert not Link.objects.standing().exists()

    entry = actions.restore_version(entry, to=2, by=ada, with_links=True)

    assert list(Link.objects.standing()) == [link]
    assert [item["id"] for item in entry.links_record] == [link.pk]
    assert Rating.objects.get().reason == "We walk on Tuesdays."


def test_points_keep_their_address_when_others_come_and_go(make_entry, ada):
    entry = make_entry(by=ada, body="<p>Meet outdoors.</p><p>Walk side by side.</p>")
    second = re.findall(r'<p id="(p-\w+)">Walk', entry.body)

    entry = revised(entry, ada, body="<p>Bring a flask.</p><p>Walk side by side, slowly.</p>")

    assert re.findall(r'<p id="(p-\w+)">Walk', entry.body) == second


def test_what_is_stored_is_sanitized_whatever_the_door(make_entry, ada):
    entry = make_entry(
        by=ada,
        body='<p onclick="x()">Hello</p><script>alert(1)</script>',
        barriers="<ul><li><img src=x onerror=alert(1)>Rain</li></ul>",
    )

    stored = Entry.objects.get(pk=entry.pk)
    assert re.sub(r' id="p-\w+"', "", stored.body) == "<p>Hello</p>"
    assert re.sub(r' id="p-\w+"', "", stored.barriers) == "<ul><li>Rain</li></ul>"


@pytest.mark.parametrize("name", ["HOUSING", "housing", " Housing "])
def test_a_theme_in_another_case_is_the_same_theme(make_entry, ada, name):
    make_entry(by=ada, theme_names=["Housing"])

    entry = make_entry(by=ada, title="Another", theme_names=[name])

    assert entry.theme_names == ["Housing"]
    assert Theme.objects.count() == 1


def test_themes_fold_case_beyond_ascii_and_dashes(make_entry, ada):
    make_entry(by=ada, theme_names=["Réseaux", "Mutual aid"])

    entry = make_entry(by=ada, title="Another", theme_names=["RÉSEAUX", "mutual-aid"])

    assert entry.theme_names == ["Mutual aid", "Réseaux"]


def test_a_long_reason_is_kept_whole(make_entry, ada):
    reason = "because " * 40

    entry = make_entry(by=ada, reason=reason)

    assert entry.history.get().history_change_reason == reason


def test_the_database_refuses_a_second_row_for_one_version(make_entry, ada):
    entry = make_entry(by=ada)

    with pytest.raises(IntegrityError), transaction.atomic():
        entry._history_user = ada
        entry.save()

    assert entry.history.count() == 1


@pytest.mark.django_db
def test_an_index_alone_tells_how_many_versions_there_are():
    with connection.cursor() as db:
        table = Entry.history.model._meta.db_table
        found = connection.introspection.get_constraints(db, table)
    assert found["versions_by_status"]["columns"] == ["id", "status", "revision"]


def test_a_fact_of_another_kind_is_refused_in_words_and_by_the_database(make_entry, ada):
    with pytest.raises(ValidationError) as wrong:
        make_entry("proposition", by=ada, ending="failed")
    assert wrong.value.message_dict == {"ending": ["A proposition has no “How it ended”."]}

    entry = make_entry("proposition", by=ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(ending="failed")


def test_entries_are_written_by_actions_alone():
    """`.update()` and a proxy both write without leaving a version."""
    rooms = [*SOURCE.glob("practices/**/*.py"), *SOURCE.glob("roundtables/**/*.py")]
    silent = re.compile(r"Entry\.objects(?:\.\w+\([^()]*\))*\.update\(")
    proxies = re.compile(r"class \w+\(Entry\)")

    found = {p.name for p in rooms if silent.search(p.read_text()) or proxies.search(p.read_text())}

    assert len(rooms) > 20
    # Redaction takes words out of every version, and so may not make a new one.
    assert found == {"redacting.py"}


def test_an_edit_without_a_new_theme_or_link_takes_few_queries(make_entry, ada):
    entry = make_entry(by=ada, theme_names=["Walking"])

    with CaptureQueriesContext(connection) as queries:
        revised(entry, ada, body="<p>Meet outdoors.</p><p>Walk slowly.</p>", reason="Slower")

    assert len(queries) <= 16


def test_an_edit_with_a_new_theme_takes_at_most_25_queries(make_entry, ada):
    entry = make_entry(by=ada, theme_names=["Walking"])

    with CaptureQueriesContext(connection) as queries:
        revised(entry, ada, body="<p>Walk in the forest.</p>", theme_names=["Walking", "Forests"])

    assert len(queries) <= 25
