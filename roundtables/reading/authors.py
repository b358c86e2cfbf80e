"""Who wrote an article, where its first lines say so."""

import re

from .people import NAME, ROLE, Speaker, is_name, organisation
from .source import Block

_BY = re.compile(
    rf"^(?:(?:written|posted|words|an essay|an article|a blog)\s+)?(?:by|author\s*:)\s*{NAME}(?P<after>(?:,|\s*\(|\s+(?:of|from|at)\s).*|)$",  # noqa: E501
    re.IGNORECASE,
)
_POST = re.compile(rf"^{NAME}(?P<after>,\s.*\b(?i:{ROLE})\b.*)$")
_NAME_ALONE = re.compile(rf"^{NAME}$")
_UNNAMED = "No author is named in the text; please add who it is by."
_LOOKED_AT = 3


def is_byline(block: Block) -> bool:
    """Whether a line names an author, so that it is no heading."""
    return _author_in(block) is not None


def find_author(blocks: list[Block]) -> tuple[Speaker | None, list[str]]:
    """The author named within the first lines after the title, and what is uncertain."""
    for block in blocks[:_LOOKED_AT]:
        if author := _author_in(block):
            return author, []
    if blocks and (alone := _NAME_ALONE.match(blocks[0].text)) and is_name(alone["name"]):
        return None, [f"{alone['name']} may be the author; please check.", _UNNAMED]
    return None, [_UNNAMED]


def _author_in(block: Block) -> Speaker | None:
    line = re.sub(r"\.$", "", block.text)
    if block.kind not in ("paragraph", "heading") or len(line) > 250:
        return None
    by = _BY.match(line)
    # A name with a post that ends in a full stop begins a sentence of the text.
    post = None if block.text.endswith(".") else _POST.match(line)
    named = by if by and by["name"][0].isupper() else post
    if named and is_name(named["name"]):
        return Speaker(named["name"], organisation(named["after"]))
    return None
