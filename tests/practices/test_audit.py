"""The log of who looked after what: it is complete, wordless, and nobody changes it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from practices import actions
from practices.models import AuditLine, Page, Person
from tests.conftest import guard_log
from tests.practices.pages import errors, read


def deeds() -> list[tuple]:
    """Who did what to what, in order, leaving out how the cast came to be."""
    lines = AuditLine.objects.exclude(who=None).order_by("pk")
    return [(line.who.username, line.verb, line.target, line.number, line.value) for line in lines]


def rows(response) -> list[list[str]]:
    cells = [row.select("td") for row in read(response).select("tbody tr")]
    return [[" ".join(cell.text.split()) for cell in row[1:]] for row in cells]


# What is written down ---------------------------------------------------------------------


def test_showing_and_hiding_an_entry_is_written_down(make_entry, cleo, as_):
    entry, client = make_entry(), as_(cleo)
    for verb in ("withdraw", "publish", "delete", "undelete"):
        client.post(f"/practices/walk-and-talk/{verb}/", {"reason": "For the test."})
    assert deeds() == [
        ("cleo-lind", verb, "entry", entry.pk, "")
        for verb in ("withdraw", "publish", "delete", "undelete")
    ]


def test_what_changes_nothing_is_not_written_down(make_entry, cleo):
    actions.publish(make_entry(), by=cleo)
    assert deeds() == []


def test_roles_and_accounts_are_written_down(ada, cleo, as_):
    client = as_(cleo)
    client.post("/people/ada-okafor/role/", {"role": "convenor"})
    client.post("/people/ada-okafor/deactivate/")
    client.post("/people/ada-okafor/reactivate/")
    assert deeds() == [
        ("cleo-lind", "role", "person", ada.pk, "convenor"),
        ("cleo-lind", "close", "person", ada.pk, ""),
        ("cleo-lind", "reopen", "person", ada.pk, ""),
    ]


def test_the_role_somebody_comes_with_is_written_down(cleo, as_):
    eve = {"email": "eve@example.org", "name": "Eve Adler", "role": "steward"}
    as_(cleo).post("/people/new/", eve)
    pk = Person.objects.get(email="eve@example.org").pk
    assert deeds() == [("cleo-lind", "role", "person", pk, "steward")]


def test_hiding_words_and_changing_a_page_are_written_down(make_entry, ada, cleo):
    said = actions.say(make_entry(), by=ada, body="Where?")
    actions.hide(said, by=cleo, reason="Names somebody.")
    actions.unhide(said, by=cleo)
    page = actions.write_page(Page(slug="about"), by=cleo, title="About", body="We.")
    actions.write_page(page, by=cleo, title="About", body="All of us.")
    assert deeds() == [
        ("cleo-lind", "hide", "comment", said.pk, ""),
        ("cleo-lind", "unhide", "comment", said.pk, ""),
        ("cleo-lind", "page", "page", page.pk, ""),
    ]


def test_deciding_what_was_suggested_is_written_down(make_entry, ada, cleo):
    entry = make_entry()
    one, other = (
        actions.suggest("practice", of=entry, base=1, by=ada, source=place)
        for place in ("Leeds", "York")
    )
    actions.accept(one, by=cleo, answer="Thank you.")
    actions.send_back(other, by=cleo, answer="It is in Leeds.")
    assert deeds() == [
        ("cleo-lind", "accept", "suggestion", one.pk, ""),
        ("cleo-lind", "return", "suggestion", other.pk, ""),
    ]


def test_a_deed_that_fails_leaves_no_line(cleo, as_):
    assert as_(cleo).post("/people/cleo-lind/deactivate/").status_code == 422
    assert deeds() == []


def test_no_word_of_a_title_or_a_reason_is_in_the_log(make_entry, cleo):
    actions.delete(make_entry(title="Quiet mornings"), by=cleo, reason="Said twice.")
    with connection.cursor() as db:
        db.execute("SELECT * FROM practices_auditline")
        kept = repr(db.fetchall())
    assert "Quiet" not in kept and "twice" not in kept


# Nobody changes it ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE practices_auditline SET verb = 'publish'",
        "DELETE FROM practices_auditline",
        pytest.param("TRUNCATE practices_auditline", marks=pytest.mark.postgres),
    ],
)
def test_the_database_refuses_to_change_or_take_away_a_line(statement, make_entry, cleo):
    actions.delete(make_entry(), by=cleo, reason="Said twice.")
    connection.check_constraints()  # or PostgreSQL has another reason to refuse
    if connection.vendor == "postgresql":
        guard_log(up=True)  # a test before this one may have laid it aside
    before = list(AuditLine.objects.values())
    with (
        pytest.raises(DatabaseError, match="Lines of the audit log are never"),
        transaction.atomic(),
        connection.cursor() as db,
    ):
        db.execute(statement)
    assert list(AuditLine.objects.values()) == before


def test_the_log_stays_when_somebody_leaves(make_entry, ada, cleo):
    actions.set_role(ada, role="steward", by=cleo)
    actions.delete(make_entry(), by=ada, reason="Said twice.")
    actions.leave(ada, keep_name=False)
    assert [line[1] for line in deeds()] == ["role", "delete"]


# Reading it -------------------------------------------------------------------------------


def test_stewards_read_who_did_what_newest_first(make_entry, ada, cleo, as_):
    actions.withdraw(make_entry(title="Shared meals"), by=cleo, reason="Not yet.")
    actions.set_role(ada, role="convenor", by=cleo)
    lines = rows(as_(cleo).get("/audit/"))[:2]
    assert lines == [
        ["Cleo Lind", "gave a role to Ada Okafor: convenor all about this"],
        ["Cleo Lind", "took out of sight Shared meals all about this"],
    ]


def test_the_log_can_be_narrowed(make_entry, ada, cleo, as_):
    entry, client = make_entry(), as_(cleo)
    actions.withdraw(entry, by=cleo, reason="Not yet.")
    actions.publish(entry, by=ada)
    actions.set_role(ada, role="convenor", by=cleo)

    def verbs(query: str) -> list[str]:
        return [row[1].split(" ")[0] for row in rows(client.get(f"/audit/?{query}"))]

    assert verbs("who=ada-okafor") == ["published"]
    assert verbs(f"what=entry:{entry.pk}") == ["published", "took"]
    assert verbs("verb=withdraw") == ["took"]
    assert verbs("who=cleo-lind&since=2100-01-01") == []


def test_pages_go_on_where_the_last_one_ended_at_the_same_cost(make_entry, cleo, as_):
    entry, client = make_entry(), as_(cleo)
    for _ in range(55):
        actions.withdraw(entry, by=cleo, reason="Not yet.")
        actions.publish(entry, by=cleo)
    first = client.get("/audit/?who=cleo-lind")
    older = read(first).select_one(".pagination a[rel=next]")["href"]
    with CaptureQueriesContext(connection) as one:
        second = client.get(f"/audit/{older}")
    third = read(second).select_one(".pagination a[rel=next]")["href"]
    with CaptureQueriesContext(connection) as two:
        last = client.get(f"/audit/{third}")
    assert [len(rows(page)) for page in (first, second, last)] == [50, 50, 10]
    assert len(one) == len(two)


def test_a_filter_nobody_understands_is_said_to_be_so(cleo, as_):
    answer = as_(cleo).get("/audit/?who=nobody&what=everything&since=soon")
    assert answer.status_code == 422
    assert errors(answer) == {
        "By whom": "Nobody here goes by “nobody” in the address of their page.",
        "To what": "Please write it as entry:12, comment:3 or person:7.",
        "Since": "Please give a day such as 2026-03-24.",
    }
