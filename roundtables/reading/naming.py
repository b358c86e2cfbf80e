"""Several people in one line, each with the organisation that stands after the name."""

import re

from .people import NAME, is_name, organisation

# The verbs by which a note says that somebody spoke, opened or led.
SPOKE = (
    r"(?:introduced|described|explained|said|told|spoke|talked|presented|pointed out|noted"
    r"|identified|explored|reflected|shared|mentioned|argued|outlined|set out|opened|welcomed"
    r"|summarised|summed up|suggested|acknowledged|referred|reminded|asked|gave|stressed"
    r"|emphasi[sz]ed|concluded|reported|highlighted|offered|responded|commented|facilitated"
    r"|chaired|led|drew on|advised|felt|believed|recalled|showed|observed|added|agreed|closed"
    r"|thanked|hosted|moderated|convened|proposed|recommended|recommends|illustrated|recounted)"
)


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
