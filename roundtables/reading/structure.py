"""Lines into headings, paragraphs and nested lists, by how they stand and how they look."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from .source import Block
from .text import BULLET, NUMBER, in_capitals, titlelike, unnumbered

# Bullets of the second level, whatever their indent: Word's "o" and its like.
_LOWER = set("o◦○⁃")


def structure(blocks: list[Block]) -> list[Block]:
    """The same words as headings (level 2 or 3), paragraphs, items (by depth), quotes, tables."""
    declared = any(block.kind == "heading" for block in blocks)
    listed = _listed(blocks)
    numbered = _numbered_lists(listed)
    marked = [_sort(at, numbered, plain_headings=not declared) for at in range(len(numbered))]
    return _levelled(marked)


def _listed(blocks: list[Block]) -> list[Block]:
    """Paragraphs that begin with a bullet become items; the bullet goes, its depth stays."""
    found: list[Block] = []
    stack: list[tuple[str, int]] = []
    for block in blocks:
        bullet = BULLET.match(block.text) if block.kind in ("paragraph", "quote") else None
        if not bullet or not block.text[bullet.end() :].strip():
            stack = []
            found.append(block)
            continue
        depth = _depth(bullet["glyph"], block.indent, stack)
        found.append(_without(block, bullet, kind="item", level=depth))
    return found


def _depth(glyph: str, indent: int, stack: list[tuple[str, int]]) -> int:
    """How deep this bullet lies, given the bullets it stands under; keeps `stack` up to date."""
    while stack and not _is_under(glyph, indent, stack[-1]):
        at_same = stack[-1][0] == glyph and abs(stack[-1][1] - indent) < 2
        stack.pop()
        if at_same:
            break
    stack.append((glyph, indent))
    return len(stack) - 1


def _is_under(glyph: str, indent: int, above: tuple[str, int]) -> bool:
    if glyph == above[0]:
        return indent >= above[1] + 2
    if (glyph in _LOWER) != (above[0] in _LOWER):
        return glyph in _LOWER
    return indent >= above[1] + 2


def _without(block: Block, prefix: re.Match[str], **changes: object) -> Block:
    """The block with its bullet or number cut off, from the marked-up text as well."""
    text = block.text[prefix.end() :].strip()
    html = block.html
    if html.startswith(escape(prefix[0].strip(), quote=False)):
        html = html[len(escape(prefix[0].strip(), quote=False)) :].strip()
    elif html:
        html = ""
    return replace(block, text=text, html=html, **changes)  # type: ignore[arg-type]


def _numbered_lists(blocks: list[Block]) -> list[Block]:
    """Two or more lines in a row numbered 1, 2, 3 are a list; a number standing alone is not."""
    found = list(blocks)
    at = 0
    while at < len(blocks):
        run = _run_of_numbers(blocks, at)
        if len(run) > 1:
            for offset, number in enumerate(run):
                found[at + offset] = _without(
                    blocks[at + offset], number, kind="item", ordered=True
                )
        at += max(1, len(run))
    return found


def _run_of_numbers(blocks: list[Block], start: int) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    for at in range(start, len(blocks)):
        number = NUMBER.match(blocks[at].text) if blocks[at].kind == "paragraph" else None
        if not number or number["number"] != str(len(run) + 1) or not number["dot"]:
            break
        run.append(number)
    return run


def _sort(at: int, blocks: list[Block], *, plain_headings: bool) -> Block:
    block = blocks[at]
    if block.kind != "paragraph" or at + 1 == len(blocks):
        return block
    if _is_numbered_heading(block.text) or _is_capital_heading(block.text):
        return replace(block, kind="heading", level=0)
    if plain_headings and _stands_alone(at, blocks):
        return replace(block, kind="heading", level=0)
    return block


def _is_numbered_heading(text: str) -> bool:
    number = NUMBER.match(text)
    if not number or not (number["dot"] or "." in number["number"]) or len(text) > 150:
        return False
    rest = text[number.end() :]
    return not rest.endswith((".", ";", ",", ":")) and rest[:1].isalpha() or _quoted(rest)


def _quoted(text: str) -> bool:
    return text[:1] in "‘“'\"" and titlelike(text, longest=150)


def _is_capital_heading(text: str) -> bool:
    return in_capitals(text) and len(text) <= 150 and not text.endswith((".", ",", ";"))


def _stands_alone(at: int, blocks: list[Block]) -> bool:
    """A plain title-like line counts when no such line stands before or after it: two or more
    in a row are a list that lost its bullets, or an address."""
    if not _plain_title(blocks[at]):
        return False
    before = at > 0 and _plain_title(blocks[at - 1])
    if before or _plain_title(blocks[at + 1]):
        return False
    # A longer line above a list leads into it, its colon forgotten.
    return blocks[at + 1].kind != "item" or len(blocks[at].text.split()) <= 6


def _plain_title(block: Block) -> bool:
    return (
        block.kind == "paragraph"
        and titlelike(block.text)
        and not in_capitals(block.text)
        and not _is_numbered_heading(block.text)
    )


def _levelled(blocks: list[Block]) -> list[Block]:
    """Two levels are enough on a page: 2 for the main headings, 3 for all below them."""
    main = _main_headings([block for block in blocks if block.kind == "heading"])
    found = []
    for block in blocks:
        if block.kind == "heading":
            block = replace(block, level=2 if next(main) else 3)
        found.append(block)
    return found


def _main_headings(headings: list[Block]) -> Iterator[bool]:
    declared = [heading.level for heading in headings if heading.level]
    if declared:
        top = min(declared)
        return iter([heading.level == top for heading in headings])
    styles = [_style(heading.text) for heading in headings]
    if "1" in styles:
        # Before the first number all is main; after it, only numbers are.
        first = styles.index("1")
        return iter([style == "1" or at < first for at, style in enumerate(styles)])
    return iter([style == styles[0] for style in styles])


def _style(text: str) -> str:
    number = NUMBER.match(text)
    if number:
        return "1" if "." not in number["number"] else "1.1"
    return "CAPITALS" if in_capitals(unnumbered(text)) else "Plain"
