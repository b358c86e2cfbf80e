"""What is typed and not saved: kept for its writer, through a lapsed login, and seen by nobody."""

import pytest
import time_machine
from django.db import connection

from practices import actions, prose
from practices.models import Draft, Entry
from tests.practices.drafting import EDIT, NEW, NOON, kept, typed, words
from tests.practices.pages import filled, read, text_of


@pytest.fixture
def entry(make_entry, ada) -> Entry:
    return make_entry(by=ada, summary="Out of the office.")


# Keeping and going on -------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_the_form_offers_to_go_on_with_it(entry, dan, as_):
    client = as_(dan)
    with time_machine.travel(NOON, tick=False):
        draft = kept(client, EDIT, title="Walk", body="Meet outdoors, whatever the weather.")
    page = client.get(EDIT)
    assert text_of(page, "[data-offer]") == (
        "You have an unsaved draft from 1 March, 12:00: go on with it or throw it away."
    )
    links = [link["href"] for link in read(page).select("[data-offer] a")]
    assert links == [f"{EDIT}?draft={draft.pk}", f"/drafts/{draft.pk}/throw/"]
    assert words(client, EDIT)["title"] == "Walk and talk"
    assert words(client, links[0]) == {
        "title": "Walk",
        "summary": "Out of the office.",
        "body": "Meet outdoors, whatever the weather.",
    }
    entry.refresh_from_db()
    assert (entry.title, entry.revision) == ("Walk and talk", 1)


def test_a_form_that_is_opened_again_says_nothing_of_what_is_unfinished(dan, as_):
    client = as_(dan)
    draft = kept(client, NEW, title="", body="Half a sent")
    page = client.get(draft.url)
    assert read(page).select(".error, .error-summary") == []
    assert words(client, draft.url)["body"] == "Half a sent"


def test_everything_in_the_form_comes_back_as_it_was_typed(make_entry, ben, as_):
    make_entry("note", by=ben, status="published", title="Cell one")
    client = as_(ben)
    said = {
        "title": "  Two  spaces ",
        "body": "<p>Rich <strong>words</strong></p>",
        "themes": "a, b,, c",
        "reason": "Because",
        "small": "on",
        "date": "2027-02-30",
        "online": "online",
        "speakers": "Ada, Brap\r\nDan",
    }
    draft = kept(client, "/roundtables/cell-one/edit/", **said)
    again = filled(client.get(draft.url))
    sent = {name: values[-1] for name, values in again.items()}
    assert {name: sent.get(name) for name in said} == said


def test_saving_lets_the_draft_go(entry, dan, as_):
    client = as_(dan)
    draft = kept(client, EDIT, body="Meet outdoors, in any weather.")
    assert client.post(EDIT, filled(client.get(draft.url))).status_code == 303
    entry.refresh_from_db()
    assert prose.plain(entry.body) == "Meet outdoors, in any weather."
    assert list(Draft.objects.of(dan)) == []
    assert text_of(client.get("/drafts/"), ".empty").startswith("Nothing waits here.")


def test_a_new_entry_that_is_saved_lets_its_draft_go(dan, as_):
    client = as_(dan)
    draft = kept(client, NEW, title="Tea first", body="Put the kettle on.")
    response = client.post(NEW, filled(client.get(draft.url)))
    assert (response.status_code, response["Location"]) == (303, "/practices/tea-first/")
    assert not Draft.objects.of(dan).exists()


def test_a_save_that_is_refused_leaves_the_draft(entry, dan, as_):
    client = as_(dan)
    draft = kept(client, EDIT, title="", body="Meet outdoors, in any weather.")
    assert client.post(EDIT, filled(client.get(draft.url))).status_code == 422
    assert [kept.said("body") for kept in Draft.objects.of(dan)] == [draft.said("body")]


def test_a_conflict_leaves_the_draft_and_the_next_save_lets_it_go(entry, ada, dan, as_):
    client = as_(dan)
    sent = typed(client, EDIT, summary="Dan’s words")
    client.post("/drafts/save/", sent)
    actions.revise(entry, by=ada, base=1, summary="Ada’s words")
    clash = client.post(EDIT, sent)
    assert clash.status_code == 409
    assert Draft.objects.of(dan).count() == 1
    assert client.post(EDIT, filled(clash)).status_code == 303
    assert not Draft.objects.of(dan).exists()


def test_an_old_draft_is_merged_with_what_others_did_since(entry, ada, dan, as_):
    client = as_(dan)
    draft = kept(client, EDIT, summary="Dan’s words")
    actions.revise(entry, by=ada, base=1, body="<p>Ada’s words.</p>")
    page = client.get(draft.url)
    assert "This page has changed since" in text_of(page, "#drafting")
    assert client.post(EDIT, filled(page)).status_code == 303
    entry.refresh_from_db()
    assert (entry.summary, prose.plain(entry.body)) == ("Dan’s words", "Ada’s words.")


