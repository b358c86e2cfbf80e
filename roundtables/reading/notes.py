"""The notes in a source: everything worked out, nothing written down anywhere."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Literal, cast

from . import body
from .authors import find_author, is_byline
from .marks import CAPTION, CLOSING, is_lead
from .meeting import Meeting, read_meeting
from .people import Speaker
from .slips import find_slips
from .source import Block, Source
from .speakers import Found, find_speakers
from .split import documents
from .structure import structure
from .upcoming import NextMeeting, find_next

NoteKind = Literal["roundtable", "cell", "discussion", "gathering", "article"]
# Fewer words than this outside any note are a button or a footer, not writing.
_LEAST_WORDS = 12


@dataclass(frozen=True, slots=True)
class FoundNote:
    """One note or article. `title` is without its "Note from …:" lead; `body` is clean HTML;
    `points` counts paragraphs and list items; `next` are local times without a zone.

    `unsure`, `corrections` and `dropped` are whole sentences for a person to read: what was
    inferred, which slips were left as they stand, and what was not brought along.
    """

    title: str
    kind: NoteKind
    body: str
    summary: str
    text: str
    points: int
    date: datetime.date | None = None
    date_inferred: bool = False
    place: str | None = None
    online: bool = False
    series: str | None = None
    number: int | None = None
    next: tuple[NextMeeting, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    sections: tuple[str, ...] = ()
    author: Speaker | None = None
    unsure: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass
class _Doubts:
    unsure: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def find_notes(source: Source) -> list[FoundNote]:
    """Every note and article in the source, in the order they stand."""
    parts = documents(source.blocks)
    worth = [part for part in parts if _is_worth(part)] or parts
    left_out = [part for part in parts if part not in worth]
    doubts = _Doubts(list(source.remarks), [_left_out(part) for part in left_out])
    if len(worth) > 1 and not any(is_lead(part[0].text) for part in worth):
        doubts.unsure.append(f"The file was taken to hold {len(worth)} pieces of writing.")
    return [_note(part, source.name, doubts) for part in worth]


def _is_worth(part: list[Block]) -> bool:
    words = sum(len(block.text.split()) for block in part)
    return words >= _LEAST_WORDS or is_lead(part[0].text)


def _left_out(part: list[Block]) -> str:
    return f"“{part[0].text[:60]}” stood outside any note and was left out."


def _note(part: list[Block], file_name: str, doubts: _Doubts) -> FoundNote:
    kept, dropped = _without_leavings(part)
    meeting = read_meeting(kept, file_name)
    blocks = _with_meeting_lines(meeting)
    coming, doubtful = find_next(blocks, meeting.day) if meeting.is_meeting else ([], [])
    found = find_speakers(blocks, meeting.lines) if meeting.is_meeting else Found()
    author, unnamed = (None, []) if meeting.is_meeting else find_author(meeting.rest)
    return FoundNote(
        title=meeting.title[:200],
        kind=cast(NoteKind, meeting.kind),
        body=body.render(blocks),
        summary=body.summary(blocks, _not_to_quote(meeting)),
        text="\n".join(block.text for block in blocks),
        points=body.points(blocks),
        date=meeting.day,
        date_inferred=meeting.day_inferred,
        place=meeting.place,
        online=meeting.online,
        series=meeting.series,
        number=meeting.number,
        next=tuple(coming),
        speakers=tuple(found.speakers),
        sections=tuple(body.sections(blocks)),
        author=author,
        unsure=(*doubts.unsure, *meeting.unsure, *doubtful, *found.unsure, *unnamed),
        corrections=(*meeting.corrections, *find_slips(blocks)),
        dropped=(*doubts.dropped, *meeting.dropped, *dropped),
        sources=(file_name,),
    )


def _with_meeting_lines(meeting: Meeting) -> list[Block]:
    """The structured body; a line about the meeting, or one naming an author, is no heading."""
    lines = len(meeting.lines)
    if not meeting.is_meeting and any(map(is_byline, meeting.rest[lines : lines + 1])):
        lines += 1
    return [*_as_lines(meeting.rest[:lines]), *structure(meeting.rest[lines:])]


def _not_to_quote(meeting: Meeting) -> list[str]:
    """Lines about the meeting and the author: they say what a note is, not what it says."""
    bylines = [] if meeting.is_meeting else [b.text for b in meeting.rest[:3] if is_byline(b)]
    return [*meeting.lines, *bylines]


def _as_lines(blocks: list[Block]) -> list[Block]:
    return [Block(block.text, html=block.html, gap=block.gap) for block in blocks]


def _without_leavings(part: list[Block]) -> tuple[list[Block], list[str]]:
    """Leave out captions of pictures that did not come along and a bare "ends" at the close."""
    dropped = [
        f"The caption “{block.text[:80]}” was left out: its picture did not come along."
        for block in part
        if CAPTION.match(block.text)
    ]
    kept = [block for block in part if not CAPTION.match(block.text)]
    if len(kept) > 1 and CLOSING.match(kept[-1].text):
        closing = re.sub(r"\s+", " ", kept.pop().text)
        dropped.append(f"The closing “{closing}” was left out.")
    return kept or part, dropped
