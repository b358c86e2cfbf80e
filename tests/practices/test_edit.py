"""Changing an entry, alone and at the same time as somebody else."""

import pytest

from practices import actions, prose
from practices.models import Facet, Term
from tests.practices.pages import errors, filled, read, text_of

pytestmark = pytest.mark.django_db

URL = "/practices/walk-and-talk/edit/"
RICH = (
    "<p>Begin with <strong>tea</strong>.</p>"
    "<h2>How</h2><ul><li>Walk.</li></ul>"
    "<h2>Numbers</h2><table><tbody><tr><td>Cups</td><td>4</td></tr></tbody></table>"
)


@pytest.fixture
def entry(make_entry, ada):
    Term.objects.create(facet=Facet.GROUP, slug="carers", name="Carers")
    return make_entry(
        by=ada,
        summary="Out of the office.",
        theme_names=["listening"],
        groups=["carers"],
        ingredients="<ul><li>Time</li><li>Good <strong>shoes</strong></li></ul>",
        source="Our own practice",
    )


def test_what_the_form_shows_saved_as_it_is_makes_no_new_version(entry, ada, as_):
    client = as_(ada)
    page = client.post(URL, filled(client.get(URL)), follow=True)
    assert "Nothing was changed" in text_of(page, ".messages")
    entry.refresh_from_db()
    assert entry.revision == 1


def test_groups_in_another_order_are_no_change(make_entry, ada, as_):
    for name in ("Carers", "Older people", "Young people"):
        Term.objects.create(facet="group", name=name)
    entry = make_entry(by=ada, title="Tea first", groups=["older-people", "carers"])
    url = "/practices/tea-first/edit/"
    form = filled(as_(ada).get(url))
    assert as_(ada).post(url, form).status_code == 303
    entry.refresh_from_db()
    assert entry.revision == 1
    as_(ada).post(url, form | {"groups": ["carers", "older-people", "young-people"]})
    entry.refresh_from_db()
    assert entry.groups == ["older-people", "carers", "young-people"]


def test_a_changed_form_makes_a_version_with_its_reason(entry, dan, as_):
    client = as_(dan)
    sent = filled(client.get(URL)) | {"body": "Meet outdoors.\n\nTalk.", "reason": "Shorter"}
    response = client.post(URL, sent)
    assert (response.status_code, response["Location"]) == (303, "/practices/walk-and-talk/")
    entry.refresh_from_db()
    assert (entry.revision, prose.to_text(entry.body)) == (2, "Meet outdoors.\n\nTalk.")
    last = entry.history.first()
    assert (last.history_user, last.history_change_reason) == (dan, "Shorter")
    assert entry.ingredients.count("<strong>") == 1


def test_fields_that_are_not_sent_stay_as_they_are(entry, ada, as_):
    before = {name: getattr(entry, name) for name in ("summary", "theme_names", "groups", "source")}
    sent = {"title": "Walk", "body": "<p>Meet outdoors.</p>", "reason": "Shorter", "base": "1"}
    assert as_(ada).post(URL, sent).status_code == 303
    entry.refresh_from_db()
    assert {name: getattr(entry, name) for name in before} == before
    assert (entry.title, entry.slug) == ("Walk", "walk")


def test_a_body_alone_is_enough_to_change_it(entry, ada, as_):
    assert as_(ada).post(URL, {"body": "Only this.", "base": "1"}).status_code == 303
    entry.refresh_from_db()
    assert (entry.title, prose.plain(entry.body)) == ("Walk and talk", "Only this.")


def test_boxes_left_empty_on_the_form_are_emptied(entry, ada, as_):
    client = as_(ada)
    sent = filled(client.get(URL))
    assert sent["groups"] == ["", "carers"]
    client.post(URL, sent | {"groups": [""], "themes": "", "summary": ""})
    entry.refresh_from_db()
    assert (entry.groups, entry.theme_names, entry.summary) == ([], [], "")


