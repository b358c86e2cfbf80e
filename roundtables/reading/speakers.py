"""Who spoke or presented at a meeting: those a note shows speaking, not authors it only cites.

Rules, each of which a note's own words must meet: a paragraph begins with a name and a verb of
speaking; something was introduced, opened, chaired or facilitated by someone; a section is headed
with a name that its text then has speaking; the note's first lines say with whom; a line or list
is labelled "Speakers".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .naming import (
    ADVERB,
    SPEAKS,
    SPOKE,
    first_clauses,
    is_shown_speaking,
    listed_people,
    organisation_in,
    people_in,
)
from .people import NAME, ROLE, Speaker, is_name, organisation, owned
from .source import Block
from .text import from_capitals, in_capitals, sentences, tidy, unnumbered

_AFTER_NAME = r"(?P<after>(?:,|\s+(?:from|of|at)\s|\s*\()[^.;:!?]{0,160}?,?)?"
_IN_THE_CHAIR = r"(?:(?:The|Our)\s+(?:co-)?(?i:chair|facilitator|host|convenor)s?,?\s+)?"
_OPENS = re.compile(rf"^{_IN_THE_CHAIR}{NAME}{_AFTER_NAME}\s+{ADVERB}(?P<verb>{SPOKE}|{SPEAKS})\b")
_OPENS_PAIR = re.compile(
    rf"^{NAME}\s+(?:and|&)\s+{NAME.replace('<name>', '<other>')}{_AFTER_NAME}\s+{ADVERB}{SPOKE}\b"
)
_IS = re.compile(rf"^{NAME}\s+(?:is|was)(?P<after>\s+(?:the\s+|an?\s+)?{ROLE}\b[^.;:]*)")
_BY = re.compile(
    r"\b(?i:discussions?|sessions?|meetings?|round\s?-?tables?|cells?|participants|presentations?"
    r"|talks?|introductions?|gatherings?|events?|conversations?|we|everyone|contributions?)\b"
    r"[^.;:]{0,60}?\b(?i:(?:introduced|facilitated|chaired|led|opened|hosted|welcomed|presented"
    r"|moderated|convened|given|closed|joined)\s+by|heard\s+(?:\w+\s+)?from)"
    rf"\s+(?P<who>{NAME}[^.;:]*)"
)
_WITH = re.compile(
    r"\b(?:with|(?:led|introduced|chaired|hosted|facilitated|opened|convened|given)\s+by)\s+"
    rf"(?P<who>{NAME}.*)$"
)
_LABEL = re.compile(
    r"^(?:(?:guest |main |opening |key-?note )?(?:speakers?|presenters?|facilitators?"
    r"|presentations?|chair(?:ed by)?|contributors?|introduced by|facilitated by|hosted by|led by))"
    r"\s*(?::\s*(?P<rest>.*))?$",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"\b(?:heard from|presentations? (?:from|by)|speakers (?:were|included)|talks (?:from|by))\b"
    r"(?P<rest>[^.]*):?$",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"\b(?:her|his|their|the|an?)\s+(?:[\w-]+\s+){0,3}"
    r"(?:blogs?|books?|essays?|articles?|reports?|papers?)\b",
    re.IGNORECASE,
)
_CITED = re.compile(rf"^{NAME},\s+(?:who|whose|writing|which)\b")
_RELATIVE = re.compile(r",\s+(?:who|whose|writing|which)\b")
_HEADING_END = re.compile(r"((?:\S+\s+){1,2}\S+)$")


@dataclass
class Found:
    """The speakers in the order they are met, and sentences about what is not certain."""

    speakers: list[Speaker] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)

    def add(self, name: str, org: str | None) -> None:
        """Add a speaker once; an organisation met later fills one that was missing."""
        for at, known in enumerate(self.speakers):
            if known.name.casefold() == name.casefold():
                self.speakers[at] = Speaker(known.name, known.organisation or org)
                return
        self.speakers.append(Speaker(name, org))


def find_speakers(blocks: list[Block], meeting_lines: list[str]) -> Found:
    """The speakers of one note, given its structured blocks and the lines about the meeting."""
    found = Found()
    everything = "\n".join(block.text for block in blocks)
    for line in meeting_lines:
        _in_meeting_line(line, everything, found)
    above: Block | None = None  # the line a list stands under
    for at, block in enumerate(blocks):
        if block.kind == "heading":
            section = _section(blocks, at)
            _in_heading(block.text, section, everything, found)
        before = blocks[at - 1] if at else None
        if block.kind == "paragraph":
            _in_paragraph(block.text, before, everything, found)
        elif block.kind == "item":
            _in_item(block.text, above, found)
        if block.kind != "item":
            above = block
    _fill_from_possessives(everything, found)
    _say_who_was_cited(found)
    return found


def _section(blocks: list[Block], at: int) -> list[Block]:
    inside = []
    for block in blocks[at + 1 :]:
        if block.kind == "heading":
            break
        inside.append(block)
    return inside


def _in_meeting_line(line: str, everything: str, found: Found) -> None:
    label = _LABEL.match(line)
    if label and label["rest"]:
        for name, org in listed_people(label["rest"]):
            found.add(name, org)
        return
    text = _recased(line, everything) if in_capitals(line) else line
    if with_whom := _WITH.search(text):
        for name, org in people_in(with_whom["who"]):
            found.add(name, org)


def _recased(line: str, everything: str) -> str:
    """A line in capitals as it would be written, names as the note itself writes them."""
    text = from_capitals(line, "")
    for name in re.finditer(NAME, text):
        known = from_capitals(name["name"], everything)
        text = text.replace(name["name"], known)
    return text


def _in_heading(text: str, section: list[Block], everything: str, found: Found) -> None:
    tail = _HEADING_END.search(unnumbered(text))
    if not tail:
        return
    said = " ".join(block.text for block in section if block.kind != "item")
    for length in (3, 2):
        words = tail[1].split()[-length:]
        if len(words) < length or not all(word[:1].isupper() for word in words):
            continue
        if is_shown_speaking(words[0].capitalize(), said):
            _add_headed(" ".join(words), said, everything, found)
            return


def _add_headed(written: str, said: str, everything: str, found: Found) -> None:
    name = from_capitals(written, everything) if in_capitals(written) else written
    if not is_name(name):
        return
    if in_capitals(written) and name not in everything:
        found.unsure.append(f"{name} is written in capitals only; check how the name is spelt.")
    found.add(name, organisation_in(name.split()[0], said))


def _in_paragraph(text: str, before: Block | None, everything: str, found: Found) -> None:
    label = _LABEL.match(text)
    if label and label["rest"]:
        for name, org in listed_people(label["rest"]):
            found.add(name, org)
        return
    for name, org in _openers(text, before, everything, found):
        found.add(name, org)
    for sentence in sentences(text):
        for by in _BY.finditer(sentence):
            for name, org in people_in(by["who"]):
                found.add(name, org)


def _openers(
    text: str, before: Block | None, everything: str, found: Found
) -> Iterator[tuple[str, str | None]]:
    first_sentence = sentences(text)[0] if text else ""
    if pair := _OPENS_PAIR.match(text):
        org = organisation(pair["after"] or "")
        yield from ((name, org) for name in (pair["name"], pair["other"]) if is_name(name))
    elif opens := _OPENS.match(text):
        name = opens["name"]
        if is_name(name) and _counts(opens, first_sentence, before, everything, found):
            after = opens["after"] or ""
            _say_office(name, after, found)
            yield name, organisation(after)
    elif (post := _IS.match(text)) and is_name(post["name"]):
        first, rest = post["name"].split()[0], text[post.end("name") :]
        if is_shown_speaking(first, rest):
            yield post["name"], organisation(", " + first_clauses(post["after"]))


def _counts(
    opens: re.Match[str], sentence: str, before: Block | None, everything: str, found: Found
) -> bool:
    """Whether a name that opens a paragraph speaks at the meeting or is only quoted from print."""
    first = opens["name"].split()[0]
    after = opens["after"] or ""
    if _RELATIVE.match(after) and not after.endswith(","):
        found.cited.append(opens["name"])
        return False
    again = everything.replace(opens["name"], "")
    if is_shown_speaking(first, again):
        return True
    headed = before is not None and before.kind == "heading"
    if re.fullmatch(SPEAKS, opens["verb"]):
        return headed
    if _WRITING.search(sentence[opens.end("name") :]) and not headed:
        found.cited.append(opens["name"])
        return False
    return True


def _say_office(name: str, after: str, found: Found) -> None:
    office = tidy(after.strip(" ,"))
    if office and office[:1].isupper() and organisation(after) is None:
        found.unsure.append(f"{name} is called {office}; no organisation is named.")


def _in_item(text: str, above: Block | None, found: Found) -> None:
    if cited := _CITED.match(text):
        found.cited.append(cited["name"])
        return
    named = re.match(rf"{NAME}(?P<after>\s*[,(–-].*|\s+(?:from|of|at)\s.*|)$", text)
    if above is None or named is None or not is_name(named["name"]):
        return
    label = _LABEL.match(above.text.rstrip(":"))
    listing = _LISTING.search(above.text)
    if (label and not label["rest"]) or (listing and not _WRITING.search(above.text)):
        after = re.sub(r"^\s*[–-]\s*", ", ", named["after"])
        found.add(named["name"], organisation(first_clauses(after)))


def _fill_from_possessives(everything: str, found: Found) -> None:
    for at, speaker in enumerate(found.speakers):
        if speaker.organisation is None and (org := owned(speaker.name, everything)):
            found.speakers[at] = Speaker(speaker.name, org)
            found.unsure.append(
                f"{speaker.name} was put down to the {org}, which the note calls theirs."
            )


def _say_who_was_cited(found: Found) -> None:
    speaking = {speaker.name for speaker in found.speakers}
    names = [name for name in dict.fromkeys(found.cited) if name not in speaking]
    if names:
        listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
        found.unsure.append(
            f"{listed} {'is' if len(names) == 1 else 'are'} named for what they wrote or did"
            " and not counted as speaking."
        )
