"""The page on which a convenor brings in notes, with a look before anything is saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from practices.models import Entry
from roundtables.models import Upload
from tests.roundtables.test_import_notes import FIRST


@pytest.fixture
def browser(as_, ben):
    return as_(ben)


def preview(browser, **sent):
    response = browser.post("/roundtables/import/", sent)
    assert response.status_code == 303, response.content.decode()
    return response["Location"]


def test_the_page_asks_before_it_complains(browser):
    response = browser.get("/roundtables/import/")

    assert response.status_code == 200
    assert "error" not in response.content.decode().partition("<main")[2]


def test_pasted_text_is_shown_before_anything_is_saved(browser):
    address = preview(browser, text=FIRST)

    page = browser.get(address).content.decode()
    assert "Garden Talks Cell 1" in page
    assert "14 January 2021" in page
    assert "Mona Field, Green Ways" in page
    assert not Entry.objects.exists()


def test_what_is_ticked_comes_in_as_a_draft_and_the_upload_goes(browser):
    address = preview(browser, file=SimpleUploadedFile("garden.txt", FIRST.encode()))

    response = browser.post(address, {"note": "0"}, follow=True)

    assert "One draft is here to look over" in response.content.decode()
    assert Entry.objects.get().status == "draft"
    assert not Upload.objects.exists()


def test_what_is_not_ticked_stays_out(browser):
    browser.post(preview(browser, text=FIRST), {})

    assert not Entry.objects.exists()


def test_a_note_that_is_here_already_is_said_so(browser):
    browser.post(preview(browser, text=FIRST), {"note": "0"})

    page = browser.get(preview(browser, text=FIRST)).content.decode()

    assert "This is here already" in page
    assert 'name="note"' not in page


@pytest.mark.parametrize("sent", [{}, {"text": "   "}])
def test_nothing_sent_is_said_plainly(browser, sent):
    response = browser.post("/roundtables/import/", sent)

    assert response.status_code == 422
    assert "Choose a file, or paste the text of a note." in response.content.decode()


def test_a_file_nobody_can_read_is_said_plainly(browser):
    response = browser.post(
        "/roundtables/import/", {"file": SimpleUploadedFile("scan.pdf", b"%PDF-1.7 \x00\x01")}
    )

    assert response.status_code == 422
    assert "scan.pdf" in response.content.decode()
    assert not Upload.objects.exists()


def test_practitioners_may_not_and_visitors_sign_in_first(as_, ada, visitor):
    assert as_(ada).get("/roundtables/import/").status_code == 403
    assert visitor.get("/roundtables/import/")["Location"] == (
        "/accounts/login/?next=/roundtables/import/"
    )


def test_nobody_sees_the_upload_of_another(browser, as_, cleo):
    address = preview(browser, text=FIRST)

    assert as_(cleo).get(address).status_code == 404


def test_an_article_leads_to_the_practice_it_became(browser):
    article = (
        "Five ways to share a kitchen\n\nNora Reed, director of Kitchen Table\n\nAgree who cooks.\n"
    )
    file = SimpleUploadedFile("article.txt", article.encode())

    response = browser.post(preview(browser, file=file), {"note": "0"})

    assert (response.status_code, response["Location"]) == (
        303,
        "/practices/five-ways-to-share-a-kitchen/",
    )


def test_the_list_of_notes_leads_convenors_here_and_nobody_else(browser, as_, ada, visitor):
    link = 'href="/roundtables/import/"'

    assert link in browser.get("/roundtables/").content.decode()
    assert link not in as_(ada).get("/roundtables/").content.decode()
    assert link not in visitor.get("/roundtables/").content.decode()
