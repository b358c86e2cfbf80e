"""Links that people type by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.prose import (
    clean,
    hrefs,
    survives_as_text,
    to_lines,
    to_text,
    typed_titles,
    wanted_address,
    wanted_title,
    with_hrefs,
    with_links,
)
from tests.practices.prose import soup

BOOK = {"walk and talk": "/e/7/"}


def address(title):
    return BOOK.get(title.casefold()) or wanted_address(title)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("[[Walk and talk]]", '<a href="/e/7/">Walk and talk</a>'),
        ("Try [[ walk  AND talk |going out]].", 'Try <a href="/e/7/">going out</a>.'),
        ("[[Tea & time]]", '<a href="/wanted/?title=Tea%20%26%20time">Tea &amp; time</a>'),
        ("[[/e/9/|a chat]]", '<a href="/e/9/">a chat</a>'),
        ("[[/e/9/#p-abc234|a point]]", '<a href="/e/9/#p-abc234">a point</a>'),
        ("[[Walk and talk]][[Walk and talk]]", '<a href="/e/7/">Walk and talkWalk and talk</a>'),
        ("<strong>so [[Walk and talk]]</strong>", None),
        ("[[]] [[ ]] [[|x]] [[a] [a]] [[a[b]c]]", "[[]] [[ ]] [[|x]] [[a] [a]] [[a[b]c]]"),
        ("<code>[[Walk and talk]]</code>", "<code>[[Walk and talk]]</code>"),
        (
            '<a href="/x/">[[Walk and talk]]</a>',
            '<a href="/x/">[[Walk and talk]]</a>',
        ),
        ("[[Walk <em>and</em> talk]]", "[[Walk <em>and</em> talk]]"),
    ],
)
def test_a_title_between_brackets_is_a_link(typed, kept):
    bold = '<strong>so </strong><a href="/e/7/"><strong>Walk and talk</strong></a>'
    assert with_links(clean(f"<p>{typed}</p>"), address) == f"<p>{kept or bold}</p>"


def test_lists_tables_and_headings_hold_links_and_code_does_not():
    page = clean(
        "<h2>[[A]]</h2><ul><li>[[B]]<ul><li>[[C]]</li></ul></li></ul><pre>[[D]]</pre>"
        "<table><tbody><tr><td>[[E|e]]</td></tr></tbody></table>"
    )

    assert typed_titles(page) == ["A", "B", "C", "E"]
    assert [wanted_title(href) for href in hrefs(with_links(page, wanted_address))] == [
        "A",
        "B",
        "C",
        "E",
    ]


def test_where_links_lead_is_known_and_can_be_changed():
    page = clean('<p><a href="/e/7/">a</a> <a href="/x/"><em>b</em></a> <a href="/e/7/">c</a></p>')

    assert hrefs(page) == ["/e/7/", "/x/"]
    assert with_hrefs(page, {"/e/7/": "/e/8/"}) == page.replace("/e/7/", "/e/8/")


@pytest.mark.parametrize("href", ["/wanted/", "/e/7/", "https://far.example/wanted/?title=x", "#x"])
def test_other_links_ask_for_no_title(href):
    assert wanted_title(href) == ""


def test_a_link_is_shown_as_it_was_typed_where_no_editor_runs():
    page = '<p>Try <a href="/e/7/">going out</a> or <a href="/wanted/?title=Tea">Tea</a>.</p>'

    assert to_text(page) == "Try [[/e/7/|going out]] or [[Tea]]."
    assert survives_as_text(page)
    assert not survives_as_text('<p><a href="https://far.example/">there</a></p>')
    assert to_lines("<ul><li>x <a href='/e/7/'>y</a></li></ul>") == ["x y"]
    assert to_lines("<ul><li>x <a href='/e/7/'>y</a></li></ul>", links=True) == ["x [[/e/7/|y]]"]


odd = st.text(alphabet="[]|ab &<é\u2028\"'/ ", max_size=12)
bracketed = st.lists(
    st.one_of(soup.html, odd.map("[[{}]]".format), odd.map("<p>[[{}".format)), max_size=6
).map("".join)


@settings(max_examples=150, deadline=None)
@given(bracketed)
def test_a_page_with_links_is_as_clean_as_before_and_done_once(html):
    linked = with_links(clean(html), wanted_address)

    assert clean(linked) == linked
    assert with_links(linked, wanted_address) == linked
    assert typed_titles(linked) == []


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_a_wanted_title_comes_back_from_its_address(title):
    title = " ".join(title.split())
    assert wanted_title(wanted_address(title)) == title
