"""Found words, marked so that the result is safe to show."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# The databases set these around what they found. No text in the index holds them.
START, STOP = "\x02", "\x03"

_UNREADABLE = re.compile(r"[\x00-\x1f]")


def marked(text: str) -> SafeString:
    """`text` as HTML, what stands between the signs marked: escaped first, marked after."""
    return mark_safe(escape(text).replace(START, "<mark>").replace(STOP, "</mark>"))


def bare(text: str) -> str:
    """A text without the characters that serve as signs, nor any other that is not for reading."""
    return _UNREADABLE.sub(" ", text)
