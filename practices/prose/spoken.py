"""What people say to one another: shorter and plainer than a page, typed as plain text."""

import re
from collections.abc import Iterator, Mapping

from practices.prose.cleaning import clean, parse
from practices.prose.plain_text import from_text
from practices.prose.tree import HEADINGS, Node, Run, marked, node_text, write

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'’)]}…"
# A link and what it says, any tag, or an @name that is not part of an e-mail address.
_MENTION = re.compile(r"<a [^>]*>.*?</a>|<[^>]*>|(?<![\w@./-])@([A-Za-z0-9]\w*(?:-\w+)*)", re.ASCII)


def spoken(text: str) -> str:
    """What somebody said, as `from_text` reads it, without headings and pictures and with its web
    addresses as links that search engines are asked not to follow. Raises ProseError like `clean`.
    """
    page = parse(from_text(text))
    for node in (node for top in page for node in top.walk()):
        _speak(node)
    return clean(write(page, ids=False))


def _speak(node: Node) -> None:
    if node.tag in HEADINGS:
        node.tag = "p"
        node.runs = [run._replace(marks=marked(run.marks, "strong")) for run in node.runs]
    if node.tag == "figure":
        node.tag, node.runs, node.children = "p", [Run(node_text(node))], []
    node.runs = [part for run in node.runs for part in _linked(run)]


def _linked(run: Run) -> Iterator[Run]:
    at = 0
    for found in _ADDRESS.finditer(run.text):
        address = found[0].rstrip(_AFTER_ADDRESS)
        # A closing bracket that was opened inside the address belongs to it.
        if "(" in address and found[0].startswith(f"{address})"):
            address += ")"
        end = found.start() + len(address)
        if at < found.start():
            yield run._replace(text=run.text[at : found.start()])
        yield Run(address, marked(run.marks, f"a {address}"))
        at = end
    if at < len(run.text) or run.image:
        yield run._replace(text=run.text[at:])


def mentions(html: str) -> set[str]:
    """The names that follow an @ in a text that was kept, in lower case."""
    return {found[1].lower() for found in _MENTION.finditer(html) if found[1]}


def with_mentions(html: str, shown: Mapping[str, str]) -> str:
    """The text with each @name that `shown` knows replaced by the HTML it gives for it."""
    return _MENTION.sub(
        lambda found: shown.get((found[1] or "").lower(), found[0]) if found[1] else found[0], html
    )
