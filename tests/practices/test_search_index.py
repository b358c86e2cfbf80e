"""The index keeps step with the entries, costs little, and can be made again from nothing."""

import io
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices import search
from practices.models import SearchDoc, SearchPlace, SearchWord

pytestmark = pytest.mark.django_db


def found(client, words: str) -> list[str]:
    page = client.get("/search/", {"q": words, "literally": "1"}).content.decode()
    links = re.findall(r'<li class="entry">\s*<h2><a[^>]*>(.*?)</a>', page)
    return [re.sub("<.*?>", "", link) for link in links]


@pytest.mark.parametrize(("kind", "most"), [("practice", 2), ("case", 4)])
def test_to_index_an_entry_takes_few_queries(make_entry, kind, most):
    fields = {"place": "Hyde Park, Leeds"} if kind == "case" else {}
    entry = make_entry(kind, **fields)

    with CaptureQueriesContext(connection) as asked:
        search.index(entry)

    assert len(asked) <= most


def test_the_index_can_be_made_again_from_nothing(visitor, make_entry):
    make_entry(title="Shared kitchens", theme_names=["Food"])
    make_entry("case", title="A case", place="Leeds")
    SearchDoc.objects.all().delete()
    SearchPlace.objects.all().delete()
    SearchWord.objects.all().delete()
    assert found(visitor, "shared kitchens") == []
    SearchWord.objects.create(word="leftover")

    said = io.StringIO()
    call_command("reindex", stdout=said)

    assert said.getvalue() == "The search index is whole: 2 entries.\n"
    assert found(visitor, "kitchen") == ["Shared kitchens"]
    assert list(SearchPlace.objects.values_list("key", "name")) == [("leeds", "Leeds")]
    words = set(SearchWord.objects.values_list("word", flat=True))
    assert "leftover" not in words
    assert {"shared", "kitchens", "food", "leeds"} <= words


def test_reindexing_twice_finds_each_entry_once(visitor, make_entry):
    make_entry(title="Shared kitchens")

    call_command("reindex", stdout=io.StringIO())
    call_command("reindex", stdout=io.StringIO())

    assert found(visitor, "kitchens") == ["Shared kitchens"]


def test_a_very_long_text_in_any_script_is_kept(visitor, make_entry):
    body = "".join(f"<p>{'相互扶助 ' * 200}{number}</p>" for number in range(300))

    make_entry(title="Long", body=body)

    assert found(visitor, "相互扶助") == ["Long"]


def test_snippets_show_where_most_was_found(visitor, make_entry):
    filler = "Nothing to see in this sentence at all. " * 40
    make_entry(
        title="Long",
        body=f"<p>One tea. {filler}</p><h2>Together</h2><p>Réseaux over tea and more tea.</p>",
    )

    page = visitor.get("/search/", {"q": "tea reseaux"}).content.decode()

    assert "Together: <mark>Réseaux</mark> over <mark>tea</mark> and more <mark>tea</mark>." in page
