"""Blocks into clean structural HTML, and what can be counted and quoted from it."""

from html import escape

from .source import Block
from .text import bare, opening, unnumbered

_SUMMARIES = {"summary", "executivesummary", "keypoints", "inbrief", "inshort", "ataglance"}


def render(blocks: list[Block]) -> str:
    """The blocks as h2, h3, p, blockquote, table and nested lists; all text escaped."""
    html: list[str] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind == "item":
            end = _end_of_list(blocks, at)
            html.append(_list(blocks[at:end]))
            at = end
            continue
        html.append(_alone(block))
        at += 1
    return "\n".join(html)


def _alone(block: Block) -> str:
    inside = block.html or escape(block.text, quote=False)
    if block.kind == "table":
        return inside
    if block.kind == "heading":
        return f"<h{block.level}>{escape(block.text, quote=False)}</h{block.level}>"
    if block.kind == "quote":
        return f"<blockquote><p>{inside}</p></blockquote>"
    return f"<p>{inside}</p>"


def _end_of_list(blocks: list[Block], start: int) -> int:
    """One list ends where its items do, or where bullets turn into numbers at its own level."""
    at = start + 1
    while at < len(blocks) and blocks[at].kind == "item":
        if blocks[at].level == 0 and blocks[at].ordered != blocks[start].ordered:
            break
        at += 1
    return at


def _list(items: list[Block]) -> str:
    tag = "ol" if items[0].ordered else "ul"
    level = min(item.level for item in items)
    html = [f"<{tag}>"]
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and items[end].level > level:
            end += 1
        own = items[at].html or escape(items[at].text, quote=False)
        nested = _list(items[at + 1 : end]) if end > at + 1 else ""
        html.append(f"<li>{own}{nested}</li>")
        at = end
    return "".join([*html, f"</{tag}>"])


def points(blocks: list[Block]) -> int:
    """How many paragraphs and list items there are: what can be pointed at."""
    return sum(block.kind in ("paragraph", "quote", "item") for block in blocks)


def sections(blocks: list[Block]) -> list[str]:
    """The headings, as written."""
    return [block.text for block in blocks if block.kind == "heading"]


def summary(blocks: list[Block], meeting_lines: list[str]) -> str:
    """What the note's own summary begins with, else its first paragraph, in 300 characters."""
    for heading, following in zip(blocks, blocks[1:], strict=False):
        if heading.kind == "heading" and bare(unnumbered(heading.text)) in _SUMMARIES:
            return opening(following.text)
    spoken = [
        block.text
        for block in blocks
        if block.kind == "paragraph" and block.text not in meeting_lines
    ]
    begun = [opening(text) for text in spoken]
    telling = [text for text in begun if len(text) > 80 and not text.endswith(":")]
    return (telling or begun or [opening(block.text) for block in blocks] or [""])[0]