def test_an_empty_title_is_refused_and_the_rest_of_what_was_typed_stays(entry, ada, as_):
    response = as_(ada).post(URL, {"title": "", "body": "New words.", "base": "1"})
    assert response.status_code == 422
    assert list(errors(response)) == ["What do you call it?"]
    shown = filled(response)
    assert (shown["body"], shown["themes"], shown["groups"]) == (
        ["New words."],
        ["listening"],
        ["", "carers"],
    )


def test_points_keep_their_addresses_through_the_plain_form(entry, ada, as_):
    anchors = [block.anchor for block in prose.blocks(entry.body)]
    client = as_(ada)
    sent = filled(client.get(URL))
    client.post(URL, sent | {"body": "First, this.\n\n" + sent["body"][0]})
    entry.refresh_from_db()
    assert [block.anchor for block in prose.blocks(entry.body)][1:] == anchors


def test_whoever_may_not_edit_gets_no_form(make_entry, entry, ada, ben, visitor, as_):
    make_entry("note", title="Cell 4", by=ben)
    assert visitor.get(URL)["Location"] == f"/accounts/login/?next={URL}"
    assert visitor.post(URL, {"body": "x"}).status_code == 302
    assert as_(ada).get("/roundtables/cell-4/edit/").status_code == 404
    assert as_(ada).get("/practices/nothing/edit/").status_code == 404


# Two people at once ---------------------------------------------------------------------------


def test_changes_to_different_paragraphs_are_brought_together(entry, ada, dan, as_):
    client = as_(ada)
    form = filled(client.get(URL))
    as_(dan).post(URL, {"body": "Meet outdoors.\n\nWalk side by side, slowly.", "base": "1"})
    page = client.post(
        URL,
        form | {"body": "Meet outdoors, by water.\n\nWalk side by side.", "themes": "walking"},
        follow=True,
    )
    entry.refresh_from_db()
    assert prose.to_text(entry.body) == "Meet outdoors, by water.\n\nWalk side by side, slowly."
    assert entry.theme_names == ["walking"]
    assert "together with what somebody else changed" in text_of(page, ".messages")


def test_a_clash_shows_both_texts_and_saving_from_there_works(entry, ada, dan, as_):
    client = as_(ada)
    form = filled(client.get(URL))
    as_(dan).post(URL, {"body": "Dan says this.", "themes": "danish", "base": "1"})
    answer = client.post(URL, form | {"body": "Ada says that.", "reason": "My view"})
    assert answer.status_code == 409
    page = read(answer)
    sides = [side.text.strip() for side in page.select(".columns .prose")]
    assert sides == ["Dan says this.", "Ada says that."]
    assert "Dan Reyes changed" in text_of(answer, ".page-head")
    again = filled(answer)
    assert {name: again[name] for name in ("base", "body", "themes", "reason")} == {
        "base": ["2"],
        "body": ["Ada says that."],
        "themes": ["danish"],
        "reason": ["My view"],
    }
    assert client.post(URL, again | {"body": "Both say it."}).status_code == 303
    entry.refresh_from_db()
    assert (prose.plain(entry.body), entry.theme_names) == ("Both say it.", ["danish"])


def test_the_form_of_a_clash_holds_what_they_changed_elsewhere(entry, ada, dan, as_):
    theirs = "Meet outdoors, early.\n\nWalk side by side, slowly."
    as_(dan).post(URL, {"body": theirs, "base": "1"})
    mine = "Meet outdoors, late.\n\nWalk side by side."
    answer = as_(ada).post(URL, {"body": mine, "base": "1"})
    assert answer.status_code == 409
    assert filled(answer)["body"] == ["Meet outdoors, late.\r\n\r\nWalk side by side, slowly."]


