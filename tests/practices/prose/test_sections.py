"""A page in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices import prose
from tests.practices.prose import soup

PAGE = (
    '<p id="p-aaaaaa">Begin.</p><h2 id="p-bbbbbb">How</h2><p id="p-cccccc">Walk.</p>'
    '<h3 id="p-dddddd">Where</h3><ul><li id="p-eeeeee">Outdoors</li></ul>'
)


def test_each_heading_of_any_level_begins_a_part():
    assert [(part.anchor, part.title) for part in prose.sections(PAGE)] == [
        (prose.START, ""),
        ("p-bbbbbb", "How"),
        ("p-dddddd", "Where"),
    ]


def test_the_parts_together_are_the_page():
    assert "".join(part.html for part in prose.sections(PAGE)) == PAGE
    assert prose.sections("") == ()


def test_putting_a_part_back_changes_nothing():
    for part in prose.sections(PAGE):
        assert prose.with_section(PAGE, part.anchor, part.html) == PAGE


def test_a_part_takes_the_place_of_the_old_one_and_its_heading_keeps_its_name():
    page = prose.with_section(PAGE, "p-bbbbbb", "<h2>How so</h2><p>Run.</p>")
    assert page == PAGE.replace('How</h2><p id="p-cccccc">Walk.</p>', "How so</h2><p>Run.</p>")


def test_a_part_cannot_take_an_address_of_another():
    page = prose.with_section(PAGE, prose.START, '<p id="p-eeeeee">Begin.</p>')
    assert page == PAGE.replace(' id="p-aaaaaa"', "")


HELD = "<p>See there.</p>"


@pytest.mark.parametrize(
    ("anchor", "taken", "left"),
    [
        (
            "p-bbbbbb",
            PAGE[PAGE.index('<p id="p-cccccc"') :],
            '<p id="p-aaaaaa">Begin.</p><h2 id="p-bbbbbb">How</h2>' + HELD,
        ),
        (
            "p-dddddd",
            '<ul><li id="p-eeeeee">Outdoors</li></ul>',
            PAGE[: PAGE.index("<ul>")] + HELD,
        ),
        (
            "p-cccccc",
            '<p id="p-cccccc">Walk.</p>',
            PAGE.replace('<p id="p-cccccc">Walk.</p>', HELD),
        ),
        (
            "p-eeeeee",
            '<p id="p-eeeeee">Outdoors</p>',
            PAGE.replace('<li id="p-eeeeee">Outdoors</li>', "<li>See there.</li>"),
        ),
    ],
)
def test_a_part_is_split_off_and_a_sentence_stands_in_its_place(anchor, taken, left):
    assert prose.split_off(PAGE, anchor, "See there.") == (taken, left)


def test_a_part_goes_up_to_the_next_heading_of_its_level():
    page = (
        '<h2 id="p-aaaaaa">A</h2><h3 id="p-bbbbbb">B</h3><p>b</p><h2 id="p-cccccc">C</h2><p>c</p>'
    )
    taken, left = prose.split_off(page, "p-aaaaaa", "x")
    assert taken == '<h3 id="p-bbbbbb">B</h3><p>b</p>'
    assert left == '<h2 id="p-aaaaaa">A</h2><p>x</p><h2 id="p-cccccc">C</h2><p>c</p>'


@pytest.mark.parametrize("anchor", ["", "p-zzzzzz", "start"])
def test_what_is_not_there_cannot_be_split_off(anchor):
    with pytest.raises(KeyError):
        prose.split_off(PAGE + "<p>no name</p>", anchor, "x")


def test_what_stood_alone_in_an_item_leaves_the_sentence_alone_in_it():
    page = prose.keep_anchors("", "<ul><li><pre>tea</pre></li></ul>")
    item, words = (block.anchor for block in prose.blocks(page))

    taken, left = prose.split_off(page, words, "See there")

    assert taken == f'<pre id="{words}">tea</pre>'
    assert left == f'<ul><li id="{item}">See there</li></ul>'


@given(soup.html, st.data())
def test_both_halves_are_clean_and_no_word_is_lost(html, data):
    page = prose.keep_anchors("", prose.clean(html))
    anchors = [block.anchor for block in prose.blocks(page)]
    if not anchors:
        return
    taken, left = prose.split_off(page, data.draw(st.sampled_from(anchors)), "Seethere")
    assert prose.clean(left) == left
    assert prose.plain(prose.clean(taken)) == prose.plain(taken)
    words = sorted([*prose.plain(taken).split(), *prose.plain(left).split()])
    words.remove("Seethere")
    assert words == sorted(prose.plain(page).split())


def test_what_is_no_part_is_an_error_and_what_comes_in_is_clean():
    with pytest.raises(KeyError):
        prose.with_section(PAGE, "p-zzzzzz", "<p>x</p>")
    assert "script" not in prose.with_section(PAGE, prose.START, "<script>x</script><p>y</p>")
