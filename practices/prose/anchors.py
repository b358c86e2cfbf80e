"""Addresses of blocks, carried from one version of a page to the next."""

from base64 import b32encode
from collections import Counter
from hashlib import blake2s

from practices.prose.cleaning import parse
from practices.prose.likeness import are_alike, pair
from practices.prose.reading import addressed, own_text
from practices.prose.tree import WHOLE, Node, write


def keep_anchors(old_html: str, new_html: str) -> str:
    """`new_html` with an anchor on every block that can have one.

    A block keeps the anchor it brings, unless that belonged to a quite different block of
    `old_html`. One that brings none takes that of the old block with the same words, wherever it
    stood, or else of the likest (half its words or more). What is left is new: its anchor is made
    from its words, so that the same text always gets the same anchors.
    """
    page = parse(new_html)
    new, old = list(addressed(page)), list(addressed(parse(old_html)))
    _take_off_inside(new)
    old_texts, new_texts = [_key(node) for node in old], [_key(node) for node in new]
    known = _brought(old, new, old_texts, new_texts)
    for x, y in pair(old_texts, new_texts, known=known):
        if old[x].id and not new[y].id:
            new[y].id = old[x].id
    used, tried = {node.id for node in (*old, *new)}, Counter[str]()
    for node, text in zip(new, new_texts, strict=True):
        if not node.id:
            node.id = _make(text, used, tried)
            used.add(node.id)
    return write(page)


def _take_off_inside(blocks: list[Node]) -> None:
    """What stands in a table or a picture has no address of its own: none that came along stays."""
    for whole in blocks:
        if whole.tag in WHOLE:
            for part in whole.walk():
                part.id = whole.id if part is whole else ""


def _key(node: Node) -> str:
    return own_text(node) or write([node], ids=False)


def _brought(
    old: list[Node], new: list[Node], old_texts: list[str], new_texts: list[str]
) -> list[tuple[int, int]]:
    """Pairs that agree in their anchor and are still alike; other old anchors are taken off."""
    where = {node.id: x for x, node in enumerate(old) if node.id}
    pairs = []
    for y, node in enumerate(new):
        x = where.get(node.id) if node.id else None
        if x is None:
            continue
        if are_alike(old_texts[x], new_texts[y]):
            pairs.append((x, y))
        else:
            node.id = ""
    return pairs


def _make(text: str, used: set[str], tried: Counter[str]) -> str:
    """An anchor that is not in use: 30 bits of a hash of the words, and of a count if need be.

    `tried` remembers how far the count went for the same words: a text may say one thing often.
    """
    while True:
        count = tried[text]
        tried[text] += 1
        seed = f"{text}\n{count}" if count else text
        anchor = "p-" + b32encode(blake2s(seed.encode()).digest())[:6].decode().lower()
        if anchor not in used:
            return anchor
