"""Pages kept for signed-out readers, and answers of “nothing new” to browsers that have them.

A kept page holds no token and no nonce. Its key names everything it shows: for one entry its
`page_version`, for lists the newest revision of the library.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from practices.kinds import Kind
from practices.models import AuditLine, Comment, Entry, Redaction, Status

LISTS_FOR = 60
"""Seconds a kept list may live. Two writers may commit in another order than they began, so
the newest revision alone cannot promise that a list is whole."""
ENTRIES_FOR = 24 * 3600
LARGEST = 200_000
"""Bytes of a page that is kept. A few thousand such pages have to fit into memory."""

Render = Callable[[], HttpResponse]

# Asked at every list, kept or not, so it goes to the database as it stands.
_NEWEST = (
    f"SELECT (SELECT MAX(history_id) FROM {Entry.history.model._meta.db_table}),"
    f" (SELECT MAX(changed) FROM {Comment._meta.db_table}),"
    f" (SELECT MAX(id) FROM {Redaction._meta.db_table}),"
    f" (SELECT MAX(id) FROM {AuditLine._meta.db_table})"
)

# Asked at every entry, kept or not: `is_protected` and `is_due` in the words of the database.
_AT = (
    "SELECT id, page_version,"
    " protected_for <> '' AND (protected_until IS NULL OR protected_until > %s),"
    " review_due <= %s"
    f" FROM {Entry._meta.db_table} WHERE kind = %s AND slug = %s AND status = %s"
)


def library_version() -> str:
    """A word that changes when an entry does, something is said or taken out, a steward does
    something (to a theme, say), or the day turns."""
    with connection.cursor() as db:
        db.execute(_NEWEST)
        newest, said, taken, deed = db.fetchone()
    return f"{newest}-{said}-{taken}-{deed}-{timezone.localdate()}"


def is_plain_reader(request: HttpRequest) -> bool:
    """Whether this is somebody signed out, reading, with nothing waiting to be told."""
    carried = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys()
    return request.method in ("GET", "HEAD") and not carried


def kept_list(request: HttpRequest, render: Render) -> HttpResponse:
    """The page of a list at this very address, kept until the library changes."""
    if not is_plain_reader(request):
        return render()
    return _kept(request, f"{library_version()} {request.get_full_path()}", render, LISTS_FOR)


def kept_entry(request: HttpRequest, entry: Entry, render: Render) -> HttpResponse:
    """A page of one entry, kept until something that it shows has changed."""
    if not is_plain_reader(request):
        return render()
    shows = entry.pk, entry.page_version, entry.is_protected, entry.is_due
    return _kept_of(request, shows, render)


def kept_at(request: HttpRequest, kind: Kind, slug: str, render: Render) -> HttpResponse:
    """The page of the published entry at an address, kept; `render` asks for access itself.

    Of an entry whose page is kept no more is read than what its key is made of.
    """
    # Its page reads no query: whoever makes queries up fills no memory with copies of it.
    if request.GET or not is_plain_reader(request):
        return render()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    today = connection.ops.adapt_datefield_value(timezone.localdate())
    with connection.cursor() as db:
        db.execute(_AT, [now, today, kind.name, slug, Status.PUBLISHED])
        found = db.fetchone()
    if found is None:
        return render()
    pk, page_version, is_protected, is_due = found
    return _kept_of(request, (pk, page_version, bool(is_protected), bool(is_due)), render)


def _kept_of(
    request: HttpRequest, shows: tuple[int, int, bool, bool], render: Render
) -> HttpResponse:
    """`shows` is the number of the entry, its page's version, and what turns by itself."""
    return _kept(request, f"{shows} {request.get_full_path()}", render, ENTRIES_FOR)


def _kept(request: HttpRequest, key: str, render: Render, seconds: int) -> HttpResponse:
    digest = hashlib.blake2s(f"{settings.SITE_URL} {key}".encode()).hexdigest()
    etag = f'"{digest}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _fresh(HttpResponseNotModified(), etag)
    page = cache.get(digest)
    if page is not None:
        content, content_type = page
        return _fresh(HttpResponse(content, content_type=content_type), etag)
    response = render()
    if response.status_code == 200 and len(response.content) <= LARGEST:
        cache.set(digest, (response.content, response["Content-Type"]), seconds)
    return _fresh(response, etag)


def _fresh(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response
