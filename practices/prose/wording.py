"""What changed between two wordings, word by word; only words are marked, never tags."""

import re

from practices.prose.aligning import Pairs, align, rising
from practices.prose.likeness import pair
from practices.prose.tree import BREAK, Node, Run, marked, node_text

_TOKEN = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")
_ISLAND = 4  # letters; fewer than this left standing between two changes only confuse
_SEA = 3  # words changed on each side that make an island


def blend(old: Node, new: Node) -> Node:
    """`new` with the words it took from `old` marked as deleted, its own as inserted."""
    if new.tag == "table" and old.tag == "table":
        return _blend_tables(old, new)
    children = _blend_parts(old.children, new.children)
    return Node(new.tag, "", new.attrs, blend_runs(old.runs, new.runs), children)


def all_marked(node: Node, mark: str) -> Node:
    """The block with each of its words marked as `ins` or `del`."""
    if node.tag == "hr":
        return Node("p", runs=[Run("* * *", (mark,))]) if mark == "del" else node
    runs = [run._replace(marks=marked(run.marks, mark)) for run in node.runs]
    return Node(node.tag, "", node.attrs, runs, [all_marked(one, mark) for one in node.children])


def blend_runs(old: list[Run], new: list[Run]) -> list[Run]:
    """One line that holds both wordings: what was taken out, then what was put in its place."""
    if old == new:
        return new
    before, after = _tokens(old), _tokens(new)
    pairs = _with_spaces(before, after, _pairs(before, after))
    out: list[Run] = []
    x = y = 0
    for a, b in [*pairs, (len(before), len(after))]:
        out.extend(token._replace(marks=marked(token.marks, "del")) for token in before[x:a])
        out.extend(token._replace(marks=marked(token.marks, "ins")) for token in after[y:b])
        out.extend(after[b : b + 1])
        x, y = a + 1, b + 1
    return _joined(out)


def _tokens(runs: list[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        if run.image or run.text == BREAK:
            out.append(run)
        else:
            out.extend(Run(text, run.marks) for text in _TOKEN.findall(run.text))
    return out


def _key(token: Run) -> str:
    return f"{token.image.src} {token.image.alt}" if token.image else token.text


def _pairs(before: list[Run], after: list[Run]) -> Pairs:
    """Pairs of equal words; spaces are left aside, there are too many of them."""
    old = [at for at, token in enumerate(before) if not token.text.isspace() or token.image]
    new = [at for at, token in enumerate(after) if not token.text.isspace() or token.image]
    pairs = align([_key(before[at]) for at in old], [_key(after[at]) for at in new])
    pairs = _without_islands([len(_key(after[at])) for at in new], len(old), pairs)
    return [(old[a], new[b]) for a, b in pairs]


def _without_islands(letters: list[int], old: int, pairs: Pairs) -> Pairs:
    """Leave out a word or two that stayed by chance in the midst of a passage written anew.

    `letters` are the lengths of the new words, `old` is the number of old ones.
    """
    stretches: list[Pairs] = []
    for a, b in pairs:
        if stretches and stretches[-1][-1] == (a - 1, b - 1):
            stretches[-1].append((a, b))
        else:
            stretches.append([(a, b)])
    kept: Pairs = []
    for index, stretch in enumerate(stretches):
        (a, b), (a_end, b_end) = stretch[0], stretch[-1]
        start = kept[-1] if kept else (-1, -1)
        end = stretches[index + 1][0] if index + 1 < len(stretches) else (old, len(letters))
        sea = min(a - start[0] + b - start[1] - 2, end[0] - a_end + end[1] - b_end - 2)
        if sum(letters[b : b_end + 1]) >= _ISLAND or sea < 2 * _SEA:
            kept.extend(stretch)
    return kept


def _with_spaces(before: list[Run], after: list[Run], pairs: Pairs) -> Pairs:
    """Add the spaces and breaks that stand beside equal words on both sides."""
    out: Pairs = []
    x = y = 0
    for a, b in [*pairs, (len(before), len(after))]:
        if x < a and y < b and _is_gap(before[x], after[y]):
            out.append((x, y))
            x, y = x + 1, y + 1
        if x < a and y < b and _is_gap(before[a - 1], after[b - 1]):
            out.append((a - 1, b - 1))
        out.append((a, b))
        x, y = a + 1, b + 1
    return out[:-1]


def _is_gap(one: Run, other: Run) -> bool:
    return one.text == other.text and one.text.isspace()


def _joined(runs: list[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        plain = not run.image and run.text != BREAK
        if last and plain and not last.image and last.text != BREAK and last.marks == run.marks:
            out[-1] = Run(last.text + run.text, run.marks)
        else:
            out.append(run)
    return out


def _blend_parts(old: list[Node], new: list[Node]) -> list[Node]:
    """The parts of a cell or a picture: alike ones word by word, others out and in."""
    if [part.tag for part in old] == [part.tag for part in new]:
        return [blend(was, now) for was, now in zip(old, new, strict=True)]
    return [
        *(all_marked(part, "del") for part in old),
        *(all_marked(part, "ins") for part in new),
    ]


def _blend_tables(old: Node, new: Node) -> Node:
    caption = blend_runs(_caption(old), _caption(new))
    head: list[Node] = []
    body: list[Node] = []
    for is_head, row in _blend_rows(_rows(old), _rows(new)):
        (head if is_head and not body else body).append(row)
    parts = [("thead", head), ("tbody", body)]
    children = [Node("caption", runs=caption)] if caption else []
    children.extend(Node(tag, children=rows) for tag, rows in parts if rows)
    return Node("table", children=children)


def _caption(table: Node) -> list[Run]:
    return next((part.runs for part in table.children if part.tag == "caption"), [])


def _rows(table: Node) -> list[tuple[bool, Node]]:
    groups = [part for part in table.children if part.tag != "caption"]
    return [(group.tag == "thead", row) for group in groups for row in group.children]


def _blend_rows(
    old: list[tuple[bool, Node]], new: list[tuple[bool, Node]]
) -> list[tuple[bool, Node]]:
    texts = [[node_text(row) for _, row in rows] for rows in (old, new)]
    out: list[tuple[bool, Node]] = []
    x = y = 0
    for a, b in [*rising(pair(*texts, least=0.3)), (len(old), len(new))]:
        out.extend((head, all_marked(row, "del")) for head, row in old[x:a])
        out.extend((head, all_marked(row, "ins")) for head, row in new[y:b])
        if b < len(new):
            out.extend((new[b][0], row) for row in _blend_row(old[a][1], new[b][1]))
        x, y = a + 1, b + 1
    return out


def _blend_row(old: Node, new: Node) -> list[Node]:
    if len(old.children) != len(new.children):
        return [all_marked(old, "del"), all_marked(new, "ins")]
    cells = zip(old.children, new.children, strict=True)
    return [Node("tr", children=[blend(was, now) for was, now in cells])]
