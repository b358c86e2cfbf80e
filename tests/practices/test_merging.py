"""Making one entry of two: nothing that hung on either is lost, and every address leads on."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices import actions
from practices.models import (
    AuditLine,
    Comment,
    Draft,
    Entry,
    Follow,
    Link,
    Rating,
    Stance,
    Suggestion,
    TextLink,
    Token,
)
from tests.practices.pages import filled

OLD, NEW = "/practices/go-for-walks/", "/practices/walk-and-talk/"


@pytest.fixture
def walking(make_entry):
    return make_entry("proposition", title="Walking is better than sitting")


@pytest.fixture
def stays(make_entry, ada):
    return make_entry(by=ada, title="Walk and talk", theme_names=["Walking", "Health"])


@pytest.fixture
def goes(make_entry, dan):
    return make_entry(by=dan, title="Go for walks", theme_names=["Outdoors", "Walking"])


def merge(browser, into="Walk and talk", reason="They are the same"):
    return browser.post(f"{OLD}merge/", {"into": into, "reason": reason})


def link(source, target, by, why="So it is.", stance="supports", anchor=""):
    source.refresh_from_db()
    return actions.link(source, target, stance=stance, why=why, by=by, anchor=anchor)


def rate(made, by, strength, reason="We saw it."):
    return actions.rate(made, by=by, strength=strength, ground="did", reason=reason)


def records(entry):
    entry.refresh_from_db()
    return [(item["id"], item["to"]) for item in entry.links_record]


def test_a_steward_sees_what_would_move_before_it_does(stays, goes, walking, as_, cleo, ada, dan):
    rate(link(goes, walking, dan), ada, 4)
    actions.say(goes, by=ada, body="Which shoes?")

    asked = as_(cleo).get(f"{OLD}merge/").content.decode()
    assert (
        '<option value="Walk and talk">' in asked and '<option value="Go for walks">' not in asked
    )

    page = as_(cleo).get(f"{OLD}merge/?into=walk+and+TALK").content.decode()

    assert "1, with 1 answer on how strongly" in page
    assert "<dt>Themes</dt><dd>Outdoors</dd>" in page
    assert OLD in page
    assert Entry.objects.get(pk=goes.pk).is_published


def test_its_addresses_lead_to_the_other_for_ever(stays, goes, as_, cleo, visitor, ada):
    actions.revise(goes, by=ada, base=1, title="Walk a lot")
    actions.revise(goes, by=ada, base=2, title="Go for walks")

    assert merge(as_(cleo))["Location"] == NEW

    for page in ("", "edit/", "links/", "linked/", "discussion/"):
        response = visitor.get(OLD + page)
        assert (response.status_code, response["Location"]) == (301, NEW + page)
        response = visitor.get(f"/practices/walk-a-lot/{page}")
        assert (response.status_code, response["Location"]) == (301, NEW + page)
    assert (
        visitor.get("/practices/go-for-walks.json")["Location"] == "/practices/walk-and-talk.json"
    )
    assert visitor.get(f"/e/{goes.pk}/", follow=True).redirect_chain[-1][0] == NEW
    assert OLD not in visitor.get("/practices/").content.decode()


def test_what_somebody_was_writing_for_the_one_does_not_overwrite_the_other(
    stays, goes, as_, cleo, ada
):
    merge(as_(cleo))

    response = as_(ada).post(f"{OLD}edit/", {"title": "x", "body": "Mine.", "base": "1"})

    assert response.status_code == 410
    assert "Mine." not in Entry.objects.get(pk=stays.pk).body


def test_its_text_stays_readable_and_its_writers_named(stays, goes, as_, cleo, visitor):
    merge(as_(cleo))

    history = visitor.get(f"{NEW}history/").content.decode()
    assert f'Includes the history of <a href="{OLD}history/">Go for walks</a>' in history
    page = visitor.get(f"{OLD}history/").content.decode()
    assert f'was merged into <a href="{NEW}">Walk and talk</a>' in page and "Dan Reyes" in page
    assert "Meet outdoors" in visitor.get(f"{OLD}history/1/").content.decode()
    assert "Meet outdoors" in visitor.get(f"/e/{goes.pk}/1/").content.decode()
    assert visitor.get(f"{OLD}compare/1/1/").status_code == 200


def test_themes_are_brought_together_and_both_versions_say_why(stays, goes, as_, cleo):
    merge(as_(cleo))

    stays.refresh_from_db()
    assert stays.theme_names == ["Health", "Outdoors", "Walking"]
    assert sorted(stays.tags.names()) == ["Health", "Outdoors", "Walking"]
    said = [
        (row.revision, row.change_summary, row.history_change_reason, row.history_user)
        for row in (stays.history.first(), goes.history.first())
    ]
    assert said == [
        (2, "Merged with “Go for walks”", "They are the same", cleo),
        (2, "Merged into “Walk and talk”", "They are the same", cleo),
    ]
    assert AuditLine.objects.filter(verb="merge", number=goes.pk, who=cleo).exists()


def test_links_out_and_in_move_with_their_ratings(
    stays, goes, walking, make_entry, as_, cleo, ada, dan
):
    case = make_entry("case", title="Our street")
    out = link(goes, walking, dan)
    rate(out, ada, 4)
    inward = link(case, goes, dan, why="We walked.")

    merge(as_(cleo))

    out.refresh_from_db()
    inward.refresh_from_db()
    assert (out.source, inward.target) == (stays, stays)
    assert records(stays) == [(out.pk, walking.pk)]
    assert records(case) == [(inward.pk, stays.pk)]
    assert records(goes) == []
    rating = Rating.objects.get()
    stays.refresh_from_db()
    assert (rating.link, rating.strength, rating.revision) == (out, 4, stays.revision)
    page = as_(ada).get(NEW).content.decode()
    assert "Walking is better than sitting" in page and "Our street" in page


def test_the_same_link_on_both_stands_once_with_everybodys_newest_answer(
    stays, goes, walking, as_, cleo, ada, ben, dan
):
    here, there = link(stays, walking, ada), link(goes, walking, dan)
    rate(there, ben, 2)
    rate(here, ben, 5, "Older, here")
    Rating.objects.filter(link=here).update(updated="2020-01-01T00:00Z")
    rate(there, cleo, 3)
    rate(there, ada, 1)

    merge(as_(cleo))

    assert list(Link.objects.standing()) == [here]
    standing = Rating.objects.filter(link=here).values_list("person__name", "strength")
    assert sorted(standing) == [("Ben Hughes", 2), ("Cleo Lind", 3)]
    # Ada made the link that stays: what she said of the other is kept there, uncounted.
    left = Rating.objects.filter(link=there).values_list("person__name", "reason")
    assert sorted(left) == [("Ada Okafor", "We saw it."), ("Ben Hughes", "Older, here")]


def test_a_link_between_the_two_goes(stays, goes, as_, cleo, ada):
    link(goes, stays, ada)
    link(stays, goes, ada, stance="adapts")

    merge(as_(cleo))

    assert not Link.objects.standing().exists()
    assert records(stays) == records(goes) == []


def test_what_was_said_and_what_texts_lead_here_move_too(
    stays, goes, make_entry, as_, cleo, ada, visitor
):
    actions.say(goes, by=ada, body="Which shoes?")
    tea = make_entry(title="Tea", body="<p>Then [[Go for walks]].</p>")

    merge(as_(cleo))

    assert Comment.objects.get().entry == stays
    assert "Which shoes?" in visitor.get(f"{NEW}discussion/").content.decode()
    assert "Tea" in visitor.get(f"{NEW}linked/").content.decode()
    later = make_entry(title="Later", body="<p>Or [[Go for walks]].</p>")
    assert f'href="/e/{stays.pk}/"' in later.body
    actions.revise(tea, by=ada, base=1, body=tea.body.replace("Then", "Now"))
    actions.index_text_links([tea])
    assert set(TextLink.objects.values_list("target", flat=True)) == {stays.pk}


def test_it_can_be_brought_back(stays, goes, make_entry, as_, cleo, ada, visitor):
    make_entry(title="Tea", body="<p>Then [[Go for walks]].</p>")
    merge(as_(cleo))
    visitor.get(f"{NEW}history/")

    assert as_(cleo).get(f"{OLD}undelete/").status_code == 200
    assert as_(ada).get(f"{OLD}undelete/").status_code == 403
    as_(cleo).post(f"{OLD}undelete/", {"reason": "They are not the same"})

    assert "Meet outdoors" in visitor.get(OLD).content.decode()
    assert "Includes the history" not in visitor.get(f"{NEW}history/").content.decode()
    assert "Tea" in visitor.get(f"{OLD}linked/").content.decode()
    assert "Tea" not in visitor.get(f"{NEW}linked/").content.decode().split("<main")[1]


def test_what_was_said_and_who_followed_comes_back_with_it(
    stays, goes, as_, cleo, ada, ben, visitor
):
    asked = actions.say(goes, by=ada, body="Which shoes?")
    here = actions.say(stays, by=ada, body="Which hat?")
    actions.follow("entry", str(goes.pk), by=ada)
    for entry, level in ((goes, "daily"), (stays, "each")):
        actions.follow("entry", str(entry.pk), by=ben, level=level)
    merge(as_(cleo))
    answer = actions.answer(Comment.objects.get(pk=asked.pk), by=ben, body="Stout ones.")

    as_(cleo).post(f"{OLD}undelete/", {"reason": "They are not the same"})

    assert set(goes.comments.all()) == {asked, answer} and set(stays.comments.all()) == {here}
    follows = Follow.objects.order_by("person__name", "level")
    assert list(follows.values_list("person", "key", "level")) == [
        (ada.pk, str(goes.pk), "weekly"),
        (ben.pk, str(goes.pk), "daily"),
        (ben.pk, str(stays.pk), "each"),
    ]


@pytest.fixture
def waiting(goes, ada):
    body = goes.body.replace("Meet outdoors.", "Meet in the park.")
    return actions.suggest("practice", of=goes, base=1, by=ada, body=body, source="A walk.")


def test_what_was_suggested_waits_at_the_page_that_stays(stays, goes, waiting, as_, cleo):
    merge(as_(cleo))
    mine = stays.history.first().body

    page = as_(cleo).get(waiting.get_absolute_url()).content.decode()
    assert "It was written for “Go for walks”, which has been merged into this page since" in page
    assert "A suggestion waits" in as_(cleo).get(NEW).content.decode()
    accepted = as_(cleo).post(f"{waiting.get_absolute_url()}accept/")

    if accepted.status_code == 409:  # both texts are shown, and nothing of either is lost
        assert Entry.objects.get(pk=stays.pk).body == mine
        asked = filled(as_(cleo).get(f"{waiting.get_absolute_url()}change/"))
        accepted = as_(cleo).post(f"{waiting.get_absolute_url()}change/", asked)
    assert (accepted.status_code, accepted["Location"]) == (303, NEW)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.entry) == ("accepted", stays)
    assert "Meet in the park." in Entry.objects.get(pk=stays.pk).body


def test_what_was_suggested_goes_back_with_its_page(stays, goes, waiting, as_, cleo):
    merge(as_(cleo))
    assert Suggestion.objects.get().entry == stays
    as_(cleo).post(f"{OLD}undelete/", {"reason": "They are not the same"})

    waiting.refresh_from_db()
    assert (waiting.entry, waiting.written_for) == (goes, None)
    as_(cleo).post(f"{waiting.get_absolute_url()}accept/")
    assert "Meet in the park." in Entry.objects.get(pk=goes.pk).body


def test_a_draft_follows_the_page_and_never_overwrites_it(stays, goes, as_, cleo, ada):
    edit = as_(ada)
    form = filled(edit.get(f"{OLD}edit/")) | {"body": "<p>Mine alone.</p>"}
    edit.post("/drafts/save/", form | {"typed": "1"})
    merge(as_(cleo))
    edit.post("/drafts/save/", form | {"body": "<p>Mine alone, more.</p>", "typed": "2"})

    draft = Draft.objects.get()
    assert (draft.entry, draft.base) == (stays, None)
    again = filled(edit.get(draft.url))
    assert "Mine alone, more." in again["body"]
    response = edit.post(f"{NEW}edit/", again)
    assert response.status_code == 409 and "Meet outdoors" in response.content.decode()

    as_(cleo).post(f"{OLD}undelete/", {"reason": "They are not the same"})
    draft.refresh_from_db()
    assert (draft.entry, draft.base) == (goes, 1)


def test_merged_and_merged_again_leads_to_the_last(stays, goes, make_entry, as_, cleo, visitor):
    last = make_entry(title="Move")
    merge(as_(cleo))
    as_(cleo).post(f"{NEW}merge/", {"into": str(last.pk), "reason": "One is enough"})

    assert visitor.get(OLD, follow=True).redirect_chain[-1][0] == "/practices/move/"
    entry = make_entry(title="Tea", body=f'<p><a href="/e/{goes.pk}/">x</a></p>')
    assert TextLink.objects.get(source=entry).target == last


@pytest.mark.parametrize(
    ("into", "reason", "said"),
    [
        ("Go for walks", "x", "There is no other published practice of that title here."),
        ("Never was", "x", "There is no other published practice of that title here."),
        ("Our street", "x", "There is no other published practice of that title here."),
        ("", "x", "Please write something here."),
        ("Walk and talk", "  ", "Please write something here."),
    ],
)
def test_what_cannot_be_merged_is_said_plainly(
    stays, goes, make_entry, as_, cleo, into, reason, said
):
    make_entry("case", title="Our street")

    response = merge(as_(cleo), into, reason)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert Entry.objects.get(pk=goes.pk).is_published


def test_a_draft_is_not_merged(stays, goes, as_, cleo):
    actions.withdraw(goes, by=cleo, reason="Not ready")

    assert merge(as_(cleo)).status_code == 422
    with pytest.raises(ValidationError):
        actions.merge_into(goes, stays, by=cleo, reason="x")


def test_the_api_says_where_it_went(stays, goes, as_, cleo, visitor, ada):
    merge(as_(cleo))
    _, key = Token.make(ada, "test")

    response = visitor.get(f"/api/v1/entries/{goes.pk}/")
    assert response.status_code == 410 and f"/e/{stays.pk}/" in response.content.decode()
    changed = visitor.patch(
        f"/api/v1/entries/{goes.pk}/",
        {"title": "x", "base": 1},
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert changed.status_code == 410


# Whatever hangs on them -------------------------------------------------------------------

ends = st.sampled_from(["stays", "goes", "one", "two"])
drawn = st.lists(
    st.tuples(
        ends,
        ends,
        st.sampled_from(["supports", "adapts"]),
        st.booleans(),  # from a point
        st.booleans(),  # taken away since
        st.integers(0, 2),  # made by
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 5)), max_size=3),
    ),
    max_size=8,
)


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn)
def test_no_link_and_no_newest_answer_is_lost(make_entry, ada, ben, cleo, links):
    with transaction.atomic():
        _try_merging(make_entry, (ada, ben, cleo), links)
        transaction.set_rollback(True)


def _try_merging(make_entry, people, links):
    kinds = {"stays": "proposition", "goes": "proposition", "one": "proposition", "two": "practice"}
    entries = {name: make_entry(kind, title=f"The {name}") for name, kind in kinds.items()}
    for source, target, stance, from_point, removed, by, answers in links:
        if source == target:
            continue
        anchor = entries[source].body.split('id="')[1][:8] if from_point else ""
        made = link(entries[source], entries[target], people[by], stance=stance, anchor=anchor)
        for person, strength in answers:
            if people[person].pk != made.by_id and made.target.kind == "proposition":
                rate(made, people[person], strength)
        if removed:
            actions.unlink(made, by=people[0])
    after = {"goes": "stays"}
    before = list(Link.objects.standing())
    names = {entry.pk: name for name, entry in entries.items()}
    wanted, said = {}, {}
    for made in before:
        ends = [after.get(names[pk], names[pk]) for pk in (made.source_id, made.target_id)]
        if ends[0] != ends[1]:
            anchor = "" if names[made.source_id] == "goes" else made.anchor
            wanted[(*ends, made.stance, anchor)] = True
            for rating in made.ratings.all():
                key = (*ends, made.stance, anchor, rating.person_id)
                said[key] = max(said.get(key, rating.updated), rating.updated)
    total, as_it_was = Rating.objects.count(), _all_there_is()

    actions.merge_into(
        Entry.objects.get(pk=entries["goes"].pk), entries["stays"], by=people[2], reason="Same"
    )

    standing = Link.objects.standing()
    found = {(names[m.source_id], names[m.target_id], m.stance, m.anchor) for m in standing}
    assert found == set(wanted)
    assert Rating.objects.count() == total
    for key, newest in said.items():
        made = next(
            m
            for m in standing
            if (names[m.source_id], names[m.target_id], m.stance, m.anchor) == key[:4]
        )
        rating = made.ratings.filter(person=key[4]).first()
        own = made.by_id == key[4]
        # A link that had been taken away may come back, with an answer newer still.
        assert own or (rating is not None and rating.updated >= newest)
    assert not any(r.person_id == r.link.by_id for r in Rating.objects.filter(link__in=standing))
    _check_records(entries)

    actions.undelete(Entry.objects.get(pk=entries["goes"].pk), by=people[2])

    assert _all_there_is() == as_it_was
    _check_records(entries)


def _all_there_is():
    links = Link.objects.order_by("pk")
    ratings = Rating.objects.order_by("link", "person")
    return (
        list(links.values_list("pk", "source", "target", "anchor", "stance", "removed")),
        list(ratings.values_list("link", "person", "strength", "revision", "updated")),
    )


def _check_records(entries):
    for entry in entries.values():
        entry.refresh_from_db()
        kept = [item["id"] for item in entry.links_record]
        assert kept == [m.pk for m in entry.links_out.standing().order_by("id")]
        assert entry.links_record == entry.history.first().links_record
        assert {item["stance"] for item in entry.links_record} <= set(Stance.values)
