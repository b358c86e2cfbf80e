"""Blocks, words and headings of a page."""

from practices.prose import Block, blocks, excerpt, outline, plain, word_count

PAGE = (
    '<h2 id="p-aaaaaa">Small steps</h2>'
    '<p id="p-bbbbbb">Begin <strong>where</strong> people are.</p>'
    '<ul><li id="p-cccccc">tea<ul><li id="p-dddddd">cups<br>and milk</li></ul>'
    '<p id="p-eeeeee">more</p></li></ul>'
    '<blockquote><p id="p-ffffff">Slow — is fast</p></blockquote>'
    '<hr><table id="p-gggggg"><tbody><tr><td>one</td><td>two</td></tr></tbody></table>'
    '<figure id="p-hhhhhh"><img src="/files/1-0123456789abcdef-640x480.webp" alt="A cup">'
    "<figcaption>Ours</figcaption></figure>"
    '<h3 id="p-iiiiii">Later</h3>'
)


def test_every_block_is_listed_with_its_own_words():
    found = blocks(PAGE)

    assert [(block.anchor[2], block.tag, block.text) for block in found] == [
        ("a", "h2", "Small steps"),
        ("b", "p", "Begin where people are."),
        ("c", "li", "tea"),
        ("d", "li", "cups and milk"),
        ("e", "p", "more"),
        ("f", "p", "Slow — is fast"),
        ("g", "table", "one two"),
        ("h", "figure", "A cup Ours"),
        ("i", "h3", "Later"),
    ]
    assert found[2] == Block("p-cccccc", "li", "tea", '<li id="p-cccccc">tea</li>')


def test_words_are_the_words_people_read():
    words = (
        "Small steps Begin where people are. tea cups and milk more Slow — is fast one two"
        " A cup Ours Later"
    )

    assert plain(PAGE) == words
    assert word_count(PAGE) == 20
    assert word_count("") == 0


def test_an_excerpt_takes_running_text_and_says_where_it_goes_on():
    assert excerpt(PAGE, 4) == "Begin where people are…"
    assert excerpt(PAGE, 5) == "Begin where people are. tea…"
    assert excerpt(PAGE) == "Begin where people are. tea cups and milk more Slow — is fast"
    assert excerpt("<h2>Only this</h2>") == "Only this"
    assert excerpt("") == ""


def test_the_outline_lists_headings():
    assert outline(PAGE) == [(2, "p-aaaaaa", "Small steps"), (3, "p-iiiiii", "Later")]
