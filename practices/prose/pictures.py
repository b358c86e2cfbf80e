"""Pictures and files of this site inside a page.

Their address says all there is to know of them: a number, the first letters of what their content
adds up to, and of a picture how large it is. So a page shows the very picture it was written with,
in every version, and is set out without asking a database.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from practices.prose.cleaning import parse
from practices.prose.tree import Image, Node, Run, escape, node_text, quote, write

SIGNS = 16
"""How many letters of the digest an address holds: more than anybody can guess."""
_IN_PAGE = re.compile(r'(?:src|href)="(/files/[0-9]{1,15}-[0-9a-f]{16}[-.x0-9a-z]*)"')
_SHOWN = re.compile(
    r'<img src="/files/(?P<name>[0-9]+-[0-9a-f]+-(?P<width>[0-9]+)x(?P<height>[0-9]+)\.webp)"'
    r' alt="(?P<alt>[^"]*)">'
)
_SILENT = re.compile(r'<img src="([^"]*)" alt="">')


def kept_addresses(html: str) -> list[str]:
    """The addresses of the pictures and files of this site that a cleaned page shows, each once,
    in reading order."""
    return list(dict.fromkeys(_IN_PAGE.findall(html))) if "/files/" in html else []


def figure(src: str, alt: str, caption: str = "") -> str:
    """A picture as a block of a page."""
    below = [Node("figcaption", runs=[Run(caption)])] if caption else []
    return write([Node("figure", runs=[Run("", image=Image(src, alt))], children=below)])


def file_link(href: str, words: str) -> str:
    """A file as a paragraph of a page that leads to it."""
    return f'<p><a href="{quote(href)}">{escape(words)}</a></p>'


def with_alts(html: str, said: Callable[[Iterable[str]], Mapping[str, str]]) -> str:
    """A cleaned page whose pictures without words for them have those that `said` knows."""
    silent = _SILENT.findall(html)
    for src, alt in said(silent).items() if silent else ():
        html = html.replace(f'<img src="{src}" alt="">', f'<img src="{src}" alt="{quote(alt)}">')
    return html


def set_out(html: str, widths: Callable[[int], list[int]]) -> str:
    """A cleaned page with its pictures ready to be shown: their room kept free, the copy that
    fits the screen, and only once they come into sight. `widths` are those of the copies."""
    return _SHOWN.sub(lambda found: _img(found, widths), html) if "/files/" in html else html


def _img(found: re.Match[str], widths: Callable[[int], list[int]]) -> str:
    name, width = found["name"], int(found["width"])
    copies = [f"/files/{narrow}/{name} {narrow}w" for narrow in widths(width)]
    choice = ""
    if copies:
        choice = f' srcset="{", ".join(copies)}, /files/{name} {width}w"'
        choice += ' sizes="(max-width: 44rem) 100vw, 44rem"'
    return (
        f'<img src="/files/{name}"{choice} width="{width}" height="{found["height"]}"'
        f' alt="{found["alt"]}" loading="lazy" decoding="async">'
    )


def places(html: str) -> list[tuple[str, str]]:
    """The blocks of a page after which another can stand: the anchor of each, and what it says."""
    found = []
    for top in parse(html):
        anchor = next((node.id for node in top.walk() if node.id), "")
        words = " ".join(node_text(top).split())
        if anchor:
            found.append((anchor, words))
    return found


def put_after(html: str, anchor: str, part: str) -> str:
    """A page with `part` after the block that holds the point `anchor`; at the end without one.

    Raises KeyError when there is no such point.
    """
    page, new = parse(html), parse(part)
    if not anchor:
        return write([*page, *new])
    for at, top in enumerate(page):
        if any(node.id == anchor for node in top.walk()):
            return write([*page[: at + 1], *new, *page[at + 1 :]])
    raise KeyError(anchor)
