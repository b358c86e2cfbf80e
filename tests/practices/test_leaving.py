"""Taking one's data away, and deleting one's account."""

import json

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from practices import actions
from practices.accounts.takeaway import my_data
from practices.forms import Ticket
from practices.models import Entry, Page, Person, Rating, Theme, Token

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


HELD = {
    "practices.Entry.created_by": "entries",
    "practices.Entry.keeper": "looks_after",
    "practices.ThemeKeeper.person": "looks_after_themes",
    "practices.Confirmation.by": "found_still_true",
    "practices.HistoricalEntry.history_user": "revisions",
    "practices.HistoricalPage.history_user": "pages",
    "practices.Link.by": "links",
    "practices.Rating.person": "ratings",
    "practices.Comment.author": "comments",
    "practices.Suggestion.person": "suggestions",
    "practices.Attachment.by": "files",
    "practices.Draft.person": "drafts",
    "practices.Follow.person": "following",
    "practices.Notice.person": "notices",
    "practices.Report.by": "reports",
    "practices.Report.about": "decided_about_me",
    "practices.Report.appealed_by": "appeals",
    "practices.AuditLine.who": "deeds",
    "practices.Token.person": "keys",
    "practices.SeenVersion.by": "has_looked_at",
    "practices.PrivateNote.author": "private_notes",
    "account.EmailAddress.user": "profile",
}
"""Where what hangs on a person stands in their data."""

SAID_ELSEWHERE = "what a version says of its entry: the versions somebody made are theirs"
DEEDS = "a steward’s deed: `deeds` names it, and whom it concerns has the words"
LEFT_OUT = {
    "practices.Entry.updated_by": SAID_ELSEWHERE,
    "practices.HistoricalEntry.created_by": SAID_ELSEWHERE,
    "practices.HistoricalEntry.updated_by": SAID_ELSEWHERE,
    "practices.Comment.hidden_by": DEEDS,
    "practices.Comment.resolved_by": "one click, shown on the conversation for everyone",
    "practices.Attachment.removed_by": DEEDS,
    "practices.Redaction.by": DEEDS,
    "practices.Report.decided_by": DEEDS,
    "practices.Report.heard_by": DEEDS,
    "practices.Suggestion.decided_by": DEEDS,
    "practices.Suggestion.first_decided_by": DEEDS,
    "practices.ThemeChange.by": DEEDS,
    "practices.PrivateNote.to": "what somebody else wrote; it is theirs to take away",
    "practices.Notice.by": "what others were told of, and can be read in its place",
    "practices.Letter.person": "made of notices when it is sent; it holds no words",
    "practices.Presence.person": "gone within a minute of the last sign",
    "practices.Person_groups.person": "nobody is in a group here",
    "practices.Person_user_permissions.person": "nobody has one here",
    "roundtables.Upload.person": "a file of their own, gone once it is brought in or thrown away",
}


def test_nothing_that_hangs_on_a_person_is_forgotten():
    hanging = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models(include_auto_created=True)
        for column in model._meta.concrete_fields
        if column.related_model is Person
    }
    assert hanging == HELD.keys() | LEFT_OUT.keys()
    assert not HELD.keys() & LEFT_OUT.keys()


def test_ones_data_has_something_of_each_sort_once_it_is_there(
    ada, ben, cleo, shared, as_, send_picture
):
    hers, his, _ = shared
    said = actions.say(his, by=ada, body="Who washes up?")
    actions.suggest("practice", of=his, base=2, by=ada, source="Our kitchen.")
    Token.make(ada, "A script")
    send_picture(ada)
    actions.confirm(his, by=ada)
    actions.entrust_theme(Theme.objects.create(name="Meals", slug="meals"), by=cleo, name=[ada])
    actions.write_privately(his, by=ada, body="Is it still so?")
    actions.mark_versions_seen([(his.pk, 1)], by=ada)
    actions.follow("entry", str(his.pk), by=ada)
    ticket = Ticket.new(ada.pk, "practice", his.pk)
    as_(ada).post("/drafts/save/", {"ticket": str(ticket), "body": "Not done.", "typed": "1"})
    actions.answer(said, by=ben, body="All of us.")
    call_command("work", "--once")
    actions.report(his, by=ada, words="It names somebody.")
    about = actions.report(hers, by=ben, words="It names somebody.")
    actions.decide(about, by=cleo, outcome="hidden", reason="It does.")
    about.refresh_from_db()
    actions.appeal(about, by=ada, words="It names a town.")
    actions.set_role(ada, role="steward", by=cleo)
    actions.write_page(Page(slug="about"), by=ada, title="About", body="We.")

    data = my_data(Person.objects.get(pk=ada.pk))

    assert {key for key in HELD.values() if not data[key]} == set()
    assert data["decided_about_me"][0]["reason"] == "It does."
    assert "names somebody" not in json.dumps(data["decided_about_me"], default=str)


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
