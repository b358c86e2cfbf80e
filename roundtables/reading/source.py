"""What a file, an upload or a pasted text becomes before anyone asks what it says."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "heading", "item", "quote", "table"]


class UnreadableFile(Exception):
    """A file could not be read. Its text is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, quotation or table.

    `text` is plain and tidy; `html` is the same with its emphasis and links, already escaped, or
    empty when the source had none. `level` counts headings from 1 and list depth from 0. `gap` is
    the number of blank lines before it and `indent` its leading spaces: plain text says by these
    what marked-up text says by tags.
    """

    text: str
    kind: Kind = "paragraph"
    level: int = 0
    gap: int = 0
    indent: int = 0
    html: str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A named run of blocks; `remarks` says what was guessed or left out while reading."""

    name: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
