"""A note's first lines: what it is called, what kind of meeting it was, when, where, which one."""

import re
from dataclasses import dataclass, field
from datetime import date

from .dates import Day, find_days, weekday_name, written
from .marks import KIND, KIND_WORDS, LABELLED, LEAD, PLACE_LABELS, is_lead, is_meeting_line
from .places import is_online, place_in
from .source import Block
from .text import BULLET, bare, sentences, tidy, titlelike
from .titles import ORDINAL, ORDINALS, series_in, without_afterword, without_day

_HELD = re.compile(r"\b(?:held|met|took place|gathered|came together|convened)\b", re.IGNORECASE)
_MOST_LINES = 6


@dataclass
class Meeting:
    """What the first lines say. `lines` are those about the meeting; `rest` is the body to be."""

    title: str
    is_meeting: bool
    kind: str = "article"
    day: date | None = None
    day_inferred: bool = False
    place: str | None = None
    online: bool = False
    series: str | None = None
    number: int | None = None
    lines: list[str] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def read_meeting(blocks: list[Block], file_name: str) -> Meeting:
    """Read the first lines of one document."""
    what, meeting, at = _read_title(blocks, file_name)
    _read_lines(blocks, at, meeting)
    _decide_kind(what, meeting)
    if meeting.is_meeting:
        _read_series(what, meeting)
        _read_day(meeting, file_name)
        _read_place(what, meeting)
    else:
        meeting.day = _day_of_article(meeting)
    return meeting


def _read_title(blocks: list[Block], file_name: str) -> tuple[str, Meeting, int]:
    """The words before the title that tell the kind, the meeting with its title, and how many
    blocks these took up."""
    first = blocks[0].text
    if is_lead(first) and (lead := LEAD.match(first)):
        return _from_lead(lead, blocks)
    if is_meeting_line(first):
        title = without_day(first)
        return "", Meeting(title, is_meeting=True), 0
    if blocks[0].kind == "heading" or (
        blocks[0].kind == "paragraph" and titlelike(first.rstrip("!"), longest=200)
    ):
        return "", Meeting(without_afterword(first), is_meeting=False), 1
    title = re.sub(r"[-_]+", " ", re.sub(r"\.\w{1,8}$", "", file_name)).strip().capitalize()
    meeting = Meeting(title, is_meeting=False)
    meeting.unsure.append("The text has no title of its own; the file’s name was taken.")
    return "", meeting, 0


def _from_lead(lead: re.Match[str], blocks: list[Block]) -> tuple[str, Meeting, int]:
    before, colon, after = lead["rest"].partition(":")
    before = re.sub(r"^(?:an?|the|our)\s+", "", before.strip(), flags=re.IGNORECASE)
    named = bool(colon and after.strip())
    title = after.strip() if named else without_day(before)
    meeting = Meeting(title[:1].upper() + title[1:], is_meeting=True)
    if lead["of"].lower() not in ("from", "of", "on"):
        meeting.corrections.append(
            f"The heading says “{lead['word']} {lead['of']}”; “{lead['word']} from” may be meant."
        )
    # A line that gives the day as well stays in the body: it says more than the title.
    keeps = bool(find_days(lead["rest"])) and not named
    if not keeps and not named and len(blocks) > 1 and not series_in(title):
        meeting.title = _better_title(meeting.title, blocks)
    return before, meeting, 0 if keeps else 1


def _better_title(title: str, blocks: list[Block]) -> str:
    """Note from a roundtable, with the title on the next line."""
    following = blocks[1].text
    plain_kind = KIND.fullmatch(title) is not None
    return following if plain_kind and titlelike(following) else title


def _read_lines(blocks: list[Block], at: int, meeting: Meeting) -> None:
    """Take the lines about the meeting that follow the title; all but a repeated title stay."""
    kept: list[Block] = []
    while at < len(blocks) and len(kept) < _MOST_LINES:
        text = blocks[at].text
        if not meeting.dropped and bare(text) == bare(meeting.title) and not find_days(text):
            meeting.dropped.append("The title stood twice and was kept once.")
        elif _is_about_meeting(blocks[at]):
            meeting.lines.append(text)
            kept.append(blocks[at])
        else:
            break
        at += 1
    # A text that is nothing but its title says it once more, for a page needs words.
    meeting.rest = kept + blocks[at:] or blocks[:1]


def _is_about_meeting(block: Block) -> bool:
    text = block.text
    if len(text) > 250 or (BULLET.match(text) and block.kind == "item"):
        return False
    if is_lead(text) or is_meeting_line(text) or LABELLED.match(text):
        return True
    short = len(text) <= 90 and not text.endswith((".", ":"))
    return short and bool(find_days(text) or is_online(text))