def test_a_fact_that_both_changed_is_shown_as_it_is_and_as_mine(entry, ada, dan, as_):
    as_(dan).post(URL, {"summary": "Dan’s summary.", "base": "1"})
    answer = as_(ada).post(URL, {"summary": "Ada’s summary.", "base": "1"})
    assert answer.status_code == 409
    place = read(answer).select_one(".picks fieldset")
    assert place.legend.text == "Summary"
    sides = [side.text.strip() for side in place.select(".columns .prose")]
    assert sides == ["Dan’s summary.", "Ada’s summary."]


def picks(answer, *picked: str) -> dict[str, list[str]]:
    """What the form with the places sends when these are picked, in order."""
    form = read(answer).select_one("form.picks")
    sent: dict[str, list[str]] = {}
    for field in form.select("input[type=hidden]"):
        sent.setdefault(field["name"], []).append(field["value"])
    names = dict.fromkeys(radio["name"] for radio in form.select("input[type=radio]"))
    return sent | {name: [pick] for name, pick in zip(names, picked, strict=False)}


@pytest.fixture
def colliding(entry, ada, dan, as_):
    """Ada and Dan change two paragraphs and the summary alike, and each something else."""
    actions.revise(entry, by=ada, base=1, body="<p>Meet outdoors.</p><p>Walk.</p><p>Talk.</p>")
    form = filled(as_(ada).get(URL))
    theirs = {"body": "Meet outdoors, early.\n\nWalk far.\n\nTalk.", "summary": "Dan’s."}
    as_(dan).post(URL, theirs | {"base": "2", "themes": "danish"})
    mine = {"body": "Meet outdoors, late.\n\nWalk near.\n\nTalk softly.", "summary": "Ada’s."}
    return as_(ada).post(URL, form | mine)


def test_each_place_that_collides_is_picked_by_itself(colliding, entry, ada, as_):
    legends = [legend.text for legend in read(colliding).select(".picks legend")]
    assert legends == ["Summary, place 1 of 3", "Text, place 2 of 3", "Text, place 3 of 3"]
    assert as_(ada).post(URL, picks(colliding, "mine", "theirs", "both")).status_code == 303
    entry.refresh_from_db()
    words = "Meet outdoors, early.\n\nWalk far.\n\nWalk near.\n\nTalk softly."
    assert (entry.summary, prose.to_text(entry.body)) == ("Ada’s.", words)
    assert (entry.theme_names, entry.revision) == (["danish"], 4)
    anchors = [block.anchor for block in prose.blocks(entry.body)]
    assert len(set(anchors)) == 4


def test_what_was_not_picked_is_asked_again(colliding, entry, ada, as_):
    for few in (["mine"], ["mine", "theirs"], ["mine", "theirs", "whatever"], ["both"] * 3):
        again = as_(ada).post(URL, picks(colliding, *few))
        assert again.status_code == 409
        assert len(read(again).select(".picks fieldset")) == 3
    entry.refresh_from_db()
    assert entry.revision == 3


@pytest.mark.parametrize("against", ["", "soon", "²", "9" * 5000])
def test_picks_made_against_no_version_are_asked_again(against, colliding, entry, ada, as_):
    sent = picks(colliding, "mine", "mine", "mine") | {"against": [against]}

    assert as_(ada).post(URL, sent).status_code == 409
    entry.refresh_from_db()
    assert entry.revision == 3


def test_picks_are_asked_again_when_somebody_saves_meanwhile(colliding, entry, ada, dan, as_):
    actions.revise(entry, by=dan, base=3, summary="Dan’s once more.")
    again = as_(ada).post(URL, picks(colliding, "mine", "mine", "mine"))
    assert again.status_code == 409 and "Dan’s once more." in again.content.decode()
    assert as_(ada).post(URL, picks(again, "mine", "mine", "mine")).status_code == 303
    entry.refresh_from_db()
    assert (entry.summary, entry.revision) == ("Ada’s.", 5)


