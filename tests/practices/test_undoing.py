"""A mess is undone in one go, shown first, and without touching what others did since."""

import pytest

from practices import actions
from practices.models import Comment, Entry, Person
from tests.practices.pages import errors, read, text_of

WHY = {"since": "2020-01-01", "reason": "Advertising, all over the place."}
ADDRESS = "/people/dan-reyes/undo/"


def titles() -> dict[str, tuple[str, str]]:
    return {entry.slug: (entry.title, entry.status) for entry in Entry.objects.all()}


@pytest.fixture
def mess(make_entry, ada, dan) -> None:
    """dan spoils one page twice, one that ada then mends, begins a third, and talks."""
    spoilt = make_entry(title="Shared meals", by=ada)
    spoilt = actions.revise(spoilt, by=dan, base=1, body="<p>Buy pills.</p>")
    actions.revise(spoilt, by=dan, base=2, body="<p>Buy more pills.</p>")
    mended = make_entry(title="Walk and talk", by=ada)
    mended = actions.revise(mended, by=dan, base=1, summary="Buy pills.")
    actions.revise(mended, by=ada, base=2, summary="Meet outdoors.")
    made = make_entry(title="Pills for all", by=dan)
    stand = make_entry("proposition", title="Prevention is better than cure", by=ada)
    actions.link(made, stand, stance="supports", why="Pills.", by=dan)
    actions.say(mended, by=dan, body="Buy pills.")


def test_it_is_shown_first_and_nothing_is_done(mess, cleo, as_):
    shown = as_(cleo).get(f"{ADDRESS}?since=2020-01-01")
    lines = [" ".join(line.text.split()) for line in read(shown).select("main section li")]
    assert lines == [
        "Shared meals goes back to version 1",
        "Pills for all is taken out of sight",
        "Walk and talk stays, as others changed it once since",
    ]
    assert "1 comment would be hidden." in text_of(shown, "main")
    assert Entry.history.filter(history_user=cleo).count() == 0


def test_it_is_done_for_one_reason_and_can_be_undone(mess, cleo, as_):
    done = as_(cleo).post(ADDRESS, WHY, follow=True)
    assert text_of(done, ".messages") == "Undone: 2 pages changed back, 1 comment hidden."
    meals = Entry.objects.get(slug="shared-meals")
    assert "Meet outdoors." in meals.body and meals.revision == 4
    assert Entry.objects.get(slug="pills-for-all").status == "withdrawn"
    assert Entry.objects.get(slug="walk-and-talk").revision == 3
    assert Comment.objects.get().hidden_reason == WHY["reason"]
    reasons = Entry.history.filter(history_user=cleo).values_list(
        "history_change_reason", flat=True
    )
    assert set(reasons) == {WHY["reason"]}
    back = actions.restore_version(meals, to=3, by=cleo)
    assert "Buy more pills." in back.body


def test_done_once_more_nothing_is_left_to_do(mess, cleo, as_):
    as_(cleo).post(ADDRESS, WHY)
    versions = Entry.history.count()
    done = as_(cleo).post(ADDRESS, WHY, follow=True)
    assert text_of(done, ".messages") == "Nothing was left to undo."
    assert Entry.history.count() == versions


def test_what_was_done_before_that_day_stays(mess, cleo, as_):
    shown = as_(cleo).get(f"{ADDRESS}?since=2100-01-01")
    assert "There is nothing to undo since then." in text_of(shown, "main")


def test_links_and_deletions_are_undone_as_well(make_entry, ada, dan, cleo, as_):
    entry = make_entry(title="Shared meals", by=ada)
    stand = make_entry("proposition", title="Prevention is better than cure", by=ada)
    actions.link(entry, stand, stance="supports", why="Meals keep people well.", by=ada)
    actions.set_role(dan, role="steward", by=cleo)
    actions.unlink(entry.links_out.get(), by=dan)
    actions.delete(Entry.objects.get(pk=entry.pk), by=dan, reason="Spite.")
    as_(cleo).post(ADDRESS, WHY)
    entry.refresh_from_db()
    assert entry.status == "published"
    assert [link["why"] for link in entry.links_record] == ["Meals keep people well."]
    assert entry.links_out.get().removed is None


def test_a_reason_and_a_day_are_needed(mess, cleo, as_):
    before = titles()
    answer = as_(cleo).post(ADDRESS, {"since": "2020-01-01", "reason": " "})
    assert answer.status_code == 422 and list(errors(answer)) == ["Why?"]
    assert as_(cleo).get(f"{ADDRESS}?since=soon").status_code == 422
    assert titles() == before


def test_it_is_in_the_log(mess, cleo, as_):
    as_(cleo).post(ADDRESS, WHY)
    shown = text_of(as_(cleo).get("/audit/?verb=undo"), "tbody")
    assert "Cleo Lind undid the changes of Dan Reyes" in shown


# Newcomers --------------------------------------------------------------------------------

LINKS = " ".join(f"https://shop{number}.example/" for number in range(4))


@pytest.fixture
def newcomer(ada) -> Person:
    Person.objects.filter(pk=ada.pk).update(vouched=False)
    ada.refresh_from_db()
    return ada


def test_newcomers_say_few_links_at_a_time(make_entry, newcomer, dan, as_):
    address = f"{make_entry().get_absolute_url()}discussion/"
    answer = as_(newcomer).post(address, {"body": LINKS})
    assert answer.status_code == 422
    assert "Until we know each other it can have 3" in text_of(answer, ".error-summary")
    assert LINKS in read(answer).select_one("textarea[name=body]").text
    assert as_(newcomer).post(address, {"body": LINKS[:40]}).status_code == 303
    assert as_(dan).post(address, {"body": LINKS}).status_code == 303


def test_a_machine_that_fills_in_everything_gets_no_account(visitor, db):
    eve = {"name": "Eve", "email": "eve@example.org", "password1": "four quiet green boats"}
    answer = visitor.post("/accounts/signup/", eve | {"website": "https://shop.example"})
    assert answer.status_code == 422
    assert errors(answer) == {
        "Leave this empty": "A machine filled this in. If it was not you, empty it."
    }
    assert Person.objects.filter(email="eve@example.org").count() == 0
    assert visitor.post("/accounts/signup/", eve).status_code == 303