def _decide_kind(what: str, meeting: Meeting) -> None:
    meeting.is_meeting = meeting.is_meeting or _reads_as_meeting(meeting)
    if not meeting.is_meeting:
        return
    for text in (what, *meeting.lines, meeting.title):
        if found := KIND.search(text):
            meeting.kind = next(
                kind for kind, words in KIND_WORDS if re.fullmatch(words, found[0], re.IGNORECASE)
            )
            return
    meeting.kind = "gathering"
    meeting.unsure.append(
        "The note does not say what kind of meeting it was; taken as a gathering."
    )


def _reads_as_meeting(meeting: Meeting) -> bool:
    """A day alone may be that of an article; a kind of meeting, a venue or a label says more."""
    if any(is_meeting_line(line) or is_lead(line) for line in meeting.lines):
        return True
    labels = {label["label"].lower() for line in meeting.lines if (label := LABELLED.match(line))}
    dated = any(find_days(line) for line in meeting.lines)
    return dated and bool(KIND.search(meeting.title) or labels & {*PLACE_LABELS, "date", "when"})


def _read_series(what: str, meeting: Meeting) -> None:
    for text in (what, meeting.title):
        if found := series_in(text):
            meeting.series, meeting.number = found
            break
    for line in meeting.lines:
        if ordinal := ORDINAL.search(line):
            _compare_ordinal(ordinal, meeting)
            return


def _compare_ordinal(ordinal: re.Match[str], meeting: Meeting) -> None:
    number = ORDINALS.index(ordinal["nth"].lower()) + 1
    if meeting.number is None and ordinal["series"]:
        meeting.series, meeting.number = tidy(ordinal["series"]), number
        meeting.unsure.append(
            f"Taken as number {number} of a series called {meeting.series}, from its first lines."
        )
    elif meeting.number is not None and meeting.number != number:
        meeting.unsure.append(
            f"The title says number {meeting.number}, but the text calls it the"
            f" {ordinal['nth'].lower()}."
        )


def _read_day(meeting: Meeting, file_name: str) -> None:
    days = [day for line in meeting.lines for day in find_days(line)] or _days_in_text(meeting)
    if not days:
        meeting.unsure.append("No date was found; the note is left undated.")
        return
    day = next((day for day in days if day.year), days[0])
    year = day.year or _year_in_name(file_name)
    if year is None:
        meeting.unsure.append("The date has no year and nothing tells which; please add the date.")
        return
    meeting.day, meeting.day_inferred = day.on(year), day.year is None
    _say_what_is_doubtful(day, year, meeting)


def _days_in_text(meeting: Meeting) -> list[Day]:
    """A day in the first paragraphs, in a sentence that says people met."""
    said = [sentence for block in meeting.rest[:5] for sentence in sentences(block.text)]
    return [
        day
        for sentence in said
        if _HELD.search(sentence)
        for day in find_days(sentence)
        if day.year
    ]


def _day_of_article(meeting: Meeting) -> date | None:
    """The day on a line of its own near the top; a day in the text is not the article's."""
    for block in meeting.rest[:4]:
        days = find_days(block.text)
        if len(days) == 1 and days[0].year and len(block.text) - (days[0].end - days[0].start) < 20:
            return days[0].on(days[0].year)
    return None


def _year_in_name(file_name: str) -> int | None:
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", file_name))
    return int(years.pop()) if len(years) == 1 else None


def _say_what_is_doubtful(day: Day, year: int, meeting: Meeting) -> None:
    if meeting.day is None:
        meeting.unsure.append("The date given does not exist; please correct it.")
        return
    if meeting.day_inferred:
        meeting.unsure.append(f"The date has no year; {year} was taken from the file’s name.")
    if not day.certain:
        meeting.unsure.append(f"The date is in figures; it was read as {written(meeting.day)}.")
    if day.weekday is not None and day.weekday != meeting.day.weekday():
        meeting.unsure.append(
            f"{written(meeting.day)} was a {weekday_name(meeting.day)},"
            " which is not the weekday the note gives."
        )


def _read_place(what: str, meeting: Meeting) -> None:
    meeting.online = any(is_online(text) for text in (what, *meeting.lines))
    places = [place for line in meeting.lines if (place := place_in(line))]
    meeting.place = places[0] if places else None
    if not (meeting.place or meeting.online):
        meeting.unsure.append("The note does not say where the meeting was held.")
