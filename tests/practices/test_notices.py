"""What people are told, by every way there is to follow, and what nobody is told."""

import pytest
from bs4 import BeautifulSoup

from practices import actions
from practices.models import Follow, Notice

SERIES = {"kind": "cell", "date": "2020-03-24", "series": "Quiet cells", "number": 1}


def told(browser) -> list[tuple[str, str]]:
    """The page of notices: each one's title, and what is said of it."""
    page = BeautifulSoup(browser.get("/notices/").content, "lxml").find("main")
    lines = page.select("li.entry")
    return [
        (line.find("h2").a.get_text(), line.select("p.meta span")[0].get_text()) for line in lines
    ]


def change(entry, by, **more):
    more.setdefault("body", f"<p>Meet outdoors.</p><p>Version {entry.revision + 1}.</p>")
    return actions.revise(entry, by=by, base=entry.revision, **more)


def by_entry(entry, dan, ada, make_entry):
    change(entry, dan)


def by_theme_of_a_new_entry(entry, dan, ada, make_entry):
    make_entry("case", by=dan, title="A new case", theme_names=["Listening"])


def by_theme_newly_given(entry, dan, ada, make_entry):
    change(entry, dan, theme_names=["Listening"])


def by_series(entry, dan, ada, make_entry):
    make_entry("note", by=dan, title="A new note", status="published", meeting=SERIES)


def by_series_newly_given(entry, dan, ada, make_entry):
    note = make_entry("note", by=dan, title="A new note", status="published")
    change(note, dan, meeting=SERIES)


def by_person(entry, dan, ada, make_entry):
    make_entry("case", by=dan, title="A new case")


def by_search_of_a_new_entry(entry, dan, ada, make_entry):
    make_entry("case", by=dan, title="A new case of marmalade")


def by_search_of_one_that_has_the_words_now(entry, dan, ada, make_entry):
    change(entry, dan, body="<p>Bring marmalade.</p>")


def by_what_is_said(entry, dan, ada, make_entry):
    actions.say(entry, by=dan, body="Who walks in the rain?")


def by_an_answer(entry, dan, ada, make_entry):
    asked = actions.say(entry, by=ada, body="Who walks in the rain?")
    actions.answer(asked, by=dan, body="We do.")


def by_being_named(entry, dan, ada, make_entry):
    actions.say(entry, by=dan, body="What does @ada-okafor think?")


PATHS = [
    ("entry", by_entry, "Dan Reyes changed: “Walk and talk”"),
    ("theme", by_theme_of_a_new_entry, "New case by Dan Reyes: A new case"),
    ("theme", by_theme_newly_given, "“Walk and talk” now has the theme Listening"),
    ("series", by_series, "New note by Dan Reyes: A new note"),
    ("series", by_series_newly_given, "“A new note” now belongs to the series Quiet cells"),
    ("person", by_person, "New case by Dan Reyes: A new case"),
    ("search", by_search_of_a_new_entry, "Your search found a case: A new case of marmalade"),
    (
        "search",
        by_search_of_one_that_has_the_words_now,
        "Your search found a practice: Walk and talk",
    ),
    ("entry", by_what_is_said, "Dan Reyes said something about “Walk and talk”"),
    (None, by_an_answer, "Dan Reyes answered about “Walk and talk”"),
    (None, by_being_named, "Dan Reyes named you about “Walk and talk”"),
]


@pytest.fixture
def entry(make_entry, clock, cleo):
    made = make_entry(by=cleo)
    make_entry("case", by=cleo, title="An old case", theme_names=["Listening"])
    make_entry("note", by=cleo, title="An old note", status="published", meeting=SERIES)
    clock.later(hours=2)
    return made


@pytest.fixture
def keys(entry, dan) -> dict[str, str]:
    return {
        "entry": str(entry.pk),
        "theme": "listening",
        "series": "quiet-cells",
        "person": str(dan.pk),
        "search": "?q=marmalade",
    }


def named(value) -> str:
    """A name that is the same in every process: the tests run in several at once."""
    return getattr(value, "__name__", str(value)[:40])


@pytest.mark.parametrize("level", ["each", "daily", "weekly"])
@pytest.mark.parametrize(("what", "happen", "subject"), PATHS, ids=named)
def test_every_way_to_follow_leads_to_a_notice_and_a_letter(
    what, happen, subject, level, entry, keys, clock, ada, dan, as_, make_entry
):
    if what:
        actions.follow(what, keys[what], by=ada, level=level)
    clock.work()
    clock.later(hours=2)
    happen(entry, dan, ada, make_entry)
    letters = clock.work()
    (line,) = told(as_(ada))
    assert line[1].startswith("Dan Reyes ")
    clock.later(days=8)
    letters += clock.work()
    clock.later(days=8)
    letters += clock.work()
    assert [(letter.to, letter.subject.startswith(subject)) for letter in letters] == [
        (["ada@example.org"], True)
    ], [letter.subject for letter in letters]


