"""Asking addresses elsewhere whether they still answer, and being careful whom to ask."""

import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from practices import actions, notices, outside
from practices.models import OutsideAddress

STATUS = {"/here": 200, "/gone": 404, "/closed": 403, "/broken": 500}


class Elsewhere(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.server.asked.append((self.command, self.path, time.monotonic()))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to"))
        elif self.path.startswith("/away?"):
            self.send_response(301)
            self.send_header("Location", self.path.partition("?")[2])
        elif self.path == "/no-head":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif self.path == "/slow":
            time.sleep(1)
            self.send_response(200)
        else:
            self.send_response(STATUS[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *said):
        """Tests are quiet."""


@pytest.fixture
def elsewhere():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(elsewhere, settings):
    settings.ASK_PRIVATE_ADDRESSES = True
    return f"http://127.0.0.1:{elsewhere.server_port}"


def anybody(number):
    return True


def ask(address, **more):
    said = outside.ask(address, agent="test", **more)
    return said.answer, said.words


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/here", ("works", "answers (200)")),
        ("/no-head", ("works", "answers (200)")),
        ("/to/here", ("works", "answers (200)")),
        ("/gone", ("broken", "not there any more (404)")),
        ("/to/to/gone", ("broken", "not there any more (404)")),
        ("/closed", ("unsure", "turns us away (403)")),
        ("/broken", ("unsure", "turns us away (500)")),
        ("/to/to/to/to/to/to/to/here", ("unsure", "redirects without end")),
        ("/away?ftp://x.example/", ("broken", "this is no web address")),
    ],
)
def test_an_address_works_or_is_broken_or_cannot_be_told(site, path, answer):
    assert ask(site + path, may_ask=anybody) == answer


def test_who_is_too_slow_cannot_be_told(site):
    assert ask(f"{site}/slow", may_ask=anybody, timeout=0.2) == ("unsure", "did not answer in time")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "[::1]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "2130706433",
        "0x7f.1",
        "224.0.0.1",
    ],
)
def test_nobody_on_our_own_network_is_asked(elsewhere, host):
    said = ask(f"http://{host}:{elsewhere.server_port}/here")

    assert said in (
        ("broken", "this is not on the open internet"),
        ("broken", "there is no such place"),
    )
    assert elsewhere.asked == []


@pytest.mark.parametrize("number", ["93.184.215.14", "2606:4700::1111"])
def test_the_open_internet_is_open(number):
    assert outside.is_open(number)


def test_each_step_of_a_redirect_is_looked_at_anew(elsewhere):
    lets = iter([True, False])
    base = f"http://127.0.0.1:{elsewhere.server_port}"

    said = ask(f"{base}/away?{base}/here", may_ask=lambda number: next(lets))

    assert said == ("broken", "this is not on the open internet")
    assert [path for _, path, _ in elsewhere.asked] == [f"/away?{base}/here"]


@pytest.mark.parametrize(
    "address", ["ftp://x/", "http://", "http://x:99999/", "file:///etc/passwd"]
)
def test_only_web_addresses_are_asked(address):
    assert ask(address) == ("broken", "this is no web address")


def check(**options):
    call_command("check_links", **{"pause": 0, **options})


def test_the_command_keeps_each_answer_and_when(site, make_entry, as_, cleo, visitor):
    make_entry(
        title="Tea", body=f'<p><a href="{site}/here">a</a> <a href="{site}/gone#x">b</a></p>'
    )

    check()

    rows = OutsideAddress.objects.order_by("address").values_list("address", "answer")
    assert list(rows) == [(f"{site}/gone", "broken"), (f"{site}/here", "works")]
    report = as_(cleo).get("/wanted/").content.decode()
    assert f"{site}/gone" in report and f"{site}/here" not in report
    assert "Broken: not there any more (404)" in report and ">Tea<" in report
    assert f"{site}/gone" not in visitor.get("/wanted/").content.decode()


def test_what_was_asked_lately_is_left_alone_and_what_is_gone_from_texts_forgotten(
    site, elsewhere, make_entry, ada
):
    entry = make_entry(title="Tea", body=f'<p><a href="{site}/here">a</a></p>')
    check()
    check()
    assert len(elsewhere.asked) == 1
    check(days=0)
    assert len(elsewhere.asked) == 2

    actions.revise(entry, by=ada, base=1, body="<p>No link.</p>")
    check()

    assert not OutsideAddress.objects.exists()


def test_drafts_give_no_address_away_and_no_more_are_asked_than_told(site, elsewhere, make_entry):
    make_entry("note", title="Draft", body=f'<p><a href="{site}/here">a</a></p>')
    paths = [f'<a href="{site}/here?{number}">x{number}</a>' for number in range(3)]
    STATUS.update({f"/here?{number}": 200 for number in range(3)})
    make_entry(title="Tea", body=f"<p>{' '.join(paths)}</p>")

    check(most=2)

    assert [path for _, path, _ in elsewhere.asked] == ["/here?0", "/here?1"]


def test_a_host_is_not_asked_again_before_the_pause_is_over(site, elsewhere, make_entry):
    body = f'<p><a href="{site}/here">a</a> <a href="{site}/no-head">b</a></p>'
    make_entry(title="Tea", body=body)

    check(pause=0.5)

    moments = [moment for _, _, moment in elsewhere.asked]
    assert moments[1] - moments[0] >= 0.5


# By itself -------------------------------------------------------------------------------

NIGHT = datetime(2026, 3, 3, 3, 0, tzinfo=UTC)


def asked_in(rounds, now):
    return [said.answer for said in [notices.ask_one_tonight(now) for _ in range(rounds)] if said]


def test_the_worker_asks_a_few_each_night_and_no_more(site, make_entry, settings):
    settings.LINKS_A_NIGHT = 2
    body = "".join(f'<p><a href="{site}/{name}">x</a></p>' for name in ("here", "gone", "closed"))
    make_entry(body=body)

    assert asked_in(5, NIGHT) == ["unsure", "broken"]
    assert asked_in(5, NIGHT + timedelta(hours=12)) == []
    assert asked_in(5, NIGHT + timedelta(days=1)) == ["works"]
    assert asked_in(5, NIGHT + timedelta(days=1, hours=1)) == []


def test_the_worker_asks_nobody_where_that_is_switched_off(site, elsewhere, make_entry, settings):
    settings.LINKS_A_NIGHT = 0
    make_entry(body=f'<p><a href="{site}/here">x</a></p>')

    assert asked_in(3, NIGHT) == []
    assert elsewhere.asked == []


def test_the_worker_asks_nothing_on_a_private_network(site, elsewhere, make_entry, settings):
    settings.ASK_PRIVATE_ADDRESSES = False
    make_entry(body=f'<p><a href="{site}/here">x</a></p>')

    assert asked_in(3, NIGHT) == ["broken"]
    assert elsewhere.asked == []
