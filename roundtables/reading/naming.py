"""People in running text: several in one line, who is shown speaking, and for whom."""

import re

from .people import NAME, ROLE, is_name, organisation

# The verbs by which a note says that somebody spoke, opened or led.
SPOKE = (
    r"(?:introduced|described|explained|said|told|spoke|talked|presented|pointed out|noted"
    r"|identified|explored|reflected|shared|mentioned|argued|outlined|set out|opened|welcomed"
    r"|summarised|summed up|suggested|acknowledged|referred|reminded|asked|gave|stressed"
    r"|emphasi[sz]ed|concluded|reported|highlighted|offered|responded|commented|facilitated"
    r"|chaired|led|drew on|advised|felt|believed|recalled|showed|observed|added|agreed|closed"
    r"|thanked|hosted|moderated|convened|proposed|recommended|recommends|illustrated|recounted)"
)
SPEAKS = (
    r"(?:introduces|describes|explains|says|tells|speaks|talks|presents|points out|notes"
    r"|identifies|explores|reflects|shares|argues|outlines|sets out|opens|acknowledges|suggests"
    r"|reminds|believes|reports|highlights)"
)
ADVERB = r"(?:(?:also|then|briefly|first|next|further|both|kindly)\s+)?"


def people_in(text: str) -> list[tuple[str, str | None]]:
    """The people in "Jane Doe, from Mencap, and John Roe": each with what stands after it."""
    starts = [
        match for match in re.finditer(rf"(?:^|,\s+|\band\s+|&\s+){NAME}", text)
        if is_name(_whole(match["name"], text, match.end()))
    ]  # fmt: skip
    people = []
    for at, match in enumerate(starts):
        stop = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        name = _whole(match["name"], text, match.end())
        after = text[match.end() + len(name) - len(match["name"]) : stop]
        people.append((name, organisation(first_clauses(after))))
    return people


def _whole(name: str, text: str, end: int) -> str:
    """A name with the capitalised words that follow it: "Jean" and "Paul Roe" belong together."""
    more = re.match(r"(?:\s+[A-ZÀ-ÖØ-Þ][\w-]*(?:[’'](?!s\b)\w+)*)+", text[end:])
    return name + more[0] if more else name


def first_clauses(after: str) -> str:
    """What is said of a person: up to the second comma, and not the verb that follows."""
    after = re.split(r"[.;:!?]\s|[.;:!?]$", after)[0]
    after = re.split(rf"\s{SPOKE}\b|\s(?:who|which|and|included)\s", after)[0] + " "
    return ",".join(after.split(",")[:3])


def listed_people(text: str) -> list[tuple[str, str | None]]:
    """The people of a labelled line: "Jane Doe (Mencap), John Roe; Ann Poe, chair of the Trust"."""
    if ";" in text:
        return [person for part in text.split(";") for person in listed_people(part)]
    people: list[tuple[str, str | None]] = []
    for part in re.split(r",\s+|\s+and\s+|\s*&\s*", re.sub(r"\.$", "", text.strip())):
        person = re.match(rf"{NAME}(?P<after>\s*\(.*|\s+(?:from|of|at)\s.*|)$", part)
        if person and is_name(person["name"]):
            people.append((person["name"], organisation(person["after"])))
        elif people and people[-1][1] is None:
            people[-1] = (people[-1][0], organisation(f", {part},"))
    return people


_VERB = rf"(?:{SPOKE}|{SPEAKS}|(?:is|was)\s+(?:the\s+|an?\s+)?{ROLE})"
_GOES_ON_TO_SPEAK = re.compile(rf"(?:\s+[A-Z][\w-]+)?,?\s+{ADVERB}{_VERB}\b")
_SAID = re.compile(rf"\b(?:said|asked|says|{SPOKE})\s+")


def is_shown_speaking(first: str, text: str) -> bool:
    """Whether somebody called by this first name speaks, or is said to hold a post, in the text."""
    named = re.compile(rf"\b{re.escape(first)}")
    if any(_GOES_ON_TO_SPEAK.match(text, found.end()) for found in named.finditer(text)):
        return True
    whole = re.compile(rf"{re.escape(first)}\b")
    return any(whole.match(text, found.end()) for found in _SAID.finditer(text))


def organisation_in(first: str, text: str) -> str | None:
    """The organisation in what a section says of its speaker: "Paul is CEO of", "as chair of"."""
    post = re.search(
        rf"\b{re.escape(first)}\s+(?:is|was)\s+(?P<post>[^.;:]*?{ROLE}\b[^.;:]*)", text
    )
    if post and (org := organisation(", " + first_clauses(post["post"]))):
        return org
    for post in re.finditer(
        rf"\bas\s+(?:the\s+)?(?P<post>(?i:{ROLE})\s+(?:of|at)\s[^.;:,]*)", text
    ):
        if org := organisation(", " + post["post"]):
            return org
    return None
