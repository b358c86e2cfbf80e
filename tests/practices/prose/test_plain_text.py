"""Plain text in and out, for where no editor runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.prose import (
    ProseError,
    clean,
    from_lines,
    from_text,
    is_plain,
    spoken,
    survives_as_text,
    to_lines,
    to_text,
    wanted_address,
    with_links,
)
from tests.practices.prose import soup
from tests.practices.prose.soup import CUP

TYPED = """## What we learned

Listening comes first.
It takes time.

- tea
- cups
  from the shelf
  1. blue
  2. green
- milk

> Slow is fast.
> Said twice.

---

5. five
6. six"""
PAGE = (
    "<h2>What we learned</h2><p>Listening comes first.<br>It takes time.</p>"
    "<ul><li>tea</li><li>cups<br>from the shelf<ol><li>blue</li><li>green</li></ol></li>"
    "<li>milk</li></ul><blockquote><p>Slow is fast.<br>Said twice.</p></blockquote><hr>"
    '<ol start="5"><li>five</li><li>six</li></ol>'
)


def test_typed_text_becomes_a_page_and_the_page_that_text_again():
    assert from_text(TYPED) == PAGE
    assert to_text(PAGE) == TYPED
    assert survives_as_text(PAGE)


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("", ""),
        (" \n\n \r\n", ""),
        ("a\r\n\r\nb", "<p>a</p><p>b</p>"),
        ("a\n \t\n\nb", "<p>a</p><p>b</p>"),
        ("<b>a</b> & <script>", "<p>&lt;b&gt;a&lt;/b&gt; &amp; &lt;script&gt;</p>"),
        ("Bring:\n* tea\n• cups", "<p>Bring:</p><ul><li>tea</li><li>cups</li></ul>"),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("# a\n#### b\n##c", "<h2>a</h2><h4>b</h4><p>##c</p>"),
        ("2019 was long.\n-5 degrees", "<p>2019 was long.<br>-5 degrees</p>"),
        ("> > a", "<blockquote><blockquote><p>a</p></blockquote></blockquote>"),
        (
            "> > > > a",
            "<blockquote>" * 3 + "<p>&gt; a</p>" + "</blockquote>" * 3,
        ),
    ],
)
def test_signs_at_the_start_of_a_line_give_the_page_its_shape(typed, page):
    assert from_text(typed) == page


def test_text_that_cannot_be_kept_is_refused():
    with pytest.raises(ProseError, match="too long"):
        from_text("x" * 400_001)
    with pytest.raises(ProseError, match="cannot be kept"):
        from_text("\x00")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("words", True),
        ("a <b>bold</b> claim<br>", True),
        ("1 < 2 and p > q", True),
        ("<pain>", True),
        ("<p>x</p>", False),
        ("x<HR/>", False),
        ("<ul\n class=x><li>x", False),
        ("</div>", False),
    ],
)
def test_a_value_without_a_block_tag_is_plain(value, plain):
    assert is_plain(value) is plain


@pytest.mark.parametrize(
    "html",
    [
        "<p><strong>a</strong></p>",
        '<p><a href="/x">a</a></p>',
        "<table><tbody><tr><td>a</td></tr></tbody></table>",
        '<p><img src="/files/1-0123456789abcdef-640x480.webp" alt=""></p>',
        "<pre>a</pre>",
        "<p>- not a list</p>",
        "<p>## not a heading</p>",
        "<ul><li>a<p>b</p></li></ul>",
    ],
)
def test_a_page_that_would_lose_something_does_not_survive_as_text(html):
    assert not survives_as_text(html)


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        (
            f'<p>Look:</p><figure><img src="{CUP}" alt="A [cup] &amp; a &quot;mug&quot;">'
            '<figcaption>By <a href="/e/12/">us</a></figcaption></figure><p>End</p>',
            f'Look:\n\n![A [cup] & a "mug"]({CUP})\nBy [[/e/12/|us]]\n\nEnd',
        ),
        (
            '<p>See <a href="/files/3-0123456789abcdef.pdf">the steps (PDF, 2 KB)</a>.</p>',
            "See [[/files/3-0123456789abcdef.pdf|the steps (PDF, 2 KB)]].",
        ),
    ],
)
def test_pictures_and_files_are_kept_in_plain_text(page, typed):
    assert to_text(page) == typed
    assert with_links(from_text(typed), wanted_address) == page
    assert survives_as_text(page)
    assert "<img" not in spoken(typed)


def test_a_picture_of_elsewhere_is_typed_in_vain():
    typed = "![x](https://far.example/a.webp)"
    assert from_text(typed) == f"<p>{typed}</p>"


def test_lists_of_facts_are_lines():
    assert from_lines([" tea ", "", "- cups", "1 < 2"]) == (
        "<ul><li>tea</li><li>cups</li><li>1 &lt; 2</li></ul>"
    )
    assert from_lines([]) == ""
    assert to_lines(
        '<ul><li id="p-abc234">tea &amp; <b>milk</b></li><li>cups<ul><li>x</ul></ul>'
    ) == [
        "tea & milk",
        "cups",
        "x",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_makes_a_clean_page(typed):
    try:
        page = from_text(typed)
    except ProseError:
        return
    assert clean(page) == page


@settings(max_examples=60, deadline=None)
@given(soup.html)
def test_a_page_that_survives_is_the_same_afterwards(html):
    page = clean(html)
    again = from_text(to_text(page))

    assert clean(again) == again
    if survives_as_text(page) and 'id="' not in page:
        assert again == page
