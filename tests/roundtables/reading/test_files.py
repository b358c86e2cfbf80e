"""Files and uploads: what can be read is read, what cannot says in one sentence what to do."""

import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtables.reading import (
    UnreadableFile,
    files_in,
    find_notes,
    read_bytes,
    read_file,
    read_text,
)
from roundtables.reading import docx as word

TEXT = (
    "Note from a roundtable: Café streets\n\nRiver Roundtable, 5 June 2019\n\n‘Well’ – they said."
)


def problem(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(name, data)
    return str(caught.value)


def word_document() -> bytes:
    document = docx.Document()
    document.add_heading("Note from a roundtable: Café streets", level=0)
    document.add_paragraph("River Roundtable, 5 June 2019")
    document.add_heading("Talks", level=1)
    document.add_paragraph("Ann Poe from Mill Trust described a mill.")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Bullet 2")
    document.add_paragraph().add_run("Plainly bold.").bold = True
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def rewritten(**parts: bytes) -> bytes:
    """A Word document with some of its parts replaced; names have "/" and "." as "__" and "_"."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_document())) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            key = member.replace("/", "__").replace(".", "_")
            new.writestr(member, parts.pop(key, None) or old.read(member))
        for name, data in parts.items():
            new.writestr(name, data)
    return written.getvalue()


class TestReading:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_named_encodings_are_read_without_a_word(self, encoding):
        source = read_bytes("a.txt", TEXT.encode(encoding))
        assert source.blocks[0].text == "Note from a roundtable: Café streets"
        assert source.blocks[-1].text == "‘Well’ – they said."
        assert source.remarks == ()

    @pytest.mark.parametrize(
        ("encoding", "said"), [("cp1252", "Windows-1252"), ("utf-16-le", "UTF-16")]
    )
    def test_a_guessed_encoding_is_said(self, encoding, said):
        source = read_bytes("a.txt", TEXT.encode(encoding))
        assert source.blocks[-1].text == "‘Well’ – they said."
        assert source.remarks == (
            f"a.txt does not say how its letters are written; {said} was guessed.",
        )
        assert find_notes(source)[0].unsure[0] == source.remarks[0]

    def test_a_mixture_of_encodings_keeps_both(self):
        source = read_bytes("a.txt", "Café é ‘x’ ".encode() + "– fin".encode("cp1252"))
        assert source.blocks[0].text == "Café é ‘x’ – fin"
        assert "mixes two ways" in source.remarks[0]

    def test_a_word_document_is_read_with_its_structure(self):
        note = find_notes(read_bytes("a.docx", word_document()))[0]
        assert (note.title, note.kind) == ("Café streets", "roundtable")
        assert note.body.split("\n")[:4] == [
            "<p>River Roundtable, 5 June 2019</p>",
            "<h2>Talks</h2>",
            "<p>Ann Poe from Mill Trust described a mill.</p>",
            "<ul><li>one<ul><li>two</li></ul></li></ul>",
        ]
        assert "<p><strong>Plainly bold.</strong></p>" in note.body
        assert "<td>left</td><td>right</td>" in note.body
        assert [(each.name, each.organisation) for each in note.speakers] == [
            ("Ann Poe", "Mill Trust")
        ]

    def test_markdown_is_read_with_its_structure(self):
        text = "# Mending streets\n\n## How\n\nWith *care*:\n\n- one\n    - two\n\n1. x\n2. y\n"
        note = find_notes(read_bytes("a.md", text.encode()))[0]
        assert note.title == "Mending streets"
        assert note.body == (
            "<h2>How</h2>\n<p>With <em>care</em>:</p>\n"
            "<ul><li>one<ul><li>two</li></ul></li></ul>\n<ol><li>x</li><li>y</li></ol>"
        )

    def test_labels_below_each_other_in_markdown_stay_lines(self):
        text = "# Streets\n\n**Date:** 4 May 2021\n**Venue:** Hull\n**Speakers:** Ann Poe\n\nWords."
        note = find_notes(read_bytes("a.md", text.encode()))[0]
        assert (str(note.date), note.place, [each.name for each in note.speakers]) == (
            "2021-05-04",
            "Hull",
            ["Ann Poe"],
        )

    def test_bullets_unknown_to_markdown_are_still_bullets(self):
        note = find_notes(read_bytes("a.md", "# Streets\n\n  • one\n  • two\n".encode()))[0]
        assert note.body == "<ul><li>one</li><li>two</li></ul>"

    def test_a_web_page_is_read_without_what_stands_around_it(self):
        page = (
            "<!doctype html><html><head><title>x</title><style>p{}</style></head><body>"
            "<nav>Home</nav><article><h1>Mending streets</h1><p>With care.</p>"
            "<img src='a.png'><script>bad()</script></article>"
            "<footer>Imprint</footer></body></html>"
        )
        source = read_bytes("a.html", page.encode())
        assert [block.text for block in source.blocks] == ["Mending streets", "With care."]
        assert source.remarks == ("A picture in a.html could not be brought along.",)

    def test_the_same_facts_are_found_in_every_format(self):
        lines = [line for line in TEXT.split("\n") if line]
        html = "".join(f"<p>{line}</p>" for line in lines)
        found = [
            find_notes(source)[0]
            for source in (
                read_bytes("a.txt", TEXT.encode()),
                read_bytes("a.md", TEXT.encode()),
                read_bytes("a.html", html.encode()),
                read_text(TEXT),
                read_text(html),
                read_bytes("a.txt", TEXT.replace("\n", "\r\n").encode()),
            )
        ]
        assert {(note.title, note.date, note.text) for note in found} == {
            (found[0].title, found[0].date, found[0].text)
        }

    def test_invisible_marks_and_controls_are_gone(self):
        source = read_text("A\u200b b\u00ad\ufeff c\x0bd\x00e \ud800 f")
        assert [block.text for block in source.blocks] == ["A b c", "d e f"]


class TestBadInput:
    @pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", b"\x00" * 40])
    def test_an_empty_file(self, data):
        assert problem("a.txt", data) == "a.txt is empty."

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.pdf", b"%PDF-1.7 x"),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1 x"),
            ("a.rtf", b"{\\rtf1 x}"),
            ("a.txt", b"\x89PNG\r\n x"),
        ],
    )
    def test_a_format_not_read_says_what_to_do(self, name, data):
        said = problem(name, data)
        assert said.startswith(f"{name} is ")
        assert "please" in said

    def test_an_opendocument_file_says_what_to_do(self):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            archive.writestr("content.xml", "<x/>")
        said = problem("a.odt", written.getvalue())
        assert said == (
            "a.odt is an OpenDocument file, which cannot be read here;"
            " please open it and save it as a Word document (.docx)."
        )

    def test_a_binary_file(self):
        assert "is not text" in problem("a.txt", bytes(range(256)) * 20)

    def test_a_file_too_large(self):
        assert "larger than 20 MB" in problem("a.txt", b"a " * (11 * 1024 * 1024))

    def test_more_text_than_a_book(self):
        with pytest.raises(UnreadableFile, match="more text than a book"):
            read_text("words " * 900_000)

    def test_a_large_file_is_refused_unread(self, tmp_path):
        path = tmp_path / "big.txt"
        with path.open("wb") as file:
            file.truncate(50 * 1024 * 1024)
        with pytest.raises(UnreadableFile, match="larger than 20 MB"):
            read_file(path)

    def test_no_such_file(self, tmp_path):
        with pytest.raises(UnreadableFile, match="There is no file called"):
            read_file(tmp_path / "none.txt")

    def test_a_folder_is_no_file(self, tmp_path):
        with pytest.raises(UnreadableFile, match="is a folder"):
            read_file(tmp_path)

    @pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"not a zip at all", b"PK"])
    def test_a_broken_word_document(self, data):
        assert "not a Word document that can be read" in problem("a.docx", data)

    def test_a_word_document_cut_short(self):
        whole = word_document()
        assert "not a Word document that can be read" in problem("a.docx", whole[: len(whole) // 2])

    def test_a_word_document_with_garbled_text(self):
        assert "not a Word document" in problem(
            "a.docx", rewritten(word__document_xml=b"<w:broken")
        )

    def test_a_word_document_with_a_document_type(self):
        bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
        assert "document type" in problem("a.docx", rewritten(word__document_xml=bomb))

    def test_a_word_document_whose_parts_climb_out(self):
        assert "points outside it" in problem("a.docx", rewritten(**{"../../evil.txt": b"x"}))

    def test_a_word_document_that_swells(self, monkeypatch):
        monkeypatch.setattr(word, "UNPACKED_LIMIT", 100_000)
        assert "unpacks to more than" in problem("a.docx", rewritten(**{"x.bin": b"0" * 200_000}))

    def test_markup_nested_without_end_is_refused_soon(self):
        assert "nested too deep" in problem("a.html", b"<div>" * 60_000)

    def test_deep_but_finite_nesting_is_read(self):
        deep = b"<div>" * 150 + b"Some words." + b"</div>" * 150
        assert read_bytes("a.html", deep).blocks[0].text == "Some words."

    def test_a_page_without_words(self):
        assert (
            problem("a.html", b"<html><body><img src=x></body></html>") == "a.html holds no words."
        )

    def test_the_name_shown_is_never_a_path(self):
        assert problem("C:\\secret\\a.txt", b"") == "a.txt is empty."

    @given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.docx", "a.md", "a.html", "a"]))
    def test_whatever_the_bytes_there_is_a_source_or_one_sentence(self, data, name):
        try:
            source = read_bytes(name, data)
        except UnreadableFile as refused:
            assert str(refused).endswith(".")
        else:
            assert source.blocks
            find_notes(source)


class TestFolders:
    def test_readable_files_are_taken_by_name_without_their_readme(self, tmp_path):
        for name in ("b.txt", "a.md", "README.md", "c.jpg", ".hidden.txt", "~$d.docx"):
            (tmp_path / name).write_text("x")
        assert [path.name for path in files_in(tmp_path)] == ["a.md", "b.txt"]

    def test_a_file_is_itself(self, tmp_path):
        path = tmp_path / "a.odd"
        path.write_text("x")
        assert files_in(path) == [path]

    def test_a_folder_without_notes_says_so(self, tmp_path):
        with pytest.raises(UnreadableFile, match="no notes in it"):
            files_in(tmp_path)
