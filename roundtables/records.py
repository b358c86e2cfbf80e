"""A meeting as a version of its note holds it: plain values, with every key present. Pure."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
"""The network meets by British time; a record's times are local and name no zone."""

EMPTY: dict[str, Any] = {
    "kind": "roundtable",
    "date": None,
    "date_inferred": False,
    "online": False,
    "series": None,
    "number": None,
    "next": [],
    "speakers": [],
}


def whole(record: dict[str, Any] | None) -> dict[str, Any]:
    """The record with every key, in one order."""
    return {key: (record or {}).get(key, value) for key, value in EMPTY.items()}


def day_of(record: dict[str, Any]) -> date | None:
    """The day of the meeting, or None."""
    return date.fromisoformat(record["date"]) if record.get("date") else None


def moment(text: str) -> datetime:
    """A local time such as `2020-10-22T15:00`, or a day, as a moment. Raises ValueError."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def speaker_lines(record: dict[str, Any]) -> str:
    """The speakers as a form shows them: one a line, organisation after a comma."""
    return "\n".join(
        ", ".join(filter(None, (person["name"], person["organisation"])))
        for person in record["speakers"]
    )


def speakers_from(lines: str) -> list[dict[str, str | None]]:
    """The speakers that such lines name."""
    found = []
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        name, _, organisation = (part.strip() for part in line.partition(","))
        found.append({"name": name, "organisation": organisation or None})
    return found


def next_lines(record: dict[str, Any]) -> str:
    """The announced meetings as a form shows them, such as `2020-10-22 15:00-16:30`."""
    return "\n".join(
        item["start"].replace("T", " ") + (f"-{item['end'][11:]}" if item["end"] else "")
        for item in record["next"]
    )


def next_from(lines: str) -> list[dict[str, Any]]:
    """The meetings that such lines announce. Raises ValueError with a line that is no date."""
    found = []
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        day, _, hours = line.partition(" ")
        start, _, end = hours.replace("–", "-").partition("-")
        try:
            moments = [f"{date.fromisoformat(day)}", *(_hour(part) for part in (start, end))]
        except ValueError:
            raise ValueError(line) from None
        begins = f"{moments[0]}T{moments[1]}" if moments[1] else moments[0]
        ends = f"{moments[0]}T{moments[2]}" if moments[2] else None
        found.append({"start": begins, "end": ends, "inferred": False})
    return found


def _hour(text: str) -> str:
    text = text.strip()
    return f"{datetime.strptime(text, '%H:%M'):%H:%M}" if text else ""
