"""Markdown in and out."""

import pytest
from hypothesis import given, settings

from practices.prose import ProseError, clean, from_markdown, keep_anchors, to_markdown
from tests.practices.prose import soup

PAGE = (
    "<h2>Tea *and* cups</h2><p>A <strong>bold</strong> and <em>soft</em> claim, <s>once</s>"
    ' <a href="https://example.org/a_b" rel="nofollow ugc noopener">seen_here</a>,<br>next line</p>'
    '<ul><li>one<p>still one</p><ol start="3"><li>three</li></ol></li><li>two</li></ul>'
    "<blockquote><p>q</p><p>r</p></blockquote><pre>code  *x*\n  y</pre>"
    '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
    "<tbody><tr><td>1|2</td><td>&lt;b&gt;</td></tr></tbody></table><hr>"
    "<p>1. not a list</p><p># not a heading</p><p>- nor this</p>"
    '<p><img src="/files/1-0123456789abcdef-640x480.webp" alt="A cup"></p>'
)


def test_a_page_comes_back_as_it_was():
    assert clean(PAGE) == PAGE
    assert from_markdown(to_markdown(keep_anchors("", PAGE))) == PAGE


def test_markdown_that_people_write_is_read():
    text = "# Title\n\nSome **bold** text\nthat wraps.\n\n* a\n* b\n\n|x|y|\n|-|-|\n|1|2|\n"

    assert from_markdown(text) == (
        "<h2>Title</h2><p>Some <strong>bold</strong> text that wraps.</p>"
        "<ul><li>a</li><li>b</li></ul>"
        '<table><thead><tr><th scope="col">x</th><th scope="col">y</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )
    assert to_markdown("") == ""


def test_html_in_markdown_is_text_and_bad_addresses_go():
    assert from_markdown("<b>x</b> [a](javascript:alert(1)) ![p](https://far.example/y.png)") == (
        "<p>&lt;b&gt;x&lt;/b&gt; [a](javascript:alert(1)) p</p>"
    )


def test_markdown_that_would_take_minutes_is_refused():
    with pytest.raises(ProseError, match="brackets"):
        from_markdown("![[](" * 20_000)


@settings(max_examples=40, deadline=None)
@given(soup.html)
def test_any_page_can_leave_and_return(html):
    page = from_markdown(to_markdown(clean(html)))

    assert clean(page) == page
