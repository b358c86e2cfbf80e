"""What changed between two versions, in the running text and in a sentence."""

import re

import nh3
import pytest
from hypothesis import given, settings

from practices.prose import clean, compare, keep_anchors, plain, running_html, sum_up
from practices.prose.cleaning import TAGS
from tests.practices.prose import soup
from tests.practices.prose.soup import CUP, MUG


def kinds(old: str, new: str) -> list[tuple[str, str]]:
    return [(change.kind, change.html_running) for change in compare(old, new).changes]


@pytest.mark.parametrize(
    ("old", "new", "running"),
    [
        (
            "<p>The quick brown fox</p>",
            "<p>The quick red fox</p>",
            "<p>The quick <del>brown</del><ins>red</ins> fox</p>",
        ),
        (
            "<ul><li>tea and cups</li></ul>",
            "<ul><li>tea, cups and milk</li></ul>",
            "<li>tea<del> and</del><ins>,</ins> cups<ins> and milk</ins></li>",
        ),
        (
            "<p>Begin <strong>here today</strong> with all</p>",
            '<p>Begin <a href="/x">here now</a> with all</p>',
            '<p>Begin <a href="/x">here </a><del><strong>today</strong></del>'
            '<ins><a href="/x">now</a></ins> with all</p>',
        ),
        (
            "<p>one two three four<br>five</p>",
            "<p>one two three<br>five</p>",
            "<p>one two three<del> four</del><br>five</p>",
        ),
        (
            "<table><tbody><tr><td>one two</td><td>x</td></tr></tbody></table>",
            "<table><tbody><tr><td>one three</td><td>x</td></tr><tr><td>n</td><td>m</td></tr>"
            "</tbody></table>",
            "<table><tbody><tr><td>one <del>two</del><ins>three</ins></td><td>x</td></tr>"
            "<tr><td><ins>n</ins></td><td><ins>m</ins></td></tr></tbody></table>",
        ),
        (
            f'<figure><img src="{CUP}" alt="A cup"><figcaption>Our cup</figcaption></figure>',
            f'<figure><img src="{MUG}" alt="A cup"><figcaption>Our mug</figcaption></figure>',
            f'<figure><del><img src="{CUP}" alt="A cup"></del>'
            f'<ins><img src="{MUG}" alt="A cup"></ins>'
            "<figcaption>Our <del>cup</del><ins>mug</ins></figcaption></figure>",
        ),
    ],
)
def test_a_changed_block_marks_words_and_never_tags(old, new, running):
    assert kinds(old, new) == [("changed", running)]


def test_each_block_says_what_became_of_it():
    old = (
        "<h2>Tea</h2><p>Stay as you are</p><p>Only the look of this</p><p>Take this away now</p>"
        "<p>I will go somewhere else</p>"
    )
    new = (
        "<p>I will go somewhere else</p><h2>Tea</h2><p>Stay as you are</p>"
        "<h3>Only the <em>look</em> of this</h3><blockquote><p>Brought in, fresh</p></blockquote>"
    )

    assert kinds(old, new) == [
        ("moved", "<p>I will go somewhere else</p>"),
        ("same", "<h2>Tea</h2>"),
        ("same", "<p>Stay as you are</p>"),
        ("formatting", "<h3>Only the <em>look</em> of this</h3>"),
        ("removed", "<p><del>Take this away now</del></p>"),
        ("added", "<p><ins>Brought in, fresh</ins></p>"),
    ]
    assert compare(old, new).summary == (
        "1 paragraph added, 1 taken out, 1 moved, 1 heading formatted differently"
    )


