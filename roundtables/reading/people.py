"""Names of people and of organisations, as they stand in running text."""

import re
from dataclasses import dataclass

from .words import DEPARTMENTS, NOT_FIRST, ORG_WORDS

TITLES = (
    r"(?:(?:Professor|Prof|Dr|Doctor|Sir|Dame|Lord|Lady|Baroness|Baron|Mr|Mrs|Ms|Miss|Mx|Rev"
    r"|Revd|Reverend|Cllr|Councillor|Bishop|Rt Hon|Hon)\b\.?\s+)*"
)
_CAP = r"[A-ZÀ-ÖØ-Þ](?:[\w-]|[’'](?!s\b|\W))*"
_PARTICLE = r"(?:(?:de|da|di|du|van|von|der|den|bin|al|el|la|le)\s+)*"
NAME = rf"{TITLES}(?P<name>{_CAP}(?:\s+(?:[A-Z]\.\s+)?{_PARTICLE}{_CAP}){{1,3}}?)"
# A proper noun of an organisation: capitals joined by small words.
PROPER = r"[A-ZÀ-Þ0-9][\w’'&-]*(?:\s+(?:(?:of|and|for|the|&)\s+){0,2}[A-ZÀ-Þ0-9][\w’'&-]*)*"
ROLE = (
    r"(?:chief executive(?: officer)?|CEO|MD|(?:co-?|vice-?|deputy |assistant |managing |executive "
    r"|founding |interim |joint )*(?:director|chair(?:man|woman|person)?|convenor|convener|founder"
    r"|president|manager|leader|lead|secretary|trustee|officer|co-?ordinator|partner|editor"
    r"|principal|head|fellow|researcher|organiser|adviser|advisor|member|patron|associate))"
)
_SKIP = r"(?:the\s+|an?\s+|[a-z][\w’'-]*\s+){0,8}?"
_FROM = re.compile(rf"\b(?:from|at)\s+(?!this\b|our\b){_SKIP}(?P<org>{PROPER})")
_ROLE_OF = re.compile(rf"\b(?i:{ROLE})\s+(?:of|for)\s+(?!this\b|our\b){_SKIP}(?P<org>{PROPER})")
_ORG_ROLE = re.compile(rf"^,?\s*(?:the\s+)?(?P<org>{PROPER}?)(?:’s|'s)?\s+{ROLE}\b")
_ORG_CHIEF = re.compile(
    rf"^,?\s*(?:the\s+)?(?P<org>{PROPER}?)(?:’s|'s)?"
    r"\s+(?:CEO|Chief Executive|Director|Chair|Founder)\b"
)
_ORG_ALONE = re.compile(rf"^(?:,|\s+of)\s*(?:the\s+)?(?P<org>{PROPER})\s*(?:,|$|\))")
_BRACKETED = re.compile(r"^\s*\((?P<inside>[^)]{2,80})\)")
_OFFICES = re.compile(
    r"\b(?:Minister|Professor|Mayor|MP|MSP|Director|Head|Chief|Officer|Secretary|Chair|Leader"
    r"|Lecturer|Manager|Commissioner|Councillor|Lead|Founder|Fellow|Adviser|Advisor)\b"
)
KNOWN_ENDS = (
    r"(?:Project|Trust|Foundation|Network|Council|Centre|Group|Alliance|Institute|Academy|Company"
    r"|Collective|Forum|Society|Hub|Lab|House|Links?|Association|Partnership|Initiative)"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person without title such as Professor; the organisation only where the text says it."""

    name: str
    organisation: str | None = None


def is_name(text: str) -> bool:
    """Whether two to four capitalised words can be a person's name rather than a body's."""
    words = text.split()
    if not 2 <= len(words) <= 5 or words[0] in NOT_FIRST:
        return False
    return not any(word in ORG_WORDS for word in words)


def organisation(after: str) -> str | None:
    """The organisation in what stands after a name: ", from Mencap," or ", chair of the Trust"."""
    if bracketed := _BRACKETED.match(after):
        return organisation(", " + bracketed["inside"])
    patterns = [_ORG_ROLE, _ORG_CHIEF, _FROM, _ROLE_OF]
    for pattern in patterns:
        found = pattern.search(after)
        if found and (org := _fit(found["org"])) and not _is_department(pattern, found):
            return org
    alone = _ORG_ALONE.match(after)
    if alone and not _OFFICES.search(alone["org"]):
        return _fit(alone["org"])
    return None


def _is_department(pattern: re.Pattern[str], found: re.Match[str]) -> bool:
    """Head of Policy is a post; chair of the Relief Fund names the fund."""
    if pattern is not _ROLE_OF:
        return False
    is_head = re.match(r"(?:\w+\s)?head\b", found[0], re.IGNORECASE) is not None
    return is_head or found["org"].split()[0] in DEPARTMENTS


def _fit(org: str) -> str | None:
    org = re.sub(r"(?:’s|'s|[’'])$", "", org)
    org = re.sub(r"^(?:The|A)\s+(?=\S)", "", org)
    return org if len(org) > 1 and not org.isdigit() and not _OFFICES.fullmatch(org) else None


def owned(name: str, text: str) -> str | None:
    """Jane Doe’s Listening Project tells where Jane Doe works; Jane Doe’s book does not."""
    found = re.search(
        rf"\b{re.escape(name)}[’']s?\s+(?P<org>(?:[A-Z][\w-]*\s+){{1,3}}{KNOWN_ENDS})\b", text
    )
    return found["org"] if found else None
