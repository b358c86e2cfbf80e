"""The same note met twice is one note."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtables.reading import (
    find_notes,
    fingerprint,
    fingerprint_of,
    merge_sources,
    read_text,
    same_note,
    same_sketch,
    sketch_of,
)

WORDS = (
    "The people of each street know best what their street can bring and what it lacks. When"
    " they are asked in earnest, doors open that no service ever opened; when they are asked for"
    " show, they stay shut. It takes time, a kettle, and somebody whose name is known. Money"
    " helps less than one hopes and more than one admits."
)
TEXT = (
    "Note from a roundtable: Streets\n\nRiver Roundtable, 5 June 2019\n\nOpening\n\n"
    f"{WORDS}\n\n  • It’s slow – but it lasts.\n\n  • Ask ‘who’ before ‘what’.\n\n"
    f"Common ground\n\n{WORDS}"
)
OTHER = TEXT.replace(WORDS, "Quite other things were said, of rivers and of mills and rain. " * 6)


def note(text=TEXT, name="a.txt"):
    return find_notes(read_text(text, name))[0]


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("  • ", ""),
        TEXT.replace("  • ", "- "),
        TEXT.replace("’", "'").replace("‘", "'").replace("–", "-"),
        TEXT.upper().replace("NOTE FROM A ROUNDTABLE", "Note from a roundtable"),
        TEXT.replace(" ", "\u00a0"),
        TEXT.replace(". ", ".   "),
        TEXT.replace(",", ""),
        TEXT.replace("Opening", "1. Opening"),
    ],
)
def test_other_punctuation_bullets_case_and_spaces_leave_the_fingerprint(changed):
    assert fingerprint(note(changed)) == fingerprint(note())


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("kettle", "teapot"),
        TEXT.replace("a kettle, and ", ""),
        TEXT + "\n\nThanks to all who came.",
    ],
)
def test_a_lightly_edited_note_is_the_same_under_another_fingerprint(changed):
    assert fingerprint(note(changed)) != fingerprint(note())
    assert same_note(note(changed), note())
    assert same_sketch(sketch_of(note(changed).text), sketch_of(note().text))


def test_other_words_are_another_note():
    assert not same_note(note(OTHER), note())
    assert not same_sketch(sketch_of(note(OTHER).text), sketch_of(note().text))


def test_the_same_words_on_another_day_are_another_note():
    assert not same_note(note(TEXT.replace("5 June", "6 June")), note())


def test_a_part_of_a_note_is_not_the_note():
    assert not same_note(note(TEXT[: len(TEXT) // 3]), note())


def test_merging_brings_a_note_in_once_naming_both_sources():
    first, again = note(name="a.txt"), note(TEXT.replace("  • ", ""), name="b.docx")
    merged = merge_sources([first, note(OTHER), again, first])
    assert [(each.sources, each.title) for each in merged] == [
        (("a.txt", "b.docx"), "Streets"),
        (("a.txt",), "Streets"),
    ]
    assert any("a.txt, b.docx" in sentence for sentence in merged[0].unsure)
    assert merged[0] == replace(first, sources=merged[0].sources, unsure=merged[0].unsure)


def test_html_and_plain_text_have_one_fingerprint():
    found = note()
    assert fingerprint_of(found.body) == fingerprint_of(found.text)


def test_a_sketch_is_short_and_hexadecimal():
    assert re.fullmatch(r"[0-9a-f]{1,1024}", sketch_of(WORDS * 50))


@given(st.text())
def test_any_text_is_the_same_as_itself(text):
    assert fingerprint_of(text) == fingerprint_of(f"  {text} ")
    sketch_of(text)
