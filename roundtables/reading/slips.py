"""Slips of the pen that can be seen without a dictionary; offered for correction, never mended."""

import re

from .source import Block

_MOST = 12
_ZERO = re.compile(r"\b[a-z]{1,30}0[a-z]{1,30}\b")
_TWICE = re.compile(r"\b(?P<word>[A-Za-z]{2,30})\s+(?P<again>(?i:(?P=word)))\b")
_MAY_STAND_TWICE = {"that", "had", "is", "so", "very", "no", "bye", "blah"}
_TWO_STOPS = re.compile(r"\b\w{1,30}\.\.(?!\.)")
_GLUED = re.compile(r"‘[^‘’]{1,40}’[a-z]{3,}")
_LOOSE_COMMA = re.compile(r"\b\w{1,30} ,(?=\s)")


def find_slips(blocks: list[Block]) -> list[str]:
    """One sentence for each slip, with what may have been meant; at most twelve."""
    found: list[str] = []
    for block in blocks:
        for slip, better in _slips_in(block.text):
            found.append(f"The text says “{slip}”; “{better}” may be meant.")
    return list(dict.fromkeys(found))[:_MOST]


def _slips_in(text: str) -> list[tuple[str, str]]:
    slips = [(slip, slip.replace("0", "o")) for slip in _ZERO.findall(text)]
    for twice in _TWICE.finditer(text):
        is_name = twice["word"][0].isupper() and twice["again"][0].isupper()
        if not is_name and twice["word"].lower() not in _MAY_STAND_TWICE:
            slips.append((twice[0], twice["word"]))
    slips += [(slip, slip[:-1]) for slip in _TWO_STOPS.findall(text)]
    slips += [(slip, slip.replace("’", "’ ", 1)) for slip in _GLUED.findall(text)]
    slips += [(slip, slip.replace(" ,", ",")) for slip in _LOOSE_COMMA.findall(text)]
    return slips
