"""The whole library as plain files, and a library made again from them."""

import json
import shutil
import subprocess
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from practices import actions
from practices.models import Attachment, Entry, Link, Page, Person, Rating, Suggestion, Term, Theme
from practices.transfer.front_matter import read, write
from tests.conftest import empty_log, guard_log

MEETING = {
    "kind": "cell",
    "date": "2020-07-16",
    "date_inferred": True,
    "online": True,
    "series": "Changing Practices",
    "number": 1,
    "next": [{"start": "2020-09-17T15:00", "end": "2020-09-17T16:30", "inferred": False}],
    "speakers": [{"name": "Rosa Vale", "organisation": None}],
}


def run(command: str, *arguments: str | Path) -> str:
    said = StringIO()
    call_command(command, *map(str, arguments), stdout=said, stderr=StringIO())
    return said.getvalue()


def contents(folder: Path) -> dict[str, str]:
    """Every file's text, by name; the day it was written may differ."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(folder)): path.read_text("utf-8", errors="surrogateescape")
        for path in files
        if path.name not in ("README.txt", "checksums.sha256")
    }


def data(folder: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder / "data" / f"{name}.jsonl").open()]


@pytest.fixture
def library(transactional_db, ada, ben, cleo, dan, make_entry, send_picture) -> Entry:
    """A small library with one of everything. Returns the practice at its heart."""
    Term.objects.create(facet="group", name="Carers")
    proposition, other = (
        make_entry("proposition", title=title, barriers="<ul><li>Haste</li></ul>")
        for title in ("Relationships are better", "Near is better")
    )
    practice = make_entry(
        by=ada, theme_names=["Walking", "Trust"], groups=["carers"], source="What we saw"
    )
    practice = actions.revise(
        practice, by=dan, base=1, reason="Better", title="Walk & “talk”", body="<p>Walk.</p>"
    )
    link = actions.link(practice, proposition, stance="supports", why="Side by side", by=ada)
    gone = actions.link(practice, other, stance="adapts", why="Once", by=ada)
    actions.rate(link, by=dan, strength=4, ground="did", reason="Every Tuesday")
    actions.unlink(gone, by=ada)
    asked = actions.say(practice, by=dan, body="What if it rains, @ada-okafor?", is_question=True)
    actions.mark_helped(actions.answer(asked, by=ada, body="We take umbrellas."), by=dan)
    actions.hide(actions.say(practice, by=dan, body="Rude words"), by=cleo, reason="Unkind")
    actions.suggest("practice", of=practice, base=2, by=dan, source="<b>Two</b> walks")
    stranger = {"name": "Vim Sol", "email": "vim@example.com"}
    mine = actions.suggest("practice", of=practice, base=2, by=None, body="Run.", **stranger)
    actions.send_back(mine, by=cleo, answer="We walk here.")
    followed = {"entry": str(practice.pk), "person": str(ada.pk), "search": "q=walk"}
    for what, key in followed.items():
        actions.follow(what, key, by=dan, level="daily")
    make_entry("case", by=ada, title="Older", theme_names=["Strolling"])
    strolling, walking = Theme.objects.filter(slug__in=["strolling", "walking"]).order_by("slug")
    actions.merge_themes(strolling, walking, by=cleo, reason="The same")
    actions.entrust_theme(walking, by=cleo, name=[dan, ada])
    actions.set_words(walking, by=cleo, words=["On foot", "Strolling"])
    actions.mark_versions_seen([(practice.pk, 1)], by=cleo)
    note = make_entry("note", by=ben, title="Third cell", meeting=MEETING, place="online")
    actions.publish(note, by=ben)
    actions.confirm(practice, by=dan)
    actions.entrust(other, by=cleo, keeper=None, group="changing-practices", due=None)
    make_entry("note", by=ben, title="Not yet", body="<p>Secret draft.</p>")
    for status, colour in (("published", "teal"), ("draft", "plum")):
        cups = send_picture(ada, colour=colour, alt=f"{status.capitalize()} cups")
        body = f'<p>Look:</p><figure><img src="{cups.address}"></figure>'
        make_entry("case", by=ada, title="Tea", body=body, status=status)
    deleted = make_entry("case", by=ada, title="A slip")
    actions.delete(deleted, by=cleo, reason="Told in confidence")
    page = actions.write_page(Page(slug="about"), by=cleo, title="About", body="Ours.")
    actions.write_page(page, by=cleo, title="About us", body="Ours to look after.")
    return Entry.objects.get(pk=practice.pk)


def emptied() -> None:
    if connection.vendor == "sqlite":
        empty_log()
    else:
        guard_log(up=False)
    call_command("flush", interactive=False, verbosity=0)


def test_a_library_made_from_an_export_is_the_same_library(library, tmp_path, visitor, settings):
    pages = [
        f"/practices/{library.slug}/",
        f"/practices/{library.slug}/history/",
        f"/practices/{library.slug}/history/1/",
        f"/e/{library.pk}/2/",
        "/propositions/relationships-are-better/",
        "/roundtables/third-cell/",
        f"/practices/{library.slug}/discussion/",
        "/changes/",
        "/about/",
        "/themes/strolling/",
        "/search/?q=on+foot",
    ]
    before = {path: visitor.get(path, follow=True).content for path in pages}
    cups = Attachment.objects.get(alt="Published cups")
    paths = [cups.address, f"/files/480/{cups.file_name}"]
    pictures = {path: visitor.get(path).getvalue() for path in paths}
    run("export", tmp_path / "one", "--with-addresses")
    emptied()
    shutil.rmtree(settings.MEDIA_ROOT)
    run("import", tmp_path / "one")
    run("export", tmp_path / "two", "--with-addresses")
    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    for path in pages:
        assert visitor.get(path, follow=True).content == before[path], path
    for path in paths:
        assert visitor.get(path).getvalue() == pictures[path]
        assert (tmp_path / "one" / path.lstrip("/")).read_bytes() == pictures[path]
    assert f"](../files/{cups.file_name})" in (tmp_path / "one" / "cases" / "tea.md").read_text()
    draft = Attachment.objects.get(alt="Draft cups")
    assert visitor.get(draft.address).status_code == 404
    assert visitor.get("/practices/walk-and-talk/").url == f"/practices/{library.slug}/"
    assert b"/practices/walk-talk/" in visitor.get("/search/", {"q": "walk"}).content
    assert b"Changing Practices" in visitor.get("/series/changing-practices/").content


def test_work_goes_on_in_a_library_made_from_an_export(library, tmp_path, as_):
    run("export", tmp_path / "one", "--with-addresses")
    emptied()
    run("import", tmp_path / "one")
    dan = Person.objects.get(email="dan@example.org")
    made = actions.create("practice", by=dan, title="New", body="New.")
    assert made.pk > library.pk
    entry = actions.revise(Entry.objects.get(pk=library.pk), by=dan, base=2, body="<p>Run.</p>")
    assert entry.revision == library.revision + 1
    link = Link.objects.get(why="Side by side")
    assert actions.rate(link, by=dan, strength=2, ground="saw", reason="Less").pk
    assert Rating.objects.get().strength == 2
    assert as_(dan).get("/accounts/profile/").status_code == 200


def test_what_waited_waits_on_and_nobody_is_told_again(library, tmp_path, as_):
    run("export", tmp_path / "one", "--with-addresses")
    emptied()
    run("import", tmp_path / "one")

    assert "0 new notices, 0 new letters" in run("work", "--once")
    one, other = Suggestion.objects.order_by("pk")
    assert (one.author_name, one.is_waiting) == ("Dan Reyes", True)
    assert (other.author_name, other.email, other.answer) == (
        "Vim Sol",
        "vim@example.com",
        "We walk here.",
    )
    dan = Person.objects.get(email="dan@example.org")
    page = as_(dan).get("/following/").content.decode()
    for name in ("Walk &amp; “talk”", "Ada Okafor", "“walk”"):
        assert f">{name}</a>" in page


def test_the_files_can_be_read_without_the_software(library, tmp_path):
    run("export", tmp_path / "one")
    text = (tmp_path / "one" / "practices" / f"{library.slug}.md").read_text("utf-8")
    _, facts, body = text.split("+++\n", 2)
    assert body == "Walk.\n"
    said = tomllib.loads(facts)
    assert (said["title"], said["themes"]) == ("Walk & “talk”", ["Trust", "Walking"])
    assert said["links"] == [
        {"to": "propositions/relationships-are-better", "stance": "supports", "why": "Side by side"}
    ]
    versions = [row for row in data(tmp_path / "one", "versions") if row["entry"] == library.pk]
    assert [(row["revision"], row["by"], row["why"]) for row in versions[:2]] == [
        (1, "ada-okafor", ""),
        (2, "dan-reyes", "Better"),
    ]
    assert "sha256sum" in (tmp_path / "one" / "README.txt").read_text("utf-8")
    subprocess.run(
        [shutil.which("sha256sum") or "shasum", "-c", "checksums.sha256"],
        cwd=tmp_path / "one",
        check=True,
        capture_output=True,
    )


def test_addresses_stay_here_unless_asked_for_and_passwords_always(library, tmp_path):
    run("export", tmp_path / "without")
    run("export", tmp_path / "with", "--with-addresses")
    without, with_them = ("\n".join(contents(tmp_path / n).values()) for n in ("without", "with"))
    assert "ada@example.org" not in without and "vim@example.com" not in without
    assert "ada@example.org" in with_them
    assert set().union(*data(tmp_path / "with", "people")) == {
        "username",
        "name",
        "role",
        "about",
        "is_listed",
        "vouched",
        "is_system",
        "is_active",
        "joined",
        "email",
    }
    emptied()
    run("import", tmp_path / "without")
    run("export", tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "without")


def test_an_export_for_others_holds_what_everybody_may_read_and_no_more(library, tmp_path):
    run("export", tmp_path / "one", "--published-only")
    everything = "\n".join(contents(tmp_path / "one").values())
    assert "Secret draft" not in everything
    assert "A slip" not in everything
    assert "Rude words" not in everything
    assert "We take umbrellas." in everything
    assert "Told in confidence" not in everything
    assert "Vim Sol" not in everything and "We walk here." not in everything
    assert data(tmp_path / "one", "follows") == []
    assert ("Published cups" in everything, "Draft cups" in everything) == (True, False)
    assert len(list((tmp_path / "one" / "files").rglob("*.webp"))) == 2
    assert "Third cell" in everything
    assert {row["status"] for row in data(tmp_path / "one", "versions")} == {"published"}
    emptied()
    run("import", tmp_path / "one")
    assert not Entry.objects.exclude(status="published").exists()


def test_a_folder_with_something_in_it_is_left_alone(library, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty: name a new folder"):
        run("export", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(db, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CommandError, match="cannot be made"):
        run("export", tmp_path / "file" / "folder")


# What is not as it was written ------------------------------------------------------------


@pytest.fixture
def exported(library, tmp_path) -> Path:
    run("export", tmp_path / "one")
    emptied()
    return tmp_path / "one"


def test_a_library_with_entries_takes_no_import(library, tmp_path):
    run("export", tmp_path / "one")
    with pytest.raises(CommandError, match="holds 9 entries, and an import goes into an empty"):
        run("import", tmp_path / "one")


def test_what_is_no_export_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="is not a folder that `export` made"):
        run("import", tmp_path)


def test_a_damaged_export_is_refused_and_nothing_is_brought_in(exported):
    with (exported / "data" / "versions.jsonl").open("a") as file:
        file.write("{}\n")
    with pytest.raises(CommandError, match=r"Not as they were exported: data/versions.jsonl"):
        run("import", exported)
    with pytest.raises(CommandError, match="versions.jsonl, line [0-9]+: 'entry' is missing"):
        run("import", exported, "--changed")
    assert not Entry.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("versions", '"kind": "case"', '"kind": "tale"', "versions.jsonl, line"),
        ("versions", '"by": "ada-okafor"', '"by": "nobody"', "'nobody' is missing or unknown"),
        ("versions", '"theme_names": []', '"theme_names": [7]', "lists of words"),
        ("versions", '"date": "', '"date": "soon ', "is not a moment"),
        ("links", '"stance": "supports"', '"stance": "likes"', "links.jsonl, line"),
        ("links", '"to": ', '"to": 999', "contradict each other"),
        ("ratings", '"strength": 4', '"strength": 40', "ratings.jsonl, line 1"),
        ("suggestions", '"fields": {', '"fields": {"evil": 1, ', "suggestions.jsonl, line"),
        ("follows", '"level": "daily"', '"level": "hourly"', "follows.jsonl, line"),
        ("people", '"role": "steward"', '"role": "king"', "people.jsonl, cleo-lind"),
        ("entries", '"id": ', '"id": 9', "entries.jsonl, 9"),
        ("terms", '"facet": "group"', '"facet": "colour"', "terms.jsonl"),
        ("brought", "", "[]\n", "brought.jsonl, line 1: not an object"),
        ("library", '"format": 1', '"format": 2', "another version of the library"),
    ],
)
def test_files_that_make_no_sense_are_refused_with_the_place(exported, file, old, new, said):
    path = exported / "data" / f"{file}.jsonl"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(CommandError, match=said):
        run("import", exported, "--changed")
    assert not Entry.objects.exists()


def test_text_that_somebody_put_into_the_files_is_sanitized(exported, visitor):
    path = exported / "data" / "versions.jsonl"
    evil = '<script>alert(1)</script><img src=x onerror=\\"alert(2)\\">Walk.</p>'
    path.write_text(path.read_text("utf-8").replace("Walk.</p>", evil), "utf-8")
    run("import", exported, "--changed")
    entry = Entry.objects.get(slug="walk-talk")
    for body in (entry.body, *entry.history.values_list("body", flat=True)):
        assert "alert" not in body
    assert "Walk." in entry.body


@given(
    facts=st.dictionaries(
        st.sampled_from(["title", "source", "themes"]),
        st.text(st.characters(codec="utf-8")) | st.lists(st.text(st.characters(codec="utf-8"))),
    ),
    text=st.text(st.characters(codec="utf-8", exclude_characters="\r")),
)
def test_any_facts_and_any_text_are_read_back_as_they_were_written(facts, text, tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "a.md"
    write(path, facts, text)
    assert (read(path).facts, read(path).markdown) == (facts, text)


def test_a_picture_that_is_another_than_its_row_tells_of_is_refused(exported):
    picture = next((exported / "files").glob("*.webp"))
    picture.write_bytes(b"RIFF")
    with pytest.raises(CommandError, match="is not the file that its row tells of"):
        run("import", exported, "--changed")
    assert (Entry.objects.count(), Attachment.objects.count()) == (0, 0)
