"""Lines of runs: white space as a page shows it, and the marks that pasted styles stand for."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from practices.prose.tree import BREAK, Marks, Node, Run, marked

MARK_TAGS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("s", "strike", "del"), "s"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sub": "sub",
    "sup": "sup",
}

_SPACES = re.compile(r"\s+")
_BOLD = re.compile(r"bold|[6-9]00")
_NOT_BOLD = re.compile(r"normal|[1-5]00")

type Style = Mapping[str, str]


@lru_cache(maxsize=512)
def style_of(raw: str) -> Style:
    """The declarations of a `style` attribute, names and values in lower case."""
    pairs = (part.partition(":") for part in raw.lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def is_hidden(style: Style) -> bool:
    """Whether a style keeps its element from being seen."""
    return style.get("display") == "none" or style.get("mso-hide") == "all"


def marks_of(tag: str, style: Style, marks: Marks) -> Marks:
    """The marks inside an element: those around it, and what its tag and style add."""
    mark = MARK_TAGS.get(tag)
    if mark and not _taken_back(mark, style):
        marks = marked(marks, mark)
    if style and tag in ("span", "font"):
        for styled in _marks_of_style(style):
            marks = marked(marks, styled)
    return marks


def _marks_of_style(style: Style) -> Iterator[str]:
    if _BOLD.match(style.get("font-weight", "")):
        yield "strong"
    if style.get("font-style", "").startswith(("italic", "oblique")):
        yield "em"
    if "line-through" in style.get("text-decoration", style.get("text-decoration-line", "")):
        yield "s"
    raised = {"sub": "sub", "super": "sup"}.get(style.get("vertical-align", ""))
    if raised:
        yield raised


def _taken_back(mark: str, style: Style) -> bool:
    """Google Docs wraps all it copies in `<b style="font-weight:normal">`."""
    if mark == "strong":
        return _NOT_BOLD.match(style.get("font-weight", "")) is not None
    return mark == "em" and style.get("font-style") == "normal"


def one_line(runs: list[Run]) -> list[Run]:
    """Runs for a heading or a caption, which have no line breaks."""
    return tidy([Run(" ", run.marks) if run.text == BREAK else run for run in runs])


def tidy(runs: list[Run]) -> list[Run]:
    """Runs as a page would show them.

    White space of any kind and length is one space, there is none at either end of a line, and
    runs with the same marks are one.
    """
    if len(runs) == 1 and not runs[0].image and runs[0].text != BREAK:
        text = _even(runs[0].text).strip(" ")
        return [Run(text, runs[0].marks)] if text else []
    line = _trim(_collapse(runs))
    if any(run.text == " " for run in line):
        line = _settle_spaces(line)
    return line


def _collapse(runs: list[Run]) -> list[Run]:
    out: list[Run] = []
    at_start = True
    for run in runs:
        if run.image:
            out.append(run)
            at_start = False
        elif run.text == BREAK:
            _drop_space(out)
            out.append(Run(BREAK))
            at_start = True
        else:
            text = _even(run.text)
            text = text.removeprefix(" ") if at_start else text
            if text:
                at_start = text.endswith(" ")
                _append(out, text, run.marks)
    return out


def _even(text: str) -> str:
    """A text with one space for all white space of any length."""
    # Of white space, a space alone is printable: most texts need no look at each letter.
    return text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)


def _append(out: list[Run], text: str, marks: Marks) -> None:
    last = out[-1] if out else None
    if last and not last.image and last.text != BREAK and last.marks == marks:
        out[-1] = Run(last.text + text, marks)
    else:
        out.append(Run(text, marks))


def _drop_space(out: list[Run]) -> None:
    if out and not out[-1].image and out[-1].text.endswith(" "):
        last = out.pop()
        if last.text != " ":
            out.append(Run(last.text[:-1], last.marks))


def _trim(line: list[Run]) -> list[Run]:
    _drop_space(line)
    while line and line[-1].text == BREAK:
        line.pop()
        _drop_space(line)
    first = 0
    while first < len(line) and line[first].text == BREAK:
        first += 1
    return line[first:]


def _settle_spaces(line: list[Run]) -> list[Run]:
    """Give a lone space the marks that both its neighbours have."""
    out: list[Run] = []
    for index, run in enumerate(line):
        if run.image or run.text == BREAK:
            out.append(run)
            continue
        if run.text == " ":
            after = line[index + 1].marks
            run = Run(" ", tuple(mark for mark in out[-1].marks if mark in after))
        _append(out, run.text, run.marks)
    return out


def paragraphs(runs: list[Run]) -> list[list[Run]]:
    """Split a line at two or more breaks in a row, which is how many people end a paragraph."""
    parts: list[list[Run]] = [[]]
    breaks: list[Run] = []
    for run in runs:
        if run.text == BREAK:
            breaks.append(run)
        elif breaks and not run.image and not run.text.strip():
            continue
        else:
            if len(breaks) > 1:
                parts.append([])
            elif breaks:
                parts[-1].append(breaks[0])
            breaks = []
            parts[-1].append(run)
    return parts


def leaf_runs(nodes: list[Node], without: str = "") -> list[Run]:
    """All runs below `nodes` in one line, a space between two blocks."""
    line: list[Run] = []
    for part in (part for node in nodes for part in node.walk()):
        for run in part.runs:
            line.append(run._replace(marks=tuple(mark for mark in run.marks if mark != without)))
        line.append(Run(" "))
    return line
