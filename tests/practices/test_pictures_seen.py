"""Who sees a picture, how long it stays, and how it goes for good."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from practices import actions
from practices.models import Attachment, AuditLine, Draft
from practices.notices import work

PAGE = '<p>Look:</p><figure><img src="{}" alt="Two cups"></figure>'


@pytest.fixture
def cast(visitor, as_, ada, dan, ben, cleo):
    """A browser for each, ada being the author."""
    return {"visitor": visitor} | {
        name: as_(who) for name, who in {"dan": dan, "ada": ada, "ben": ben, "cleo": cleo}.items()
    }


@pytest.fixture
def folder(settings, tmp_path):
    """A place of this test's own to keep files in."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def seen(cast, attachment) -> list[int]:
    return [browser.get(attachment.address).status_code for browser in cast.values()]


def test_a_picture_is_seen_by_those_who_see_the_entry(
    cast, ada, cleo, send_picture, make_entry, as_
):
    kept = send_picture(ada)
    assert seen(cast, kept) == [404, 404, 200, 404, 200]  # sent, and not in a text yet

    entry = make_entry(by=ada, body=PAGE.format(kept.address), status="draft")
    assert seen(cast, kept) == [404, 404, 200, 404, 200]
    entry = actions.publish(entry, by=ada)
    assert seen(cast, kept) == [200, 200, 200, 200, 200]
    entry = actions.revise(entry, by=ada, base=entry.revision, body="<p>No more.</p>")
    assert seen(cast, kept) == [200, 200, 200, 200, 200]  # an earlier version shows it
    entry = actions.withdraw(entry, by=cleo, reason="Not yet.")
    assert seen(cast, kept) == [404, 404, 200, 404, 200]
    entry = actions.publish(entry, by=cleo)
    actions.delete(entry, by=cleo, reason="Twice here.")
    assert seen(cast, kept) == [404, 404, 200, 404, 200]


def test_what_a_draft_showed_stays_with_those_who_saw_the_draft(
    cast, ada, send_picture, make_entry
):
    kept = send_picture(ada)
    note = make_entry("note", by=ada, body=PAGE.format(kept.address))
    assert seen(cast, kept) == [404, 404, 200, 200, 200]  # drafts of notes: convenors too
    note = actions.revise(note, by=ada, base=1, body="<p>Without.</p>")
    actions.publish(note, by=ada)
    assert seen(cast, kept) == [404, 404, 200, 200, 200]


def test_whoever_decides_a_suggestion_sees_its_picture(cast, ada, dan, ben, send_picture):
    note = actions.create("note", by=ben, title="Third cell", body="Tea.", status="published")
    practice = actions.create("practice", by=dan, title="Walk", body="Out.")
    kept = send_picture(ada, entry=practice)
    assert seen(cast, kept) == [404, 200, 200, 404, 200]  # dan looks after his page
    kept = send_picture(ada, entry=note, colour="plum")
    assert seen(cast, kept) == [404, 404, 200, 200, 200]


