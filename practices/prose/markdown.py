"""Pages as Markdown, for those who bring it or take it away. What is kept is never Markdown."""

import re

from markdown_it import MarkdownIt
from markdownify import markdownify

from practices.prose.cleaning import clean, parse
from practices.prose.errors import ProseError, check
from practices.prose.tree import write

# Links are looked for from each bracket to the end of its paragraph; no page has so many.
_MOST_BRACKETS = 500
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

# CommonMark with tables and ~~strikethrough~~; HTML in it is text like any other.
_READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def from_markdown(text: str) -> str:
    """The page that Markdown describes; raises ProseError like `clean`."""
    check(text)
    if any(part.count("[") > _MOST_BRACKETS for part in _BLANK_LINE.split(text)):
        raise ProseError(
            "One paragraph of this text holds too many square brackets to be read as Markdown."
            " Please send it as plain text."
        )
    return clean(_READER.render(text))


def to_markdown(html: str) -> str:
    """A page as Markdown, without its anchors; ends with a new line unless it is empty."""
    page = write(parse(html), ids=False)
    text: str = markdownify(
        page, heading_style="ATX", bullets="-", newline_style="BACKSLASH", escape_misc=True
    )
    lines = (line.rstrip() if line.strip() else "" for line in text.strip().split("\n"))
    return "\n".join(lines) + "\n" if text.strip() else ""
