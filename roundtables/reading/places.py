"""Where a meeting was held, and whether people met online."""

import re

from .dates import find_days, find_hours
from .marks import KIND_WORDS, LABELLED, PLACE_LABELS
from .text import from_capitals, in_capitals

_KINDS = "|".join(words for _, words in KIND_WORDS)
_ONLINE = re.compile(
    rf"\bheld\s+on-?line\b|\bon-?line\s+(?:\w+\s+)?(?:{_KINDS})|(?:,|\band|\bmeet|\bmet)\s+on-?line\b"
    r"|^on-?line\b|\b(?:on|via|by|over|using)\s+(?:zoom|(?:ms |microsoft )?teams|skype|video)\b"
    r"|^\s*(?:zoom|teams)\s*$|\bvirtual\b|\bwebinar\b",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:held\s+)?(?:at|in)\s+(?P<place>(?:the\s+)?[A-Z][\w’'&-]*(?:\s+(?:of\s+|the\s+|and\s+)*"
    r"[A-Z0-9][\w’'&-]*)*(?:,\s*[A-Z][\w’'&-]*(?:\s+[A-Z][\w’'&-]*)*)*)"
)


def is_online(text: str) -> bool:
    """Whether a line about a meeting says that it was held online."""
    label = LABELLED.match(text)
    return _ONLINE.search(label["value"] if label else text) is not None


def place_in(line: str) -> str | None:
    """The place in a line about a meeting: after its day, after "at" or "in", or after a label."""
    if label := LABELLED.match(line):
        is_place = label["label"].lower() in PLACE_LABELS
        return _as_place(label["value"]) if is_place else None
    days = find_days(line)
    after = line[days[-1].end :] if days else ""
    if re.match(r"\s*(?:[,;|–-]|\b(?:at|in)\b)", after):
        after = re.split(r"\b(?:with|led by|chaired by)\b", after, flags=re.IGNORECASE)[0]
        if place := _as_place(re.sub(r"^\W*(?:(?:held\s+)?(?:at|in)\s+)?", "", after)):
            return place
    before = line[: days[0].start] if days else ""
    found = _AT.search(from_capitals(before, "") if in_capitals(line) else before)
    return _as_place(found["place"]) if found else None


def _as_place(text: str) -> str | None:
    """The parts of a place, without times of day and the word online."""
    parts = [re.sub(r"\band\s+on-?line\b", "", part).strip(" .;–-()") for part in text.split(",")]
    kept = [
        part
        for part in parts
        if part and not find_hours(part) and not _ONLINE.search(part) and not find_days(part)
        and part[:1].isupper() | part[:1].isdigit() | part.startswith("the ")
    ]  # fmt: skip
    place = re.sub(r"^the\s+", "", ", ".join(kept))
    return (from_capitals(place, "") if in_capitals(place) else place) or None