@pytest.mark.parametrize("base", [None, "", "7", "-1", "soon", "9" * 40, "¹"])
def test_an_unknown_base_is_a_clash_and_loses_nothing(base, entry, ada, as_):
    sent = {"title": "Walk", "body": "New words.", "reason": "Shorter"}
    answer = as_(ada).post(URL, sent | ({} if base is None else {"base": base}))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Meet outdoors." in page
    assert filled(answer)["body"] == ["New words."]
    assert as_(ada).post(URL, filled(answer)).status_code == 303
    entry.refresh_from_db()
    assert (entry.title, prose.plain(entry.body), entry.summary) == (
        "Walk",
        "New words.",
        "Out of the office.",
    )


def test_the_form_of_another_entry_overwrites_nothing(entry, make_entry, ada, as_):
    make_entry(title="Tea first", body="Put the kettle on.", by=ada)
    form = filled(as_(ada).get("/practices/tea-first/edit/"))
    answer = as_(ada).post(URL, form)  # its base is a version of this entry as well
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Meet outdoors." in page and "Put the kettle on." in page
    entry.refresh_from_db()
    assert entry.revision == 1


def test_a_form_from_500_versions_ago_is_merged_or_shown_beside_what_stands(entry, ada, dan, as_):
    form = filled(as_(dan).get(URL))
    for number in range(1, 501):
        actions.revise(entry, by=ada, base=number, source=f"Walk {number}.")
    merged = as_(dan).post(URL, form | {"summary": "Dan’s summary."})
    assert merged.status_code == 303
    entry.refresh_from_db()
    stands = (entry.revision, entry.source, entry.summary)
    assert stands == (502, "Walk 500.", "Dan’s summary.")
    assert as_(dan).post(URL, form | {"source": "Dan’s walk."}).status_code == 409
    again = as_(dan).post(URL, form | {"summary": "Dan’s summary."})
    assert again.status_code == 303
    entry.refresh_from_db()
    assert entry.revision == 502


def test_scripts_in_a_clash_are_not_run(entry, ada, as_):
    answer = as_(ada).post(URL, {"body": "<p onclick='x()'>Hi<script>x()</script></p>"})
    assert answer.status_code == 409
    shown = read(answer).select(".columns .prose")[1]
    assert (shown.find("script"), shown.text) == (None, "Hi")
    assert shown.find("p").attrs.keys() <= {"id"}


# Without script -------------------------------------------------------------------------------


@pytest.fixture
def rich(make_entry, ada):
    return make_entry(title="Rich", body=RICH, by=ada)


def test_a_text_that_plain_words_cannot_hold_is_offered_part_by_part(rich, ada, as_):
    page = as_(ada).get("/practices/rich/edit/")
    parts = read(page).select("#part-by-part li")
    assert [" ".join(part.text.split()) for part in parts] == [
        "The beginning (would lose its bold words)",
        "How",
        "Numbers (would lose its tables)",
    ]
    assert "body" not in filled(page)


def test_the_other_fields_of_such_an_entry_are_saved_without_its_text(rich, ada, as_):
    client = as_(ada)
    client.post(
        "/practices/rich/edit/", filled(client.get("/practices/rich/edit/")) | {"themes": "tea"}
    )
    body = rich.body
    rich.refresh_from_db()
    assert (rich.theme_names, rich.body) == (["tea"], body)


def section_url(entry, number: int) -> str:
    return f"/practices/rich/edit/?section={prose.sections(entry.body)[number].anchor}"


def test_one_part_is_changed_and_the_others_stay_as_they_are(rich, ada, as_):
    client = as_(ada)
    before = prose.sections(rich.body)
    page = client.get(section_url(rich, 1))
    sent = filled(page)
    assert sent["body"] == ["## How\r\n\r\n- Walk."]
    assert (
        client.post(
            "/practices/rich/edit/", sent | {"body": "## How\n\n- Walk.\n- Rest."}
        ).status_code
        == 303
    )
    rich.refresh_from_db()
    after = prose.sections(rich.body)
    assert (after[0], after[2]) == (before[0], before[2])
    assert prose.to_text(after[1].html) == "## How\n\n- Walk.\n- Rest."
    assert after[1].anchor == before[1].anchor


