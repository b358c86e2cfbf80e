"""What changed between two versions of a page: block by block, then word by word."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from practices.prose.aligning import Pairs, rising
from practices.prose.cleaning import parse
from practices.prose.leaves import Leaf, leaves, rebuild
from practices.prose.likeness import are_alike, pair
from practices.prose.tree import Node, Run, write
from practices.prose.wording import all_marked, blend

type Kind = Literal["same", "changed", "added", "removed", "moved", "formatting"]

_ALIKE = 0.4  # two blocks that share this much are shown as one, changed
_ALIKE_BY_ANCHOR = 0.2  # less is enough when the anchor says that it is the same block


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of one block.

    `html_running` holds both wordings, with `<ins>` and `<del>` around words; a list item is an
    `<li>` and needs a list around it (`running_html` puts it there). `old_html` is None for what
    was added, `new_html` for what was removed. A block that moved stands at its new place alone.
    """

    kind: Kind
    anchor: str
    tag: str
    html_running: str
    old_html: str | None
    new_html: str | None
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Comparison:
    """All blocks of both versions in reading order, and a sentence that sums them up."""

    changes: tuple[BlockChange, ...]
    summary: str

    @property
    def is_same(self) -> bool:
        return all(change.kind == "same" for change in self.changes)


type Step = tuple[Kind, Leaf | None, Leaf | None]
"""What became of one block: how it stood, and how it stands."""


def compare(old: str, new: str) -> Comparison:
    """What changed from the page `old` to the page `new`."""
    steps = _steps(old, new)
    return Comparison(tuple(_change(*step) for step in steps), _summary(steps))


def sum_up(old: str, new: str) -> str:
    """What changed, in a sentence such as "2 paragraphs changed, 1 added, 1 moved"."""
    return _summary(_steps(old, new))


def _steps(old: str, new: str) -> list[Step]:
    return list(_became(leaves(parse(old)), leaves(parse(new))))


def _became(old: list[Leaf], new: list[Leaf]) -> Iterator[Step]:
    pairs = _pairs(old, new)
    stayed = rising(pairs)
    partner = {y: x for x, y in pairs}
    gone = set(range(len(old))) - set(partner.values())
    x = y = 0
    for a, b in [*stayed, (len(old), len(new))]:
        yield from (("removed", old[one], None) for one in range(x, a) if one in gone)
        for other in range(y, b):
            was = partner.get(other)
            before = None if was is None else old[was]
            yield "moved" if before else "added", before, new[other]
        if b < len(new):
            yield _kind_of_kept(old[a], new[b]), old[a], new[b]
        x, y = a + 1, b + 1


def _pairs(old: list[Leaf], new: list[Leaf]) -> Pairs:
    """Which block became which: by anchor, then by words; a table only becomes a table."""
    where = {leaf.node.id: x for x, leaf in enumerate(old) if leaf.node.id}
    known = []
    for y, leaf in enumerate(new):
        x = where.get(leaf.node.id, -1)
        if x >= 0 and are_alike(old[x].text, leaf.text, _ALIKE_BY_ANCHOR):
            known.append((x, y))
    texts = [leaf.text for leaf in old], [leaf.text for leaf in new]
    return [
        (x, y)
        for x, y in pair(*texts, known=known, least=_ALIKE)
        if _shape(old[x]) == _shape(new[y])
    ]


def _shape(leaf: Leaf) -> str:
    return leaf.node.tag if leaf.node.tag in ("table", "figure", "hr", "pre") else "words"


def _kind_of_kept(old: Leaf, new: Leaf) -> Kind:
    if old.key == new.key:
        return "same"
    return "formatting" if old.text == new.text else "changed"


def _change(kind: Kind, old: Leaf | None, new: Leaf | None) -> BlockChange:
    here = new or old
    assert here is not None
    both = _blended(old, new) if old and new else None
    running = both or all_marked(here.node, "ins" if new else "del")
    return BlockChange(
        kind=kind,
        anchor=here.node.id,
        tag=here.node.tag,
        html_running=write([running], ids=False),
        old_html=old.html if old else None,
        new_html=new.html if new else None,
        leaf=Leaf(running, here.around, here.apart),
    )


def _blended(old: Leaf, new: Leaf) -> Node:
    return new.node if old.text == new.text else blend(old.node, new.node)


def running_html(comparison: Comparison, context: int | None = None) -> str:
    """The whole text with its changes, as one piece of valid HTML without anchors.

    A block that is not the same carries `data-change` with its kind. With `context`, of blocks
    that are the same only that many are shown before and after each change, and a
    `<p class="fold">` says how many were left out.
    """
    shown = _near(comparison.changes, context)
    row: list[Leaf] = []
    folded = 0
    for change, near in zip(comparison.changes, shown, strict=True):
        if not near:
            folded += 1
            continue
        if folded:
            row.append(_fold(folded))
            folded = 0
        row.append(change.leaf if change.kind == "same" else _labelled(change))
    return write(rebuild([*row, _fold(folded)] if folded else row), ids=False)


def _near(changes: tuple[BlockChange, ...], context: int | None) -> list[bool]:
    if context is None:
        return [True] * len(changes)
    shown = [False] * len(changes)
    for at, change in enumerate(changes):
        if change.kind != "same":
            first, last = max(0, at - context), min(len(changes), at + context + 1)
            shown[first:last] = [True] * (last - first)
    return shown


def _labelled(change: BlockChange) -> Leaf:
    node = change.leaf.node
    attrs = (*node.attrs, ("data-change", change.kind))
    node = Node(node.tag, "", attrs, node.runs, node.children)
    return Leaf(node, change.leaf.around, change.leaf.apart)


def _fold(count: int) -> Leaf:
    words = "1 block as before" if count == 1 else f"{count} blocks as before"
    return Leaf(Node("p", attrs=(("class", "fold"),), runs=[Run(words)]))


_NOUNS = {
    "p": ("paragraph", "paragraphs"),
    **dict.fromkeys(("h2", "h3", "h4"), ("heading", "headings")),
    "li": ("list item", "list items"),
    "table": ("table", "tables"),
    "figure": ("picture", "pictures"),
    "pre": ("block of code", "blocks of code"),
    "hr": ("dividing line", "dividing lines"),
}
_VERBS: tuple[tuple[Kind, str], ...] = (
    ("changed", "changed"),
    ("added", "added"),
    ("removed", "taken out"),
    ("moved", "moved"),
    ("formatting", "formatted differently"),
)


def _summary(steps: list[Step]) -> str:
    """Counts in words; a noun is said once, until another is spoken of."""
    counts: dict[Kind, Counter[tuple[str, str]]] = {kind: Counter() for kind, _ in _VERBS}
    for kind, old, new in steps:
        here = new or old
        if here and kind != "same":
            counts[kind][_NOUNS[here.node.tag]] += 1
    said: list[str] = []
    spoken: list[tuple[str, str]] = []
    for kind, verb in _VERBS:
        nouns = list(counts[kind])
        if nouns:
            parts = [_count(counts[kind][noun], noun, nouns == spoken) for noun in nouns]
            said.append(f"{_listed(parts)} {verb}")
            spoken = nouns if len(nouns) == 1 else []
    return ", ".join(said) or "Nothing changed in the text"


def _count(count: int, noun: tuple[str, str], is_known: bool) -> str:
    return str(count) if is_known else f"{count} {noun[0] if count == 1 else noun[1]}"


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
