"""The static files as they are served: collected, compressed and named by their content."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

UNUSED = ["redoc.standalone.*", "htmax-*", "htmx-4*"]
"""What packages bring and no page asks for."""

LARGE = 200_000  # bytes; the last few per cent of these would cost ten seconds of the first start


class _Compressor(Compressor):
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=11 if len(data) < LARGE else 6)


class Files(CompressedManifestStaticFilesStorage):
    """Named by content and compressed; source maps, which only a developer fetches, are not."""

    def create_compressor(self, **options: Any) -> Compressor:
        skip = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
        return _Compressor(**options | {"extensions": skip})


def is_current() -> bool:
    """Whether what was built last was built from these very files."""
    try:
        return _stamp_file().read_text() == stamp()
    except OSError:
        return False


def build() -> None:
    """Collect them, and remember from what. Earlier files stay, for pages already out there."""
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=UNUSED)
    _stamp_file().write_text(stamp())


def stamp() -> str:
    """Names, sizes and times of all files, and the packages that process them."""
    lock = (settings.BASE_DIR / "requirements.lock").stat()
    facts = [f"{lock.st_size} {lock.st_mtime_ns}", settings.STORAGES["staticfiles"]["BACKEND"]]
    facts += sorted(_facts())
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _facts() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            there = Path(storage.path(path)).stat()
            yield f"{path} {there.st_size} {there.st_mtime_ns}"


def _stamp_file() -> Path:
    return Path(settings.STATIC_ROOT) / ".stamp"