@pytest.mark.parametrize(("what", "happen", "subject"), PATHS[:9], ids=named)
def test_nobody_is_told_of_their_own_doing(
    what, happen, subject, entry, keys, clock, ada, dan, as_, make_entry
):
    if what != "person":
        actions.follow(what, keys[what], by=dan, level="each")
    clock.work()
    clock.later(hours=2)
    happen(entry, dan, ada, make_entry)
    letters = clock.work()
    clock.later(days=8)
    assert letters + clock.work() == []
    assert told(as_(dan)) == []


def test_a_theme_tells_of_what_comes_to_it_and_not_of_every_change(entry, clock, ada, dan, as_):
    actions.follow("theme", "listening", by=ada)
    clock.later(hours=1)
    now = change(entry, dan, theme_names=["Listening"])
    clock.work()
    clock.later(hours=1)
    change(now, dan, title="Walk and listen")
    clock.work()
    assert told(as_(ada)) == [("Walk and listen", "Dan Reyes changed this")]
    assert Notice.objects.get().revision == 2


def test_saves_within_half_an_hour_are_one_notice_and_one_letter(entry, clock, ada, dan, as_):
    actions.follow("entry", str(entry.pk), by=ada, level="each")
    now = entry
    for minutes in (1, 10, 10):
        clock.later(minutes=minutes)
        now = change(now, dan, reason=f"After {minutes}.")
        assert clock.work() == []
    clock.later(minutes=31)
    (letter,) = clock.work()
    assert letter.subject == "Dan Reyes changed: “Walk and talk”"
    assert "Why: After 1. / After 10." in letter.body
    assert "/compare/1/4/" in letter.body
    clock.later(minutes=1)
    change(now, dan)
    clock.work()
    notices = Notice.objects.order_by("id").values_list("base", "revision")
    assert list(notices) == [(1, 4), (4, 5)]


def test_two_people_are_two_notices(entry, clock, ada, dan, ben, as_):
    actions.follow("entry", str(entry.pk), by=ada)
    clock.later(minutes=1)
    change(change(entry, dan), ben)
    clock.work()
    assert sorted(told(as_(ada))) == [
        ("Walk and talk", "Ben Hughes changed this"),
        ("Walk and talk", "Dan Reyes changed this"),
    ]


def test_reading_the_same_stretch_of_history_again_tells_nobody_twice(
    entry, clock, ada, dan, as_, make_entry
):
    actions.follow("entry", str(entry.pk), by=ada, level="each")
    clock.later(minutes=1)
    change(entry, dan)
    clock.work()
    for _ in range(4):
        clock.later(minutes=20)
        make_entry("case", by=dan)
        clock.work()
    assert Notice.objects.count() == 1


def test_a_clock_that_goes_back_tells_nobody_twice(entry, clock, ada, dan, make_entry):
    actions.follow("entry", str(entry.pk), by=ada, level="each")
    clock.later(minutes=10)
    now = change(entry, dan)
    clock.later(minutes=-5)
    change(now, dan)
    for _ in range(3):
        clock.work()
        clock.later(minutes=2)
        make_entry("case", by=dan)
    assert list(Notice.objects.values_list("base", "revision")) == [(1, 3)]


def test_what_a_search_found_keeps_no_later_change_quiet(entry, clock, ada, dan, as_):
    actions.follow("search", "?q=marmalade", by=ada)
    clock.later(hours=2)
    now = change(entry, dan, body="<p>Bring marmalade.</p>")
    clock.work()
    clock.later(minutes=1)
    actions.follow("entry", str(entry.pk), by=ada)
    clock.later(hours=2)
    change(now, dan)
    clock.work()
    assert [line for _, line in told(as_(ada))] == [
        "Dan Reyes changed this",
        "Dan Reyes wrote in it last; your search finds it now",
    ]


def test_a_small_change_waits_for_the_letter_of_the_week(entry, clock, ada, dan):
    actions.follow("entry", str(entry.pk), by=ada, level="each")
    clock.later(minutes=1)
    change(entry, dan, small=True)
    clock.work()
    clock.later(hours=5)
    assert clock.work() == []
    clock.later(days=5)
    assert [letter.subject for letter in clock.work()] == ["Dan Reyes changed: “Walk and talk”"]


def test_without_letters_it_is_still_shown(entry, clock, ada, dan, as_):
    actions.follow("entry", str(entry.pk), by=ada, level="none")
    clock.later(minutes=1)
    change(entry, dan)
    clock.work()
    clock.later(days=8)
    assert clock.work() == []
    assert told(as_(ada)) == [("Walk and talk", "Dan Reyes changed this")]


def test_what_is_set_for_the_entry_counts_before_its_theme(entry, clock, ada, dan):
    actions.follow("theme", "listening", by=ada, level="each")
    actions.follow("entry", str(entry.pk), by=ada, level="none")
    clock.later(minutes=1)
    change(entry, dan, theme_names=["Listening"])
    clock.work()
    clock.later(days=8)
    assert clock.work() == []


