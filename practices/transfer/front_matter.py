"""Plain files of facts in TOML between two lines of `+++`, then a text in Markdown."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARK = "+++\n"


class UnfitFile(ValueError):
    """A file that does not hold what it should; says which and why."""


@dataclass(frozen=True, slots=True)
class PlainFile:
    """What a file says: its stem, its facts, its Markdown."""

    stem: str
    facts: dict[str, Any]
    markdown: str


def read(path: Path) -> PlainFile:
    """Read one file. Raises UnfitFile."""
    try:
        _, facts, markdown = path.read_text("utf-8").split(MARK, 2)
        return PlainFile(path.stem, tomllib.loads(facts), markdown)
    except ValueError as problem:  # a mark is missing, the TOML is broken, no UTF-8
        raise UnfitFile(f"{path} cannot be read: {problem}.") from problem
