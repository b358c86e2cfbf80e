"""Where pictures and files are kept: in a folder, or in a store that speaks S3."""

import shutil
import threading
from datetime import timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from betterway.s3 import Bucket
from betterway.storage import Folder
from practices import actions
from practices.models import Attachment

PROBLEM = "<Error><Code>{}</Code><Message>No</Message></Error>"
LIST = '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name>{}</ListBucketResult>'


class Store(BaseHTTPRequestHandler):
    """As much of a store as this site asks of one; it takes no request that is not signed."""

    held: dict[str, bytes]

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", formatdate(0, usegmt=True))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_any(self) -> None:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "Credential=key/" not in self.headers.get("Authorization", ""):
            return self.answer(403, PROBLEM.format("AccessDenied").encode())
        if address.query:
            return self.answer(200, self.listed(parse_qs(address.query)["prefix"][0]).encode())
        if self.command == "PUT":
            self.held[address.path] = body
        elif self.command == "DELETE":
            self.held.pop(address.path, None)
        elif address.path not in self.held:
            return self.answer(404, PROBLEM.format("NoSuchKey").encode())
        return self.answer(200, self.held.get(address.path, b""))

    def listed(self, prefix: str) -> str:
        names = [name.removeprefix("/bucket/") for name in sorted(self.held)]
        rest = [name.removeprefix(prefix) for name in names if name.startswith(prefix)]
        folders = {name.partition("/")[0] for name in rest if "/" in name}
        said = "".join(f"<Contents><Key>{prefix}{n}</Key></Contents>" for n in rest if "/" not in n)
        said += "".join(
            f"<CommonPrefixes><Prefix>{prefix}{name}/</Prefix></CommonPrefixes>" for name in folders
        )
        return LIST.format(said)

    def log_message(self, *said: object) -> None:
        """Nothing: the test says what matters."""

    do_GET = do_HEAD = do_PUT = do_DELETE = handle_any


@pytest.fixture
def held(settings):
    """What a store holds in which this site keeps its files."""
    store = type("OneStore", (Store,), {"held": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), store)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"s3+http://key:secret@127.0.0.1:{server.server_port}/bucket/site?region=eu-west-1"
    default = {"BACKEND": "betterway.s3.Bucket", "OPTIONS": {"url": url}}
    settings.STORAGES = settings.STORAGES | {"default": default}
    yield store.held
    server.shutdown()
    server.server_close()


def test_pictures_live_in_a_store_elsewhere(held, ada, as_, send_picture):
    kept = send_picture(ada)
    places = [f"/bucket/site/{key}" for key in kept.keys]
    assert sorted(held) == sorted(places)
    assert as_(ada).get(kept.address).getvalue() == held[places[0]]
    assert as_(ada).get(f"/files/480/{kept.file_name}").getvalue() == held[places[1]]

    held["/bucket/site/ab/" + "a" * 64] = b"killed before its row was made"
    assert actions.sweep(timezone.now()) == 1
    assert sorted(held) == sorted(places)
    assert actions.sweep(timezone.now() + timedelta(days=40)) == 2
    assert held == {}
    assert as_(ada).get(kept.address).status_code == 404


def test_a_backup_holds_what_is_stored_elsewhere(
    transactional_db, held, ada, send_picture, tmp_path, settings
):
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("needs pg_dump")
    settings.DATA_DIR = tmp_path / "data"
    kept = send_picture(ada)
    before = dict(held)
    call_command("backup", str(tmp_path / "all.zip"), stdout=StringIO(), stderr=StringIO())
    held.clear()
    said = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("restore", str(tmp_path / "all.zip"), "--yes", **said)
    assert held == before
    assert Attachment.objects.get() == kept


def test_a_store_that_does_not_answer_is_said_in_words(held, ada, as_, send_picture, settings):
    kept = send_picture(ada)
    url = settings.STORAGES["default"]["OPTIONS"]["url"]
    storages["default"].store = Bucket(url.replace("//key:", "//nobody:")).store
    answer = as_(ada).get(kept.address)
    assert (answer.status_code, b"try again in a while" in answer.content) == (503, True)
    with pytest.raises(actions.NotStored, match="Nothing of your text is lost"):
        send_picture(ada, colour="plum")


@pytest.mark.parametrize("url", ["s3://host", "https://host/bucket", "s3:///bucket"])
def test_a_store_without_a_place_is_refused_when_the_site_starts(url):
    with pytest.raises(ImproperlyConfigured, match="FILES_URL names a store"):
        Bucket(url)


def test_a_folder_holds_whole_files_and_no_leavings(tmp_path):
    folder = Folder(tmp_path)
    for _ in range(2):
        assert folder.save("ab/abc", ContentFile(b"cups")) == "ab/abc"
    assert [path.name for path in (tmp_path / "ab").iterdir()] == ["abc"]
    assert (tmp_path / "ab" / "abc").read_bytes() == b"cups"
