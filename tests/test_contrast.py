"""Every pair of colours the stylesheet sets on one another can be read, by day and by night.

The thresholds are those of WCAG 2.2 AA: 4.5 for text (1.4.3), 3 for the edges of controls and
the focus ring (1.4.11).
"""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parent.parent / "static" / "betterway.css"
TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
DAY, NIGHT = 0, 1

TEXT_ON = {
    "paper": (
        [
            "ink",
            "ink-soft",
            "accent",
            "accent-strong",
            "visited",
            "added",
            "removed",
            "wrong",
            "focus",
        ]
    ),
    "paper-deep": ["ink", "ink-soft", "accent", "accent-strong"],
    "field": ["ink", "ink-soft", "accent", "accent-strong", "wrong"],
    "accent": ["on-accent"],
    "accent-strong": ["on-accent"],
    "accent-wash": ["ink", "ink-soft", "accent", "accent-strong", "visited"],
    "added-wash": ["added", "ink"],
    "removed-wash": ["removed", "ink"],
    "wrong-wash": ["wrong", "ink"],
    "mark": ["ink"],
}
EDGES_ON = {
    "paper": ["edge", "focus", "accent", "wrong"],
    "paper-deep": ["edge", "focus"],
    "field": ["edge", "focus", "wrong"],
    "accent-wash": ["focus"],
}


def tokens(scheme: int) -> dict[str, str]:
    return {name: pair[scheme] for name, *pair in TOKEN.findall(CSS.read_text())}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, from 0 to 1, as WCAG defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_ON, 4.5), (EDGES_ON, 3)], ids=["text", "edges"])
def test_colours_set_on_one_another_can_be_told_apart(scheme, pairs, least):
    colour = tokens(scheme)
    too_close = [
        (front, back, round(contrast(colour[front], colour[back]), 2))
        for back, fronts in pairs.items()
        for front in fronts
        if contrast(colour[front], colour[back]) < least
    ]
    assert too_close == []


def test_contrast_is_counted_as_the_standard_counts_it():
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_colours_are_named_once_and_used_by_name():
    without_tokens = TOKEN.sub("", CSS.read_text())
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", without_tokens)) <= {"#fff", "#000"}
