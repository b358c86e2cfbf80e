"""Talking about entries and their points."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from practices import actions
from practices.models import Comment, Entry
from tests.practices.pages import errors, filled, queries_of, read, text_of
from tests.practices.talk import TALK, grown_older, say, shown

# Saying ------------------------------------------------------------------------------------


def test_whoever_is_signed_in_says_something_and_everyone_reads_it(practice, as_, dan, visitor):
    response = say(as_(dan), "We do.\n\n- In spring\n- In autumn")

    made = Comment.objects.get()
    assert (response.status_code, response["Location"]) == (
        303,
        f"/discussion/{made.pk}/#c-{made.pk}",
    )
    assert (made.entry, made.author, made.parent, made.anchor, made.is_question) == (
        practice,
        dan,
        None,
        "",
        False,
    )
    assert made.body == "<p>We do.</p><ul><li>In spring</li><li>In autumn</li></ul>"
    assert shown(visitor.get(TALK)) == ["We do.In springIn autumn"]
    assert "Dan Reyes" in text_of(visitor.get(TALK), ".thread")


def test_a_visitor_reads_and_is_asked_to_sign_in_to_speak(practice, as_, dan, visitor):
    say(as_(dan))

    assert not read(visitor.get(TALK)).select("main form")
    assert "csrfmiddlewaretoken" not in visitor.get(TALK).content.decode()
    assert say(visitor).headers["Location"] == f"/accounts/login/?next={TALK}"
    assert Comment.objects.count() == 1


def test_nothing_said_makes_a_version(practice, as_, dan):
    say(as_(dan))

    assert Entry.objects.get().revision == 1


def test_a_point_is_quoted_as_it_read_then(practice, point, as_, dan, visitor):
    page = as_(dan).get(TALK, {"point": point})
    assert "Meet outdoors." in text_of(page, "blockquote.quoted")
    sent = {name: values[0] for name, values in filled(page).items() if values}
    as_(dan).post(TALK, sent | {"body": "In all weathers?"})

    actions.revise(practice, by=dan, base=1, body=practice.body.replace("outdoors", "out of doors"))

    made = Comment.objects.get()
    assert (made.anchor, made.quoted) == (point, "Meet outdoors.")
    thread = text_of(visitor.get(TALK), ".thread")
    assert "Meet outdoors." in thread and "It has been reworded since." in thread
    assert f'href="/practices/walk-and-talk/#{point}"' in visitor.get(TALK).content.decode()


def test_a_point_that_went_is_still_quoted(practice, point, as_, dan, visitor):
    say(as_(dan), anchor=point)
    actions.revise(practice, by=dan, base=1, body="<p>Something quite different now.</p>")

    thread = text_of(visitor.get(TALK), ".thread")

    assert "Meet outdoors." in thread and "This point is no longer in the text." in thread


def test_a_point_of_a_list_can_be_talked_about(make_entry, as_, dan):
    entry = make_entry(title="Shared meals", barriers="- Nobody cooks")
    anchor = entry.barriers.split('id="')[1][:8]

    as_(dan).post("/practices/shared-meals/discussion/", {"body": "I do.", "anchor": anchor})

    assert Comment.objects.get().quoted == "Nobody cooks"


def test_the_page_of_a_point_shows_what_is_said_of_it_alone(practice, point, as_, dan, visitor):
    say(as_(dan), "Of the point.", anchor=point)
    say(as_(dan), "Of the whole.")

    assert shown(visitor.get(TALK, {"point": point})) == ["Of the point."]
    assert shown(visitor.get(TALK, {"point": "p-zzzzzz"})) == []
    assert shown(visitor.get(TALK)) == ["Of the whole.", "Of the point."]


@pytest.mark.parametrize(
    "sent, said",
    [
        ({"body": ""}, {"What would you say?": "Please write something here."}),
        ({"body": " \u200b "}, {"What would you say?": "Please write something here."}),
        (
            {"body": "a\0b"},
            {
                "What would you say?": "This holds a character that cannot be kept. "
                "Please type it again, or paste it as plain text."
            },
        ),
        (
            {"body": "x" * 400_000},
            {"What would you say?": "This is too long: it has 400000 characters, and 10000 fit."},
        ),
        (
            {"body": "Well?", "anchor": "p-zzzzzz"},
            {
                "Is it about one point of the text?": "That point is no longer in the text. "
                "Choose another one, or speak of the whole entry."
            },
        ),
    ],
)
def test_what_cannot_be_said_is_told_plainly_and_nothing_is_lost(practice, as_, dan, sent, said):
    response = as_(dan).post(TALK, sent)

    assert (response.status_code, errors(response)) == (422, said)
    # A page cannot hold a null: a browser shows the sign for “some character” in its place.
    assert filled(response)["body"] == [sent["body"].replace("\0", "\ufffd")]
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("<b>Bold</b> & <script>x</script>", "&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;script&gt;"),
        ("مرحبا 👩🏽‍🦽 Zoë", "مرحبا 👩🏽‍🦽 Zoë"),
        ("## Loud", "<p><strong>Loud</strong></p>"),
        (
            "See (https://example.org/a?b=1&c=2).",
            '(<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">'
            "https://example.org/a?b=1&amp;c=2</a>).",
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    ],
)
def test_words_stay_words(practice, as_, dan, visitor, typed, kept):
    say(as_(dan), typed)

    assert kept in visitor.get(TALK).content.decode()


def test_a_double_click_says_it_once(practice, as_, dan):
    first, second = say(as_(dan)), say(as_(dan))

    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_say_it_once(practice, as_, dan, settings):
    settings.COMMENTS_AN_HOUR = 1
    browsers = [as_(dan) for _ in range(10)]

    def click(browser) -> int:
        try:
            return say(browser).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as at_once:
        answers = list(at_once.map(click, browsers))

    assert answers == [303] * 10
    assert Comment.objects.count() == 1


def test_a_person_says_so_much_in_an_hour_and_loses_nothing_beyond(
    practice, as_, dan, ada, settings
):
    settings.COMMENTS_AN_HOUR = 2
    say(as_(dan), "One")
    say(as_(dan), "Two")

    response = say(as_(dan), "Three")

    assert response.status_code == 429
    assert errors(response) == {
        "": "That is 2 in an hour, which is as much as one person may say."
        " In 60 minutes you can send this again."
    }
    assert filled(response)["body"] == ["Three"]
    assert say(as_(ada), "Four").status_code == 303
    for made in Comment.objects.filter(author=dan):
        grown_older(made, minutes=61)
    assert say(as_(dan), "Three").status_code == 303


@pytest.mark.parametrize("where", ["discussion", "answer"])
def test_words_sent_when_the_login_had_lapsed_wait_for_their_writer(
    practice, as_, dan, ada, visitor, where
):
    thread = actions.say(practice, by=ada, body="And you?")
    address = TALK if where == "discussion" else f"/discussion/{thread.pk}/answer/"
    form = {name: value[0] for name, value in filled(as_(dan).get(address)).items() if value}

    refused = visitor.post(address, form | {"body": "A whole evening’s words."})

    assert refused["Location"] == f"/accounts/login/?next={address}"
    visitor.force_login(ada)
    assert filled(visitor.get(address))["body"] == [""]
    visitor.logout()
    visitor.post(address, form | {"body": "A whole evening’s words."})
    visitor.force_login(dan)
    assert filled(visitor.get(address))["body"] == ["A whole evening’s words."]
    assert filled(visitor.get(address))["body"] == [""]


def test_nobody_without_a_true_form_leaves_words_here(practice, visitor):
    visitor.post(TALK, {"body": "Spam", "ticket": "forged"})

    assert "unsaid" not in visitor.session


# Naming people -----------------------------------------------------------------------------


def test_a_person_named_with_an_at_sign_is_linked_under_the_name_they_have_now(
    practice, as_, dan, ada, visitor
):
    say(as_(dan), "Ask @Ada-Okafor, not me@dan-reyes or @nobody.")
    actions.describe(ada, name="Ada Obi", about="", is_listed=True)

    page = visitor.get(TALK).content.decode()

    assert Comment.objects.get().mentions == {"ada-okafor": ada.pk}
    assert 'Ask <a href="/people/ada-obi/">@Ada Obi</a>, not me@dan-reyes or @nobody.' in page


def test_a_person_without_a_page_is_not_linked(practice, as_, dan, ada, visitor):
    say(as_(dan), "Ask @ada-okafor.")
    actions.describe(ada, name="Ada Okafor", about="", is_listed=False)
    assert "Ask @Ada Okafor." in visitor.get(TALK).content.decode()

    say(as_(dan), "Or @ada-okafor again.")
    assert "Or @ada-okafor again." in visitor.get(TALK).content.decode()


# Beside the entry --------------------------------------------------------------------------


def test_the_entry_tells_how_much_is_open_and_on_which_point(
    practice, point, question, as_, dan, visitor
):
    address = practice.get_absolute_url()
    assert "Discussion (1)" in text_of(visitor.get(address), ".entry-foot")

    say(as_(dan), "In all weathers?", anchor=point)

    assert "Discussion (2)" in text_of(visitor.get(address), ".entry-foot")
    beside = read(visitor.get(address)).select_one(f"#{point} a.talk")
    assert (beside["href"], beside.text) == (
        f"{TALK}?point={point}",
        "1 conversation about this point",
    )
    actions.resolve(question, by=dan)
    actions.hide(Comment.objects.last(), by=dan, reason="Twice.")
    assert "(" not in text_of(visitor.get(address), ".entry-foot .actions")


def test_what_is_said_of_a_draft_is_for_those_who_see_it(make_entry, ben, ada, as_, visitor):
    note = make_entry("note", by=ben, title="Cell one")
    thread = actions.say(note, by=ben, body="Is this right?", is_question=True)
    addresses = ["/roundtables/cell-one/discussion/", f"/discussion/{thread.pk}/"]

    for address in addresses:
        assert as_(ben).get(address).status_code == 200
        assert (visitor.get(address).status_code, as_(ada).get(address).status_code) == (404, 404)
    assert "Is this right?" not in as_(ada).get("/questions/").content.decode()
    assert "Is this right?" in as_(ben).get("/questions/").content.decode()


def test_what_is_said_of_a_deleted_entry_goes_with_it(practice, question, cleo, as_, dan):
    actions.delete(practice, by=cleo, reason="Twice here.")

    assert as_(dan).get(TALK).status_code == 410
    assert as_(dan).get(f"/discussion/{question.pk}/").status_code == 410
    assert (as_(cleo).get(TALK).status_code, say(as_(cleo)).status_code) == (200, 403)


def test_an_old_address_leads_to_the_discussion(practice, question, visitor, dan):
    actions.revise(practice, by=dan, base=1, title="Talk and walk")

    assert visitor.get(TALK)["Location"] == "/practices/talk-and-walk/discussion/"


def test_many_conversations_take_as_many_questions_to_the_database_as_few(
    practice, point, dan, ada, as_, settings, visitor
):
    settings.COMMENTS_AN_HOUR = 1000

    def talk(many: int) -> None:
        for n in range(many):
            thread = actions.say(practice, by=dan, body=f"{many}-{n} @ada-okafor", anchor=point)
            for answer in range(n % 4):
                actions.answer(thread, by=ada, body=f"{answer} @dan-reyes")

    def asked() -> list[int]:
        return [queries_of(browser, TALK) for browser in (visitor, reader)]

    reader = as_(ada)
    talk(2)
    few = asked()
    talk(18)

    assert asked() == few


# Elsewhere ---------------------------------------------------------------------------------


def test_the_api_gives_what_the_page_shows(practice, point, dan, ada, cleo, visitor):
    thread = actions.say(practice, by=dan, body="In rain?", anchor=point, is_question=True)
    reply = actions.answer(thread, by=ada, body="Yes.")
    actions.hide(reply, by=cleo, reason="A slip.")

    answer = visitor.get(f"/api/v1/entries/{practice.pk}/discussion/").json()

    url = "http://127.0.0.1:8000/discussion"
    assert answer == {
        "count": 1,
        "page": 1,
        "per_page": 20,
        "results": [
            {
                "id": thread.pk,
                "url": f"{url}/{thread.pk}/#c-{thread.pk}",
                "by": "Dan Reyes",
                "body": "<p>In rain?</p>",
                "hidden": None,
                "created": thread.created.isoformat(),
                "edited": None,
                "point": point,
                "quoted": "Meet outdoors.",
                "question": True,
                "helped": None,
                "resolved": None,
                "answers": [
                    {
                        "id": reply.pk,
                        "url": f"{url}/{reply.pk}/#c-{reply.pk}",
                        "by": "Ada Okafor",
                        "body": None,
                        "hidden": "A slip.",
                        "created": reply.created.isoformat(),
                        "edited": None,
                    }
                ],
            }
        ],
    }


def test_the_api_hides_what_the_page_hides(make_entry, ben, visitor):
    note = make_entry("note", by=ben, title="Cell one")

    assert visitor.get(f"/api/v1/entries/{note.pk}/discussion/").status_code == 404


def test_ones_data_holds_what_one_said_also_where_it_is_hidden(question, as_, dan, cleo):
    actions.hide(question, by=cleo, reason="A slip.")

    data = json.loads(as_(dan).get("/accounts/profile/data.json").content)

    assert data["comments"] == [
        {
            "id": question.pk,
            "entry": question.entry_id,
            "anchor": "",
            "quoted": "",
            "answers": None,
            "body": "<p>Who walks in the rain?</p>",
            "is_question": True,
            "created": data["comments"][0]["created"],
            "edited": None,
            "hidden_reason": "A slip.",
        }
    ]


@pytest.mark.parametrize(
    "keep_name, shown_as", [(True, "Dan Reyes"), (False, "Someone who has left")]
)
def test_what_one_said_stays_when_one_leaves(question, dan, visitor, keep_name, shown_as):
    actions.leave(dan, keep_name=keep_name)

    said = text_of(visitor.get(TALK), ".said")

    assert said.startswith(shown_as) and "Who walks in the rain?" in said
