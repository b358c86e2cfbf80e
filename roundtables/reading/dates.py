"""Days and times of day as people write them in a note."""

import re
from dataclasses import dataclass
from datetime import date, time

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?" \
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"  # fmt: skip
_WEEKDAY = (
    r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)?"
)
_NTH = r"(?:\s?(?:st|nd|rd|th)\b)?"
_DAY = rf"(?:the\s+)?(?P<day>\d{{1,2}}){_NTH}"
_SECOND = rf"(?:\s*(?P<joined>-|–|—|to|and|&|/)\s*(?P<second>\d{{1,2}}){_NTH})?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.]){_WEEKDAY}{_DAY}{_SECOND}\s*(?:of\s+)?\b{_MONTH}{_YEAR}",
        rf"\b{_WEEKDAY}{_MONTH}\s+{_DAY}(?![\d:])(?!\.\d){_SECOND}(?!\d){_YEAR}",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        r"(?<![\d/.])(?P<day>\d{1,2})(?P<slash>[/.])(?P<month>\d{1,2})(?P=slash)"
        r"(?P<year>(?:19|20)\d\d|\d\d)(?![\d/])",
    )
)
_CLOCK = r"(?:(?P<h{n}>\d{{1,2}})(?:[.:](?P<m{n}>\d{{2}}))?\s*(?P<half{n}>[ap]\.?m\b\.?)?(?:\s*(?P<noon{n}>noon|midday))?|(?P<word{n}>noon|midday))"  # noqa: E501
_RANGE = re.compile(
    rf"(?<![\d.:]){_CLOCK.format(n=1)}\s*(?:-|–|—|to|and|until|till?)\s*{_CLOCK.format(n=2)}(?![\d.:]*\d)",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?<![\d.:]){_CLOCK.format(n=1)}(?![\d.:]*\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written: without a year, perhaps with a weekday (Monday is 0). `start` and `end`
    say where in the text; `day_first` is false where 4/5 could also have meant April."""

    day: int
    month: int
    year: int | None
    weekday: int | None
    start: int
    end: int
    certain: bool = True

    def on(self, year: int) -> date | None:
        """The date in that year, or None where there is none (31 June)."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Hours:
    """A start and perhaps an end; `guessed` when morning or afternoon was not said."""

    start: time
    end: time | None
    guessed: bool = False


def weekday_name(day: date) -> str:
    """Thursday, and so on, in English whatever the machine speaks."""
    return _DAYS[day.weekday()].capitalize()


def written(day: date) -> str:
    """22 October 2020."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def find_days(text: str) -> list[Day]:
    """Every day written in the text, in order; "3 and 10 June" is two, "3-4 June" the first."""
    found: list[Day] = []
    taken = bytearray(len(text))
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            month = match["month"]
            if month.isalpha() and not month[0].isupper():
                continue
            if 1 in taken[match.start() : match.end()]:
                continue
            for day in _days_of(match):
                found.append(day)
                taken[day.start : day.end] = b"\1" * (day.end - day.start)
    return sorted(found, key=lambda day: (day.start, day.day))


def _days_of(match: re.Match[str]) -> list[Day]:
    parts = match.groupdict()
    month = _month_number(parts["month"])
    days = [int(parts["day"])]
    if parts.get("second") and parts["joined"] in ("and", "&"):
        days.append(int(parts["second"]))
    if not 1 <= month <= 12:
        return []
    certain = not parts.get("slash") or days[0] > 12 or days[0] == month
    return [
        Day(day, month, _year(parts["year"]), _weekday(parts), match.start(), match.end(), certain)
        for day in days
        if 1 <= day <= 31
    ]


def _month_number(month: str) -> int:
    if month.isdigit():
        return int(month)
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))


def _year(year: str | None) -> int | None:
    if year is None:
        return None
    return int(year) if len(year) == 4 else 2000 + int(year)


def _weekday(parts: dict[str, str | None]) -> int | None:
    weekday = parts.get("weekday")
    if not weekday:
        return None
    return next(n for n, name in enumerate(_DAYS) if name.startswith(weekday.lower()[:3]))


def find_hours(text: str) -> Hours | None:
    """The first hours in the text: "3.00pm-4.30pm", "10am - 12 noon", "14:00–15:30", "at 3pm"."""
    for match in _RANGE.finditer(text):
        if hours := _hours_of(match):
            return hours
    for match in _SINGLE.finditer(text):
        start = _clock(match, 1, None)
        if start and (match["half1"] or match["noon1"] or match["word1"] or _is_clock(match, text)):
            return Hours(start, None)
    return None


def _is_clock(match: re.Match[str], text: str) -> bool:
    """14:00 is a time wherever it stands; 14.00 and 14 may be money or people."""
    return match["m1"] is not None and ":" in match[0]


def _hours_of(match: re.Match[str]) -> Hours | None:
    said = [bool(match[f"half{n}"] or match[f"noon{n}"] or match[f"word{n}"]) for n in (1, 2)]
    if not any(said) and not (match["m1"] and match["m2"]):
        return None
    end = _clock(match, 2, match["half1"])
    start = _clock(match, 1, match["half2"])
    if start is None or end is None:
        return None
    if not said[0] and start > end and start.hour >= 12:
        start = start.replace(hour=start.hour - 12)
    if not said[1] and end < start and end.hour < 12:
        end = end.replace(hour=end.hour + 12)
    if any(said) or start.hour >= 8:
        return Hours(start, end)
    # Nobody meets at three in the night: unsaid, the small hours are afternoon.
    early_end = end.replace(hour=end.hour + 12) if end.hour < 12 else end
    return Hours(start.replace(hour=start.hour + 12), early_end, guessed=True)


def _clock(match: re.Match[str], n: int, other_half: str | None) -> time | None:
    if match[f"word{n}"]:
        return time(12)
    hour, minute = int(match[f"h{n}"]), int(match[f"m{n}"] or 0)
    half = match[f"half{n}"] or ("pm" if match[f"noon{n}"] else None) or other_half
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
