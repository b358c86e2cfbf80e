"""Taking one's data away, and deleting one's account."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from practices import actions
from practices.models import Entry, Person, Rating

GOOD = "four quiet green boats"


@pytest.fixture
def ada(ada):
    ada.set_password(GOOD)
    ada.about = "Listens for a living."
    ada.save()
    return ada


@pytest.fixture
def shared(ada, dan, make_entry):
    """What ada leaves behind: an entry, a change to another's, a link, a rating."""
    hers = make_entry(title="Walk and talk", by=ada)
    his = make_entry(title="Shared meals", by=dan)
    stand = make_entry("proposition", title="Prevention is better than cure", by=dan)
    actions.revise(his, by=ada, base=1, reason="Said who cooks", body="<p>All cook.</p>")
    actions.link(hers, stand, stance="supports", why="It comes first.", by=ada)
    link = actions.link(his, stand, stance="supports", why="It feeds.", by=dan)
    actions.rate(link, by=ada, strength=4, ground="did", reason="It held.")
    return hers, his, stand


def go(client: Client, text: str = "unnamed", confirm: str = GOOD):
    return client.post("/accounts/leave/", {"text": text, "confirm": confirm})


def everywhere(client: Client) -> str:
    """All pages of the library that may name a person, as one string."""
    paths = ["/", "/changes/", "/feeds/changes.atom"]
    for entry in Entry.objects.all():
        paths.append(entry.get_absolute_url())
        paths += [f"{entry.get_absolute_url()}{verb}/" for verb in ("history", "links")]
        paths += [f"{entry.get_absolute_url()}history/{n}/" for n in range(1, entry.revision + 1)]
        paths += [f"{entry.get_absolute_url()[:-1]}.{form}" for form in ("json", "md")]
    pages = [client.get(path) for path in paths]
    return "\n".join(page.content.decode() for page in pages if page.status_code == 200)


def test_ones_data_holds_all_one_gave(ada, shared, as_):
    hers, his, stand = shared
    answer = as_(ada).get("/accounts/profile/data.json")
    assert answer["Content-Type"] == "application/json"
    assert 'attachment; filename="a-better-way-ada-okafor-' in answer["Content-Disposition"]
    data = json.loads(answer.content)
    about = {key: data["profile"][key] for key in ("name", "email", "about", "role")}
    assert about == {
        "name": "Ada Okafor",
        "email": "ada@example.org",
        "about": "Listens for a living.",
        "role": "practitioner",
    }
    assert [(entry["title"], entry["body"]) for entry in data["entries"]] == [
        ("Walk and talk", Entry.objects.get(pk=hers.pk).body)
    ]
    made = [(row["entry"], row["revision"], row["reason"]) for row in data["revisions"]]
    assert made == [
        (hers.pk, 1, ""),
        (his.pk, 2, "Said who cooks"),
        (hers.pk, 2, "Supports “Prevention is better than cure”"),
    ]
    assert [(row["source"], row["target"], row["why"]) for row in data["links"]] == [
        (hers.pk, stand.pk, "It comes first.")
    ]
    assert [(row["strength"], row["ground"], row["reason"]) for row in data["ratings"]] == [
        (4, "did", "It held.")
    ]


def test_leaving_asks_first_and_needs_the_password(ada, as_):
    client = as_(ada)
    assert client.get("/accounts/leave/").status_code == 200
    assert go(client, confirm="wrong").status_code == 422
    assert go(client, confirm="").status_code == 422
    assert go(client, text="").status_code == 422
    assert client.get("/accounts/profile/").status_code == 200
    ada.refresh_from_db()
    assert (ada.email, ada.is_active) == ("ada@example.org", True)


def test_who_has_no_password_types_their_address(dan, as_):
    client = as_(dan)
    assert go(client, confirm="somebody@example.org").status_code == 422
    assert go(client, confirm="Dan@example.org").status_code == 303


def test_unnamed_the_text_stays_and_the_person_is_nowhere(ada, shared, as_, visitor):
    before = everywhere(visitor)
    assert "Ada Okafor" in before or "ada-okafor" in before
    client = as_(ada)
    answer = go(client)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert client.get("/accounts/profile/").status_code == 302

    # A list that was kept may be a minute old; pages of entries are new at once.
    entries = "".join(visitor.get(entry.get_absolute_url()).content.decode() for entry in shared)
    cache.clear()
    after = everywhere(visitor) + entries
    for trace in ("Ada Okafor", "ada-okafor", "ada@example.org", "Listens for a living"):
        assert trace not in after, trace
    assert "Someone who has left" in after
    assert "Walk and talk" in after and "All cook." in after
    assert visitor.get("/people/ada-okafor/").status_code == 404
    assert not Rating.objects.exists()


def test_unnamed_nothing_of_the_account_is_left_in_the_database(ada, shared, as_):
    go(as_(ada))
    row = Person.objects.filter(pk=ada.pk).values().get()
    kept = " ".join(str(value) for value in row.values())
    assert "ada" not in kept.lower() and "Listens" not in kept
    assert not ada.emailaddress_set.exists()


def test_named_the_name_stays_with_the_text_and_the_rest_goes(ada, shared, as_, visitor):
    go(as_(ada), text="named")
    after = everywhere(visitor)
    assert "Ada Okafor" in after
    assert "ada-okafor" not in after and "ada@example.org" not in after
    assert visitor.get("/people/ada-okafor/").status_code == 404


def test_who_has_left_cannot_come_back_in_by_any_door(ada, as_, visitor, mailoutbox):
    go(as_(ada))
    ada.refresh_from_db()
    for email in ("ada@example.org", ada.email):
        sent = {"login": email, "password": GOOD}
        assert visitor.post("/accounts/login/", sent).status_code == 422
        visitor.post("/accounts/password/reset/", {"email": email})
    assert not [letter for letter in mailoutbox if "password/reset/key" in letter.body]


def test_the_address_is_free_for_a_new_account(ada, as_):
    go(as_(ada))
    again = actions.add_person("ada@example.org", name="Ada Okafor", role="practitioner")
    assert (again.pk != ada.pk, again.username) == (True, "ada-okafor")


def test_the_last_steward_cannot_leave(cleo, as_):
    answer = go(as_(cleo), confirm="cleo@example.org")
    assert answer.status_code == 422
    assert "name another steward first" in answer.content.decode()
    cleo.refresh_from_db()
    assert cleo.is_active
