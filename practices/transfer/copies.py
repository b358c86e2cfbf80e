"""A copy of the whole database as it is this moment, by the database's own means."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

KEPT = 5


class NoCopy(Exception):
    """The database could not be copied or put back; says why, and what would help."""


class NoProgram(NoCopy):
    """The program that copies this kind of database is not installed."""


def keep_a_copy(why: str) -> Path:
    """Copy the database into `DATA_DIR/backups`, of which the newest few stay.

    `why` becomes part of the file's name. Raises NoCopy.
    """
    folder = settings.DATA_DIR / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    moment = timezone.localtime().strftime("%Y-%m-%d-%H%M%S-%f")
    path = folder / f"{moment}-{why}{suffix()}"
    copy_database(path)
    copies = sorted(path for path in folder.iterdir() if path.suffix in (".sqlite3", ".dump"))
    for old in copies[:-KEPT]:
        old.unlink()
    return path


def suffix() -> str:
    """How the name of a copy ends, by the kind of database."""
    return ".sqlite3" if is_sqlite() else ".dump"


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def copy_database(path: Path) -> None:
    """Copy the database as one moment saw it, whoever writes meanwhile. Raises NoCopy."""
    if not is_sqlite():
        _postgres("pg_dump", "--format=custom", f"--file={path}", _name())
        return
    connection.ensure_connection()
    try:
        path.touch(mode=0o600)  # it holds addresses, and what passwords are checked against
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
    except (OSError, sqlite3.Error) as problem:
        path.unlink(missing_ok=True)
        raise NoCopy(f"{path} cannot be written: {problem}.") from problem


def put_back(path: Path) -> None:
    """Make the database what a copy of it holds, all or nothing. Raises NoCopy."""
    if not is_sqlite():
        put = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
        _postgres("pg_restore", *put, f"--dbname={_name()}", str(path))
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        copy.backup(connection.connection)
    connection.close()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the database of the settings."""
    if not shutil.which(program):
        raise NoProgram(
            f"{program} is not here: install it with `apt-get install postgresql-client`."
        )
    answer = subprocess.run(
        [program, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise NoCopy(f"{program} failed: {answer.stderr.strip()[-600:]}")


def _environment() -> dict[str, str]:
    """Where the database is. Not as arguments: a password there is seen by all on the machine."""
    there: dict[str, Any] = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(there[key]) for name, key in names.items() if there.get(key)}
    return {**os.environ, **given}
