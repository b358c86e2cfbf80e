"""`up`, run as a newcomer would: it makes everything, serves, and can be run again."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent.parent
SETTINGS = ("DATABASE_URL", "SITE_URL", "SECRET_KEY", "EMAIL_URL", "CACHE_URL", "DEBUG")


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@dataclass
class Site:
    """A running library."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return answer.read().decode()

    def said(self) -> str:
        return self.log.read_text()


def start(data: Path, port: int, log: Path, *command: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    environment |= {"DATA_DIR": str(data), "PORT": str(port), "WEB_WORKERS": "1"}
    environment["BETTERWAY_BOOTSTRAP"] = "off"
    with log.open("w") as file:
        return subprocess.Popen(
            [sys.executable, str(HERE / "manage.py"), *(command or ["up"])],
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
        )


@contextmanager
def up(data: Path, log: Path) -> Iterator[Site]:
    """Start the library, wait until it serves, and stop it in the end."""
    port = free_port()
    process = start(data, port, log)
    try:
        for _ in range(1200):
            if "Ctrl-C stops it" in log.read_text() or process.poll() is not None:
                break
            time.sleep(0.1)
        assert process.poll() is None, log.read_text()
        yield Site(process, port, log)
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("up") / "data"


@pytest.fixture(scope="module")
def site(data) -> Iterator[Site]:
    with up(data, data.parent / "first.log") as site:
        yield site


def test_it_shows_the_starter_library_with_styles(site):
    page = site.get("/")
    assert "/propositions/relationships/" in page
    style = re.search(r'href="(/static/betterway\.[0-9a-f]+\.css)"', page)
    assert style
    assert "{" in site.get(style[1])


def test_it_says_where_it_is_where_mail_goes_and_how_the_first_steward_gets_in(site, data):
    said = site.said()
    assert f"is at http://127.0.0.1:{site.port}/" in said
    assert f"Mail lands in {data / 'mail'}" in said
    assert f"http://127.0.0.1:{site.port}/accounts/enter/" in said


def test_a_second_one_on_the_same_port_says_so_and_stops(site, tmp_path):
    second = start(tmp_path / "other", site.port, tmp_path / "second.log")
    assert second.wait(timeout=60) == 1
    said = (tmp_path / "second.log").read_text().strip()
    assert said.startswith(f"CommandError: 127.0.0.1 port {site.port} cannot be used")
    assert f"PORT={site.port + 1}" in said
    assert "Traceback" not in said
    assert not (tmp_path / "other" / "betterway.sqlite3").exists()


def test_the_link_lets_the_first_steward_in(site):
    link = re.search(r"http://\S+/accounts/enter/\S+", site.said())
    assert link
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(link[0], timeout=60) as page:
        form = page.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token
    body = f"csrfmiddlewaretoken={token[1]}".encode()
    asked = urllib.request.Request(link[0], body, {"Referer": link[0]})
    with browser.open(asked, timeout=60) as page:
        assert page.status == 200
    with browser.open(f"http://127.0.0.1:{site.port}/people/new/", timeout=60) as page:
        assert page.status == 200  # for stewards only
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.build_opener().open(
            urllib.request.Request(link[0], body, {"Referer": link[0]}), timeout=60
        )


def test_started_again_it_changes_nothing_and_stops_when_told(site, data):
    site.process.terminate()
    assert site.process.wait(timeout=60) == 0
    with closing(sqlite3.connect(data / "betterway.sqlite3")) as database:
        question = "SELECT id, revision, title FROM practices_entry ORDER BY id"
        before = database.execute(question).fetchall()
        database.execute("UPDATE practices_entry SET title = 'Ours' WHERE slug = 'relationships'")
        database.commit()
    with up(data, data.parent / "again.log") as again:
        assert "Loading" not in again.said()
        assert "Preparing" not in again.said()
        assert "enter/" not in again.said()  # a steward has been here
        assert "Ours" in again.get("/propositions/relationships/")
        again.process.send_signal(signal.SIGINT)
        assert again.process.wait(timeout=60) == 0
    with closing(sqlite3.connect(data / "betterway.sqlite3")) as database:
        after = database.execute(question).fetchall()
    assert len(before) == 51
    assert [row[:2] for row in after] == [row[:2] for row in before]


def test_a_database_from_before_is_copied_before_it_is_changed(site, data):
    site.process.terminate()
    site.process.wait(timeout=60)
    # A library as it was before there were meetings.
    older = start(data, site.port, data.parent / "older.log", "migrate", "roundtables", "zero")
    assert older.wait(timeout=60) == 0
    with up(data, data.parent / "newer.log") as newer:
        assert "A copy of the database is kept in" in newer.said()
        assert "Bringing the database up to date" in newer.said()
    [copy] = (data / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT count(*) FROM practices_entry").fetchone() == (51,)
        applied = {app for (app,) in database.execute("SELECT app FROM django_migrations")}
        assert "practices" in applied and "roundtables" not in applied
