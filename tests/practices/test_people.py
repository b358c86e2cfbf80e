"""Pages of people, the stewards' page of everybody, and one's own profile."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices import actions
from practices.models import Person


def text(response) -> str:
    """What a page says, without markup, in one line."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


# A person's page --------------------------------------------------------------------------


def test_a_page_shows_what_a_person_shared_and_changed_and_no_address(
    visitor, ada, dan, make_entry
):
    make_entry(title="Walk and talk", by=ada)
    other = make_entry(title="Shared meals", by=dan)
    actions.revise(other, by=ada, base=1, reason="Said who cooks", body="<p>All cook.</p>")
    said = text(visitor.get("/people/ada-okafor/"))
    assert "Ada Okafor" in said and "Walk and talk" in said
    assert "Shared meals Said who cooks" in said
    assert "Shared meals Said" not in text(visitor.get("/people/dan-reyes/"))
    assert "@" not in visitor.get("/people/ada-okafor/").content.decode()


def test_what_a_reader_may_not_see_is_not_on_a_persons_page_either(
    visitor, ben, ada, as_, make_entry
):
    make_entry("note", title="Quiet meeting", by=ben)
    assert "Quiet meeting" not in text(visitor.get("/people/ben-hughes/"))
    assert "Quiet meeting" not in text(as_(ada).get("/people/ben-hughes/"))
    assert "Quiet meeting" in text(as_(ben).get("/people/ben-hughes/"))


def test_who_does_not_wish_a_page_has_one_for_themselves_and_stewards_alone(
    visitor, ada, dan, cleo, as_
):
    actions.describe(ada, name=ada.name, about="", is_listed=False)
    path = "/people/ada-okafor/"
    seen = [client.get(path).status_code for client in (visitor, as_(dan), as_(ada), as_(cleo))]
    assert seen == [404, 404, 200, 200]


def test_closed_accounts_and_stand_ins_of_the_library_have_no_page(visitor, ada, cleo, as_):
    actions.deactivate(ada, by=cleo)
    actions.system_person("importer")
    assert visitor.get("/people/ada-okafor/").status_code == 404
    assert as_(cleo).get("/people/ada-okafor/").status_code == 200
    assert as_(cleo).get("/people/importer/").status_code == 404


def test_a_persons_page_costs_the_same_however_much_they_shared(visitor, ada, make_entry):
    make_entry(title="One way", by=ada)
    few = queries(visitor, "/people/ada-okafor/")
    for n in range(25):
        make_entry(title=f"Way {n}", by=ada)
    assert queries(visitor, "/people/ada-okafor/") == few
    second = text(visitor.get("/people/ada-okafor/?page=2"))
    assert "One way" in second.split("Lately")[0]


# Everybody, for stewards ------------------------------------------------------------------


def test_the_list_finds_people_by_name_and_address(ada, ben, cleo, as_):
    client = as_(cleo)

    def found(q: str) -> list[str]:
        page = client.get("/people/", {"q": q}).content.decode()
        return re.findall(r"<h2><a [^>]*>([^<]*)", page)

    assert found("") == ["Ada Okafor", "Ben Hughes", "Cleo Lind"]
    assert found("okaf") == ["Ada Okafor"]
    assert found("BEN@") == ["Ben Hughes"]
    assert found("nobody\0") == []


def test_the_list_is_cut_into_pages_and_costs_the_same_however_many(ada, cleo, as_):
    client = as_(cleo)
    few = queries(client, "/people/")
    Person.objects.bulk_create(
        Person(email=f"p{n}@example.org", name=f"Person {n:03}", username=f"person-{n}")
        for n in range(60)
    )
    assert queries(client, "/people/") == few
    assert "Person 059" in text(client.get("/people/?page=2"))


def test_a_steward_adds_somebody_who_comes_in_by_the_link_in_a_letter(
    cleo, as_, mailoutbox, settings
):
    sent = {"name": "Fay Wong", "email": "Fay@Example.org", "role": "convenor"}
    answer = as_(cleo).post("/people/new/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/people/")
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["fay@example.org"], "Your way in to A Better Way")
    assert letter.body.startswith("Hello Fay Wong,\n\nCleo Lind has made an account for you")
    path = re.search(rf"{re.escape(settings.SITE_URL)}(/accounts/enter/\S+)", letter.body).group(1)
    assert Client().post(path).status_code == 303
    fay = Person.objects.get(email="fay@example.org")
    assert (fay.role, fay.vouched, fay.username) == ("convenor", True, "fay-wong")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "ADA@example.org"}, "Ada Okafor is here already"),
        ({"email": "fay"}, "valid email"),
        ({"email": "f@left.invalid"}, "No mail can reach"),
        ({"role": "king"}, "valid choice"),
        ({"name": "  "}, "required"),
    ],
)
def test_somebody_who_cannot_be_added_is_explained(ada, cleo, as_, wrong, said):
    sent = {"name": "Fay Wong", "email": "fay@example.org", "role": "convenor"} | wrong
    answer = as_(cleo).post("/people/new/", sent)
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert Person.objects.count() == 2


