"""Headings, lists and paragraphs made out of plain lines."""

import pytest

from roundtables.reading import find_notes, read_bytes, read_text
from roundtables.reading.body import points, render
from roundtables.reading.plain import blocks_of
from roundtables.reading.structure import structure

NBSP = "\u00a0"


def html(text: str) -> str:
    return render(structure(list(blocks_of(text))))


@pytest.mark.parametrize(
    "text",
    [
        "• one\n\n• two",
        "  • one\n\n  • two",
        f"{NBSP}·{NBSP}{NBSP}{NBSP} one\n\n·{NBSP}{NBSP}{NBSP} two",
        f"o{NBSP}{NBSP}{NBSP}one\n\no{NBSP}{NBSP}{NBSP}two",
        "- one\n- two",
        "* one\n* two",
        "•\none\n•\ntwo",
        "    • one\n    • two",
    ],
)
def test_every_shape_of_bullet_is_one_list(text):
    assert html(text) == "<ul><li>one</li><li>two</li></ul>"


def test_indented_bullets_and_word_circles_are_nested():
    assert html("  • one\n    • two\n    • three\n  • four") == (
        "<ul><li>one<ul><li>two</li><li>three</li></ul></li><li>four</li></ul>"
    )
    assert html("  • one:\n\no   two\n\no   three\n\n  • four") == (
        "<ul><li>one:<ul><li>two</li><li>three</li></ul></li><li>four</li></ul>"
    )


def test_a_paragraph_between_two_lists_parts_them():
    assert html("• one\n\nSo it goes.\n\n• two") == (
        "<ul><li>one</li></ul>\n<p>So it goes.</p>\n<ul><li>two</li></ul>"
    )


@pytest.mark.parametrize(
    "heading",
    [
        "1. Streets make things worse",
        f"1.{NBSP}{NBSP}{NBSP}{NBSP} AIMS OF THE CELL",
        "3.2 Learning from what is there",
        "RELATIONSHIPS AND SCALE",
        "The digital world",
        "Ask why?",
        "9. Seek 'better’ not best",
        "To conclude…",
    ],
)
def test_every_shape_of_heading_is_a_heading(heading):
    written = " ".join(heading.split())
    assert html(f"{heading}\n\nSome words follow here.").startswith(f"<h2>{written}</h2>")


@pytest.mark.parametrize(
    "line",
    [
        "The following points were made:",
        "It was a good day.",
        "We are done!",
        "and so on",
        "Ann told what her street had found out so far, such as this",
    ],
)
def test_other_short_lines_are_paragraphs(line):
    assert html(f"{line}\n\n• One thing.") == f"<p>{line}</p>\n<ul><li>One thing.</li></ul>"


def test_a_line_at_the_very_end_heads_nothing():
    assert html("So it goes.\n\nRelevant blog: Mills") == (
        "<p>So it goes.</p>\n<p>Relevant blog: Mills</p>"
    )


def test_decimals_and_capitals_stand_below_numbered_headings():
    text = "SUMMARY\n\nA.\n\n1. AIMS\n\nB.\n\n1.1 FIRST\n\nC.\n\nANN POE\n\nD.\n\n2. END\n\nE."
    assert html(text).split("\n")[::2] == [
        "<h2>SUMMARY</h2>",
        "<h2>1. AIMS</h2>",
        "<h3>1.1 FIRST</h3>",
        "<h3>ANN POE</h3>",
        "<h2>2. END</h2>",
    ]


def test_numbers_in_a_row_are_a_list():
    assert html("1. Walk.\n2. Talk.\n\nSo it goes.") == (
        "<ol><li>Walk.</li><li>Talk.</li></ol>\n<p>So it goes.</p>"
    )


def test_text_wrapped_by_a_mail_program_is_joined_again():
    text = (
        "The people of the street came together to think about what each\n"
        "of them could bring, and found that there was more of it than any\n"
        "of them had thought, not least among those who had been asked so\n"
        "seldom.\n\nThey will meet again."
    )
    assert html(text).count("<p>") == 2


def test_lines_that_were_not_wrapped_stay_apart():
    long = "This is one whole paragraph that goes on past the width at which mail is wrapped. " * 2
    assert html(f"{long}\n{long}").count("<p>") == 2


def test_what_looks_like_markup_in_plain_text_is_shown_not_obeyed():
    assert html("He wrote <script>alert(1)</script> & left it.") == (
        "<p>He wrote &lt;script&gt;alert(1)&lt;/script&gt; &amp; left it.</p>"
    )


def test_points_are_paragraphs_and_items():
    blocks = structure(list(blocks_of("Opening\n\nSome words.\n\n• one\n  • two\n• three")))
    assert points(blocks) == 4


def test_marked_up_text_keeps_emphasis_links_tables_and_quotes():
    source = read_bytes(
        "a.html",
        b"<h1>Mending streets</h1><h2>How</h2><p>With <b>care</b> and <a href='https://example.org'"
        b">help</a>, not <a href='javascript:x'>haste</a>.</p><ul><li>one<ul><li>two</li></ul></li>"
        b"</ul><blockquote>Said once.</blockquote><table><tr><th>a</th><td>b</td></tr></table>",
    )
    assert find_notes(source)[0].body == (
        "<h2>How</h2>\n"
        '<p>With <strong>care</strong> and <a href="https://example.org">help</a>, not haste.</p>\n'
        "<ul><li>one<ul><li>two</li></ul></li></ul>\n"
        "<blockquote><p>Said once.</p></blockquote>\n"
        "<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>"
    )


def test_bullets_kept_by_line_breaks_become_a_list():
    source = read_text("<p>Mending streets</p><p>We saw this:<br>• one<br>• two</p><p>And so.</p>")
    assert "<ul><li>one</li><li>two</li></ul>" in find_notes(source)[0].body


def test_a_numbered_heading_in_markdown_or_a_page_is_no_list():
    text = "# Streets\n\n1. AIMS\n\nSome words.\n\n2. NEXT\n\nMore words.\n"
    html = (
        "<h3>Streets</h3><ol><li>AIMS</li></ol><p>Some words.</p>"
        "<ol start=2><li>NEXT</li></ol><p>More words.</p>"
    )
    for name, data in (("a.md", text), ("a.html", html)):
        assert find_notes(read_bytes(name, data.encode()))[0].body == (
            "<h2>1. AIMS</h2>\n<p>Some words.</p>\n<h2>2. NEXT</h2>\n<p>More words.</p>"
        )


def test_long_lines_parted_by_breaks_are_paragraphs():
    long = "This is one whole paragraph that goes on past the width at which lines are broken. "
    source = read_text(f"<p>Mending streets<br>1. Begin<br>{long * 2}<br>{long * 3}</p>")
    note = find_notes(source)[0]
    assert (note.title, note.sections, note.points) == ("Mending streets", ("1. Begin",), 2)