def test_a_part_that_was_being_written_stays_a_part(make_entry, dan, as_):
    entry = make_entry(body="<p>Begin.</p><h2>How</h2><p>Walk.</p><h2>Why</h2><p>Air.</p>")
    part = prose.sections(entry.body)[1]
    client = as_(dan)
    draft = kept(client, f"{EDIT}?section={part.anchor}", body="## How\r\n\r\nWalk slowly.")
    assert text_of(client.get(EDIT), "[data-offer]").count("of a part of this page") == 1
    assert client.post(EDIT, filled(client.get(draft.url))).status_code == 303
    entry.refresh_from_db()
    assert prose.to_text(entry.body) == ("Begin.\n\n## How\n\nWalk slowly.\n\n## Why\n\nAir.")


def test_a_part_that_is_no_longer_there_never_takes_the_place_of_the_whole(make_entry, ada, as_):
    entry = make_entry(body="<p>Begin.</p><h2>How</h2><p>Walk.</p>")
    part = prose.sections(entry.body)[1]
    client = as_(ada)
    draft = kept(client, f"{EDIT}?section={part.anchor}", body="## How\r\n\r\nRun.")
    actions.revise(entry, by=None, base=1, body="<p>Begin.</p><p>All new.</p>")
    assert client.post(EDIT, filled(client.get(draft.url))).status_code == 303
    entry.refresh_from_db()
    assert prose.to_text(entry.body) == "Begin.\n\nAll new.\n\nRun."


# Without scripts ------------------------------------------------------------------------------


def test_a_draft_can_be_kept_by_hand(entry, dan, as_):
    client = as_(dan)
    sent = typed(client, EDIT, title="", body="Not done", do="draft")
    response = client.post(EDIT, sent, follow=True)
    assert response.redirect_chain == [("/drafts/", 303)]
    assert "Kept, for you alone." in text_of(response, ".messages")
    entry.refresh_from_db()
    assert entry.revision == 1
    draft = Draft.objects.get()
    assert (draft.entry, draft.base, draft.said("body")) == (entry, 1, "Not done")


def test_a_draft_is_never_saved_in_place_of_being_kept(entry, dan, as_):
    sent = {"title": "Walk", "body": "Hm.", "base": "1", "do": "draft", "ticket": "made up"}
    assert as_(dan).post(EDIT, sent).status_code == 403
    entry.refresh_from_db()
    assert (entry.revision, Draft.objects.count()) == (1, 0)


# Whose, how many, how long --------------------------------------------------------------------


def test_nobody_else_sees_a_draft(entry, dan, ada, cleo, as_):
    draft = kept(as_(dan), EDIT, body="A secret so far.")
    for other in (ada, cleo):
        client = as_(other)
        assert client.get(f"/drafts/{draft.pk}/").status_code == 404
        assert client.post(f"/drafts/{draft.pk}/throw/").status_code == 404
        for url in (EDIT, draft.url, "/drafts/", "/practices/walk-and-talk/"):
            assert "secret" not in client.get(url).content.decode()
    assert Draft.objects.count() == 1


def test_a_form_of_somebody_else_is_not_kept(entry, dan, ada, as_):
    sent = typed(as_(dan), EDIT, body="Dan’s.")
    assert as_(ada).post("/drafts/save/", sent).status_code == 403
    assert Draft.objects.count() == 0


def test_a_draft_is_thrown_away_only_when_asked_twice(entry, dan, as_):
    client = as_(dan)
    draft = kept(client, EDIT, body="Never mind.")
    url = f"/drafts/{draft.pk}/throw/"
    assert "Nothing brings it back" in text_of(client.get(url), "main")
    assert Draft.objects.count() == 1
    assert client.post(url).status_code == 303
    assert Draft.objects.count() == 0


def test_with_too_many_drafts_the_next_is_refused_and_none_is_cut(entry, dan, as_):
    client = as_(dan)
    for number in range(actions.MOST_DRAFTS):
        tab, fields = f"tab-{number}", {"title": [f"Number {number}"]}
        actions.keep_draft(by=dan, tab=tab, kind="practice", entry=None, fields=fields)
    sent = typed(client, EDIT, body="One more.")
    answer = client.post("/drafts/save/", sent)
    assert (answer.status_code, answer.json()["said"]) == (
        409,
        "You have 50 drafts, which is as many as we can keep. Please throw one away: the oldest is"
        " “Number 0”.",
    )
    by_hand = client.post(EDIT, sent | {"do": "draft"})
    assert by_hand.status_code == 409
    assert "One more." in text_of(by_hand, "main")
    assert Draft.objects.count() == actions.MOST_DRAFTS
    # Words that would be lost otherwise find room.
    client.session.flush()
    assert client.post(EDIT, sent).status_code == 302
    assert Draft.objects.count() == actions.MOST_DRAFTS + 1


def test_what_is_too_long_to_keep_is_given_back(entry, dan, as_):
    client = as_(dan)
    sent = typed(client, EDIT, body="long " * 420_000)
    assert client.post("/drafts/save/", sent).status_code == 413
    client.session.flush()
    response = client.post(EDIT, sent)
    assert response.status_code == 413
    assert text_of(response, "main").count("long") > 400_000
    assert Draft.objects.count() == 0