def test_where_no_letter_can_go_the_steward_is_given_the_link(cleo, as_, settings):
    options = {"host": "127.0.0.1", "port": 1, "timeout": 1}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    client = as_(cleo)
    sent = {"name": "Fay Wong", "email": "fay@example.org", "role": "convenor"}
    assert client.post("/people/new/", sent)["Location"] == "/people/fay-wong/link/"
    page = client.post("/people/fay-wong/link/").content.decode()
    link = re.search(rf'value="{re.escape(settings.SITE_URL)}(/accounts/enter/[^"]+)"', page)
    assert Client().post(link.group(1)).status_code == 303


def test_a_new_role_counts_at_once(ada, cleo, as_):
    client = as_(ada)
    assert client.get("/roundtables/new/").status_code == 403
    assert as_(cleo).post("/people/ada-okafor/role/", {"role": "convenor"}).status_code == 303
    assert client.get("/roundtables/new/").status_code == 200


def test_a_closed_account_is_out_at_once_and_in_again_when_opened(ada, cleo, as_):
    ada.set_password("four quiet green boats")
    ada.save()
    steward, client = as_(cleo), as_(ada)
    assert steward.get("/people/ada-okafor/deactivate/").status_code == 200
    assert client.get("/accounts/profile/").status_code == 200
    assert steward.post("/people/ada-okafor/deactivate/").status_code == 303
    assert client.get("/accounts/profile/").status_code == 302
    sent = {"login": "ada@example.org", "password": "four quiet green boats"}
    refused = Client().post("/accounts/login/", sent, follow=True)
    assert "This account is closed" in text(refused)
    assert steward.post("/people/ada-okafor/link/").content.decode().count("/accounts/enter/") == 0
    steward.post("/people/ada-okafor/reactivate/")
    assert Client().post("/accounts/login/", sent)["Location"] == "/"


@pytest.mark.parametrize("verb", ["role", "deactivate"])
def test_the_last_steward_stays(cleo, as_, verb):
    answer = as_(cleo).post(f"/people/cleo-lind/{verb}/", {"role": "convenor"})
    assert answer.status_code == 422
    assert "name another steward first" in text(answer)
    cleo.refresh_from_db()
    assert (cleo.role, cleo.is_active) == ("steward", True)


def test_with_a_second_steward_the_first_may_stop(cleo, ben, as_):
    actions.set_role(ben, role="steward", by=cleo)
    assert as_(cleo).post("/people/cleo-lind/role/", {"role": "convenor"}).status_code == 303


# One's own profile ------------------------------------------------------------------------


def test_a_new_name_shows_wherever_the_old_one_stood(ada, visitor, as_, make_entry):
    entry = make_entry(by=ada)
    before = entry.page_version
    sent = {"name": " Ada   Obi ", "about": "Listens.", "is_listed": "on"}
    answer = as_(ada).post("/accounts/profile/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/profile/")
    said = text(visitor.get("/people/ada-obi/"))
    assert "Ada Obi Listens." in said
    assert visitor.get("/people/ada-okafor/").status_code == 404
    entry.refresh_from_db()
    assert entry.page_version > before


def test_a_name_of_nothing_but_signs_still_gives_a_page(ada, visitor, as_):
    as_(ada).post("/accounts/profile/", {"name": "Зоя ✿", "about": "", "is_listed": "on"})
    assert "Зоя ✿" in text(visitor.get("/people/person/"))


def test_nobody_can_be_called_by_a_word_of_ours(cleo, as_):
    as_(cleo).post("/accounts/profile/", {"name": "New", "about": "", "is_listed": "on"})
    cleo.refresh_from_db()
    assert cleo.username == "new-2"


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "n" * 121}, {"about": "x" * 1001}, {"name": "a\0b"}]
)
def test_a_profile_that_cannot_be_is_explained_and_not_kept(ada, as_, wrong):
    sent = {"name": "Ada Obi", "about": "Listens."} | wrong
    assert as_(ada).post("/accounts/profile/", sent).status_code == 422
    ada.refresh_from_db()
    assert (ada.name, ada.about) == ("Ada Okafor", "")


def test_markup_in_a_name_stays_words(ada, visitor, as_):
    as_(ada).post("/accounts/profile/", {"name": "<b>Ada</b>", "is_listed": "on"})
    ada.refresh_from_db()
    page = visitor.get(f"/people/{ada.username}/").content.decode()
    assert "<b>Ada</b>" not in page and "&lt;b&gt;Ada&lt;/b&gt;" in page
