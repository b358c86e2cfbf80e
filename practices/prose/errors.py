"""What is refused, in words a person can act on."""

LONGEST = 400_000  # characters; about 60,000 words, far beyond any page people read
MOST_TAGS = 40_000  # begun and ended; a long page from Word has a few thousand
DEEPEST = 60  # elements inside one another; real pages stay below 20


class ProseError(ValueError):
    """A text that cannot be kept; its message is a plain sentence for the person who sent it."""


def is_writable(text: str) -> bool:
    """Whether every database can keep `text`: no NUL, and no half of a surrogate pair."""
    if "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def check_markup(html: str) -> None:
    """Raise ProseError like `check`, and when there are too many tags to be read in good time."""
    check(html)
    if html.count("<") > MOST_TAGS:
        raise ProseError(
            f"This text has more markup than a page holds (over {MOST_TAGS:,} tags)."
            " Please paste it again as plain text, or make several pages of it."
        )


def check(text: str) -> None:
    """Raise ProseError when `text` is too long to keep, or holds what cannot be written."""
    if len(text) > LONGEST:
        raise ProseError(
            f"This text is too long: it has {len(text):,} characters, and a page holds {LONGEST:,}."
            " Please make several pages of it."
        )
    if not is_writable(text):
        raise ProseError(
            "This text holds a character that cannot be kept (a null or half a character)."
            " Please paste it again as plain text."
        )
