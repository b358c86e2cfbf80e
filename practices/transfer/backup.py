"""Everything on this machine in one file, and back: the database and what was uploaded."""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from practices.transfer.copies import copy_database, is_sqlite, keep_a_copy, put_back

Say = Callable[[str], None]
ABOUT = "backup.json"
DATABASE = "database"
MEDIA = "media/"
FORMAT = 1


class UnfitBackup(Exception):
    """The file cannot be made or used; says why. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself."""

    made: str
    database: str
    migrations: list[list[str]]
    sums: dict[str, str]


# Making one -------------------------------------------------------------------------------


def back_up(path: Path, say: Say) -> int:
    """Write the backup, whole or not at all. Returns its size in bytes.

    Raises UnfitBackup, NoCopy.
    """
    if path.exists():
        raise UnfitBackup(f"{path} is there already: name a new file.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as room:
            packed = Path(room) / "packed"
            _pack(packed, Path(room) / DATABASE, say)
            packed.chmod(0o600)
            packed.rename(path)
    except OSError as problem:
        raise UnfitBackup(f"{path} cannot be written ({problem.strerror}).") from problem
    return path.stat().st_size


def _pack(packed: Path, database: Path, say: Say) -> None:
    say("Copying the database …")
    # Before the copy: what is migrated meanwhile makes the copy newer, never older.
    migrations = sorted(MigrationRecorder(connection).applied_migrations())
    copy_database(database)
    sums = {}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        say(f"Packing the database ({database.stat().st_size / 1e6:,.1f} MB) …")
        archive.write(database, DATABASE)
        with database.open("rb") as file:
            sums[DATABASE] = hashlib.file_digest(file, "sha256").hexdigest()
        uploads = list(_uploads())
        for count, name in enumerate(uploads, start=1):
            if count % 100 == 1:
                say(f"Packing pictures and files, {count:,} of {len(uploads):,} …")
            sums[MEDIA + name] = _pack_upload(archive, name)
        about = {
            "format": FORMAT,
            "made": timezone.now().isoformat(timespec="seconds"),
            "database": connection.vendor,
            "migrations": migrations,
            "sums": sums,
        }
        archive.writestr(ABOUT, json.dumps(about, indent=1))


def _uploads() -> Iterator[str]:
    """The names of what was uploaded, wherever it is stored."""
    try:
        folders, _ = default_storage.listdir("")
    except FileNotFoundError:
        return  # nothing yet
    for folder in sorted(folders):
        for name in sorted(default_storage.listdir(folder)[1]):
            yield f"{folder}/{name}"


def _pack_upload(archive: zipfile.ZipFile, name: str) -> str:
    """Put one of them into the archive, as it is: pictures do not get smaller. Gives its sum."""
    with default_storage.open(name) as file:
        data: bytes = file.read()
    archive.writestr(zipfile.ZipInfo(MEDIA + name), data)
    return hashlib.sha256(data).hexdigest()


# Putting it back --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup that was found to be whole, laid out in a folder."""

    about: About
    folder: Path


@contextmanager
def unpacked(path: Path, say: Say) -> Iterator[Unpacked]:
    """Open a backup and look at all of it. Raises UnfitBackup; changes nothing."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.DATA_DIR) as room:
        folder = Path(room)
        say(f"Reading {path} …")
        try:
            with zipfile.ZipFile(path) as archive:
                about = _about(archive)
                for name, digest in about.sums.items():
                    _unpack(archive, name, digest, folder)
        except OSError as problem:
            raise UnfitBackup(f"{path} cannot be read ({problem.strerror}).") from problem
        except (zipfile.BadZipFile, EOFError, ValueError, KeyError, TypeError) as problem:
            raise UnfitBackup(f"{path} is no backup, or it is damaged ({problem}).") from problem
        _check(about, folder)
        yield Unpacked(about, folder)


def _about(archive: zipfile.ZipFile) -> About:
    said: dict[str, Any] = json.loads(archive.read(ABOUT))
    if said["format"] != FORMAT:
        raise ValueError("it was made by another version of the library")
    return About(said["made"], said["database"], said["migrations"], dict(said["sums"]))


def _unpack(archive: zipfile.ZipFile, name: str, digest: str, folder: Path) -> None:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()) or not (
        name == DATABASE or name.startswith(MEDIA)
    ):
        raise ValueError(f"it holds “{name}”, which no backup has")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    with target.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise ValueError(f"{name} is not as it was")


def _check(about: About, folder: Path) -> None:
    if about.database != connection.vendor:
        raise UnfitBackup(
            f"This backup is of {about.database}, and the library runs on {connection.vendor}: "
            "use `export` and `import` to move from one to the other."
        )
    known = MigrationLoader(None).disk_migrations
    newer = [name for app, name in about.migrations if (app, name) not in known]
    if newer:
        raise UnfitBackup(f"This backup is of a newer library ({newer[0]}): update this one first.")
    if is_sqlite():
        with closing(sqlite3.connect(folder / DATABASE)) as database:
            try:
                answer = database.execute("PRAGMA quick_check").fetchone()[0]
            except sqlite3.DatabaseError as problem:
                answer = str(problem)
        if answer != "ok":
            raise UnfitBackup(f"The database in this backup is damaged: {answer}.")


def restore(backup: Unpacked, say: Say) -> Path | None:
    """Make the library what the backup holds. Returns where the database of before is kept.

    Raises NoCopy, and then the library is as it was.
    """
    aside = None
    if connection.introspection.table_names():
        say("Keeping the library as it is now …")
        aside = keep_a_copy("before-restoring")
    say("Putting the database back …")
    put_back(backup.folder / DATABASE)
    _put_media_back(backup.folder / MEDIA)
    return aside


def _put_media_back(found: Path) -> None:
    """Put what was uploaded in its place; what was there is kept beside the earlier databases.

    In a store elsewhere what is there stays: a name says what a file holds.
    """
    if not isinstance(storages["default"], FileSystemStorage):
        for path in (path for path in found.rglob("*") if path.is_file()):
            with path.open("rb") as file:
                storages["default"].save(path.relative_to(found).as_posix(), File(file))
        return
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        moment = timezone.localtime().strftime("%Y-%m-%d-%H%M%S-%f")
        backups = settings.DATA_DIR / "backups"
        backups.mkdir(parents=True, exist_ok=True)
        os.rename(media, backups / f"{moment}-media-before-restoring")
    if found.exists():
        os.rename(found, media)
