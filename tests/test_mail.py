"""Where mail goes, read from one address."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, mailers

from betterway.mail import mailers as read

FOLDER = Path("/nowhere/mail")


def test_without_an_address_mail_lands_in_a_folder(settings, tmp_path):
    settings.MAILERS = read("", folder=tmp_path / "mail")
    link = f"https://example.org/{'x' * 200}/"
    EmailMessage("Grüße", f"A letter – with\n{link}\n", to=["ada@example.org"]).send()
    (letter,) = (tmp_path / "mail").iterdir()
    assert "Subject: Grüße\n" in letter.read_text()
    assert f"A letter – with\n{link}\n" in letter.read_text()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtp+tls://me:p%40ss@mail.example", ("mail.example", 587, "me", "p@ss", True, False)),
        ("smtp+ssl://me:p@mail.example:4650", ("mail.example", 4650, "me", "p", False, True)),
    ],
)
def test_an_address_names_a_server(settings, url, expected):
    settings.MAILERS = read(url, folder=FOLDER)
    server = mailers.default
    found = server.host, server.port, server.username, server.password
    assert (*found, server.use_tls, server.use_ssl) == expected


def test_an_address_may_name_a_service(settings):
    settings.MAILERS = read("postmark://?server_token=abc", folder=FOLDER)
    service = mailers.default
    assert (service.esp_name, service.server_token) == ("Postmark", "abc")


@pytest.mark.parametrize("url", ["mail.example", "smtp://", "carrier-pigeon://coop", "http://x"])
def test_an_address_that_names_nothing_is_refused_in_words(url):
    with pytest.raises(ValueError, match="EMAIL_URL should look like"):
        read(url, folder=FOLDER)


def run(tmp_path: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """A command in a site that has nothing yet."""
    environment = {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "betterway.settings"}
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "-m", "django", *args],
        env=environment,
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
    )


def test_a_command_makes_its_own_database(tmp_path):
    given = ["add_person", "eve@example.org", "--name", "Eve Adler", "--role", "steward"]
    done = run(tmp_path, *given)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Eve Adler (eve@example.org) can sign in as steward.\n")
    wrong = run(tmp_path, *given[:-1], "king")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("CommandError: There is no role “king”")
