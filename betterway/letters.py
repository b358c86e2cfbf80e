"""Letters as files, for a site that has no mail server."""

import email.policy
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

READABLE = email.policy.default.clone(max_line_length=998, cte_type="8bit", utf8=True)


class Folder(BaseEmailBackend):
    """Puts each letter into a file that people can read: a long link stays whole, in one line.

    Letters hold links that let people in, so nobody but the site's own user may read them.
    """

    def __init__(self, file_path: str, **more: Any) -> None:
        super().__init__(**more)
        self.folder = Path(file_path)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for letter in email_messages:
            # In the order of sending, two in one moment beside each other.
            name = f"{datetime.now():%Y%m%d-%H%M%S-%f}-{uuid4().hex[:8]}.txt"
            (self.folder / name).write_bytes(letter.message(policy=READABLE).as_bytes())
        return len(email_messages)
