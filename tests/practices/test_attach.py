"""Sending pictures and files, and what is kept of them."""

import io
import json
import struct
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from PIL import Image

from practices import actions
from practices.models import Attachment

PHONE = Image.effect_noise((2000, 1000), 60).convert("RGB")


def picture(image=PHONE, kind="JPEG", **more) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(side: int) -> bytes:
    """A picture of side × side points in a hundred kilobytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes(side * (side // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving() -> bytes:
    frames = [Image.effect_noise((40, 40), 90).convert("P") for _ in range(3)]
    return picture(frames[0], "GIF", save_all=True, append_images=frames[1:])


def send(browser, data: bytes, name="cups.jpg", alt="Two cups on a wall"):
    file = SimpleUploadedFile(name, data)
    return browser.post("/files/", {"file": file, "alt": alt, "caption": ""})


def test_a_picture_is_kept_upright_and_narrower_without_what_the_camera_wrote(as_, ada):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Acme Phones"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    sent = picture(exif=exif)
    assert b"Acme" in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)[2] == (51.0, 30.0, 0.0)

    answer = send(as_(ada), sent)
    assert answer.status_code == 201
    kept = Attachment.objects.get()
    assert json.loads(answer.content) == {
        "html": f'<figure><img src="{kept.address}" alt="Two cups on a wall"></figure>',
        "address": f"/files/{kept.pk}-{kept.digest[:16]}-1000x2000.webp",
    }
    sizes = {}
    for key in kept.keys:
        with default_storage.open(key) as file:
            data = file.read()
        shown = Image.open(io.BytesIO(data))
        sizes[shown.size] = (shown.format, dict(shown.getexif()), b"Acme" in data)
    bare = ("WEBP", {}, False)
    assert sizes == {(1000, 2000): bare, (480, 960): bare, (960, 1920): bare}


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "cups.jpg", "This file is empty."),
        (b"<html><script>alert(1)</script>", "cups.png", "called .png, but it is no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "cups.svg", "SVG can carry"),
        (b"GIF89a=/*" + b" " * 60 + b"*/1;alert(1)", "cups.gif", "cannot be read"),
        (picture()[:9000], "cups.jpg", "damaged, or only a part of it arrived"),
        (bomb(30_000), "cups.png", "too many points"),
        (moving(), "cups.gif", "This picture moves"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "cups.heic", "HEIC"),
        (b"%PDF-1.7\n", "cups.png", "what is in it is .pdf"),
        (b"MZ\x90\0", "setup.exe", "This cannot be kept."),
        (b"MZ\x90\0", "setup.txt", "called .txt, but what is in it is something else"),
        (b"<p>%PDF-1.7", "paper.pdf", "called .pdf, but what is in it is something else"),
        (b"PK\x03\x04" + bytes(40), "paper.docx", "damaged"),
        (archive(word__document_xml="x", word__vbaProject_bin="x"), "paper.docx", "macros"),
        (archive(word__document_xml="x"), "paper.xlsx", "what is in it is .docx"),
        (archive(readme_txt="x"), "all.zip", "This cannot be kept."),
    ],
)
def test_what_is_not_what_it_seems_is_refused_in_words(data, name, said, as_, ada):
    answer = send(as_(ada), data, name)
    assert (answer.status_code, Attachment.objects.count()) == (422, 0)
    assert said in json.loads(answer.content)["problem"]


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("steps.pdf", b"%PDF-1.7\n%%EOF", "application/pdf"),
        ("steps.txt", b"<script>alert(1)</script>", "text/plain; charset=utf-8"),
        ("steps.csv", "caf\u00e9;1".encode("cp1252"), "text/csv; charset=utf-8"),
        (
            "steps.odt",
            archive(mimetype="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
    ],
)
def test_a_file_is_given_back_to_be_saved_and_can_do_nothing(name, data, media_type, as_, ada):
    browser = as_(ada)
    address = json.loads(send(browser, data, name, alt="The steps").content)["address"]
    answer = browser.get(address)
    assert {key: answer[key] for key in SAFE} | {"type": answer["Content-Type"]} == {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "type": media_type,
    }
    said = data if name != "steps.csv" else "caf\u00e9;1".encode()
    assert b"".join(answer.streaming_content) == said


SAFE = (
    "Content-Disposition",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Cache-Control",
)


def test_words_for_it_a_sensible_name_and_a_size_are_asked_for(as_, ada, settings):
    browser = as_(ada)
    assert send(browser, picture(), alt="  ").status_code == 422
    assert send(browser, picture(), name="x" * 240 + ".jpg").status_code == 201
    assert Attachment.objects.get().name == "x" * 96 + ".webp"
    settings.LARGEST_FILE_MB = 0
    answer = send(browser, picture())
    assert answer.status_code == 422
    assert "too large" in json.loads(answer.content)["problem"]


def test_far_too_much_is_refused_before_it_is_read(as_, ada):
    answer = as_(ada).post("/files/", {}, CONTENT_LENGTH=str(3 * 10**9))
    assert answer.status_code == 413


def test_one_person_sends_only_so_much(as_, ada, settings):
    settings.FILES_AN_HOUR = 1
    assert send(as_(ada), picture()).status_code == 201
    assert send(as_(ada), b"%PDF-1.7", "a.pdf").status_code == 429
    settings.FILES_AN_HOUR, settings.FILES_PER_PERSON_MB = 9, 0
    assert send(as_(ada), b"%PDF-1.7", "a.pdf").status_code == 429


@pytest.mark.django_db(transaction=True)
def test_one_person_sends_no_more_by_sending_it_all_at_once(as_, ada, settings):
    settings.FILES_AN_HOUR = 2

    def send_one(letter: str) -> int:
        try:
            return send(as_(ada), b"%PDF-1.7 " + letter.encode(), "a.pdf").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        answers = sorted(pool.map(send_one, "abcde"))

    assert answers == [201, 201, 429, 429, 429]
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "²", "٣", "-1", "x"])
def test_a_number_that_no_entry_has_is_no_entry(as_, ada, number):
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    sent = as_(ada).post("/files/", {"file": file, "alt": "A", "entry": number})

    assert (sent.status_code, Attachment.objects.get().entry) == (201, None)


def test_the_same_sent_twice_is_one(ada, send_picture):
    assert send_picture(ada) == send_picture(ada)


# Without scripts --------------------------------------------------------------------------


def put(browser, slug="walk-and-talk", **sent):
    sent = {"file": SimpleUploadedFile("cups.jpg", picture()), "alt": "Two cups"} | sent
    return browser.post(f"/practices/{slug}/files/", sent)


def test_a_picture_is_put_where_somebody_says_and_makes_a_version(make_entry, as_, ada, visitor):
    entry = make_entry(by=ada, body="<p>Meet outdoors.</p><p>Walk side by side.</p>")
    first = entry.body.split('"')[1]
    answer = put(as_(ada), after=first, caption="By the canal")
    assert (answer.status_code, answer["Location"]) == (303, "/practices/walk-and-talk/files/")
    entry.refresh_from_db()
    kept = Attachment.objects.get()
    anchor = entry.body.partition('<figure id="')[2][:8]
    assert (entry.revision, entry.change_summary) == (2, "1 picture added")
    assert entry.body == (
        f'<p id="{first}">Meet outdoors.</p><figure id="{anchor}"><img src="{kept.address}"'
        ' alt="Two cups"><figcaption>By the canal</figcaption></figure>'
        + entry.body.partition("</figure>")[2]
    )
    page = visitor.get("/practices/walk-and-talk/").content.decode()
    name = kept.file_name
    assert (
        f'<img src="/files/{name}" srcset="/files/480/{name} 480w, /files/960/{name} 960w,'
        f' /files/{name} 1600w" sizes="(max-width: 44rem) 100vw, 44rem" width="1600" height="800"'
        ' alt="Two cups" loading="lazy" decoding="async">'
    ) in page
    assert "Two cups" in visitor.get("/practices/walk-and-talk/files/").content.decode()
    assert "Add one" not in visitor.get("/practices/walk-and-talk/files/").content.decode()


def test_a_file_becomes_a_link_and_twice_is_once(make_entry, as_, ada):
    entry = make_entry(by=ada)
    for _ in range(2):
        sent = SimpleUploadedFile("steps.pdf", b"%PDF-1.7\n%%EOF")
        put(as_(ada), file=sent, alt="The steps on one page")
    entry.refresh_from_db()
    kept = Attachment.objects.get()
    assert entry.revision == 2
    link = f'<a href="{kept.address}">The steps on one page (PDF, 1 KB)</a></p>'
    assert entry.body.endswith(link)


def test_what_cannot_be_put_in_is_said_and_nothing_is_written(make_entry, as_, ada):
    entry = make_entry(by=ada)
    for sent, said in (
        ({"alt": ""}, "Please write something here."),
        ({"file": ""}, "Please choose a picture or a file."),
        ({"after": "p-aaaaaa"}, "Please choose from the list."),
        ({"file": SimpleUploadedFile("cups.svg", b"<svg/>")}, "SVG can carry programs"),
    ):
        answer = put(as_(ada), **sent)
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
    entry.refresh_from_db()
    assert entry.revision == 1


def test_a_text_shows_only_what_is_kept_here(make_entry, as_, ada, send_picture):
    kept = send_picture(ada)
    entry = make_entry(by=ada, body=f'<p>Look:</p><figure><img src="{kept.address}"></figure>')
    assert f'<img src="{kept.address}" alt="Two cups">' in entry.body  # the words it was sent with
    guess = kept.address.replace(kept.digest[:16], "0" * 16)
    answer = as_(ada).post(
        "/practices/walk-and-talk/edit/",
        {"base": 1, "body": f'<p>Look:</p><figure><img src="{guess}" alt="x"></figure>'},
    )
    assert answer.status_code == 422
    assert "is not kept here" in answer.content.decode()


def test_compare_says_that_a_picture_came_and_the_old_version_shows_the_old_one(
    make_entry, as_, ada, visitor, send_picture
):
    old, new = send_picture(ada), send_picture(ada, colour="plum", alt="One cup")
    figure = '<p>Look:</p><figure><img src="{}" alt="{}"></figure>'
    entry = make_entry(by=ada, body=figure.format(old.address, old.alt))
    actions.revise(entry, by=ada, base=1, body=figure.format(new.address, new.alt))
    first = visitor.get("/practices/walk-and-talk/history/1/").content.decode()
    assert (old.address in first, new.address in first) == (True, False)
    changed = visitor.get("/practices/walk-and-talk/compare/1/2/").content.decode()
    assert f'<del><img src="{old.address}"' in changed
    assert f'<ins><img src="{new.address}"' in changed
    assert "1 picture changed" in visitor.get("/practices/walk-and-talk/history/").content.decode()
    assert [visitor.get(one.address).status_code for one in (old, new)] == [200, 200]
