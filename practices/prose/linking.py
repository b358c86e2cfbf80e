"""Links that people type by hand: `[[Title]]`, or `[[Title|the words to show]]`.

What is kept is an ordinary link: to the lasting address of an entry, `/e/12/`, or, while nobody
has written it, to the page that invites people to: `/wanted/?title=…`.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from urllib.parse import parse_qs, quote, urlsplit

from practices.prose.cleaning import parse
from practices.prose.tree import BREAK, Node, Run, marked, text_of, write

OWN_FILE = re.compile(r"/files/[0-9]{1,15}-[0-9a-f]{16}\.[a-z]{2,5}")
LASTING = re.compile(r"/e/(\d{1,15})/(?:#p-[a-z2-7]{6})?")
_TYPED = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]|\n]{1,300}))?\]\]")
_WANTED = "/wanted/"
_UNTYPABLE = re.compile(r"[\[\]|\n]")


def wanted_address(title: str) -> str:
    """Where a link to an entry leads that nobody has written yet."""
    return f"{_WANTED}?title={quote(title, safe='')}"


def wanted_title(href: str) -> str:
    """The title that such a link asks for; "" for any other link."""
    parts = urlsplit(href)
    if parts.path != _WANTED or parts.netloc:
        return ""
    titles = parse_qs(parts.query).get("title", [""])
    return " ".join(titles[0].split())[:200]


def typed_titles(html: str) -> list[str]:
    """The titles between double brackets in a page, each once, in reading order."""
    if "[[" not in html:
        return []
    texts = (run.text for node in _nodes(parse(html)) for run in node.runs if _may_hold(run))
    titles = (" ".join(found[1].split()) for text in texts for found in _TYPED.finditer(text))
    return list(dict.fromkeys(title for title in titles if title and not _is_address(title)))


def with_links(html: str, address: Callable[[str], str]) -> str:
    """A cleaned page with each `[[Title]]` in it made a link to `address(title)`.

    The lasting address of an entry, or that of a file, may stand in the place of a title. Code,
    and what is a link already, stays as it is.
    """
    if "[[" not in html:
        return html
    page = parse(html)
    for node in _nodes(page):
        node.runs = [part for run in node.runs for part in _linked(run, address)]
    return write(page)


def _is_address(words: str) -> bool:
    """Whether what stands between brackets is where to go itself, and no title."""
    return bool(LASTING.fullmatch(words) or OWN_FILE.fullmatch(words))


def _nodes(page: list[Node]) -> Iterator[Node]:
    return (part for node in page for part in node.walk() if part.tag != "pre")


def _may_hold(run: Run) -> bool:
    linked = any(mark == "code" or mark.startswith("a ") for mark in run.marks)
    return not run.image and not linked


def _linked(run: Run, address: Callable[[str], str]) -> Iterator[Run]:
    at = 0
    for found in _TYPED.finditer(run.text) if _may_hold(run) else ():
        title, words = (" ".join((part or "").split()) for part in found.groups())
        if not title:
            continue
        href = title if _is_address(title) else address(title)
        if found.start() > at:
            yield run._replace(text=run.text[at : found.start()])
        yield Run(words or title, marked(run.marks, f"a {href}"))
        at = found.end()
    if at < len(run.text) or not at:
        yield run._replace(text=run.text[at:])


def hrefs(html: str) -> list[str]:
    """Where the links of a page lead, each address once, in reading order."""
    if "<a " not in html:
        return []
    runs = (run for node in parse(html) for part in node.walk() for run in part.runs)
    found = (mark[2:] for run in runs for mark in run.marks if mark.startswith("a "))
    return list(dict.fromkeys(found))


def with_hrefs(html: str, changed: dict[str, str]) -> str:
    """The page with its links to the first of each pair leading to the second instead."""
    page = parse(html)
    for node in (part for top in page for part in top.walk()):
        node.runs = [
            run._replace(
                marks=tuple(
                    f"a {changed.get(mark[2:], mark[2:])}" if mark.startswith("a ") else mark
                    for mark in run.marks
                )
            )
            for run in node.runs
        ]
    return write(page)


def as_typed(runs: list[Run]) -> str:
    """What a line of runs says, its links to entries as somebody would type them."""
    out = []
    for href, part in groupby(runs, key=_href):
        words = text_of(part)
        asked = href if _is_address(href) else wanted_title(href)
        if not asked or not words.strip() or _UNTYPABLE.search(asked + words):
            out.append(words)
        else:
            out.append(f"[[{asked}]]" if asked == words else f"[[{asked}|{words}]]")
    return "".join(out)


def _href(run: Run) -> str:
    if run.text == BREAK:
        return ""
    return next((mark[2:] for mark in run.marks if mark.startswith("a ")), "")
