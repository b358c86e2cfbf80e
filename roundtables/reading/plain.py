"""Plain text into blocks: one line one block, unless the text was wrapped by a mail program."""

import re
from dataclasses import replace

from .source import Block
from .text import BULLET, NUMBER, tidy

_HASHES = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
# Text wrapped by a program stays below this many letters a line.
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 40


def blocks_of(text: str) -> tuple[Block, ...]:
    """The lines of `text` as blocks, with blank lines counted and wrapped lines joined."""
    lines: list[Block] = []
    gap = 0
    for raw in _LINE_ENDS.split(text.replace("\f", "\n\n\n")):
        line = tidy(raw)
        if line:
            lines.append(_block(raw, line, gap))
            gap = 0
        else:
            gap += 1
    return tuple(_joined(_with_lone_bullets(lines)))


def _block(raw: str, line: str, gap: int) -> Block:
    if hashes := _HASHES.match(line):
        return Block(hashes[2], kind="heading", level=len(hashes[1]), gap=gap)
    wide = raw.expandtabs(4)
    return Block(line, gap=gap, indent=len(wide) - len(wide.lstrip()))


def _with_lone_bullets(lines: list[Block]) -> list[Block]:
    """A bullet left alone on its line, as pasting from Word does, belongs to the next line."""
    joined: list[Block] = []
    lone: Block | None = None
    for line in lines:
        if lone:
            line = replace(line, text=f"{lone.text} {line.text}", gap=lone.gap, indent=lone.indent)
            lone = None
        if len(line.text) == 1 and BULLET.match(line.text + " "):
            lone = line
        else:
            joined.append(line)
    return joined


def _joined(lines: list[Block]) -> list[Block]:
    width = _wrap_width(lines)
    if width is None:
        return lines
    joined = lines[:1]
    for before, line in zip(lines, lines[1:], strict=False):
        if _may_go_on(before, line) and (_was_full(before, line, width) or _runs_on(before, line)):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined


def _wrap_width(lines: list[Block]) -> int | None:
    """The width the text was wrapped at, or None: most lines must break where a word
    would not have fitted any more."""
    width = max((line.indent + len(line.text) for line in lines), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    pairs = [pair for pair in zip(lines, lines[1:], strict=False) if _may_go_on(*pair)]
    full = sum(_was_full(before, line, width) for before, line in pairs)
    return width if full >= 3 and full * 10 >= len(pairs) * 6 else None


def _may_go_on(before: Block, line: Block) -> bool:
    number = NUMBER.match(line.text)
    starts_anew = BULLET.match(line.text) or (number and number["dot"])
    return not (line.gap or starts_anew or "heading" in (before.kind, line.kind))


def _was_full(before: Block, line: Block, width: int) -> bool:
    first_word = line.text.split(" ", 1)[0]
    # A line may fall a few letters short of the widest one and still have been full.
    return before.indent + len(before.text) + 1 + len(first_word) > width - 3


def _runs_on(before: Block, line: Block) -> bool:
    return line.text[:1].islower() and before.text[-1:] not in ".!?:;"