def test_a_change_tells_both_texts_and_the_anchor():
    old = '<p id="p-abc234">one two three</p><hr>'
    new = '<p id="p-abc234">one two four</p>'

    changed, removed = compare(old, new).changes

    assert (changed.anchor, changed.tag) == ("p-abc234", "p")
    assert (changed.old_html, changed.new_html) == ("<p>one two three</p>", "<p>one two four</p>")
    assert (removed.kind, removed.old_html, removed.new_html) == ("removed", "<hr>", None)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<p>a</p>", "<p>a</p>", "Nothing changed in the text"),
        ("", "", "Nothing changed in the text"),
        ("", "<p>a</p><p>b</p>", "2 paragraphs added"),
        (
            "<p>one two three</p><p>four five six</p><p>all of it gone</p>",
            "<p>one two 3</p><p>four five 6</p><p>new words here</p><p>And more besides</p>",
            "2 paragraphs changed, 2 added, 1 taken out",
        ),
        (
            "<ul><li>tea and cups</li></ul><p>one two three</p><h2>Some heading</h2>",
            "<ul><li>tea and mugs</li></ul><p>one two 3</p><h2>Other heading</h2>",
            "1 list item, 1 paragraph and 1 heading changed",
        ),
    ],
)
def test_a_sentence_sums_it_up(old, new, says):
    assert sum_up(old, new) == says


def test_a_block_that_kept_its_anchor_is_one_block_however_much_it_changed():
    old = '<p id="p-abc234">Listen to people before anything else is planned here</p>'
    new = '<p id="p-abc234">People plan; before that, we ask each other</p>'

    assert [kind for kind, _ in kinds(old, new)] == ["changed"]
    assert [kind for kind, _ in kinds(old.replace(' id="p-abc234"', ""), new)] == [
        "removed",
        "added",
    ]


def test_the_running_text_is_one_page_with_lists_in_their_place():
    old = "<p>a b c d</p><ul><li>tea</li><li>cups<ul><li>blue</li></ul></li></ul>"
    new = "<p>a b c d</p><ul><li>cups<ul><li>blue</li><li>milky green</li></ul></li></ul>"

    assert running_html(compare(old, new)) == (
        '<p>a b c d</p><ul><li data-change="removed"><del>tea</del></li><li>cups<ul><li>blue</li>'
        '<li data-change="added"><ins>milky green</ins></li></ul></li></ul>'
    )


def test_the_running_text_can_fold_what_is_far_from_any_change():
    old = "".join(f"<p>Paragraph number {n}</p>" for n in "abcdef")
    new = old.replace("number b", "letter b")

    assert running_html(compare(old, new), context=1) == (
        '<p>Paragraph number a</p><p data-change="changed">Paragraph <del>number</del>'
        '<ins>letter</ins> b</p><p>Paragraph number c</p><p class="fold">3 blocks as before</p>'
    )


def words(html: str) -> list[str]:
    return sorted(re.findall(r"\w+", plain(html)))


@settings(max_examples=80, deadline=None)
@given(soup.html, soup.html)
def test_each_version_can_be_read_out_of_the_running_text(before, after):
    old = keep_anchors("", clean(before))
    new = keep_anchors(old, clean(after))

    running = running_html(compare(old, new))

    assert words(re.sub(r"(?s)<del>.*?</del>", "", running)) == words(new)
    assert words(clean(re.sub(r"(?s)<ins>.*?</ins>", "", running).replace("del>", "b>"))) == (
        words(old)
    )


@settings(max_examples=60, deadline=None)
@given(soup.page, soup.page)
def test_the_running_text_is_safe_and_valid(before, after):
    running = running_html(compare(clean(before), clean(after)))

    attributes = {"*": {"data-change", "start", "scope", "colspan", "rowspan"}}
    assert nh3.clean(running, tags={*TAGS, "ins", "del"}, attributes=attributes) == running
    assert not re.search(r"</?(?:ins|del)><(?:li|tr|td|p)", running)


def test_a_stored_text_that_was_never_cleaned_comes_out_safe():
    changes = compare("<p>a</p>", "<p onclick=x()>a <script>alert(1)</script>b</p>").changes

    assert [change.html_running for change in changes] == ["<p>a<ins> b</ins></p>"]
