"""Taking words out of texts for good, whatever a text is made of."""

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

MARK = "▇▇▇ (taken out)"
"""Stands where words were."""

_TAG = re.compile(r"""(<(?:"[^"]*"|'[^']*'|[^'">])*>)""")
_ATTRIBUTE = re.compile(r'\s+([-\w]+)="([^"]*)"')
_HAS_TAGS = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote|div|br|a|strong|em)\b[^>]*>")
INSIDE = tuple(
    "a abbr b big cite code del em font i ins kbd mark q s samp small span strike strong sub sup "
    "tt u var".split()
)
"""Tags that may stand in the middle of a word."""
_INSIDE = re.compile(rf"</?(?:{'|'.join(INSIDE)})(?:\s|/?>)", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_EMPTY = re.compile(rf"<({'|'.join(INSIDE)})(?: [^>]*)?></\1>")
_SIGNS = re.compile(r"[\W_]+")


class Taker:
    """Takes one run of words out of texts. Spaces match any white space.

    In HTML it looks into what a block says, also where some of it is bold or a link, and into
    attributes. A link whose address holds the
    words, as they are or as they stand in addresses (`jane-doe`), loses its address.
    """

    def __init__(self, words: str, *, any_case: bool = False) -> None:
        self.words = " ".join(words.split())
        flags = re.IGNORECASE if any_case else 0
        parts = [re.escape(part) for part in self.words.split(" ")]
        self._words = re.compile(r"\s+".join(parts), flags)
        slug = _SIGNS.sub("-", self.words.casefold()).strip("-")
        self._slug = (
            re.compile(rf"(?<![^\W_]){re.escape(slug)}(?![^\W_])") if len(slug) > 2 else None
        )

    @property
    def probe(self) -> str:
        """Letters and figures in a row that every text with the words holds, in any coding."""
        return max(re.findall(r"[A-Za-z0-9]+", self.words), key=len, default="")

    def count(self, text: str) -> int:
        """How often the words stand in plain text."""
        return len(self._words.findall(text))

    def is_in_address(self, address: str) -> bool:
        """Whether an address, or a word in one, holds them."""
        read = unquote_plus(address)
        return bool(self._words.search(read) or (self._slug and self._slug.search(read.casefold())))

    def from_text(self, text: str) -> tuple[str, int]:
        """Plain text without them, and how often they stood there."""
        return self._words.subn(MARK, text)

    def from_html(self, page: str) -> tuple[str, int]:
        """The same for HTML."""
        parts, found = _TAG.split(page), 0
        for place in range(1, len(parts), 2):
            parts[place], count = self._from_tag(parts[place])
            found += count
        gone = self._from_runs(parts)
        taken = "".join(parts)
        while gone and (less := _EMPTY.sub("", taken)) != taken:
            taken = less
        return taken, found + gone

    def _from_runs(self, parts: list[str]) -> int:
        """Take the words out of the runs of text among these, in place; how often they stood."""
        runs = [html.unescape(run) for run in parts[::2]]
        said = "".join(_between(parts, place) + run for place, run in enumerate(runs))
        found = list(self._words.finditer(said))
        if not found:
            return 0
        begin = 0
        for place, run in enumerate(runs):
            begin += len(_between(parts, place))
            without = _without(run, begin, found)
            if without != run:
                parts[2 * place] = html.escape(without, quote=False)
            begin += len(run)
        return len(found)

    def _from_tag(self, tag: str) -> tuple[str, int]:
        found = 0

        def without(attribute: re.Match[str]) -> str:
            nonlocal found
            name, value = attribute[1], html.unescape(attribute[2])
            # The address of a picture or file is made of figures, and of what it holds.
            own = name in ("id", "class") or value.startswith("/files/")
            if own or not self.is_in_address(value):
                return attribute[0]
            found += 1
            return "" if name in ("href", "src") else f' {name}="{MARK}"'

        return _ATTRIBUTE.sub(without, tag), found

    def from_any(self, text: str) -> tuple[str, int]:
        """The same for what may be either."""
        return self.from_html(text) if _HAS_TAGS.search(text) else self.from_text(text)

    def from_data(self, value: Any, *, but: frozenset[str] = frozenset()) -> tuple[Any, int]:
        """The same for every text inside lists and objects, save under the keys `but`."""
        if isinstance(value, str):
            return self.from_any(value)
        if isinstance(value, list):
            return _each(value, lambda item: self.from_data(item, but=but))
        if not isinstance(value, dict):
            return value, 0
        taken, found = {}, 0
        for key, item in value.items():
            taken[key], count = (item, 0) if key in but else self.from_data(item, but=but)
            found += count
        return taken, found


def _between(parts: list[str], place: int) -> str:
    """What a reader finds between a run of text and the one before: nothing, or a new line."""
    tag = parts[2 * place - 1] if place else ""
    if not tag or _INSIDE.match(tag):
        return ""
    return "\n" if _BREAK.match(tag) else "\0"


def _without(run: str, begin: int, found: list[re.Match[str]]) -> str:
    """A run of text that begins at `begin`, without what was found: a mark where each begins."""
    kept, at = [], 0
    for match in found:
        first, last = match.start() - begin, match.end() - begin
        if last <= 0 or first >= len(run):
            continue
        kept.append(run[at : max(first, 0)])
        kept.append(MARK if first >= 0 else "")
        at = min(last, len(run))
    return "".join([*kept, run[at:]])


def _each(items: list[Any], take: Callable[[Any], tuple[Any, int]]) -> tuple[list[Any], int]:
    taken = [take(item) for item in items]
    return [item for item, _ in taken], sum(count for _, count in taken)
