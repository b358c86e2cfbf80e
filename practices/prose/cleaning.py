"""The one door for text that comes in: whatever was sent, what leaves is a page as we keep it."""

from functools import lru_cache

import nh3

from practices.prose.errors import check_markup
from practices.prose.reader import read, tags
from practices.prose.shaper import shape
from practices.prose.tree import Node, write

TAGS = tags(
    "h2 h3 h4 p ul ol li blockquote a strong em s sub sup code pre br hr table thead tbody tr "
    "th td caption figure figcaption img"
)
_ATTRIBUTES = {
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "p", "li", "pre", "table", "figure")},
    "ol": {"start"},
    "a": {"href", "rel"},
    "img": {"src", "alt"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}

RECENT = 32
"""Pages of which what was found out is kept: a form, and the save of it, ask again and again."""


@lru_cache(maxsize=RECENT)
def clean(html: str) -> str:
    """`html` as we keep it; cleaning that again changes nothing.

    Structure stays (headings, paragraphs, lists, quotes, tables, emphasis, links, own pictures),
    the rest goes. Raises ProseError for a text that is too long, nested too deeply, or holds
    characters that cannot be written.
    """
    check_markup(html)
    page = write(shape(read(html)))
    check_markup(page)  # what was written out may be longer than what came in
    # Ours is a reader of what people paste. The sanitizer has the last word on what is safe:
    # it finds nothing to do but for an address that only looks like one.
    for _ in range(3):
        safe = _sanitize(page)
        if safe == page:
            break
        page = write(shape(read(safe)))
    return page


def parse(html: str) -> list[Node]:
    """The blocks of a page that was kept. Whatever is in it, they are safe to write out."""
    return shape(read(html))


def _sanitize(page: str) -> str:
    return nh3.clean(
        page,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
