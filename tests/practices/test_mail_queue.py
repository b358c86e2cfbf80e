"""Letters on their way: through failures, through a stop in the middle, and once each."""

import smtplib

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from practices import actions, notices
from practices.models import Letter


class Moody(BaseEmailBackend):
    """A mail server that does what is next in `moods`: takes a letter, or raises."""

    moods: list[BaseException | None] = []
    asked: list[str] = []
    taken: list[str] = []

    def send_messages(self, email_messages) -> int:
        for letter in email_messages:
            self.asked.append(letter.subject)
            mood = self.moods.pop(0) if self.moods else None
            if mood is not None:
                raise mood
            self.taken.append(letter.message()["Message-ID"] or letter.subject)
        return len(email_messages)


class Nosy(Moody):
    """A mail server so slow that another worker comes by while it takes a letter."""

    def send_messages(self, email_messages) -> int:
        self.asked.append(f"another sent {notices.post(timezone.now())}")
        return super().send_messages(email_messages)


@pytest.fixture
def server(settings) -> type[Moody]:
    Moody.moods, Moody.asked, Moody.taken = [], [], []
    settings.MAILERS = {"default": {"BACKEND": "tests.practices.test_mail_queue.Moody"}}
    return Moody


@pytest.fixture
def entry(make_entry, clock, cleo, ada):
    made = make_entry(by=cleo)
    clock.later(minutes=1)
    actions.follow("entry", str(made.pk), by=ada, level="each")
    clock.later(minutes=1)
    return made


def test_saving_asks_no_mail_server(entry, server, clock, dan, as_):
    server.moods = [AssertionError("nobody sends while somebody saves")]
    sent = {
        "title": entry.title,
        "body": "<p>Meet under a roof.</p>",
        "base": "1",
        "reason": "Rain",
    }
    answer = as_(dan).post(f"{entry.get_absolute_url()}edit/", sent)
    entry.refresh_from_db()
    assert (answer.status_code, entry.revision, server.asked) == (303, 2, [])


@pytest.mark.parametrize(
    "failure",
    [
        ConnectionRefusedError("nobody there"),
        TimeoutError("too slow"),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPRecipientsRefused({"ada@example.org": (451, b"later")}),
    ],
)
def test_a_letter_that_is_not_taken_is_tried_again_and_later_each_time(
    failure, entry, server, clock, dan
):
    actions.revise(entry, by=dan, base=1, body="<p>Meet under a roof.</p>")
    clock.work()
    server.moods = [failure, failure, failure]
    clock.later(minutes=31)
    waited = []
    for _ in range(60):
        before = len(server.asked)
        clock.work()
        if len(server.asked) > before:
            waited.append(timezone.localtime().strftime("%H:%M"))
        clock.later(minutes=1)
    assert waited == ["12:33", "12:34", "12:39", "13:09"]
    assert len(server.taken) == 1
    letter = Letter.objects.get()
    assert (letter.tries, letter.outcome, letter.done is not None) == (4, "sent", True)
    assert list(letter.notices.values_list("mailed", flat=True)) == [letter.done]


def test_one_that_is_never_taken_is_given_up_and_says_why(entry, server, clock, dan):
    actions.revise(entry, by=dan, base=1, body="<p>Meet under a roof.</p>")
    clock.work()
    server.moods = [ConnectionRefusedError("nobody there")] * 50
    clock.later(minutes=31)
    for _ in range(30):
        clock.work()
        clock.later(hours=24)
    letter = Letter.objects.get()
    assert (len(server.asked), letter.tries) == (9, 9)
    assert letter.outcome == "given up: ConnectionRefusedError: nobody there"


def test_a_worker_stopped_in_the_middle_loses_nothing(entry, server, clock, dan):
    actions.revise(entry, by=dan, base=1, body="<p>Meet under a roof.</p>")
    clock.work()
    clock.later(minutes=31)
    server.moods = [SystemExit("killed")]
    with pytest.raises(SystemExit):
        clock.work()
    clock.work()
    assert server.taken == []
    clock.later(minutes=11)
    clock.work()
    clock.later(days=8)
    clock.work()
    assert len(server.taken) == 1
    assert server.taken[0].startswith("<letter-")


def test_two_workers_never_send_one_letter_together(entry, server, settings, clock, dan):
    settings.MAILERS = {"default": {"BACKEND": "tests.practices.test_mail_queue.Nosy"}}
    actions.revise(entry, by=dan, base=1, body="<p>Meet under a roof.</p>")
    clock.work()
    clock.later(minutes=31)
    clock.work()
    assert server.asked == ["another sent 0", "Dan Reyes changed: “Walk and talk”"]
    assert len(server.taken) == 1


def test_where_the_server_takes_none_the_others_wait_without_being_tried(server, clock, db):
    for number in range(5):
        actions.write_letter(f"k{number}", to="eve@example.org", subject=f"No. {number}", text="…")
    server.moods = [ConnectionRefusedError("nobody there")]
    clock.work()
    assert server.asked == ["No. 0"]
    clock.work()
    assert server.asked == ["No. 0", "No. 1", "No. 2", "No. 3", "No. 4"]
    clock.later(minutes=2)
    clock.work()
    assert (len(server.taken), len(server.asked)) == (5, 6)


def test_a_letter_of_ones_own_words_goes_once_and_is_then_forgotten(clock, db):
    for _ in range(2):
        actions.write_letter("a", to="eve@example.org", subject="Hello\nBcc: x", text="The words.")
    (letter,) = clock.work()
    assert (letter.to, letter.subject, letter.body) == (
        ["eve@example.org"],
        "Hello Bcc: x",
        "The words.",
    )
    assert clock.work() == []
    assert list(Letter.objects.values_list("to", "subject", "text")) == [("", "", "")]
    clock.later(days=70)
    clock.work()
    assert not Letter.objects.exists()


def test_whoever_left_meanwhile_gets_none(entry, clock, ada, dan):
    actions.revise(entry, by=dan, base=1, body="<p>Meet under a roof.</p>")
    clock.work()
    actions.deactivate(ada, by=dan)
    clock.later(minutes=31)
    assert clock.work() == []


def test_a_letter_goes_with_what_it_tells_of_or_not_at_all(clock, db):
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.write_letter("a", to="eve@example.org", subject="Done", text="It is done.")
        raise RuntimeError("it was not done")
    assert clock.work() == []
