"""Addresses of paragraphs survive what people do to the text."""

import re
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from practices.prose import ANCHOR, blocks, clean, keep_anchors
from tests.practices.prose import soup

OLD = (
    '<p id="p-aaaaaa">Begin where people are and listen.</p>'
    '<p id="p-bbbbbb">Money follows trust, not the other way round.</p>'
    '<ul><li id="p-cccccc">tea and cups</li><li id="p-dddddd">bread</li></ul>'
)


def anchors(html: str) -> dict[str, str]:
    return {block.text: block.anchor for block in blocks(html)}


def bare(html: str) -> str:
    return re.sub(r' id="[^"]*"', "", html)


def test_every_kind_of_block_gets_an_anchor_and_nothing_else_does():
    page = keep_anchors(
        "",
        "<h2>a</h2><p>b</p><ul><li>c<p>d</p></li></ul><blockquote><p>e</p></blockquote><pre>f</pre>"
        "<hr><table><tbody><tr><td>g<p>h</p></td></tr></tbody></table>"
        '<figure><img src="/files/1-0123456789abcdef-640x480.webp" alt=""></figure>',
    )

    assert re.findall(r'<(\w+) id="p-[a-z2-7]{6}"', page) == (
        ["h2", "p", "li", "p", "p", "pre", "table", "figure"]
    )
    assert page.count(" id=") == 8


def test_blocks_keep_their_anchors_through_small_changes_moves_and_new_markup():
    new = (
        "<ul><li>tea, cups and milk</li><li>bread</li></ul><p>Something new entirely</p>"
        "<h2>Begin where <em>people</em> are and listen.</h2>"
        "<p>Trust comes first: money follows trust, not the other way.</p>"
    )

    found = anchors(keep_anchors(OLD, new))

    fresh = found.pop("Something new entirely")
    assert found == {
        "tea, cups and milk": "p-cccccc",
        "bread": "p-dddddd",
        "Begin where people are and listen.": "p-aaaaaa",
        "Trust comes first: money follows trust, not the other way.": "p-bbbbbb",
    }
    assert fresh not in OLD


def test_an_anchor_that_was_brought_along_is_kept_while_the_block_is_still_alike():
    swapped = (
        '<p id="p-bbbbbb">Money follows trust and not much else.</p>'
        '<p id="p-aaaaaa">Quite another thought about power.</p>'
        '<p id="p-zzzzzz">From another page.</p>'
    )

    found = anchors(keep_anchors(OLD, swapped))

    assert found["Money follows trust and not much else."] == "p-bbbbbb"
    assert found["Quite another thought about power."] not in OLD
    assert found["From another page."] == "p-zzzzzz"


def test_of_blocks_with_the_same_words_those_in_order_match():
    old = keep_anchors("", "<p>Yes</p><p>Yes</p><p>No</p>")
    first, second, third = (block.anchor for block in blocks(old))

    new = keep_anchors(old, "<p>No</p><p>Yes</p><p>Yes</p><p>Yes</p>")

    found = [block.anchor for block in blocks(new)]
    assert found[:3] == [third, first, second]
    assert found[3] not in (first, second, third)


def test_the_same_text_gets_the_same_anchors_anywhere():
    assert keep_anchors("", "<p>Listen</p>") == keep_anchors("<p>Else</p>", "<p>Listen</p>")


def test_a_long_page_of_like_blocks_is_matched_one_to_one():
    old = keep_anchors("", "".join(f"<p>Point {n} of many points here</p>" for n in range(1500)))
    new = bare(old).replace("of many points", "of the many")

    found = [block.anchor for block in blocks(keep_anchors(old, new))]

    assert found == [block.anchor for block in blocks(old)]


def test_what_stands_in_a_table_brings_no_address_of_its_own():
    table = "<table><tbody><tr><td>tea<p{}>cups</p></td></tr></tbody></table>"

    kept = keep_anchors("", table.format(' id="p-abc234"'))

    assert bare(kept) == table.format("") and "p-abc234" not in kept


@settings(max_examples=60, deadline=None)
@given(soup.html, soup.html)
def test_anchors_are_everywhere_unique_and_settled(before, after):
    old = keep_anchors("", clean(before))
    new = keep_anchors(old, clean(after))

    found = [block.anchor for block in blocks(new)]
    assert all(ANCHOR.fullmatch(anchor) for anchor in found)
    assert len(set(found)) == len(found)
    assert keep_anchors(old, new) == new
    assert keep_anchors(new, bare(new)) == new
    assert clean(new) == new
    assert bare(new) == bare(clean(after))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_blocks_that_did_not_change_keep_their_anchors(data):
    texts = data.draw(st.lists(soup.sentence, min_size=1, max_size=10, unique=True))
    old = keep_anchors("", "".join(f"<p>{text}</p>" for text in texts))
    kept = data.draw(st.lists(st.sampled_from(texts), unique=True))
    others = data.draw(st.lists(soup.sentence.map("{} anew".format), max_size=4))
    mixed = data.draw(st.permutations([*kept, *others]))

    new = anchors(keep_anchors(old, "".join(f"<p>{text}</p>" for text in mixed)))

    assert {text: new[text] for text in kept} == {text: anchors(old)[text] for text in kept}


def test_saying_one_thing_often_takes_no_longer_than_saying_many_things():
    def seconds(texts):
        page = "".join(f"<p>{text}</p>" for text in texts)
        began = process_time()
        found = blocks(keep_anchors("", page))
        spent = process_time() - began
        assert len({block.anchor for block in found}) == len(texts)
        return spent

    assert seconds(["Again."] * 3000) < 10 * seconds([f"Point {n}." for n in range(3000)])
