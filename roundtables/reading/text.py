"""Small questions about a line of text: is it a title, in capitals, where do sentences end."""

import re

# Zero-width marks, soft hyphens and byte-order marks that copying leaves behind.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…][’”'\")\]]*(?P<space>\s+)(?=[‘“'\"(\[]?[A-Z0-9])")
_SMALL = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}

# A line that ends in one of these goes on below.
_RUNS_ON = {"and", "or", "the", "of", "following", "including", "from", "to", "with", "for"}

# The four shapes of bullet seen in notes: "•", "·", a letter "o" (Word's second level), a dash.
BULLET = re.compile(r"^\s*(?P<glyph>[•·●▪■◦○‣∙⁃\uf0b7\uf0a7]|[-–—*](?=\s)|o(?=\s))\s*")
# "1." or "1)" or "3.2": at most three digits, so that a year never counts.
NUMBER = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,2})*)(?P<dot>[.)]?)\s+(?=\S)")


def tidy(text: str) -> str:
    """The text on one line: every kind of space single, nothing invisible left."""
    return _SPACES.sub(" ", _CONTROL.sub(" ", _INVISIBLE.sub("", text))).strip()


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph."""
    ends = [end.span("space") for end in _SENTENCE_END.finditer(text)]
    starts = [0, *(after for _, after in ends)]
    stops = [*(before for before, _ in ends), len(text)]
    return [text[start:stop] for start, stop in zip(starts, stops, strict=True) if start < stop]


def opening(text: str, limit: int = 300) -> str:
    """As many whole sentences as fit into `limit` characters, else whole words and an ellipsis."""
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    return kept or text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def in_capitals(text: str) -> bool:
    """Whether all the letters are capitals, and there are enough of them to mean it."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters)


def bare(text: str) -> str:
    """The letters and digits alone, in small letters: for asking whether two lines are the same."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def unnumbered(text: str) -> str:
    """A heading without the "3." or "3.2" before it."""
    return NUMBER.sub("", text)


def titlelike(text: str, *, longest: int = 90) -> bool:
    """Whether a line standing alone reads as a heading: short, begins like one, does not stop.

    A question mark is allowed on a short line; a full stop, colon, comma or semicolon is not.
    """
    words = text.split()
    if not words or len(text) > longest or len(words) > 14:
        return False
    if text.rstrip("’”'\")").endswith((".", ":", ";", ",", "!", "?!")) and not text.endswith("..."):
        return False
    if (text.endswith("?") and len(words) > 10) or words[-1] in _RUNS_ON:
        return False
    return text.lstrip("‘“'\"(").lstrip()[:1].isupper() and BULLET.match(text) is None


def from_capitals(text: str, elsewhere: str) -> str:
    """Capitals turned into a name: as it is written elsewhere, else each word with one capital."""
    found = re.search(rf"\b{re.escape(text)}\b", elsewhere, re.IGNORECASE)
    while found and in_capitals(found[0]):
        found = re.compile(rf"\b{re.escape(text)}\b", re.IGNORECASE).search(elsewhere, found.end())
    if found:
        return found[0]
    return " ".join(_one_capital(word, first=not at) for at, word in enumerate(text.split()))


def _one_capital(word: str, *, first: bool) -> str:
    lower = word.lower()
    if lower in _SMALL and not first:
        return lower
    return re.sub(r"^(Mc)([a-z])", lambda part: part[1] + part[2].upper(), lower.title())
