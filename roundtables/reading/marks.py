"""The lines by which a file of notes says where one note begins and another ends."""

import re
from functools import lru_cache

from .dates import find_days

# Words for a meeting, as they stand in a note's first lines, and the kind each means.
KIND_WORDS = (
    ("roundtable", r"round[\s-]?tables?"),
    ("cell", r"cells?"),
    ("discussion", r"discussions?|conversations?|dialogues?"),
    ("gathering", r"gatherings?|meetings?|events?|conferences?|workshops?|sessions?|seminars?"
     r"|summits?|assembl(?:y|ies)|convenings?"),
)  # fmt: skip
KIND = re.compile("|".join(rf"\b(?:{words})\b" for _, words in KIND_WORDS), re.IGNORECASE)
# "Note from a roundtable: Title" and its slips; "Minutes of the spring meeting".
LEAD = re.compile(
    r"^(?:meeting\s+)?(?P<word>notes?|minutes|write-?up|record|report|summary)\s+"
    r"(?P<of>from|form|fom|frm|fron|of|on)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
PLACE_LABELS = {"venue", "place", "where", "location"}
LABELLED = re.compile(
    r"^(?P<label>date|when|held on|venue|place|where|location|time|series|speakers?|presenters?"
    r"|chair|facilitators?|facilitated by|introduced by|hosted by)\s*:\s*(?P<value>.+)$",
    re.IGNORECASE,
)
END = re.compile(r"^\W*(?:read more|continue reading|back to top|end of notes?)\W*$", re.IGNORECASE)
RULE = re.compile(r"^[-=_*~#•·\s]{3,}$")
CAPTION = re.compile(r"^\W*(?:image result for\b|\[?image\s*:|\[?photo\s*:)", re.IGNORECASE)
CLOSING = re.compile(r"^\W*ends?\W*$", re.IGNORECASE)
_DOUBLED = re.compile(r"^(?P<brand>\S.{2,58}\S)\s+(?P=brand)$")
_AHEAD = re.compile(r"\b(?:next|future|further|following|forthcoming|upcoming)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_lead(text: str) -> bool:
    """Whether a line opens a note by saying what it is a note of."""
    lead = LEAD.match(text)
    if not lead or len(text) > 300 or _AHEAD.search(text):
        return False
    return bool(KIND.search(lead["rest"]) or find_days(lead["rest"]))


def names_itself(text: str) -> bool:
    """Whether the lead carries the note's title, so that none stands above it."""
    return is_lead(text) and (":" in text or not find_days(text))


@lru_cache(maxsize=4096)
def is_meeting_line(text: str) -> bool:
    """Whether a short line names a kind of meeting and the day it was held."""
    if len(text) > 200 or text.endswith(":") or _AHEAD.search(text):
        return False
    return bool(KIND.search(text) and find_days(text)) and (is_lead(text) or not text.endswith("."))


def is_brand(text: str) -> bool:
    """A name said twice over, as the top of a web page leaves it when copied."""
    return bool(_DOUBLED.match(text)) and " " in text
