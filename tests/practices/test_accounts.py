"""Signing up, in and out; forgotten passwords; changing one's address. By e-mail, front door."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from practices.models import Person

GOOD = "four quiet green boats"
SIGN_UP = {"name": "Zed Amin", "email": "Zed@Example.org", "password1": GOOD}


@pytest.fixture
def ada(ada):
    ada.set_password(GOOD)
    ada.save()
    return ada


def link_in(letter) -> str:
    """The path of the one link to follow in a letter."""
    links = re.findall(rf"{re.escape(settings.SITE_URL)}(/accounts/\S+)", letter.body)
    assert len(links) == 1, letter.body
    return links[0]


def sign_in(client: Client, email: str = "ada@example.org", password: str = GOOD, **more):
    return client.post("/accounts/login/", {"login": email, "password": password} | more)


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/profile/").status_code == 200


# Signing up -------------------------------------------------------------------------------


def test_a_new_account_is_open_once_the_link_in_the_letter_was_followed(visitor, mailoutbox):
    sent = visitor.post("/accounts/signup/", SIGN_UP)
    assert (sent.status_code, sent["Location"]) == (303, "/accounts/confirm-email/")
    assert visitor.get("/accounts/confirm-email/").status_code == 200
    assert not is_signed_in(visitor)

    (letter,) = mailoutbox
    assert letter.to == ["zed@example.org"]
    assert letter.subject == "Please confirm your address for A Better Way"
    path = link_in(letter)
    elsewhere = Client()
    assert elsewhere.get(path).status_code == 200
    assert not is_signed_in(visitor)
    assert sign_in(elsewhere, "zed@example.org")["Location"] == "/accounts/confirm-email/"
    assert not is_signed_in(elsewhere)

    confirmed = elsewhere.post(path)
    assert confirmed.status_code == 303
    assert is_signed_in(elsewhere) or sign_in(elsewhere, "zed@example.org").status_code == 303
    assert is_signed_in(elsewhere)
    zed = Person.objects.get(email="zed@example.org")
    assert (zed.name, zed.username, zed.role, zed.vouched) == (
        "Zed Amin",
        "zed-amin",
        "practitioner",
        False,
    )


def test_the_link_works_only_once(visitor, mailoutbox):
    visitor.post("/accounts/signup/", SIGN_UP)
    path = link_in(mailoutbox[0])
    visitor.post(path)
    again = Client().get(path)
    assert "This link no longer works" in again.content.decode()
    assert Client().post(path).status_code == 404


def test_confirming_in_the_browser_of_the_sign_up_signs_in(visitor, mailoutbox):
    visitor.post("/accounts/signup/", SIGN_UP)
    visitor.post(link_in(mailoutbox[0]))
    assert is_signed_in(visitor)


def test_usernames_of_two_of_one_name_differ_and_never_show_the_address(visitor, ada):
    visitor.post("/accounts/signup/", SIGN_UP | {"name": "Ada Okafor"})
    assert Person.objects.get(email="zed@example.org").username == "ada-okafor-2"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "n" * 121}, "at most 120"),
        ({"email": "zed"}, "valid email address"),
        ({"email": "zed@nowhere.invalid"}, "No mail can reach"),
        ({"password1": "short"}, "too short"),
        ({"password1": "password"}, "too common"),
        ({"password1": "8390128347"}, "entirely numeric"),
        ({"password1": "zed@example.org"}, "too similar"),
    ],
)
def test_a_sign_up_that_cannot_be_is_explained_and_keeps_what_was_typed(visitor, wrong, said):
    answer = visitor.post("/accounts/signup/", SIGN_UP | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    kept = {"name": "Zed Amin", "email": "zed@example.org"} | wrong
    assert f'value="{kept["name"]}"' in answer.content.decode() or not kept["name"]
    assert not Person.objects.exists()


def test_signing_up_with_a_known_address_looks_the_same_and_tells_its_owner_alone(
    visitor, ada, mailoutbox
):
    known = visitor.post("/accounts/signup/", SIGN_UP | {"email": "ada@example.org"})
    unknown = Client().post("/accounts/signup/", SIGN_UP)
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.subject for letter in mailoutbox] == [
        "You have an account at A Better Way already",
        "Please confirm your address for A Better Way",
    ]
    assert "/accounts/password/reset/" in mailoutbox[0].body
    ada.refresh_from_db()
    assert ada.name == "Ada Okafor"


# Signing in and out -----------------------------------------------------------------------


def test_signing_in_leads_to_where_one_wanted_to_go(visitor, ada):
    asked = visitor.get("/accounts/profile/")
    assert (asked.status_code, asked["Location"]) == (
        302,
        "/accounts/login/?next=/accounts/profile/",
    )
    answer = sign_in(visitor, next="/accounts/profile/")
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/profile/")


@pytest.mark.parametrize("email", ["ADA@EXAMPLE.ORG", " ada@example.org "])
def test_the_address_may_be_typed_in_any_case(visitor, ada, email):
    sign_in(visitor, email)
    assert is_signed_in(visitor)


def test_signing_in_never_leads_to_another_site(visitor, ada):
    assert sign_in(visitor, next="https://evil.example/")["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_are_told_apart_by_nothing(visitor, ada):
    answers = [sign_in(visitor, password="wrong wrong"), sign_in(visitor, "nobody@example.org")]
    assert [answer.status_code for answer in answers] == [422, 422]
    words = [re.findall(r"<li>(.*?)</li>", answer.content.decode()) for answer in answers]
    assert words[0] == words[1]
    assert any("not right" in line for line in words[0])


def test_a_username_signs_nobody_in(visitor, ada):
    assert sign_in(visitor, ada.username).status_code == 422


def test_guessing_passwords_is_slowed_down_even_for_the_right_one(visitor, ada):
    codes = [sign_in(visitor, password=f"guess {n}").status_code for n in range(6)]
    assert codes == [422] * 5 + [429]
    slowed = sign_in(visitor)
    assert slowed.status_code == 429
    assert "A little too quick" in slowed.content.decode()


def test_signing_out_asks_first_and_then_does(ada, as_):
    client = as_(ada)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    answer = client.post("/accounts/logout/")
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert not is_signed_in(client)


def test_a_session_lasts_past_the_browser_only_where_one_asked_for_it(visitor, ada):
    sign_in(visitor)
    assert visitor.cookies["sessionid"]["expires"] == ""
    stays = Client()
    sign_in(stays, remember="on")
    assert int(stays.cookies["sessionid"]["max-age"]) == 30 * 24 * 3600


# Forgotten passwords ----------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_by_the_link_in_a_letter(visitor, ada, mailoutbox):
    visitor.post("/accounts/password/reset/", {"email": "ada@example.org"})
    (letter,) = mailoutbox
    assert letter.subject == "Choose a new password for A Better Way"
    form = visitor.get(link_in(letter), follow=True)
    path = form.request["PATH_INFO"]
    new = "seven slow brown rivers"
    weak = visitor.post(path, {"password1": "short", "password2": "short"})
    assert weak.status_code == 422
    done = visitor.post(path, {"password1": new, "password2": new})
    assert done.status_code == 303
    assert sign_in(Client(), password=GOOD).status_code == 422
    assert sign_in(Client(), password=new).status_code == 303
    assert "This link no longer works" in Client().get(link_in(letter)).content.decode()


def test_asking_for_a_password_of_an_unknown_address_looks_the_same(visitor, ada, mailoutbox):
    known = visitor.post("/accounts/password/reset/", {"email": "ada@example.org"})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.subject for letter in mailoutbox] == [
        "Choose a new password for A Better Way",
        "There is no account with this address at A Better Way",
    ]


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(ada, as_, mailoutbox):
    here, elsewhere = as_(ada), as_(ada)
    new = "seven slow brown rivers"
    sent = {"oldpassword": GOOD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", sent | {"oldpassword": "x"}).status_code == 422
    answer = here.post("/accounts/password/change/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/profile/")
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)
    assert [letter.subject for letter in mailoutbox] == [
        "Your password at A Better Way has changed"
    ]


def test_a_session_ends_on_its_day_and_one_that_was_never_begun_is_none(ada, as_):
    client = as_(ada)
    assert is_signed_in(client)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_signed_in(client)
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert not is_signed_in(stranger)


# Changing the address ---------------------------------------------------------------------


def test_a_new_address_counts_once_its_owner_has_confirmed_it(ada, as_, mailoutbox):
    client = as_(ada)
    sent = {"action_add": "1", "email": "ada@new.example"}
    assert client.post("/accounts/email/", sent).status_code == 303
    page = client.get("/accounts/email/").content.decode()
    assert "ada@example.org" in page and "ada@new.example" in page
    (letter,) = mailoutbox
    assert letter.to == ["ada@new.example"]
    assert sign_in(Client()).status_code == 303

    client.post(link_in(letter))
    assert sign_in(Client(), "ada@new.example").status_code == 303
    assert sign_in(Client()).status_code == 422
    ada.refresh_from_db()
    assert ada.email == "ada@new.example"
    told = [(letter.to, letter.subject) for letter in mailoutbox[1:]]
    assert told == [(["ada@example.org"], "Your address at A Better Way has changed")]


def test_a_change_of_address_can_be_called_off(ada, as_, mailoutbox):
    client = as_(ada)
    client.post("/accounts/email/", {"action_add": "1", "email": "ada@new.example"})
    client.post("/accounts/email/", {"action_remove": "", "email": "ada@new.example"})
    told = client.get("/accounts/email/").content.decode()
    assert "ada@new.example is taken away" in told
    assert "ada@new.example" not in client.get("/accounts/email/").content.decode()
    assert Client().post(link_in(mailoutbox[0])).status_code == 404


@pytest.mark.parametrize("has_confirmed", [True, False])
def test_an_address_that_another_account_has_cannot_be_taken(
    ada, as_, visitor, mailoutbox, has_confirmed
):
    visitor.post("/accounts/signup/", SIGN_UP)
    if has_confirmed:
        visitor.post(link_in(mailoutbox[0]))
    client = as_(ada)
    answer = client.post("/accounts/email/", {"action_add": "1", "email": "zed@example.org"})
    assert answer.status_code == 303
    for letter in mailoutbox[1:]:
        if "/confirm-email/" in letter.body:
            assert client.post(link_in(letter)).status_code in (303, 422)
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    assert Person.objects.get(email="zed@example.org").name == "Zed Amin"


# Letters ----------------------------------------------------------------------------------


def test_every_letter_is_plain_text_in_plain_words(visitor, ada, as_, mailoutbox):
    visitor.post("/accounts/signup/", SIGN_UP | {"name": "Buy at www.example.com"})
    visitor.post("/accounts/password/reset/", {"email": "ada@example.org"})
    new = {"oldpassword": GOOD, "password1": GOOD + "!", "password2": GOOD + "!"}
    as_(ada).post("/accounts/password/change/", new)
    for letter in mailoutbox:
        assert letter.alternatives == []
        assert letter.body.strip().endswith(f"A Better Way\n{settings.SITE_URL}")
        assert not re.search(r"[{}<]|&#|www\.example\.com", letter.subject + letter.body)
    assert len(mailoutbox) == 3


def test_a_letter_that_cannot_be_sent_is_said_so_and_breaks_nothing(visitor, ada, settings):
    nobody_listens = {"host": "127.0.0.1", "port": 1, "timeout": 1}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": nobody_listens}}
    answer = visitor.post("/accounts/signup/", SIGN_UP, follow=True)
    assert answer.status_code == 200
    assert "could not be sent" in answer.content.decode()


def test_account_pages_are_never_kept_by_a_browser(visitor):
    for path in ["login", "signup"]:
        assert "no-store" in visitor.get(f"/accounts/{path}/")["Cache-Control"]


def test_the_last_sign_in_is_noted(visitor, ada):
    before = timezone.now()
    sign_in(visitor)
    ada.refresh_from_db()
    assert before < ada.last_login < timezone.now()
