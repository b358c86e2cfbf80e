"""Bytes into text: the encodings that office machines write, and a word when one was guessed."""

import codecs
import re

from charset_normalizer import from_bytes

from .source import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes that a text never holds: all controls but tab, line ends, page ends and escape.
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 200_000
_GUESS = "{name} does not say how its letters are written; {encoding} was guessed."
_MIXED = "{name} mixes two ways of writing letters; check its quotation marks and accents."


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text in `data`, and what to say about how it was read.

    Raises UnreadableFile when the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _by_mark(data, encoding, name), ()
    if wide := _wide(data):
        return _by_mark(data, wide, name), (_GUESS.format(name=name, encoding="UTF-16"),)
    if _looks_binary(data):
        raise UnreadableFile(
            f"{name} is not text; please save it as a Word document (.docx) or plain text."
        )
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guess(data, name)


def _by_mark(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFile(
            f"{name} is damaged: it breaks off or was cut; please save it again as plain text."
        ) from None


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: in English text every second byte is then nought."""
    sample = data[:2000]
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    if sample[1::2].count(0) > pairs * 0.7 and sample[0::2].count(0) < pairs * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > pairs * 0.7 and sample[1::2].count(0) < pairs * 0.1:
        return "utf-16-be"
    return None


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return b"\x00" in sample or len(_NOT_TEXT.findall(sample)) * 200 > len(sample)


def _guess(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    mended = data.decode("utf-8", errors="surrogateescape")
    strange = sum("\udc80" <= letter <= "\udcff" for letter in mended)
    proper = sum(letter > "\x7f" for letter in mended) - strange
    if proper > strange:
        return _as_windows(mended), (_MIXED.format(name=name),)
    try:
        text, encoding = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        best = from_bytes(data[:_SAMPLE]).best()
        encoding = best.encoding if best else "latin-1"
        text = data.decode(encoding, errors="replace")
    return text, (_GUESS.format(name=name, encoding=encoding),)


def _as_windows(text: str) -> str:
    """UTF-8 with stray bytes: each stray one is read as Windows would have written it."""
    return re.sub(
        "[\udc80-\udcff]",
        lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", errors="replace"),
        text,
    )
