"""Answering, mending one's words, settling and hiding a conversation."""

from practices import actions
from practices.models import Comment
from tests.practices.pages import filled, read, text_of
from tests.practices.talk import TALK, grown_older, shown

# Answering ---------------------------------------------------------------------------------


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
