"""Two people's changes to one page, brought together."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings

from practices.prose import Conflict, clean, keep_anchors, plain, three_way
from tests.practices.prose import soup

BASE = keep_anchors(
    "",
    "<p>Begin where people are.</p><p>Money follows trust.</p>"
    "<ul><li>tea and cups</li><li>bread and butter</li></ul><p>The end of it.</p>",
)


def changed(**words: str) -> str:
    page = BASE
    for old, new in words.items():
        page = page.replace(old, new)
    return page


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (changed(people="all"), changed(butter="jam"), changed(people="all", butter="jam")),
        (changed(people="all"), changed(trust="love"), changed(people="all", trust="love")),
        (changed(people="all"), changed(people="all"), changed(people="all")),
        (
            BASE.replace("</ul>", "<li>mine to bring</li></ul>"),
            BASE.replace("</ul>", "<li>theirs, quite another</li></ul>"),
            BASE.replace("</ul>", "<li>theirs, quite another</li><li>mine to bring</li></ul>"),
        ),
        (changed(people="all"), BASE.replace("The end of it.", ""), None),
    ],
)
def test_changes_in_different_places_are_both_kept(mine, theirs, merged):
    result = three_way(BASE, mine, theirs)

    assert result.conflicts == ()
    assert result.html == clean(merged or changed(people="all").replace("The end of it.", ""))
    assert result.pieces == (result.html,)


def test_the_same_paragraph_changed_in_two_ways_is_for_a_person_to_settle():
    result = three_way(BASE, changed(trust="love"), changed(trust="power"))

    assert result.html is None
    (conflict,) = result.conflicts
    assert conflict == Conflict(
        *(f"<p{BASE.split('<p')[2].split('>')[0]}>Money follows {it}.</p>"
          for it in ("trust", "love", "power"))
    )  # fmt: skip
    assert [piece if isinstance(piece, Conflict) else plain(piece) for piece in result.pieces] == [
        "Begin where people are.",
        conflict,
        "tea and cups bread and butter The end of it.",
    ]


def test_a_paragraph_one_removed_and_the_other_changed_is_not_lost():
    gone = re.sub(r"<p[^>]*>Money follows trust\.</p>", "", BASE)

    result = three_way(BASE, gone, changed(trust="love"))

    assert [(plain(one.mine), plain(one.theirs)) for one in result.conflicts] == [
        ("", "Money follows love.")
    ]


def test_nearly_the_same_words_put_in_one_place_are_a_conflict():
    ours, other = "<p>We meet on every Monday now</p>", "<p>We meet on every Tuesday now</p>"

    result = three_way(BASE, BASE + ours, BASE + other)

    assert result.conflicts == (Conflict("", ours, other),)


def test_anchors_do_not_make_a_difference():
    bare = re.sub(r' id="[^"]*"', "", changed(trust="love"))

    result = three_way(BASE, bare, changed(butter="jam"))

    assert plain(result.html) == plain(changed(trust="love", butter="jam"))


@settings(max_examples=80, deadline=None)
@given(soup.html, soup.html)
def test_one_side_alone_is_taken_as_it_is(before, after):
    base = keep_anchors("", clean(before))
    other = keep_anchors(base, clean(after))

    assert three_way(base, other, base).html == other
    assert three_way(base, base, other).html == other
    assert three_way(base, other, other).html == other


def count(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@settings(max_examples=100, deadline=None)
@given(soup.page, soup.page, soup.page)
def test_no_word_that_anybody_added_is_lost(before, one, other):
    base, mine, theirs = clean(before), clean(one), clean(other)

    result = three_way(base, mine, theirs)

    found = count(
        " ".join(
            plain(piece) if isinstance(piece, str) else f"{plain(piece.mine)} {plain(piece.theirs)}"
            for piece in result.pieces
        )
    )
    for side in (mine, theirs):
        assert not count(plain(side)) - count(plain(base)) - found
    if result.html is not None:
        assert clean(result.html) == result.html