def test_a_part_that_would_lose_something_says_what(rich, ada, as_):
    page = as_(ada).get(section_url(rich, 2))
    assert "This part has tables." in text_of(page, "[data-plain-only]")
    assert filled(page)["body"] == ["## Numbers\r\n\r\nCups | 4"]


def test_two_people_changing_different_parts_do_not_clash(rich, ada, dan, as_):
    client = as_(ada)
    sent = filled(client.get(section_url(rich, 1)))
    actions.revise(rich, by=dan, base=1, body=RICH.replace("Begin", "Start"))
    assert (
        client.post("/practices/rich/edit/", sent | {"body": "## How\n\n- Run."}).status_code == 303
    )
    rich.refresh_from_db()
    assert "Start with" in rich.body
    assert "Run." in rich.body


def test_a_clash_over_one_part_shows_that_part_and_keeps_the_rest(rich, ada, dan, as_):
    client = as_(ada)
    sent = filled(client.get(section_url(rich, 1)))
    theirs = RICH.replace("Walk.", "Walk in the woods.").replace("Begin", "Start")
    actions.revise(rich, by=dan, base=1, body=theirs)
    answer = client.post("/practices/rich/edit/", sent | {"body": "## How\n\n- Walk by water."})
    assert answer.status_code == 409
    sides = [side.text.strip() for side in read(answer).select(".columns .prose")]
    assert sides == ["Walk in the woods.", "Walk by water."]
    assert client.post("/practices/rich/edit/", filled(answer)).status_code == 303
    rich.refresh_from_db()
    assert "Start with" in rich.body
    assert "Walk by water." in rich.body


def test_a_part_that_is_not_there_is_said_and_what_was_typed_is_shown(rich, ada, as_):
    sent = {"section": "p-nowhere", "body": "Words.", "base": "1"}
    answer = as_(ada).post("/practices/rich/edit/", sent)
    assert answer.status_code == 422
    assert "no longer there" in errors(answer)["The text"]
    assert filled(answer)["body"] == ["Words."]
    assert as_(ada).get("/practices/rich/edit/?section=p-nowhere").status_code == 200


# What it costs --------------------------------------------------------------------------------


def test_an_edit_that_brings_no_new_theme_takes_few_queries(
    entry, ada, as_, django_assert_max_num_queries
):
    client = as_(ada)
    with django_assert_max_num_queries(6):
        sent = filled(client.get(URL))
    with django_assert_max_num_queries(15):
        client.post(URL, sent | {"body": "Meet outdoors.\n\nTalk."})


# Notes, whose meeting another app asks for ----------------------------------------------------


def test_a_note_and_its_meeting_saved_as_they_are_make_no_new_version(make_entry, ben, as_):
    meeting = {"kind": "cell", "date": "2020-09-17", "series": "Changing Practices", "number": 3}
    for title, held in [("Cell 3", meeting), ("Loose notes", None)]:
        make_entry("note", title=title, by=ben, meeting=held)
    client = as_(ben)
    for slug in ("cell-3", "loose-notes"):
        url = f"/roundtables/{slug}/edit/"
        page = client.post(url, filled(client.get(url)), follow=True)
        assert "Nothing was changed" in text_of(page, ".messages")


def test_what_is_wrong_with_a_meeting_is_named_and_nothing_is_lost(make_entry, ben, as_):
    make_entry("note", title="Cell 3", by=ben)
    client = as_(ben)
    sent = filled(client.get("/roundtables/cell-3/edit/"))
    typed = {"date": ["soon"], "body": ["New words."]}
    response = client.post("/roundtables/cell-3/edit/", sent | typed)
    assert response.status_code == 422
    assert list(errors(response)) == ["The day"]
    assert {name: filled(response)[name] for name in typed} == typed
