"""Word documents into HTML, once their archive has been looked through for harm."""

import io
import re
import zipfile
import zlib
from xml.parsers.expat import ExpatError

import mammoth

from .source import UnreadableFile


def _no_picture(image: object) -> dict[str, str]:
    """Pictures are counted and named as left out; their data never enters the page."""
    return {"src": ""}


_NO_PICTURE = mammoth.images.img_element(_no_picture)
UNPACKED_LIMIT = 50 * 1024 * 1024
_CHUNK = 64 * 1024
_MOST_PARTS = 2000
# A document type may define entities that swell without end; Word never writes one. The second
# and third shapes are the same letters in UTF-16.
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
# A title stands above every heading, so that a title styled as such opens a document.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='Heading 4'] => h5:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""


def html_of(data: bytes, name: str) -> str:
    """The document's text as HTML. Raises UnreadableFile when it is damaged or not safe to open."""
    damaged = UnreadableFile(
        f"{name} is not a Word document that can be read; please save it again as .docx."
    )
    try:
        _look_through(data, name)
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=_NO_PICTURE,
            ignore_empty_paragraphs=False,
        )
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, NotImplementedError):
        raise damaged from None
    except (ExpatError, SyntaxError, AttributeError, IndexError, TypeError, OSError, RuntimeError):
        # What mammoth and the XML parser raise when a part is missing, garbled or locked.
        raise damaged from None
    return str(result.value)


def _look_through(data: bytes, name: str) -> None:
    """Unpack every part, counting what comes out: an archive's own list of sizes can lie."""
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > _MOST_PARTS:
            raise UnreadableFile(f"{name} holds too many parts to be a Word document.")
        for member in members:
            if _climbs(member.filename):
                raise UnreadableFile(f"{name} holds a part that points outside it; it was left.")
            unpacked = _count(archive, member, unpacked, name)


def _climbs(member: str) -> bool:
    parts = re.split(r"[/\\]", member)
    return ".." in parts or member.startswith(("/", "\\")) or ":" in parts[0]


def _count(archive: zipfile.ZipFile, member: zipfile.ZipInfo, unpacked: int, name: str) -> int:
    tail = b""
    markup = member.filename.lower().endswith((".xml", ".rels"))
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > UNPACKED_LIMIT:
                raise UnreadableFile(
                    f"{name} unpacks to more than 50 MB; please split it or take its pictures out."
                )
            if markup and any(mark in tail + chunk for mark in _DOCTYPES):
                raise UnreadableFile(f"{name} holds a document type, which Word never writes.")
            tail = chunk[-32:]
    return unpacked
