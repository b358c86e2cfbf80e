"""Talking about entries and their points."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from practices import actions
from practices.models import Comment, Entry
from tests.practices.pages import errors, filled, queries_of, read, text_of

TALK = "/practices/walk-and-talk/discussion/"


@pytest.fixture
def practice(make_entry, ada) -> Entry:
    return make_entry(by=ada)


@pytest.fixture
def point(practice) -> str:
    """The anchor of the first paragraph, “Meet outdoors.”"""
    return practice.body.split('id="')[1][:8]


def say(browser, body: str = "Who walks in the rain?", **more):
    return browser.post(TALK, {"body": body} | more)


def shown(response) -> list[str]:
    """What is said on a page, in order, each without its name and time."""
    return [" ".join(part.text.split()) for part in read(response).select(".said .prose")]


def grown_older(comment: Comment, **by) -> None:
    created = timezone.now() - timedelta(**by)
    Comment.objects.filter(pk=comment.pk).update(created=created, active=created)


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


# Answering ---------------------------------------------------------------------------------


@pytest.fixture
def question(practice, dan) -> Comment:
    return actions.say(practice, by=dan, body="Who walks in the rain?", is_question=True)


@pytest.fixture
def reply(question, ada) -> Comment:
    return actions.answer(question, by=ada, body="We all do.")


def test_an_answer_stands_below_and_an_answer_to_it_beside_it(question, reply, as_, ben):
    response = as_(ben).post(f"/discussion/{reply.pk}/answer/", {"body": "Not I."})

    made = Comment.objects.last()
    assert (made.parent, made.author) == (question, ben)
    assert response["Location"] == f"/discussion/{made.pk}/#c-{made.pk}"
    thread = as_(ben).get(f"/discussion/{question.pk}/")
    assert shown(thread) == ["Who walks in the rain?", "We all do.", "Not I."]


def test_the_address_of_an_answer_leads_to_where_it_stands(question, as_, ada, settings, visitor):
    settings.COMMENTS_AN_HOUR = 100
    answers = [actions.answer(question, by=ada, body=f"Answer {n}") for n in range(51)]

    first, last = (visitor.get(f"/discussion/{made.pk}/") for made in (answers[0], answers[-1]))

    assert first["Location"] == f"/discussion/{question.pk}/#c-{answers[0].pk}"
    assert last["Location"] == f"/discussion/{question.pk}/?page=2#c-{answers[-1].pk}"
    assert shown(visitor.get(TALK)) == ["Who walks in the rain?"] + [
        f"Answer {n}" for n in range(46, 51)
    ]
    assert "46 earlier answers" in text_of(visitor.get(TALK), ".thread")


def test_an_answer_that_cannot_be_is_kept_on_the_page(question, as_, ada):
    response = as_(ada).post(f"/discussion/{question.pk}/answer/", {"body": "y" * 10_001})

    assert response.status_code == 422
    assert filled(response)["body"] == ["y" * 10_001]


def test_the_liveliest_stand_first_and_what_is_settled_last(practice, question, dan, ada, visitor):
    second = actions.say(practice, by=dan, body="Second")
    third = actions.say(practice, by=dan, body="Third")
    grown_older(question, hours=3)
    grown_older(second, hours=2)
    grown_older(third, hours=1)
    assert shown(visitor.get(TALK)) == ["Third", "Second", "Who walks in the rain?"]

    actions.answer(question, by=ada, body="Me")
    actions.resolve(third, by=dan)

    assert shown(visitor.get(TALK)) == ["Who walks in the rain?", "Me", "Second", "Third"]


# Mending one's words -----------------------------------------------------------------------


def test_ones_own_words_can_be_mended_for_a_while(question, as_, dan, visitor):
    address = f"/discussion/{question.pk}/edit/"
    assert filled(as_(dan).get(address)) == {
        "body": ["Who walks in the rain?"],
        "is_question": ["on"],
    }

    response = as_(dan).post(address, {"body": "Who walks in the snow?"})

    question.refresh_from_db()
    assert response.status_code == 303
    assert (question.body, question.is_question) == ("<p>Who walks in the snow?</p>", False)
    assert "mended" in text_of(visitor.get(TALK), ".thread")


def test_words_left_as_they_were_are_not_called_mended(question, as_, dan):
    browser = as_(dan)
    browser.post(
        f"/discussion/{question.pk}/edit/", filled(browser.get(f"/discussion/{question.pk}/edit/"))
    )

    question.refresh_from_db()
    assert question.edited is None


def test_after_that_while_what_was_typed_is_given_back(question, as_, dan, settings):
    grown_older(question, minutes=settings.EDIT_WORDS_FOR + 1)
    address = f"/discussion/{question.pk}/edit/"

    asked, sent = as_(dan).get(address), as_(dan).post(address, {"body": "Who swims?"})

    question.refresh_from_db()
    assert (asked.status_code, sent.status_code) == (403, 403)
    assert "That time is over" in text_of(sent, ".notice")
    assert "Who swims?" in read(sent).select_one("textarea").text
    assert question.body == "<p>Who walks in the rain?</p>"
    assert "Mend my words" not in as_(dan).get(TALK).content.decode()


def test_nobody_mends_the_words_of_another(question, as_, ada, cleo):
    for person in (ada, cleo):
        assert (
            as_(person).post(f"/discussion/{question.pk}/edit/", {"body": "No"}).status_code == 403
        )


# Settling ----------------------------------------------------------------------------------


def test_a_conversation_is_settled_and_taken_up_again(question, as_, dan, visitor):
    browser = as_(dan)

    assert browser.post(f"/discussion/{question.pk}/resolve/").status_code == 303
    assert "by Dan Reyes" in text_of(visitor.get(TALK), ".thread")
    browser.post(f"/discussion/{question.pk}/reopen/")

    question.refresh_from_db()
    assert (question.resolved, question.resolved_by) == (None, None)


def test_whoever_may_edit_the_entry_or_began_it_settles_it(make_entry, ada, dan, ben, as_):
    note = make_entry("note", by=ben, title="Cell one", status="published")
    thread = actions.say(note, by=dan, body="Who was there?")

    answers = [
        as_(person).post(f"/discussion/{thread.pk}/{verb}/").status_code
        for person, verb in ((ada, "resolve"), (dan, "resolve"), (ben, "reopen"))
    ]

    assert answers == [403, 303, 303]


def test_settled_twice_is_settled_by_the_first(question, dan, ada):
    actions.resolve(question, by=dan)
    actions.resolve(question, by=ada)

    question.refresh_from_db()
    assert question.resolved_by == dan


def test_a_get_of_a_verb_does_nothing_but_go_back(question, as_, dan):
    response = as_(dan).get(f"/discussion/{question.pk}/resolve/")

    question.refresh_from_db()
    assert response["Location"] == f"/discussion/{question.pk}/#c-{question.pk}"
    assert question.resolved is None


def test_whoever_asked_says_which_answer_helped(question, reply, as_, dan, ada, visitor):
    assert as_(ada).post(f"/discussion/{reply.pk}/helped/").status_code == 403

    as_(dan).post(f"/discussion/{reply.pk}/helped/")

    question.refresh_from_db()
    assert (question.helped, question.resolved_by) == (reply, dan)
    assert "We all do." in text_of(visitor.get(TALK), ".helped")


def test_that_can_be_taken_back(question, reply, as_, dan):
    actions.mark_helped(reply, by=dan)

    as_(dan).post(f"/discussion/{reply.pk}/helped/", {"undo": "1"})

    question.refresh_from_db()
    assert (question.helped, question.resolved) == (None, None)


def test_only_an_answer_to_a_question_can_have_helped(practice, question, dan, ada, as_):
    remark = actions.say(practice, by=dan, body="A remark")
    beside = actions.answer(remark, by=ada, body="Indeed")

    for made in (question, remark, beside):
        assert as_(dan).post(f"/discussion/{made.pk}/helped/").status_code == 404


# Hiding ------------------------------------------------------------------------------------


def test_a_steward_hides_words_and_the_reason_stands_in_their_place(
    question, as_, cleo, dan, visitor
):
    as_(cleo).post(f"/discussion/{question.pk}/hide/", {"reason": "Names a child."})

    for address in (TALK, f"/discussion/{question.pk}/", "/", "/questions/"):
        for browser in (visitor, as_(dan)):
            assert "Who walks in the rain?" not in browser.get(address).content.decode()
    assert "Hidden by a steward: Names a child." in text_of(visitor.get(TALK), ".said")
    assert "Who walks in the rain?" in as_(cleo).get(TALK).content.decode()


def test_hiding_takes_a_reason(question, as_, cleo, visitor):
    response = as_(cleo).post(f"/discussion/{question.pk}/hide/", {"reason": " "})

    assert response.status_code == 422
    assert "Who walks in the rain?" in visitor.get(TALK).content.decode()


def test_hidden_words_can_be_shown_again(question, as_, cleo, visitor):
    actions.hide(question, by=cleo, reason="A slip.")

    as_(cleo).post(f"/discussion/{question.pk}/unhide/")

    assert shown(visitor.get(TALK)) == ["Who walks in the rain?"]


def test_what_is_hidden_is_neither_answered_nor_mended(question, as_, cleo, dan):
    actions.hide(question, by=cleo, reason="A slip.")

    for verb in ("answer", "edit", "resolve"):
        sent = as_(dan).post(f"/discussion/{question.pk}/{verb}/", {"body": "But"})
        assert sent.status_code == 403


def test_a_hidden_answer_no_longer_helps(question, reply, cleo, dan):
    actions.mark_helped(reply, by=dan)
    actions.hide(reply, by=cleo, reason="An advertisement.")

    question.refresh_from_db()
    assert (question.helped, question.resolved) == (None, None)


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
