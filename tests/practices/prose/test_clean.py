"""What is kept of what people paste, and what is refused."""

import re

import pytest
from hypothesis import given, settings

from practices.prose import LONGEST, ProseError, clean
from practices.prose.cleaning import _sanitize
from tests.practices.prose import soup
from tests.practices.prose.soup import CUP

WORD_LIST = """<p class=MsoNormal><b>Plan<o:p></o:p></b></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>First,
listen<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span>o<span>&nbsp;&nbsp;
</span></span>to everyone</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>·&nbsp; Then act</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p style='mso-list:l1 level1 lfo2'>2.<span>&nbsp;&nbsp;&nbsp;</span>Meet again</p>"""
WORD_LIST_KEPT = (
    "<p><strong>Plan</strong></p>"
    "<ul><li>First, listen<ul><li>to everyone</li></ul></li><li>Then act</li></ul>"
    '<ol start="2"><li>Meet again</li></ol>'
)
GOOGLE_DOC = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f">
<h1 dir="ltr"><span style="font-weight:400;">Title</span></h1><p dir="ltr"><span
style="font-weight:700;font-style:italic">Loud</span><span style="font-weight:400">&nbsp; and
</span><a href="https://example.org/" style="text-decoration:none"><span
style="text-decoration:underline">link</span></a></p><br /><ul><li dir="ltr"><p><span>one</span></p>
</li><ul><li><p>inner</p></li></ul><li><p>two</p></li></ul></b>"""
GOOGLE_DOC_KEPT = (
    "<h2>Title</h2><p><strong><em>Loud</em></strong> and"
    ' <a href="https://example.org/" rel="nofollow ugc noopener">link</a></p>'
    "<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>"
)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Just words", "<p>Just words</p>"),
        ("", ""),
        ("<p> </p><p>&nbsp;</p><ul><li></li></ul>", ""),
        ("<h1>A</h1><h5>B <b>c</b></h5>", "<h2>A</h2><h4>B c</h4>"),
        ("<b>a</b><i>b</i><del>c</del><u>d</u>", "<p><strong>a</strong><em>b</em><s>c</s>d</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("one<br><br>two<br>three<br>", "<p>one</p><p>two<br>three</p>"),
        ("<p>a\xa0\xa0\n b&nbsp;c</p>", "<p>a b c</p>"),
        ("<p>a<p>b<ul><li>c<li>d</ul>", "<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>"),
        ("<p>x <strong>a</strong><strong>b</strong></p>", "<p>x <strong>ab</strong></p>"),
        ("<b><i>x</b>y</i>z", "<p><strong><em>x</em></strong><em>y</em>z</p>"),
        (
            "<ul><li><p>a</p><p>b</p></li></ul>",
            "<ul><li>a<p>b</p></li></ul>",
        ),
        (
            "<ol start=3 type=a><li value=9>a</li></ol><ol start=1><li>b</ol>",
            '<ol start="3"><li>a</li></ol><ol><li>b</li></ol>',
        ),
        ("<blockquote>q<p>r</blockquote>", "<blockquote><p>q</p><p>r</p></blockquote>"),
        ("<pre><code>\n a\n  b\n</code></pre>", "<pre> a\n  b</pre>"),
        ("<dl><dt>Term<dd>Sense</dl>", "<p><strong>Term</strong></p><p>Sense</p>"),
        ("a<hr>b", "<p>a</p><hr><p>b</p>"),
        ("<script>x()</script><style>p{}</style><svg><p>x</svg>kept", "<p>kept</p>"),
        ("<p style='display:none'>secret</p>seen", "<p>seen</p>"),
        ("5 < 6 & 7 > 2 <b", "<p>5 &lt; 6 &amp; 7 &gt; 2 &lt;b</p>"),
        ("<p title='a > b'>x</p><!-- <p>no</p> -->", "<p>x</p>"),
        (
            "Bring:<br>• tea<br>and milk<br>•&nbsp; cups",
            "<p>Bring:</p><ul><li>tea<br>and milk</li><li>cups</li></ul>",
        ),
        ("<p>• one</p><p>• two</p>", "<ul><li>one</li><li>two</li></ul>"),
        ("<p>1. one</p><p>- two</p>", "<p>1. one</p><p>- two</p>"),
        (WORD_LIST, WORD_LIST_KEPT),
        (GOOGLE_DOC, GOOGLE_DOC_KEPT),
    ],
)
def test_structure_is_kept_and_the_rest_dropped(sent, kept):
    assert clean(sent) == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (
            "<table><tr><th>a<th>b<tr><th>c<td colspan=2 width=9>d</table>",
            '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
            '<tbody><tr><th scope="row">c</th><td colspan="2">d</td></tr></tbody></table>',
        ),
        (
            "<table><caption>Who</caption><thead><tr><td>a</td></tr></thead></table>",
            '<table><caption>Who</caption><thead><tr><th scope="col">a</th></tr></thead></table>',
        ),
        (
            "<table>astray<tr><td><p>a</p><p>b</p><td><table><tr><td>in</table></table>",
            "<p>astray</p><table><tbody><tr><td>a<p>b</p></td><td>in</td></tr></tbody></table>",
        ),
        ("<table><tr><td></td></tr></table>", ""),
        ("<tr><td>no table</td></tr>", "<p>no table</p>"),
    ],
)
def test_tables_keep_their_cells_and_say_what_their_headings_head(sent, kept):
    assert clean(sent) == kept


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \x01javascript:alert(1)",
        "java\nscript:alert(1)",
        "jav&#x09;ascript:alert(1)",
        "&#106;avascript&colon;alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//far.example/",
        "/\\far.example/",
        "\\\\far.example",
        "\t//far.example",
        "http://[bad",
        "https://",
        "https:\\\\far.example",
        "relative.html",
        "#",
        "",
    ],
)
def test_an_address_that_is_not_allowed_leaves_its_words(address):
    assert clean(f'<p><a href="{address}">words</a></p>') == "<p>words</p>"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/practices/x/?a=1&b=2", '<a href="/practices/x/?a=1&amp;b=2">x</a>'),
        ("#p-abc234", '<a href="#p-abc234">x</a>'),
        ("mailto:ada@example.org", '<a href="mailto:ada@example.org">x</a>'),
        ("tel:+44123", '<a href="tel:+44123">x</a>'),
        (
            "HTTPS://example.org/a b?c&copy=1",
            '<a href="https://example.org/a%20b?c&amp;copy=1" rel="nofollow ugc noopener">x</a>',
        ),
        (
            "www.example.org",
            '<a href="https://www.example.org" rel="nofollow ugc noopener">x</a>',
        ),
    ],
)
def test_an_address_that_is_allowed_stays_and_far_ones_are_not_vouched_for(address, kept):
    assert clean(f'<p><a href="{address}" target=_blank onclick=x()>x</a></p>') == f"<p>{kept}</p>"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (
            f"<img src={CUP} alt='A &quot;cup&quot;' onerror=x()>",
            f'<p><img src="{CUP}" alt="A &quot;cup&quot;"></p>',
        ),
        (f"<img src={CUP} width=9 style='x' srcset=y>", f'<p><img src="{CUP}" alt=""></p>'),
        (f"<img src=https://far.example{CUP} alt='A chart'>", "<p>A chart</p>"),
        (f"<img src={CUP}?x alt=y>", "<p>y</p>"),
        ("<img src=/files/a.png alt=y>", "<p>y</p>"),
        ("<img src=/media/a.png alt=y>", "<p>y</p>"),
        ("<img src=https://far.example/p.gif alt='A chart'>", "<p>A chart</p>"),
        ("<img src=//far.example/p.gif>", ""),
        ("<img src=/files/../../x alt=y>", "<p>y</p>"),
        ("<img src=data:image/png;base64,AAAA>", ""),
        (
            f"<figure><img src={CUP} alt=a><figcaption>Our <b>cup</b></figcaption></figure>",
            f'<figure><img src="{CUP}" alt="a">'
            "<figcaption>Our <strong>cup</strong></figcaption></figure>",
        ),
        ("<figure><p>q</p><figcaption>who</figcaption></figure>", "<p>q</p><p>who</p>"),
    ],
)
def test_only_our_own_pictures_are_shown(sent, kept):
    assert clean(sent) == kept


def test_only_anchors_on_blocks_survive_and_each_once():
    sent = (
        '<p id="p-abc234">a</p><p id="p-abc234">b</p><p id="p-ABC234">c</p><p id="top">d</p>'
        '<p><b id="p-zzzzzz">e</b></p><ul id="p-yyyyyy"><li id="p-xxxxxx"><p id="p-wwwwww">f</ul>'
    )

    assert clean(sent) == (
        '<p id="p-abc234">a</p><p>b</p><p>c</p><p>d</p>'
        '<p><strong>e</strong></p><ul><li id="p-xxxxxx">f</li></ul>'
    )


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ("x" * (LONGEST + 1), "too long"),
        ("&" * LONGEST, "too long"),
        ("<td>" * 40_001, "more markup than a page holds"),
        ("<div>" * 61 + "x", "nested too deeply"),
        ("<ul><li>" * 31 + "x", "nested too deeply"),
        ("a\x00b", "cannot be kept"),
        ("a\ud800b", "cannot be kept"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(sent, says):
    with pytest.raises(ProseError, match=says) as refused:
        clean(sent)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("sent", ["<div>" * 50_000 + "x" + "</div>" * 10_000, "<b>" * 60_000])
def test_fifty_thousand_nested_elements_are_refused_before_they_reach_the_sanitizer(sent):
    with pytest.raises(ProseError, match="nested too deeply|more markup"):
        clean(sent)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<" * 30_000, "<p>" + "&lt;" * 30_000 + "</p>"),
        ('<a "' * 30_000 + ">x", "<p>x</p>"),
        ("<a b=\"'>" * 20_000 + "x", "<p>x</p>"),
        ("<!--" * 30_000 + ">x", "<p>x</p>"),
        ("&#" + "9" * 100_000 + ";", "<p>\ufffd</p>"),
        ("<p>1." + "\xa0" * 50_000, "<p>1.</p>"),
        ('<p style="' + "text-decoration:" * 20_000 + '">x', "<p>x</p>"),
    ],
)
def test_any_amount_of_broken_markup_is_read(sent, kept):
    assert clean(sent) == kept


def test_lists_deeper_than_anyone_reads_become_paragraphs():
    kept = clean("<ul><li>a" * 20)

    assert kept.count("<ul>") == 8
    assert kept.count("a") == 20


@settings(max_examples=150, deadline=None)
@given(soup.html)
def test_cleaning_again_changes_nothing(html):
    kept = clean(html)

    assert clean(kept) == kept


@settings(max_examples=100, deadline=None)
@given(soup.html)
def test_the_sanitizer_finds_nothing_to_do(html):
    kept = clean(html)

    assert _sanitize(kept) == kept
    assert not re.search(r"javascript:|onclick|style=|class=|far\.example/x\.gif|<script", kept)
