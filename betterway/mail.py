"""Where mail goes: one address for a server or a mail service, or a folder where there is none."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SERVICES = {
    "amazon_ses",
    "brevo",
    "mailersend",
    "mailgun",
    "mailjet",
    "mandrill",
    "postmark",
    "resend",
    "scaleway",
    "sparkpost",
}
"""Services whose names may begin the address; its query holds what they ask for by name."""

DJANGO = "django.core.mail.backends"


def mailers(url: str, *, folder: Path) -> dict[str, dict[str, Any]]:
    """Django's `MAILERS` for an address like `smtp+tls://user:password@host:587`.

    `smtp`, `smtp+tls` (STARTTLS), `smtp+ssl`, `console`, or a service as in
    `postmark://?server_token=…`. Without an address mail lands in `folder`, a file per letter.
    Raises ValueError for any other address.
    """
    if not url:
        kept = {"file_path": str(folder)}
        return {"default": {"BACKEND": "betterway.letters.Folder", "OPTIONS": kept}}
    parts = urlsplit(url)
    if parts.scheme in SERVICES:
        backend = f"anymail.backends.{parts.scheme}.EmailBackend"
        return {"default": {"BACKEND": backend, "OPTIONS": dict(parse_qsl(parts.query))}}
    if parts.scheme == "console":
        return {"default": {"BACKEND": f"{DJANGO}.console.EmailBackend"}}
    if parts.scheme not in ("smtp", "smtp+tls", "smtp+ssl") or not parts.hostname:
        raise ValueError(
            "EMAIL_URL should look like smtp+tls://user:password@host:587 or postmark://?…"
        )
    options: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port or {"smtp+tls": 587, "smtp+ssl": 465}.get(parts.scheme, 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtp+ssl",
        # A page waits for its letter to be taken: better a clear failure than a hanging page.
        "timeout": 15,
    }
    return {"default": {"BACKEND": f"{DJANGO}.smtp.EmailBackend", "OPTIONS": options}}