def test_a_draft_leaks_to_nobody_and_tells_once_it_is_published(
    keys, clock, ada, dan, as_, make_entry
):
    for what in ("theme", "person", "series", "search"):
        actions.follow(what, keys[what], by=ada, level="each")
    clock.later(minutes=1)
    draft = make_entry(
        "case",
        by=dan,
        title="Unready marmalade",
        body="<p>Secret first words.</p>",
        status="draft",
        theme_names=["Listening"],
    )
    draft = change(draft, dan, body="<p>Words for everyone about marmalade.</p>")
    clock.work()
    clock.later(hours=2)
    assert clock.work() == []
    assert told(as_(ada)) == []
    actions.publish(draft, by=dan)
    clock.work()
    assert told(as_(ada)) == [("Unready marmalade", "Dan Reyes shared this")]
    clock.later(hours=2)
    (letter,) = clock.work()
    both = letter.body + letter.alternatives[0].content
    assert "Words for everyone" in both
    assert "Secret" not in both


@pytest.mark.parametrize("away", [actions.withdraw, actions.delete])
def test_what_went_out_of_sight_before_the_letter_is_in_no_letter(
    away, entry, clock, ada, dan, cleo, as_
):
    actions.follow("entry", str(entry.pk), by=ada, level="each")
    clock.later(minutes=1)
    now = change(entry, dan)
    clock.work()
    away(now, by=cleo, reason="Not ours to tell.")
    clock.later(hours=1)
    assert clock.work() == []
    clock.later(days=8)
    assert clock.work() == []
    assert told(as_(ada)) == []


def test_hidden_words_are_in_no_letter(entry, clock, ada, dan, cleo, as_):
    said = actions.say(entry, by=dan, body="@ada-okafor is a fool")
    actions.hide(said, by=cleo, reason="Unkind.")
    assert clock.work() == []
    assert told(as_(ada)) == []


def test_whoever_hides_their_page_is_followed_no_longer(keys, clock, ada, dan, make_entry, as_):
    actions.follow("person", keys["person"], by=ada)
    actions.describe(dan, name=dan.name, about="", is_listed=False)
    clock.later(minutes=1)
    make_entry("case", by=dan)
    clock.work()
    assert told(as_(ada)) == []


def test_a_person_who_took_another_name_is_still_followed(keys, clock, ada, dan, make_entry, as_):
    actions.follow("person", keys["person"], by=ada)
    actions.describe(dan, name="Daniel Reyes", about="", is_listed=True)
    clock.later(minutes=1)
    make_entry("case", by=dan, title="A new case")
    clock.work()
    assert told(as_(ada)) == [("A new case", "Daniel Reyes shared this")]


def test_what_one_has_seen_is_counted_and_mailed_no_longer(entry, clock, ada, dan, as_):
    actions.follow("entry", str(entry.pk), by=ada, level="each")
    clock.later(minutes=1)
    change(entry, dan)
    clock.work()
    browser = as_(ada)
    menu = BeautifulSoup(browser.get("/about/").content, "lxml").select_one(".person summary")
    assert menu.get_text(" ", strip=True) == "Ada Okafor 1 new notice"
    form = BeautifulSoup(browser.get("/notices/").content, "lxml").find(
        "form", action="/notices/seen/"
    )
    until = form.find("input", attrs={"name": "until"})["value"]
    assert browser.post("/notices/seen/", {"until": until}).status_code == 303
    menu = BeautifulSoup(browser.get("/about/").content, "lxml").select_one(".person summary")
    assert menu.get_text(" ", strip=True) == "Ada Okafor"
    clock.later(days=8)
    assert clock.work() == []


def test_nonsense_for_what_one_has_seen_does_nothing(entry, ada, as_):
    for until in ("", "x", "-1", "9" * 40, "²"):
        assert as_(ada).post("/notices/seen/", {"until": until}).status_code == 303


def test_following_begins_when_one_follows(entry, clock, ada, dan, as_):
    change(entry, dan)
    clock.later(minutes=1)
    actions.follow("entry", str(entry.pk), by=ada)
    clock.work()
    assert told(as_(ada)) == []


def test_who_followed_what_was_merged_follows_what_it_became(
    entry, clock, ada, ben, dan, cleo, make_entry, as_
):
    other = make_entry(by=cleo, title="Walking talks")
    actions.say(other, by=cleo, body="Which of the two?")
    clock.later(hours=2)
    actions.follow("entry", str(other.pk), by=ada, level="each")
    actions.follow("entry", str(other.pk), by=ben, level="each")
    actions.follow("entry", str(entry.pk), by=ben, level="daily")
    clock.later(hours=2)
    clock.work()
    now = actions.merge_into(other, entry, by=cleo, reason="One thing.")
    clock.work()
    # What had been said about the other one, before, is not news again.
    assert told(as_(ada)) == [("Walk and talk", "Cleo Lind changed this")]
    levels = Follow.objects.order_by("person").values_list("person__name", "key", "level")
    assert list(levels) == [
        ("Ada Okafor", str(now.pk), "each"),
        ("Ben Hughes", str(now.pk), "daily"),
    ]
