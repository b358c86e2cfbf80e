"""Sending pictures and files by the API."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from practices.models import Attachment


@pytest.fixture
def cups() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (600, 300), "teal").save(out, "PNG")
    return SimpleUploadedFile("cups.png", out.getvalue())


def test_a_program_sends_a_picture_and_shows_it_in_a_text(program, ada, visitor, cups):
    browser = program(ada)
    answer = browser.post("/api/v1/files/", {"file": cups, "alt": "Two cups", "caption": "Ours"})
    kept = Attachment.objects.get()
    told = answer.json()
    assert (answer.status_code, told["address"], told["alt"]) == (201, kept.address, "Two cups")
    assert (told["type"], told["width"], told["height"]) == ("image/webp", 600, 300)
    assert visitor.get(told["address"]).status_code == 404

    sent = {"kind": "case", "title": "Tea", "body": f"<p>We had tea.</p>{told['html']}"}
    made = browser.post("/api/v1/entries/", json.dumps(sent), content_type="application/json")
    assert f'<img src="{kept.address}" alt="Two cups">' in made.json()["body"]
    assert visitor.get(told["address"]).status_code == 200
    markdown = visitor.get("/cases/tea.md").content.decode()
    assert f"![Two cups]({kept.address})" in markdown


def test_what_cannot_be_kept_is_said_by_field(program, visitor, ada, cups, settings):
    refused = program(ada).post(
        "/api/v1/files/", {"file": SimpleUploadedFile("a.svg", b"<svg/>"), "alt": "A line"}
    )
    assert refused.status_code == 422
    assert "SVG can carry programs" in refused.json()["detail"]["file"][0]
    assert visitor.post("/api/v1/files/", {"file": cups, "alt": "Two cups"}).status_code == 401
    settings.FILES_AN_HOUR = 0
    late = program(ada).post("/api/v1/files/", {"file": cups, "alt": "Two cups"})
    assert (late.status_code, Attachment.objects.count()) == (429, 0)
