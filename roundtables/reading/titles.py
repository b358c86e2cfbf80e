"""Titles: cut out of a meeting's line, and the series and number they may hold."""

import re

from .dates import find_days
from .marks import KIND_WORDS, LEAD
from .text import from_capitals, in_capitals, tidy

_CARDINALS = [
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
]
ORDINALS = [
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
]
_KINDS = "|".join(words for _, words in KIND_WORDS)
_SERIES = re.compile(
    rf"^(?:the\s+)?(?P<series>\S.*?)[\s,:–-]+(?:{_KINDS}|part)\s+(?:no\.?\s*|number\s+|#)?"
    rf"(?P<number>\d{{1,3}}|{'|'.join(_CARDINALS)})$",
    re.IGNORECASE,
)
ORDINAL = re.compile(
    rf"\b(?P<nth>{'|'.join(ORDINALS)})\s+(?:[\w-]+\s+){{0,3}}?(?:{_KINDS})\b"
    r"(?:\s+(?:on|of|in)\s+(?:the\s+)?[‘'\"“](?P<series>[^’\"”]{3,80}?),?[’'\"”])?",
    re.IGNORECASE,
)
_AFTERWORD = re.compile(r"\s+[–|-]\s*(?:notes?|minutes)$", re.IGNORECASE)


def series_in(text: str) -> tuple[str, int] | None:
    """The series and number of a title such as "Changing Streets Cell 3"."""
    found = _SERIES.match(text)
    return (tidy(found["series"]), _as_number(found["number"])) if found else None


def without_afterword(title: str) -> str:
    """A title without a closing "– notes"."""
    return _AFTERWORD.sub("", title)


def without_day(line: str) -> str:
    """A meeting's line cut before its day, without "notes of" and "held"."""
    lead = LEAD.match(line)
    text = lead["rest"] if lead else line
    days = find_days(text)
    if days and days[0].start > 8:
        text = text[: days[0].start]
    elif days:
        text = text[days[0].end :]
    text = re.sub(r"^(?:an?|the|our)\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"[\s,:–-]*\b(?:held|on|online|at)?[\s,:–-]*$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"[\s,:–-]*\bheld\b.*$", "", text.strip(" ,:–-|"), flags=re.IGNORECASE)
    text = from_capitals(text, "") if in_capitals(text) else text
    return text[:1].upper() + text[1:] if text else line


def _as_number(text: str) -> int:
    return int(text) if text.isdigit() else _CARDINALS.index(text.lower()) + 1
