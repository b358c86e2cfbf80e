"""Everything in one file, and back: on this machine or a fresh one."""

import shutil
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from practices import actions
from practices.management.commands import restore as restore_command
from practices.models import Entry, Person
from practices.transfer import copies


def run(command: str, *arguments: str | Path) -> str:
    said = StringIO()
    call_command(command, *map(str, arguments), stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.fixture(autouse=True)
def place(settings, tmp_path) -> Path:
    """A data folder of its own; the database is the one of the tests."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    return tmp_path


@pytest.fixture
def library(transactional_db, place, ada, make_entry) -> Entry:
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("needs pg_dump")
    ada.set_password("a long walk in the rain")
    ada.save()
    (settings.MEDIA_ROOT / "uploads").mkdir(parents=True)
    (settings.MEDIA_ROOT / "uploads" / "picture.png").write_bytes(b"\x89PNG picture")
    return make_entry(by=ada)


def test_what_was_backed_up_comes_back_whole_with_accounts_and_uploads(library, ada, place):
    said = run("backup", place / "all.zip")
    assert "holds everything" in said
    assert (place / "all.zip").stat().st_mode & 0o077 == 0
    actions.revise(library, by=ada, base=1, title="Something else")
    Person.objects.filter(pk=ada.pk).update(email="changed@example.org", password="!")
    (settings.MEDIA_ROOT / "uploads" / "picture.png").write_bytes(b"another")
    said = run("restore", place / "all.zip", "--yes")
    assert "1 entries" in said
    entry = Entry.objects.get()
    assert (entry.title, entry.revision, entry.history.count()) == ("Walk and talk", 1, 1)
    assert Person.objects.get().check_password("a long walk in the rain")
    assert (settings.MEDIA_ROOT / "uploads" / "picture.png").read_bytes() == b"\x89PNG picture"


def test_what_was_here_before_is_kept_and_can_be_brought_back(library, ada, place):
    run("backup", place / "all.zip")
    actions.revise(library, by=ada, base=1, title="Something else")
    said = run("restore", place / "all.zip", "--yes")
    aside = Path(said.strip().splitlines()[-1].removeprefix("What was here before is in ")[:-1])
    copies.put_back(aside)
    assert Entry.objects.get().title == "Something else"
    kept = [path for path in (place / "data" / "backups").iterdir() if "media" in path.name]
    assert (kept[0] / "uploads" / "picture.png").exists()


def test_a_backup_never_replaces_a_file(library, place):
    (place / "mine").write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        run("backup", place / "mine")
    assert (place / "mine").read_text() == "mine"
    assert [path.name for path in place.iterdir() if path.name.startswith(".")] == []


def test_without_a_yes_nothing_changes(library, ada, place, monkeypatch):
    run("backup", place / "all.zip")
    actions.revise(library, by=ada, base=1, title="Something else")
    monkeypatch.setattr(restore_command, "input", lambda question: "no", raising=False)
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("restore", place / "all.zip")
    assert Entry.objects.get().title == "Something else"


def spoil(path: Path, name: str, data: bytes) -> None:
    """Put other data under a name in a zip, so that the zip itself is in order."""
    whole = zipfile.ZipFile(path)
    with zipfile.ZipFile(path.with_suffix(".new"), "w") as copy:
        for member in whole.namelist():
            copy.writestr(member, data if member == name else whole.read(member))
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-900]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"PK\x03\x04 not really"),
        lambda path: spoil(path, "database", b"nothing of the kind"),
        lambda path: spoil(path, "backup.json", b"{}"),
        lambda path: spoil(path, "backup.json", b"[1"),
        lambda path: spoil(path, "media/uploads/picture.png", b"other"),
        lambda path: path.unlink(),
    ],
)
def test_a_damaged_file_is_refused_before_anything_changes(library, place, damage):
    run("backup", place / "all.zip")
    damage(place / "all.zip")
    with pytest.raises(CommandError, match=r"Nothing was changed\.$"):
        run("restore", place / "all.zip", "--yes")
    assert Entry.objects.get().title == "Walk and talk"
    assert not (place / "data" / "backups").exists()


def test_a_file_that_would_be_laid_elsewhere_is_refused(library, place):
    run("backup", place / "all.zip")
    said = zipfile.ZipFile(place / "all.zip").read("backup.json").decode()
    said = said.replace("media/uploads/picture.png", "../../evil")
    spoil(place / "all.zip", "backup.json", said.encode())
    with pytest.raises(CommandError, match="which no backup has"):
        run("restore", place / "all.zip", "--yes")
    assert not (place / "evil").exists()


def test_a_backup_of_a_newer_library_is_refused(library, place):
    run("backup", place / "all.zip")
    said = zipfile.ZipFile(place / "all.zip").read("backup.json").decode()
    spoil(place / "all.zip", "backup.json", said.replace("0001_library", "0999_later").encode())
    with pytest.raises(CommandError, match="newer library"):
        run("restore", place / "all.zip", "--yes")


def test_the_newest_copies_are_kept_and_older_ones_go(library, place):
    made = [copies.keep_a_copy(f"try-{number}") for number in range(7)]
    assert sorted((place / "data" / "backups").iterdir()) == made[2:]


def test_a_copy_can_be_made_while_others_write_and_holds_one_moment(library, place, ada):
    copies.copy_database(place / "copy")
    actions.revise(library, by=ada, base=1, title="Later")
    copies.put_back(place / "copy")
    assert Entry.objects.get().title == "Walk and talk"
