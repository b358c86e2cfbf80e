"""The secret key of a site that was given none: made once, kept beside its data."""

import contextlib
import secrets
import tempfile
from pathlib import Path


def secret_key(folder: Path) -> str:
    """The key kept in `folder`, made on first use and readable by its owner alone."""
    path = folder / "secret"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder) as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            # A link appears whole or not at all: two processes starting at once agree.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(file.name)
    return path.read_text()
