"""Letters of the day and of the week, and ending them with one click."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db.models.signals import pre_save
from django.test import Client

from practices import actions, notices
from practices.models import Follow, Letter


@pytest.fixture
def readers(clock, ada, ben, cleo, make_entry):
    """Three who follow a theme: by the week, by the week, and by the day."""
    make_entry("case", by=cleo, title="An old case", theme_names=["Listening"])
    clock.later(minutes=1)
    for person, level in ((ada, "weekly"), (ben, "weekly"), (cleo, "daily")):
        actions.follow("theme", "listening", by=person, level=level)


@pytest.fixture
def news(readers, clock, dan, make_entry):
    clock.later(hours=1)
    for number in (1, 2):
        make_entry("case", by=dan, title=f"Case {number}", theme_names=["Listening"])
    clock.work()


def to_whom(letters) -> list[tuple[str, str]]:
    return sorted((letter.to[0], letter.subject) for letter in letters)


WEEK = "Your week at A Better Way: 2 new"
DAY = "Your day at A Better Way: 2 new"


def test_the_day_s_goes_at_seven_and_the_week_s_on_monday_at_seven(news, clock):
    clock.at(datetime(2026, 3, 5, 6, 59, tzinfo=UTC))
    assert clock.work() == []
    clock.at(datetime(2026, 3, 5, 7, 0, tzinfo=UTC))
    assert to_whom(clock.work()) == [("cleo@example.org", DAY)]
    clock.at(datetime(2026, 3, 9, 6, 59, tzinfo=UTC))
    assert clock.work() == []
    clock.at(datetime(2026, 3, 9, 7, 0, tzinfo=UTC))
    assert to_whom(clock.work()) == [("ada@example.org", WEEK), ("ben@example.org", WEEK)]
    clock.later(days=30)
    assert clock.work() == []


@pytest.mark.parametrize(
    ("now", "level", "due"),
    [
        ("2026-07-06 05:59", "weekly", "2026-06-29 06:00"),
        ("2026-07-06 06:00", "weekly", "2026-07-06 06:00"),
        ("2026-03-30 06:00", "weekly", "2026-03-30 06:00"),
        ("2026-03-29 05:59", "daily", "2026-03-28 07:00"),
        ("2026-03-29 06:00", "daily", "2026-03-29 06:00"),
        ("2026-10-25 06:59", "daily", "2026-10-24 06:00"),
    ],
)
def test_seven_is_seven_by_the_clock_on_the_wall(now, level, due):
    read = "%Y-%m-%d %H:%M"
    moment = datetime.strptime(now, read).replace(tzinfo=UTC)
    found = notices.due_since(level, moment).astimezone(UTC)
    assert found.strftime(read) == due


def test_a_server_that_was_off_on_monday_sends_on_tuesday(news, clock):
    clock.at(datetime(2026, 3, 10, 15, 0, tzinfo=UTC))
    assert [who for who, _ in to_whom(clock.work())] == [
        "ada@example.org",
        "ben@example.org",
        "cleo@example.org",
    ]


def test_by_hand_and_twice_it_sends_nothing_twice(news, clock, mailoutbox):
    clock.at(datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    said = StringIO()
    call_command("digests", "--only", "weekly", stdout=said)
    assert said.getvalue() == (
        "weekly, due Monday 09 March 2026 07:00: 2 new letters.\n2 letters sent.\n"
    )
    call_command("digests", stdout=StringIO())
    clock.work()
    assert [who for who, _ in to_whom(mailoutbox)] == [
        "ada@example.org",
        "ben@example.org",
        "cleo@example.org",
    ]


def test_cut_short_it_goes_on_with_those_who_are_missing(news, clock, ben, mailoutbox):
    def fall_over(sender, instance, **more) -> None:
        if instance.person_id == ben.pk:
            raise SystemExit("killed")

    clock.at(datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    pre_save.connect(fall_over, sender=Letter)
    try:
        with pytest.raises(SystemExit):
            clock.work()
    finally:
        pre_save.disconnect(fall_over, sender=Letter)
    clock.work()
    clock.work()
    assert to_whom(mailoutbox) == [
        ("ada@example.org", WEEK),
        ("ben@example.org", WEEK),
        ("cleo@example.org", DAY),
    ]


def test_where_there_is_nothing_to_tell_there_is_no_letter(readers, clock):
    clock.later(days=8)
    assert clock.work() == []


def test_a_letter_is_useful_in_itself(readers, clock, dan, ada, make_entry):
    entry = make_entry(by=ada, body="<p>Meet outdoors.</p><p>Walk side by side.</p>")
    clock.later(minutes=1)
    actions.follow("entry", str(entry.pk), by=ada)
    clock.later(hours=1)
    make_entry("case", by=dan, title="A case", body="<p>It rained.</p>", theme_names=["Listening"])
    actions.revise(
        entry,
        by=dan,
        base=1,
        reason="Rain & wind.",
        body="<p>Meet outdoors.</p><p>Walk slowly side by side.</p>",
        theme_names=["Walking"],
    )
    clock.work()
    clock.later(days=6)
    letter = next(letter for letter in clock.work() if letter.to == [ada.email])
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert (
        letter.body
        == f"""Hello Ada Okafor,

