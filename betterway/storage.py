"""Where pictures and files are kept: a folder on this machine, or a store elsewhere."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class Folder(FileSystemStorage):
    """A folder in which a file is whole or not there, whenever the machine stops.

    Names come from what files hold: to write one again is to write the same.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(prefix=".", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, path)
        except OSError:
            os.unlink(unfinished)  # a full disk should not be fuller for it
            raise
        return name


def files_storage(url: str) -> dict[str, Any]:
    """What Django's `STORAGES` takes for the setting `FILES_URL`; "" is a folder in `DATA_DIR`."""
    if url:
        return {"BACKEND": "betterway.s3.Bucket", "OPTIONS": {"url": url}}
    return {"BACKEND": "betterway.storage.Folder"}
