"""Files, uploads and pasted text into a Source; bad ones into one sentence that helps."""

import re
from pathlib import Path, PurePath

from markdown_it import MarkdownIt

from . import docx, markup, plain
from .encoding import decode
from .source import Block, Source, UnreadableFile

SIZE_LIMIT = 20 * 1024 * 1024
# Pictures make a file large; words alone never come near this many letters.
TEXT_LIMIT = 5_000_000
READABLE = (".docx", ".txt", ".text", ".md", ".markdown", ".html", ".htm")
_WORD = "please open it and save it as a Word document (.docx)"
# What people try, by how it begins, and what to do about it.
_FOREIGN = (
    (b"%PDF", "is a PDF", f"{_WORD} or paste its text"),
    (b"\xd0\xcf\x11\xe0", "is an old Word or Office file", _WORD),
    (b"{\\rtf", "is rich text", _WORD),
    (b"\x89PNG", "is a picture", "please paste the text in it"),
    (b"\xff\xd8\xff", "is a picture", "please paste the text in it"),
    (b"GIF8", "is a picture", "please paste the text in it"),
    (b"\x1f\x8b", "is a packed archive", "please unpack it first"),
)
_LOOKS_LIKE_HTML = re.compile(
    r"^\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|article|div|h[1-6]|p|ul|ol)\b", re.I | re.S
)
# Files that stand beside notes and are none.
_BESIDE = {"readme", "license", "licence", "copying", "changelog", "contributing", "notice"}


def files_in(path: Path) -> list[Path]:
    """`path` itself, or the files of a folder that can be read, by name; not its README.

    Raises UnreadableFile when there is no such file, or a folder holds none that can be read.
    """
    if not path.exists():
        raise UnreadableFile(f"There is no file called {path}.")
    if not path.is_dir():
        return [path]
    found = [
        inside
        for inside in sorted(path.iterdir())
        if inside.is_file() and inside.suffix.lower() in READABLE and not _stands_beside(inside)
    ]
    if not found:
        raise UnreadableFile(
            f"{path} is a folder with no notes in it that can be read"
            " (.docx, .txt, .md or .html); please name a file."
        )
    return found


def _stands_beside(path: Path) -> bool:
    return path.name.startswith((".", "~$")) or path.stem.lower() in _BESIDE


def read_file(path: Path | str) -> Source:
    """Read one file. Raises UnreadableFile, whose sentence says what to do."""
    path = Path(path)
    try:
        if path.is_dir():
            raise UnreadableFile(f"{path} is a folder; please name a file in it.")
        if path.stat().st_size > SIZE_LIMIT:
            raise _too_large(path.name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file called {path}.") from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "the name cannot be used"
        raise UnreadableFile(f"{path.name} could not be opened: {why}.") from None
    return read_bytes(path.name, data)


def read_bytes(name: str, data: bytes) -> Source:
    """Read an upload: `name` tells its sort by its ending. Raises UnreadableFile."""
    name = PurePath(name.replace("\\", "/")).name or "The file"
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile(f"{name} is empty.")
    if len(data) > SIZE_LIMIT:
        raise _too_large(name)
    ending = PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _read_archive(name, data, ending)
    for start, what, instead in _FOREIGN:
        if data.startswith(start):
            raise UnreadableFile(f"{name} {what}, which cannot be read here; {instead}.")
    if ending == ".docx":
        raise UnreadableFile(
            f"{name} is not a Word document that can be read; please save it again as .docx."
        )
    text, remarks = decode(data, name)
    return _read_decoded(text, name, remarks, ending)


def read_text(text: str, name: str = "Pasted text") -> Source:
    """Read pasted text, plain or HTML. Raises UnreadableFile when it is empty or far too long."""
    return _read_decoded(text, name, (), "")


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} is larger than 20 MB; please split it or take its pictures out.")


def _read_archive(name: str, data: bytes, ending: str) -> Source:
    if ending == ".docx" or b"word/document.xml" in data:
        blocks, remarks = markup.blocks_of(docx.html_of(data, name), name, numbers=False)
        return _source(name, blocks, remarks)
    what = "is an OpenDocument file" if ending == ".odt" else "is an archive or an Office file"
    raise UnreadableFile(f"{name} {what}, which cannot be read here; {_WORD}.")


def _read_decoded(text: str, name: str, remarks: tuple[str, ...], ending: str) -> Source:
    if len(text) > TEXT_LIMIT:
        raise UnreadableFile(f"{name} holds more text than a book; please split it.")
    if ending in (".html", ".htm") or (ending == "" and _LOOKS_LIKE_HTML.match(text)):
        blocks, more = markup.blocks_of(text, name)
    elif ending in (".md", ".markdown"):
        blocks, more = markup.blocks_of(_html_of_markdown(text), name)
    else:
        blocks, more = plain.blocks_of(text), ()
    return _source(name, blocks, remarks + more)


def _source(name: str, blocks: tuple[Block, ...], remarks: tuple[str, ...]) -> Source:
    if not blocks:
        raise UnreadableFile(f"{name} holds no words.")
    return Source(name, blocks, remarks)


def _html_of_markdown(text: str) -> str:
    # Raw HTML stays text; indented text is a nested list in notes, never program code; and a
    # line end is kept so that bullets Markdown does not know still begin a line.
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    return str(reader.disable("code").render(text.replace("\xa0", " ")))
