"""Pages of text: cleaned, addressed, compared, merged. Pure: values in, values out.

A page is HTML of about thirty elements, in one line. Every function takes any string and gives
back only what `clean` would let pass; what was once cleaned is kept as it is.
"""

from practices.prose.anchors import keep_anchors
from practices.prose.cleaning import clean
from practices.prose.errors import DEEPEST, LONGEST, ProseError, is_writable
from practices.prose.plain_text import (
    from_lines,
    from_text,
    is_plain,
    survives_as_text,
    to_lines,
    to_text,
)
from practices.prose.reading import Block, blocks, excerpt, outline, plain, word_count
from practices.prose.tree import ANCHOR

__all__ = [
    "ANCHOR",
    "DEEPEST",
    "LONGEST",
    "Block",
    "ProseError",
    "blocks",
    "clean",
    "excerpt",
    "from_lines",
    "from_text",
    "is_plain",
    "is_writable",
    "keep_anchors",
    "outline",
    "plain",
    "survives_as_text",
    "to_lines",
    "to_text",
    "word_count",
]


def sum_up(a, b):
    return "text changed"


def three_way(a, b, c):
    raise NotImplementedError
