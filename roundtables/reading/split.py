"""A source into documents: a file may hold many notes, or several articles."""

from collections import Counter
from itertools import pairwise

from .dates import find_days
from .marks import END, RULE, is_brand, is_lead, is_meeting_line, names_itself
from .source import Block
from .text import BULLET, NUMBER, bare, titlelike

# Two pieces of writing in one file are both long; a section may be short.
_LEAST_WORDS = 150
_LONGEST_BRAND = 120
_STOCK_HEADINGS = {
    bare(name)
    for name in (
        "Introduction", "Background", "Summary", "Discussion", "Conclusion", "Conclusions",
        "References", "Notes", "Acknowledgements", "Next meeting", "Next steps", "Appendix",
        "Further reading", "About the author", "Feedback", "Reflections", "Questions", "Actions",
    )
}  # fmt: skip


def documents(blocks: tuple[Block, ...]) -> list[list[Block]]:
    """The documents in the order they stand, without the marks between them; never empty ones."""
    brands = _brands(blocks)
    found: list[list[Block]] = [[]]
    for block in blocks:
        if END.match(block.text) or (
            len(block.text) <= _LONGEST_BRAND and bare(block.text) in brands
        ):
            found.append([])
        elif not RULE.match(block.text):
            if _opens_another(block, found[-1]):
                found.append([] if names_itself(block.text) else _taken_back(found[-1]))
            found[-1].append(block)
    return [part for document in found if document for part in _articles(document)]


def _brands(blocks: tuple[Block, ...]) -> set[str]:
    """Short lines that stand before a note's first line again and again, or are said twice."""
    before = Counter(
        bare(first.text)
        for first, second in pairwise(blocks)
        if len(first.text) <= _LONGEST_BRAND and is_lead(second.text) and not find_days(first.text)
    )
    short = [block.text for block in blocks if len(block.text) <= _LONGEST_BRAND]
    doubled = {bare(text) for text in short if is_brand(text)}
    seen = Counter(bare(text) for text in short)
    repeated = {text for text, times in before.items() if times > 1 and seen[text] == times}
    followed = {text for text in doubled if before[text] or seen[text] > 1}
    return (repeated | followed) - {""}


def _opens_another(block: Block, current: list[Block]) -> bool:
    if len(block.text) > 300 or BULLET.match(block.text) or block.kind == "item":
        return False
    return (is_lead(block.text) or is_meeting_line(block.text)) and _has_substance(current)


def _has_substance(blocks: list[Block]) -> bool:
    """More than the first lines of a note: something was said in it, as its ends show."""
    ends = blocks if len(blocks) <= 16 else blocks[:12] + blocks[-4:]
    said = [block for block in ends if not is_meeting_line(block.text)]
    return len(said) > 3 or any(
        BULLET.match(block.text) or block.text.endswith(".") or len(block.text) > 150
        for block in said
    )


def _taken_back(current: list[Block]) -> list[Block]:
    """A title stands above its meeting's line: the last short line goes with what it opens."""
    last = current[-1]
    if last.kind == "heading" or (titlelike(last.text) and not NUMBER.match(last.text)):
        return [current.pop()]
    return []


def _articles(blocks: list[Block]) -> list[list[Block]]:
    """A document without a note's marks may be several articles, each under its own title."""
    if is_lead(blocks[0].text):
        return [blocks]
    starts = _top_headings(blocks) or _far_titles(blocks)
    cuts = [0, *(start for start in starts if start), len(blocks)]
    pieces = [blocks[first:last] for first, last in pairwise(cuts)]
    if all(_words(piece) >= _LEAST_WORDS for piece in pieces):
        return pieces
    return [blocks]


def _top_headings(blocks: list[Block]) -> list[int]:
    """Marked-up text has one heading of the first level for each piece of writing."""
    found = [at for at, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    others = any(block.kind == "heading" and block.level > 1 for block in blocks)
    return found if len(found) > 1 and others else []


def _far_titles(blocks: list[Block]) -> list[int]:
    """Titles further from the text before them than any other heading of the file.

    A file that leaves as much room above every heading has sections, not articles.
    """
    gaps = {
        at: block.gap
        for at, block in enumerate(blocks)
        if at and titlelike(block.text, longest=120) and not NUMBER.match(block.text)
    }
    widest = max(gaps.values(), default=0)
    if widest < 2 or not titlelike(blocks[0].text.rstrip("!"), longest=150):
        return []
    far = [at for at, gap in gaps.items() if gap == widest]
    near = sum(1 for gap in gaps.values() if gap < widest)
    stock = any(bare(blocks[at].text) in _STOCK_HEADINGS for at in far)
    set_apart = set(far)
    usual_gap = max(
        (block.gap for at, block in enumerate(blocks) if at and at not in set_apart), default=0
    )
    alone = len(far) == 1 or near >= len(far)
    return far if alone and not stock and usual_gap < widest else []


def _words(blocks: list[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)
