"""What somebody sends as a picture or a file: looked into, and made fit to keep and to show.

A picture is never kept as it came: it is drawn anew, upright and at most `WIDEST` wide, so that
nothing of what a camera wrote into it (where, when, with what) or somebody hid in it stays. Other
files are kept as they came, and only those kinds that their own bytes show them to be.
"""

import io
import struct
import threading
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from PIL import Image, ImageOps

WIDEST = 1600
TALLEST = 4000
WIDTHS = (480, 960)
"""Narrower copies of a picture, for narrow screens. A narrower picture has none."""
MOST_PIXELS = 50_000_000
PICTURE = "webp"
MEDIA_TYPES = {
    PICTURE: "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""What may be kept, by how its name ends."""

_QUALITY = 82
_LONGEST_NAME = 100
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_TEXTS = ("csv", "txt")
# A part that only this kind of document has.
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}

# A picture unpacked takes many times its file: one after the other, whoever sends them.
_alone = threading.Lock()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)
# What Pillow's readers raise for what is no such picture, or the half of one.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    IndexError,
    KeyError,
    AttributeError,
    OverflowError,
    struct.error,
)


class UnfitFile(ValueError):
    """What was sent cannot be kept; its message is a plain sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What will be kept: `copies` of a picture are narrower ones, by their width."""

    name: str
    ending: str
    data: bytes
    width: int = 0
    height: int = 0
    copies: dict[int, bytes] = field(default_factory=dict)


def widths(width: int) -> list[int]:
    """How wide the narrower copies of a picture are."""
    return [narrower for narrower in WIDTHS if narrower < width]


def look_into(data: bytes, name: str) -> Kept:
    """What to keep of a file that was sent under this name. Raises UnfitFile."""
    name = tidy_name(name)
    if not data:
        raise UnfitFile("This file is empty.")
    if _is_picture(data):
        return _picture(data, name)
    ending = _ending(name)
    found = _kind_of(data, ending)
    if found is None:
        raise UnfitFile(_why_not(data, ending))
    if found != ending:
        raise UnfitFile(
            f"This file is called “{name}”, but what is in it is .{found}."
            " Give it the right name, and send it again."
        )
    return Kept(name, ending, _as_text(data) if ending in _TEXTS else data)


def tidy_name(name: str) -> str:
    """The last part of a file's name, without what no name needs, and not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    path = PurePosixPath(" ".join(shown.split()).strip(". ") or "file")
    ending = path.suffix[:10]
    return path.stem[: _LONGEST_NAME - len(ending)] + ending


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


# Pictures ---------------------------------------------------------------------------------


def _is_picture(data: bytes) -> bool:
    return data.startswith(_SIGNS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _picture(data: bytes, name: str) -> Kept:
    try:
        with _alone:
            picture = _drawn(data)
            return Kept(
                name=str(PurePosixPath(name).with_suffix("")) + f".{PICTURE}",
                ending=PICTURE,
                data=_written(picture),
                width=picture.width,
                height=picture.height,
                copies={width: _narrowed(picture, width) for width in widths(picture.width)},
            )
    except _TOO_LARGE as problem:
        raise UnfitFile(
            f"This picture has too many points: at most {MOST_PIXELS // 1_000_000} million fit."
            " Make it smaller, and send it again."
        ) from problem
    except UnfitFile:
        raise
    except _BROKEN as problem:
        raise UnfitFile(
            "This picture cannot be read: it is damaged, or only a part of it arrived."
        ) from problem


def _drawn(data: bytes) -> Image.Image:
    """The picture alone, upright, in colours every screen knows."""
    with Image.open(io.BytesIO(data), formats=_FORMATS) as came:
        if getattr(came, "is_animated", False) and came.format in ("GIF", "WEBP", "PNG"):
            raise UnfitFile(
                "This picture moves, which keeps many people from reading on."
                " Choose one that stands still."
            )
        # A JPEG can be unpacked smaller from the start. Twice the size leaves enough to work with.
        came.draft("RGB", (2 * WIDEST, 2 * WIDEST))
        mode = "RGBA" if came.has_transparency_data else "RGB"
        picture = came if came.mode == mode else came.convert(mode)
        # All that follows makes copies: of the fewest points that still are enough.
        picture.thumbnail((TALLEST, TALLEST), Image.Resampling.LANCZOS)
        picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    return _on_white(picture) if mode == "RGBA" else picture


def _on_white(picture: Image.Image) -> Image.Image:
    """What is drawn dark on nothing could not be seen on a dark page."""
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _narrowed(picture: Image.Image, width: int) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    return _written(picture.resize((width, height), Image.Resampling.LANCZOS))


def _written(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    bare.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()


# Other files ------------------------------------------------------------------------------


def _kind_of(data: bytes, ending: str) -> str | None:
    """How the name of such a file ends, going by its bytes; any text may be called either way."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _document(data)
    return ending if ending in _TEXTS and _as_text(data) else None


def _document(data: bytes) -> str | None:
    """Which kind of document a ZIP file is. Only its list of parts is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise UnfitFile("This document holds macros. Save it without them, and send that.")
            if names and archive.namelist()[0] == "mimetype":
                info = archive.getinfo("mimetype")
                said = archive.read(info) if info.file_size < 100 else b""
                return "odt" if said == MEDIA_TYPES["odt"].encode() else None
    except UnfitFile:
        raise
    except (zipfile.BadZipFile, *_BROKEN, NotImplementedError, RuntimeError) as problem:
        raise UnfitFile("This document is damaged: it cannot be opened.") from problem
    return next((ending for ending, part in _PARTS.items() if part in names), None)


def _as_text(data: bytes) -> bytes:
    """Text as UTF-8; b"" where it is none."""
    if b"\0" in data:
        return b""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return b""


def _why_not(data: bytes, ending: str) -> str:
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return (
            "This picture is HEIC or AVIF, which not every browser can show. Save it as JPEG"
            " (on an iPhone: Settings, Camera, Formats, Most Compatible), and send that."
        )
    if ending in ("svg", "svgz") or b"<svg" in data[:2000].lower():
        return "A drawing in SVG can carry programs. Save it as PNG, and send that."
    if ending in ("jpg", "jpeg", "png", "gif", "webp"):
        return f"This is called .{ending}, but it is no picture."
    if ending in MEDIA_TYPES:
        return f"This is called .{ending}, but what is in it is something else."
    return (
        "This cannot be kept. Pictures can (JPEG, PNG, WebP, GIF), and PDF, Word (.docx),"
        " Excel (.xlsx), OpenDocument (.odt), .csv and .txt."
    )
