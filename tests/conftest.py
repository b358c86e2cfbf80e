"""The cast everybody knows, and what every test may ask for.

ada and dan are practitioners, ben is a convenor, cleo is a steward; a visitor is signed out.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from PIL import Image

from practices import actions
from practices.models import Attachment, Entry, Person

pytest_plugins = ["tests.left_out"] if Path(__file__).with_name("left_out.py").exists() else []


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path_factory) -> None:
    """Hashed names need a build; a test asks for pages, not for files."""
    settings.STATIC_ROOT = tmp_path_factory.getbasetemp()
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def files_of_the_tests(settings, tmp_path_factory) -> None:
    """Pictures and files go into a folder that is thrown away."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "files"


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Real hashing is slow on purpose; the cast signs in often."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_leftover_pages() -> None:
    """Each test has a cache of its own, so that none sees another's kept pages."""
    cache.clear()


@pytest.fixture(autouse=True)
def log_that_can_be_emptied(request) -> Iterator[None]:
    """A test that really commits is cleaned up after by emptying every table, which the database
    refuses to do with the audit log: its guard is laid aside, and put up by the test it is for."""
    if not _commits(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    if connection.vendor == "sqlite":
        empty_log()
    else:
        guard_log(up=False)


def _commits(request) -> bool:
    marked = request.node.get_closest_marker("django_db")
    commits = marked is not None and marked.kwargs.get("transaction")
    return commits or bool({"transactional_db", "live_server"} & set(request.fixturenames))


def guard_log(*, up: bool) -> None:
    """Whether PostgreSQL refuses to empty the audit log at one stroke."""
    turn = "ENABLE" if up else "DISABLE"
    with connection.cursor() as db:
        db.execute(f"ALTER TABLE practices_auditline {turn} TRIGGER practices_audit_no_truncate")


def empty_log() -> None:
    """Take every line out of the audit log of an SQLite database."""
    find = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    with transaction.atomic(), connection.cursor() as db:
        db.execute(find, ["practices_auditline"])
        triggers = db.fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DELETE FROM practices_auditline")
        for _, sql in triggers:
            db.execute(sql)


@pytest.fixture
def ada(db) -> Person:
    return actions.add_person("ada@example.org", name="Ada Okafor", role="practitioner")


@pytest.fixture
def dan(db) -> Person:
    return actions.add_person("dan@example.org", name="Dan Reyes", role="practitioner")


@pytest.fixture
def ben(db) -> Person:
    return actions.add_person("ben@example.org", name="Ben Hughes", role="convenor")


@pytest.fixture
def cleo(db) -> Person:
    return actions.add_person("cleo@example.org", name="Cleo Lind", role="steward")


@pytest.fixture
def visitor(db) -> Client:
    return Client()


@pytest.fixture
def as_() -> Callable[[Person], Client]:
    """A browser in which this person is signed in."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def send_picture(db) -> Callable[..., Attachment]:
    """Keep a small picture, of one colour, that somebody sent."""

    def send(by: Person, *, colour: str = "teal", alt: str = "Two cups", **more) -> Attachment:
        picture = io.BytesIO()
        Image.new("RGB", (600, 400), colour).save(picture, "PNG")
        return actions.attach(picture.getvalue(), name="cups.png", alt=alt, by=by, **more)

    return send


@pytest.fixture
def make_entry(db) -> Callable[..., Entry]:
    """An entry of any kind, with what the test names and plain words for the rest."""

    def make(kind: str = "practice", by: Person | None = None, **fields) -> Entry:
        fields.setdefault("title", "Walk and talk")
        fields.setdefault("body", "<p>Meet outdoors.</p><p>Walk side by side.</p>")
        return actions.create(kind, by=by, **fields)

    return make
