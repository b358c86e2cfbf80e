"""Links that let one person in, once; and the command that prints them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from practices import actions
from practices.accounts.one_time import one_time_link
from practices.models import Person


@pytest.fixture
def path(ada, settings) -> str:
    return one_time_link(ada).removeprefix(settings.SITE_URL)


def who(client: Client) -> str | None:
    """The name on the profile page, if anybody is signed in."""
    name = re.search(
        r'name="name" value="([^"]+)"', client.get("/accounts/profile/").content.decode()
    )
    return name and name.group(1)


def test_a_link_asks_first_lets_in_once_and_leads_to_choosing_a_password(visitor, path):
    for _ in range(2):
        asked = visitor.get(path)
        assert (asked.status_code, "no-store" in asked["Cache-Control"]) == (200, True)
        assert "Welcome, Ada Okafor" in asked.content.decode()
    assert who(visitor) is None

    answer = visitor.post(path)
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/password/set/")
    assert visitor.get("/accounts/password/set/").status_code == 200
    assert who(visitor) == "Ada Okafor"

    late = Client()
    assert (late.get(path).status_code, late.post(path).status_code) == (410, 410)
    assert who(late) is None


def test_who_has_a_password_is_led_home(visitor, ada, settings):
    actions.add_person(
        "ada@example.org", name="Ada Okafor", role="practitioner", password="q8!pLw0z"
    )
    link = one_time_link(Person.objects.get(pk=ada.pk)).removeprefix(settings.SITE_URL)
    assert visitor.post(link)["Location"] == "/"


def test_using_one_link_uses_up_all_that_were_given_out(visitor, ada, settings, path):
    other = one_time_link(ada).removeprefix(settings.SITE_URL)
    visitor.post(path)
    assert Client().post(other).status_code == 410


@pytest.mark.parametrize("changed", ["password", "address", "closed"])
def test_a_link_dies_with_what_it_was_made_for(visitor, ada, path, changed):
    if changed == "password":
        ada.set_password("another one entirely")
    elif changed == "address":
        ada.email = "ada@new.example"
    else:
        ada.is_active = False
    ada.save()
    assert visitor.post(path).status_code == 410


@pytest.mark.parametrize(("days", "status"), [(2.9, 303), (3.1, 410)])
def test_a_link_lasts_three_days(visitor, path, days, status):
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert visitor.post(path).status_code == status


def test_a_link_of_another_person_changes_who_is_signed_in(ben, as_, path):
    client = as_(ben)
    client.post(path)
    assert who(client) == "Ada Okafor"


@pytest.mark.parametrize(
    "token",
    ["x", "1-", "-", "1-abc-def", "zzzzzzzzzzzz-abc-def", "9" * 40 + "-a-b", "é-ü", "\u00b2-a"],
)
def test_what_never_was_a_link_lets_nobody_in(visitor, ada, token):
    assert visitor.get(f"/accounts/enter/{token}/").status_code == 410
    assert visitor.post(f"/accounts/enter/{token}/").status_code == 410


def test_a_link_changed_by_one_letter_lets_nobody_in(visitor, path):
    changed = path[:-2] + ("0" if path[-2] != "0" else "1") + "/"
    assert visitor.post(changed).status_code == 410


# The command ------------------------------------------------------------------------------


def add_person(capsys, *args: str) -> str:
    call_command("add_person", *args)
    return capsys.readouterr().out


def test_the_command_prints_a_link_that_lets_a_steward_in(db, capsys, settings):
    said = add_person(capsys, "Eve@Example.org", "--name", "Eve Adler", "--role", "steward")
    link = re.search(r"http\S+", said).group(0)
    client = Client()
    client.post(link.removeprefix(settings.SITE_URL))
    assert who(client) == "Eve Adler"
    assert client.get("/people/").status_code == 200
    eve = Person.objects.get()
    assert (eve.email, eve.username, eve.vouched) == ("eve@example.org", "eve-adler", True)


def test_with_a_password_the_command_prints_none_and_one_can_sign_in_at_once(db, capsys):
    given = ["--name", "Eve", "--role", "convenor", "--password", "four quiet green boats"]
    said = add_person(capsys, "eve@example.org", *given)
    assert said == "Eve (eve@example.org) can sign in as convenor.\n"
    client = Client()
    sent = {"login": "eve@example.org", "password": "four quiet green boats"}
    assert client.post("/accounts/login/", sent).status_code == 303
    assert who(client) == "Eve"


def test_the_command_brings_somebody_up_to_date(ada, capsys):
    add_person(capsys, "ada@example.org", "--name", "Ada Obi", "--role", "convenor")
    ada.refresh_from_db()
    assert (ada.name, ada.username, ada.role) == ("Ada Obi", "ada-obi", "convenor")
    assert Person.objects.count() == 1


def test_somebody_whose_account_was_closed_can_come_in_again(ada, cleo, capsys):
    actions.deactivate(ada, by=cleo)
    add_person(capsys, "ada@example.org", "--name", "Ada Okafor", "--role", "practitioner")
    ada.refresh_from_db()
    assert ada.is_active


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nope", "--name", "N", "--role", "steward"], "valid email"),
        (["n@example.org", "--name", " ", "--role", "steward"], "Give a name"),
        (["n@example.org", "--name", "n" * 121, "--role", "steward"], "at most 120"),
        (["n@example.org", "--name", "N", "--role", "king"], "There is no role “king”"),
        (["n@example.org", "--name", "N", "--role", "steward", "--password", "1234"], "too short"),
        (["starter@system.invalid", "--name", "N", "--role", "steward"], "No mail can reach"),
        (["n@example.org", "--role", "steward"], "--name"),
    ],
)
def test_the_command_explains_what_cannot_be_and_keeps_nothing(db, args, said):
    with pytest.raises(CommandError, match=re.escape(said)):
        call_command("add_person", *args)
    assert not Person.objects.exists()


def test_the_command_does_not_take_the_last_steward_away(cleo):
    with pytest.raises(CommandError, match="name another steward first"):
        call_command("add_person", "cleo@example.org", "--name", "Cleo", "--role", "convenor")
    cleo.refresh_from_db()
    assert cleo.is_steward
