"""Which addresses a page may point at."""

import re
from urllib.parse import urlsplit

_DROPPED_BY_BROWSERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_OWN_IMAGE = re.compile(r"/files/[0-9]{1,15}-[0-9a-f]{16}-[0-9]{1,4}x[0-9]{1,4}\.webp")


def link(raw: str) -> str:
    """The address to keep for a link, or "" when there is none to keep.

    Kept: http and https with a host, mailto, tel, paths of this site, and places in the page.
    Browsers ignore control characters and read a backslash as a slash, so both are undone first.
    """
    href = _DROPPED_BY_BROWSERS.sub("", raw).strip().replace(" ", "%20")
    if href.lower().startswith("www."):
        href = "https://" + href
    scheme = _SCHEME.match(href)
    if scheme is None:
        return href if _is_local(href) else ""
    name = scheme[0].lower()
    if name in ("http:", "https:"):
        return name + href[len(name) :] if _has_host(href) else ""
    return name + href[len(name) :] if name in ("mailto:", "tel:") and len(href) > len(name) else ""


def image(raw: str) -> str:
    """The path of a picture kept on this site, or "": pictures elsewhere can follow readers."""
    src = _DROPPED_BY_BROWSERS.sub("", raw).strip()
    return src if _OWN_IMAGE.fullmatch(src) else ""


def _is_local(href: str) -> bool:
    if href.startswith("/"):
        return href[1:2] not in ("/", "\\")
    return href.startswith("#") and len(href) > 1


def _has_host(href: str) -> bool:
    if "\\" in href:
        return False
    try:
        return bool(urlsplit(href).hostname)
    except ValueError:
        return False
