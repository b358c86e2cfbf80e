"""When people said they would meet again."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from .dates import Day, Hours, find_days, find_hours, weekday_name, written
from .marks import KIND_WORDS
from .source import Block
from .text import sentences, unnumbered

_KINDS = "|".join(words for _, words in KIND_WORDS)
_HEADING = re.compile(
    rf"\b(?:next|future|further|following|forthcoming|upcoming)\s+(?:[\w-]+\s+){{0,2}}"
    rf"(?:{_KINDS}|dates?)|\bdates?\s+(?:of|for)\s+(?:the\s+|our\s+)?(?:next|future|diar)"
    r"|\bwhen we meet (?:next|again)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    rf"\b(?:next|following|future)\s+(?:[\w-]+\s+){{0,3}}?(?:{_KINDS})\b"
    r"|\bmeet(?:ing)?\s+(?:again|next)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A day, and local times where they were given; `inferred` when the year was worked out."""

    day: date
    start: datetime | None
    end: datetime | None
    inferred: bool


def find_next(blocks: list[Block], held: date | None) -> tuple[list[NextMeeting], list[str]]:
    """The next meetings a note announces, and what is uncertain about them.

    `held` is the day of the note itself: a day without a year is the first such day after it.
    """
    found: list[NextMeeting] = []
    unsure: list[str] = []
    for text in _announcements(blocks):
        for day, hours in _days_with_hours(text):
            meeting = _resolved(day, hours, held, unsure)
            if meeting and meeting not in found:
                found.append(meeting)
    return found, list(dict.fromkeys(unsure))


def _announcements(blocks: list[Block]) -> list[str]:
    texts = []
    inside = False
    for block in blocks:
        if block.kind == "heading":
            inside = _HEADING.search(unnumbered(block.text)) is not None
        if inside:
            texts.append(block.text)
        elif block.kind != "heading":
            texts += [said for said in sentences(block.text) if _SENTENCE.search(said)]
    return texts


def _days_with_hours(text: str) -> list[tuple[Day, Hours | None]]:
    """Each day with the hours after it, up to the next day; one day alone takes any hours."""
    days = find_days(text)
    if len(days) == 1:
        rest = text[: days[0].start] + " … " + text[days[0].end :]
        return [(days[0], find_hours(rest))]
    ends = [day.start for day in days[1:]] + [len(text)] * bool(days)
    hours = [find_hours(text[day.end : end]) for day, end in zip(days, ends, strict=True)]
    # "3 and 10 June, 3pm to 4pm" gives one time for both days.
    for at in range(len(hours) - 2, -1, -1):
        hours[at] = hours[at] or hours[at + 1]
    return list(zip(days, hours, strict=True))


def _resolved(
    day: Day, hours: Hours | None, held: date | None, unsure: list[str]
) -> NextMeeting | None:
    when = day.on(day.year) if day.year else _first_after(day, held)
    if when is None:
        unsure.append(_why_not(day, held))
        return None
    if held and when <= held:
        unsure.append(f"The next meeting is given as {written(when)}, which is not after this one.")
    if day.year is None:
        unsure.append(
            f"The next meeting has no year; {written(when)} follows from this note’s date."
        )
    if day.weekday is not None and day.weekday != when.weekday():
        unsure.append(
            f"{written(when)} is a {weekday_name(when)}, which is not the weekday the note gives."
        )
    return _at_hours(when, hours, day, unsure)


def _at_hours(when: date, hours: Hours | None, day: Day, unsure: list[str]) -> NextMeeting:
    if hours is None:
        unsure.append(f"The meeting on {written(when)} is announced without a time.")
        return NextMeeting(when, None, None, day.year is None)
    if hours.guessed:
        unsure.append(f"The time on {written(when)} was taken as afternoon.")
    end = datetime.combine(when, hours.end) if hours.end else None
    return NextMeeting(when, datetime.combine(when, hours.start), end, day.year is None)


def _first_after(day: Day, held: date | None) -> date | None:
    if held is None:
        return None
    soon = (day.on(held.year), day.on(held.year + 1))
    return next((when for when in soon if when and when > held), None)


def _why_not(day: Day, held: date | None) -> str:
    if day.year or held:
        return "A next meeting is given on a day that does not exist; it was left out."
    return "A next meeting is given without a year, and this note has no date to tell it from."
