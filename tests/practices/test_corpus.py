"""A made-up library: as large as asked, the same every time, shaped like a real one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from practices import prose
from practices.models import Entry, Link, Rating

pytestmark = pytest.mark.django_db


def make(*arguments: str) -> None:
    call_command("make_corpus", *arguments, stdout=StringIO(), stderr=StringIO())


def contents() -> list[tuple]:
    return list(
        Entry.history.order_by("history_id").values_list(
            "id", "revision", "slug", "body", "theme_names", "links_record", "history_date"
        )
    )


def test_it_has_as_many_entries_as_asked_of_every_kind():
    make("150")
    assert Entry.objects.count() == 150
    assert {entry.kind for entry in Entry.objects.all()} == {
        "proposition",
        "practice",
        "case",
        "note",
    }
    assert Link.objects.count() > 100
    assert Rating.objects.count() > 20
    assert Entry.history.count() > 200


def test_the_same_seed_makes_the_same_library():
    make("60", "--seed", "7")
    first = contents()
    Entry.history.all().delete()
    Entry.objects.all().delete()
    make("60", "--seed", "7")
    # Deleting left rows of its own: the new ones are those with other numbers.
    last = max(row[0] for row in first)
    made = [row for row in contents() if row[0] > last]
    shift = made[0][0] - first[0][0]
    assert [(row[0] - shift, row[1], *row[3:5], row[6]) for row in made] == [
        (row[0], row[1], *row[3:5], row[6]) for row in first
    ]


def test_what_is_made_up_is_what_a_person_could_have_saved():
    make("60")
    for row in Entry.history.all():
        assert prose.clean(row.body) == row.body
        assert prose.word_count(row.body) == row.words
    for entry in Entry.objects.prefetch_related("tags"):
        entry.full_clean(exclude=["created_by", "updated_by"])
        newest = entry.history.order_by("-revision").first()
        assert (newest.revision, newest.body) == (entry.revision, entry.body)
        assert sorted(tag.name for tag in entry.tags.all()) == sorted(entry.theme_names)


def test_it_can_be_found_and_read(visitor):
    make("40")
    entry = Entry.objects.of_kind("practice").first()
    assert visitor.get(entry.get_absolute_url()).status_code == 200
    found = visitor.get("/search/", {"q": entry.title}).content.decode()
    assert entry.get_absolute_url() in found


def test_a_library_with_peoples_writing_is_not_mixed_with_it_unasked(ada, make_entry):
    make_entry(by=ada)
    with pytest.raises(CommandError, match="People have written in this library"):
        make("10")
    assert Entry.objects.count() == 1
    make("10", "--add")
    assert Entry.objects.count() == 11


def test_none_at_all_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="1 or more"):
        make("0")