def test_characters_no_database_holds_are_left_out(entry, dan, as_):
    assert kept(as_(dan), EDIT, body="One\0 two").said("body") == "One two"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a full disk, as SQLite says it")
def test_where_the_database_takes_nothing_the_script_is_told(entry, dan, as_):
    client = as_(dan)
    sent = typed(client, EDIT, body="Words.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            answer = client.post("/drafts/save/", sent)
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert (answer.status_code, answer.json()) == (503, {})


def test_a_draft_can_be_read_when_its_entry_is_gone(entry, dan, cleo, as_):
    client = as_(dan)
    draft = kept(client, EDIT, body="<p>My <em>words</em>.</p>", summary="Short")
    actions.delete(entry, by=cleo, reason="Twice here.")
    assert client.get(draft.url).status_code == 410
    said = text_of(client.get(f"/drafts/{draft.pk}/"), "main")
    assert "My words." in said and "Short" in said


def test_drafts_are_in_the_data_one_takes_away_and_go_when_one_leaves(entry, dan, as_):
    client = as_(dan)
    draft = kept(client, EDIT, body="Mine.")
    mine = client.get("/accounts/profile/data.json").json()["drafts"]
    assert [(one["id"], one["entry"], one["fields"]["body"]) for one in mine] == [
        (draft.pk, entry.pk, ["Mine."])
    ]
    actions.leave(dan, keep_name=True)
    assert Draft.objects.count() == 0


def test_a_suggested_change_lets_its_draft_go(entry, dan, as_):
    dan.vouched = False
    dan.save()
    client = as_(dan)
    draft = kept(client, EDIT, body="Meet outdoors, in any weather.")
    assert client.post(EDIT, filled(client.get(draft.url))).status_code == 303
    entry.refresh_from_db()
    assert (entry.revision, list(Draft.objects.of(dan))) == (1, [])


# Suggesting, and accepting with changes ---------------------------------------------------------

SUGGEST = "/practices/walk-and-talk/suggest/"


def test_a_suggestion_on_its_way_is_kept_apart_from_an_edit(entry, dan, as_):
    client = as_(dan)
    draft = kept(client, SUGGEST, body="Meet outdoors, if you can.")
    assert draft.url == f"{SUGGEST}?draft={draft.pk}"
    assert read(client.get(EDIT)).select("[data-offer]") == []
    assert len(read(client.get(SUGGEST)).select("[data-offer]")) == 1
    assert words(client, draft.url)["body"] == "Meet outdoors, if you can."
    assert text_of(client.get("/drafts/"), ".meta").startswith("A suggestion")
    assert client.post(SUGGEST, filled(client.get(draft.url))).status_code == 303
    assert not Draft.objects.of(dan).exists()


def test_a_login_that_lapses_costs_no_word_of_a_suggestion(entry, dan, as_):
    client = as_(dan)
    sent = typed(client, SUGGEST, body="Meet outdoors, if you can.")
    client.logout()
    response = client.post(SUGGEST, sent)
    draft = Draft.objects.get()
    assert (response.status_code, draft.person, draft.where) == (302, dan, "suggest")
    assert f"next={SUGGEST}" in response["Location"].replace("%2F", "/")
    assert words(as_(dan), draft.url)["body"] == "Meet outdoors, if you can."


def test_what_a_steward_makes_of_a_suggestion_is_kept_and_goes_with_accepting_it(
    entry, dan, cleo, as_
):
    one = actions.suggest("practice", of=entry, base=1, by=dan, body="Meet outside.")
    change = f"{one.get_absolute_url()}change/"
    client = as_(cleo)
    draft = kept(client, change, body="Meet outside, at noon.")
    actions.revise(entry, by=dan, base=1, body="Elsewhere.")  # so that the two clash
    assert words(client, draft.url)["body"] == "Meet outside, at noon."
    clash = client.post(change, filled(client.get(draft.url)))
    assert clash.status_code == 409 and Draft.objects.of(cleo).count() == 1
    assert client.post(change, filled(clash)).status_code == 303
    assert not Draft.objects.of(cleo).exists()
    entry.refresh_from_db()
    assert "Meet outside, at noon." in entry.body


def test_what_was_returned_is_mended_over_several_days(entry, dan, cleo, as_):
    one = actions.suggest("practice", of=entry, base=1, by=dan, body="Meet outside.")
    actions.send_back(one, by=cleo, answer="Say when.")
    client, page = as_(dan), one.get_absolute_url()
    draft = kept(client, page, body="Meet outside, at noon.")
    assert draft.url == f"{page}?draft={draft.pk}"
    assert words(client, draft.url)["body"] == "Meet outside, at noon."
    assert client.post(f"{page}again/", filled(client.get(draft.url))).status_code == 303
    assert not Draft.objects.of(dan).exists()