def test_a_public_picture_is_kept_on_the_way_and_asked_for_again_by_its_name(
    cast, ada, send_picture, make_entry
):
    kept = send_picture(ada)
    make_entry(by=ada, body=PAGE.format(kept.address))
    for browser in (cast["visitor"], cast["ada"]):
        answer = browser.get(kept.address)
        assert answer["Cache-Control"] == "public, max-age=86400, immutable"
        assert "Vary" not in answer
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
            "image/webp",
            "nosniff",
        )
        again = browser.get(kept.address, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    visitor = cast["visitor"]
    name = kept.file_name
    assert visitor.get(f"/files/480/{name}").status_code == 200
    for wrong in (f"481/{name}", f"960/{name}", name.replace(kept.digest[:16], "0" * 16), "1"):
        assert visitor.get(f"/files/{wrong}").status_code == 404
    assert visitor.get(f"/files/{'9' * 40}-{'0' * 16}.pdf").status_code == 404


def test_a_picture_is_taken_away_for_good_with_a_reason(cast, ada, cleo, send_picture, make_entry):
    kept = send_picture(ada)
    make_entry(by=ada, body=PAGE.format(kept.address))
    assert seen(cast, kept) == [200] * 5
    before = cast["visitor"].get("/practices/walk-and-talk/")["ETag"]
    ask = f"/files/{kept.pk}/take-away/"
    assert "for good?" in cast["cleo"].get(ask).content.decode()
    assert cast["cleo"].post(ask, {"reason": ""}).status_code == 422
    done = cast["cleo"].post(ask, {"reason": "They did not agree to it."})
    assert done.status_code == 303

    assert seen(cast, kept) == [410] * 5
    assert b"This picture was taken away" in cast["visitor"].get(kept.address).content
    assert cast["visitor"].get("/practices/walk-and-talk/")["ETag"] != before
    listed = cast["visitor"].get("/practices/walk-and-talk/files/").content.decode()
    assert "They did not agree to it." in listed
    line = AuditLine.objects.get(verb="take_away")
    assert (line.who, line.target, line.number) == (cleo, "file", kept.pk)
    with pytest.raises(Exception, match="took this very file away"):
        send_picture(ada)


def test_what_one_sent_is_in_the_data_one_takes_away(cast, ada, send_picture, settings):
    kept = send_picture(ada)
    (told,) = cast["ada"].get("/accounts/profile/data.json").json()["files"]
    assert (told["alt"], told["name"], told["url"]) == (
        "Two cups",
        "cups.webp",
        settings.SITE_URL + kept.address,
    )


def test_words_taken_out_go_from_what_is_said_of_a_picture_and_leave_the_picture(
    cast, ada, cleo, send_picture, make_entry
):
    kept = send_picture(ada, alt="Rosa’s room, 600x400")
    entry = make_entry(by=ada, body=PAGE.replace("Two cups", kept.alt).format(kept.address))
    assert "600x400" in kept.address
    actions.redact("600x400", by=cleo, reason="She did not wish it.")
    entry.refresh_from_db()
    kept.refresh_from_db()
    assert kept.alt == "Rosa’s room, ▇▇▇ (taken out)"
    assert f'<img src="{kept.address}" alt="▇▇▇ (taken out)">' in entry.body
    assert seen(cast, kept) == [200] * 5


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_away_is_no_longer_stored(folder, ada, cleo, send_picture):
    kept, same = send_picture(ada), send_picture(cleo)
    assert [default_storage.exists(key) for key in kept.keys] == [True, True]
    actions.take_away(same, by=cleo, reason="They did not agree.")
    assert [default_storage.exists(key) for key in kept.keys] == [False, False]
    kept.refresh_from_db()
    assert kept.removed_reason == "They did not agree."


def test_the_worker_clears_up_what_nothing_shows(folder, ada, send_picture, make_entry):
    shown, typed = send_picture(ada), send_picture(ada, colour="plum")
    loose = send_picture(ada, colour="gold")
    make_entry(by=ada, body=PAGE.format(shown.address))
    Draft.objects.create(
        person=ada, tab="a", kind="practice", fields={"body": [PAGE.format(typed.address)]}
    )
    default_storage.save("ab/" + "a" * 64, ContentFile(b"killed before its row was made"))
    old = time.time() - 40 * 24 * 3600
    for path in folder.rglob("*"):
        os.utime(path, (old, old))
    work(timezone.now())
    assert Attachment.objects.count() == 3  # a row may be about to be used
    assert not default_storage.exists("ab/" + "a" * 64)

    later = timezone.now() + timedelta(days=40)
    work(later)
    assert set(Attachment.objects.all()) == {shown, typed}
    assert [default_storage.exists(one.key()) for one in (shown, typed, loose)] == [
        True,
        True,
        False,
    ]
