"""Plain files of facts in TOML between two lines of `+++`, then a text in Markdown.

The links of an entry stand last among its facts, each a table of its own.
"""

import json
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


def write(path: Path, facts: dict[str, Any], markdown: str) -> None:
    """Write one file that `read` reads back. What is None is left out."""
    links = facts.get("links", [])
    lines = [_fact(name, value) for name, value in facts.items() if name != "links"]
    for link in links:
        lines += ["[[links]]", *(_fact(name, value) for name, value in link.items())]
    said = "".join(f"{line}\n" for line in lines if line)
    path.write_text(f"{MARK}{said}{MARK}{markdown}", "utf-8")


def _fact(name: str, value: Any) -> str:
    return "" if value is None else f"{name} = {_toml(value)}"


def _toml(value: Any) -> str:
    """A value as TOML, which reads strings as JSON does, save for one character."""
    if isinstance(value, list):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, dict):
        pairs = [f"{key} = {_toml(item)}" for key, item in value.items() if item is not None]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