New case by Dan Reyes: A case
http://127.0.0.1:8000/cases/a-case/

Themes: Listening.

It rained.

(You are told because you follow the theme Listening.)

----------------------------------------------------------------
Dan Reyes changed: “Walk and talk”
http://127.0.0.1:8000/practices/walk-and-talk/compare/1/2/

1 paragraph changed, 1 theme added.

Why: Rain & wind.

Themes: Walking

Reworded:
  Was: Walk side by side.
  Now: Walk slowly side by side.

(You are told because you follow this entry.)

--
A Better Way: http://127.0.0.1:8000/
No more weekly letters: {stop}
More or fewer letters: http://127.0.0.1:8000/following/
"""
    )
    html, kind = letter.alternatives[0]
    page = BeautifulSoup(html, "lxml")
    assert kind == "text/html"
    assert [a.get_text() for a in page.select("h2 a")] == [
        "New case by Dan Reyes: A case",
        "Dan Reyes changed: “Walk and talk”",
    ]
    assert "<p>Walk <ins>slowly </ins>side by side.</p>" in html
    assert "Rain &amp; wind." in html
    assert page.find(["script", "style", "img"]) is None
    assert page.find(style=True) is None


def test_a_great_week_fits_into_one_letter(readers, clock, dan, ada, make_entry):
    clock.later(hours=1)
    for number in range(45):
        make_entry("case", by=dan, title=f"Case {number}", theme_names=["Listening"])
    clock.later(days=6)
    letter = next(letter for letter in clock.work() if letter.to == [ada.email])
    assert letter.subject == "Your week at A Better Way: 45 new"
    assert letter.body.count("New case by Dan Reyes") == 40
    assert "… and 5 more: http://127.0.0.1:8000/notices/" in letter.body


# Ending them ------------------------------------------------------------------------------


@pytest.fixture
def letter(news, clock, ada):
    clock.later(days=6)
    return next(letter for letter in clock.work() if letter.to == [ada.email])


def path(letter) -> str:
    return (
        letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    )


def test_a_mail_program_ends_them_with_one_post_and_nothing_else(
    letter, ada, clock, dan, make_entry
):
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    answer = program.post(path(letter), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert Follow.objects.get(person=ada).level == "none"
    make_entry("case", by=dan, title="One more", theme_names=["Listening"])
    clock.work()
    clock.later(days=8)
    assert ada.email not in [one.to[0] for one in clock.work()]


def test_looking_at_the_address_ends_nothing_but_asks(letter, ada, visitor):
    page = visitor.get(path(letter)).content.decode()
    assert "This ends letters about “Listening”." in page
    assert Follow.objects.get(person=ada).level == "weekly"
    assert "csrfmiddlewaretoken" not in page


def test_a_letter_about_many_things_ends_all_of_its_kind(
    readers, clock, ada, dan, make_entry, visitor
):
    entry = make_entry(by=ada)
    clock.later(minutes=1)
    actions.follow("entry", str(entry.pk), by=ada)
    actions.follow("person", str(dan.pk), by=ada, level="each")
    clock.later(hours=1)
    actions.revise(entry, by=dan, base=1, body="<p>New.</p>")
    make_entry("case", by=actions.system_person("importer"), theme_names=["Listening"])
    clock.later(days=6)
    letter = next(letter for letter in clock.work() if letter.to == [ada.email])
    assert "This ends the weekly letters." in visitor.get(path(letter)).content.decode()
    visitor.post(path(letter))
    levels = Follow.objects.filter(person=ada).order_by("id").values_list("what", "level")
    assert list(levels) == [("theme", "none"), ("entry", "none"), ("person", "each")]


def test_what_was_on_its_way_when_they_ended_is_not_sent(news, clock, ada, mailoutbox):
    actions.stop_letters(ada, level="weekly")
    clock.later(days=6)
    assert ada.email not in [letter.to[0] for letter in clock.work()]


@pytest.mark.parametrize("token", ["x", "1.weekly", "1.weekly:abc", "..:", "é"])
def test_a_made_up_address_ends_nothing(token, news, visitor):
    assert visitor.post(f"/unsubscribe/{token}/").status_code == 404
    assert not Follow.objects.filter(level="none").exists()
