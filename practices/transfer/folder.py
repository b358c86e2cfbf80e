"""A folder of files that is either whole or not there, and can say whether it was changed."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SUMS = "checksums.sha256"


class UnfitFolder(Exception):
    """The folder cannot be written or read as asked; says why in a sentence."""


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """A folder beside this one to write into; it takes this one's place at the very end.

    Its checksums are written last. Raises UnfitFolder where something stands in the way.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnfitFolder(f"{folder} is there already and not empty: name a new folder.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as problem:
        raise UnfitFolder(f"{folder} cannot be made ({problem.strerror}).") from problem
    try:
        yield room
        (room / SUMS).write_text("".join(f"{sum_of(p)}  {name}\n" for name, p in files_in(room)))
        room.chmod(0o755)
        room.rename(folder)
    except OSError as problem:
        raise UnfitFolder(f"{folder} cannot be written ({problem.strerror}).") from problem
    finally:
        shutil.rmtree(room, ignore_errors=True)


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file but the checksums, with its name as they have it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != SUMS:
            yield path.relative_to(folder).as_posix(), path


def sum_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def changed_files(folder: Path) -> list[str]:
    """The names of files that are not as they were written, missing or new.

    Raises UnfitFolder where there is no list to go by.
    """
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, ValueError) as problem:
        raise UnfitFolder(f"{folder} is not a folder that `export` made: no {SUMS}.") from problem
    wrote = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    are = {name: sum_of(path) for name, path in files_in(folder)}
    return sorted(name for name in wrote | are if wrote.get(name) != are.get(name))


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write one JSON object a line. Returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read them back. Raises UnfitFolder with the line that does not fit."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise UnfitFolder(f"{path.name}, line {number}: not an object.")
                yield row
    except OSError as problem:
        raise UnfitFolder(f"{path} cannot be read ({problem.strerror}).") from problem
    except ValueError as problem:
        raise UnfitFolder(f"{path.name}: {problem}.") from problem
