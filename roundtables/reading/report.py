"""What the importer found, as plain values for machines."""

from datetime import datetime

from .notes import FoundNote
from .upcoming import NextMeeting


def as_record(note: FoundNote, url: str | None = None) -> dict[str, object]:
    """One note with every key of the import report; `url` is None in a dry run.

    A next meeting announced without a time has its day alone as its start.
    """
    return {
        "source": list(note.sources),
        "title": note.title,
        "kind": note.kind,
        "date": note.date.isoformat() if note.date else None,
        "date_inferred": note.date_inferred,
        "place": note.place,
        "online": note.online,
        "series": note.series,
        "number": note.number,
        "next": [_next(meeting) for meeting in note.next],
        "speakers": [
            {"name": speaker.name, "organisation": speaker.organisation}
            for speaker in note.speakers
        ],
        "sections": list(note.sections),
        "points": note.points,
        "unsure": [*note.unsure, *note.corrections, *note.dropped],
        "url": url,
    }


def _next(meeting: NextMeeting) -> dict[str, object]:
    return {
        "start": _local(meeting.start) or meeting.day.isoformat(),
        "end": _local(meeting.end),
        "inferred": meeting.inferred,
    }


def _local(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M") if moment else None
