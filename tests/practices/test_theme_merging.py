"""Making one theme of two, and two of one again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices import actions
from practices.models import AuditLine, Entry, Follow, Notice, TaggedEntry, Theme, ThemeChange
from practices.notices import gather
from tests.practices.test_themes import listed, text_of
from tests.practices.theming import theme, themes_by_title

pytestmark = pytest.mark.django_db


def test_merging_changes_every_entry_in_one_go(two_themes, as_, cleo, visitor):
    preview = text_of(as_(cleo).get("/themes/codesign/merge/", {"into": "co-design"}))
    assert "<dd>1 practice, 1 case</dd>" in preview

    answer = as_(cleo).post("/themes/codesign/merge/", {"into": "Co-design", "reason": "Same"})

    assert answer.url == "/themes/co-design/"
    assert themes_by_title() == {
        "One": ["Co-design", "Trust"],
        "Three": ["Co-design"],
        "Two": ["Co-design"],
    }
    assert listed(text_of(visitor.get("/themes/"))) == [("Co-design", "3"), ("Trust", "1")]
    assert visitor.get("/themes/codesign/").url == "/themes/co-design/"
    assert [line.verb for line in AuditLine.objects.filter(target="theme")] == ["merge"]


def test_recent_changes_tell_of_it_once_and_histories_each(two_themes, cleo, visitor):
    actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)

    page = text_of(visitor.get("/changes/"))
    assert page.count("Theme “Codesign” is now “Co-design”, here and on 1 other page") == 1
    assert page.count("Theme “Codesign” is now “Co-design”") == 1
    for address in ("/practices/one/history/", "/cases/three/history/"):
        assert "Theme “Codesign” is now “Co-design”" in text_of(visitor.get(address))


def test_nobody_gets_a_notice_of_it(two_themes, dan, cleo):
    follow = actions.follow("theme", "co-design", by=dan)
    actions.follow("entry", str(Entry.objects.get(title="One").pk), by=dan)
    assert follow.level == "weekly"
    gather(timezone.now())

    actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)
    gather(timezone.now())

    assert list(Notice.objects.all()) == []


def test_a_merge_is_undone_where_people_have_not_decided_otherwise(
    two_themes, as_, ada, dan, ben, cleo
):
    actions.follow("theme", "codesign", by=ada)
    for slug in ("codesign", "co-design"):
        actions.follow("theme", slug, by=dan)
    actions.follow("theme", "co-design", by=ben)
    change = actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)
    later = actions.create("practice", by=ada, title="Four", body="4", theme_names=["Codesign"])
    one = Entry.objects.get(title="One")
    actions.revise(one, by=ada, base=2, theme_names=["Trust"])
    follows = Follow.objects.filter(what="theme").order_by("key")
    assert (later.theme_names, [f.key for f in follows.filter(person=ada)]) == (
        ["Co-design"],
        ["co-design"],
    )
    address = f"/themes-to-merge/{change.pk}/undo/"
    assert address in text_of(as_(cleo).get("/themes-to-merge/"))
    page = text_of(as_(cleo).get(address))
    assert "<dd>1 case</dd>" in page and "1 come back" in page

    answer = as_(cleo).post(address, {"reason": "They differ"})

    assert (answer.status_code, answer.url) == (303, "/themes/codesign/")
    assert themes_by_title() == {
        "Four": ["Co-design"],
        "One": ["Trust"],
        "Three": ["Co-design", "Codesign"],
        "Two": ["Co-design"],
    }
    kept = {person.name: [f.key for f in follows.filter(person=person)] for person in (ada, dan)}
    assert kept == {"Ada Okafor": ["codesign"], "Dan Reyes": ["co-design", "codesign"]}
    again = as_(cleo).post(address, {"reason": ""})
    assert again.status_code == 409
    assert "is a theme of its own already" in text_of(again)


@pytest.mark.django_db(transaction=True)
def test_the_same_themes_merged_in_the_same_moment_become_one(two_themes, as_, cleo):
    def send(slug: str, into: str) -> int:
        try:
            return as_(cleo).post(f"/themes/{slug}/merge/", {"into": into}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        asked = [("codesign", "Co-design"), ("co-design", "Codesign")] * 2
        answers = sorted(pool.map(lambda one: send(*one), asked))

    # Whoever comes late is led on to the theme that stands, or told what became of theirs.
    assert answers[0] == 303
    assert set(answers[1:]) <= {308, 409, 422}
    assert ThemeChange.objects.count() == 1
    assert set(map(tuple, themes_by_title().values())) < {
        (name, *more) for name in ("Codesign", "Co-design") for more in ((), ("Trust",))
    }


def test_a_merge_below_another_waits_for_it(two_themes, as_, cleo):
    first = actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)
    second = actions.merge_themes(theme("Co-design"), theme("Trust"), by=cleo)

    page = text_of(as_(cleo).get(f"/themes-to-merge/{first.pk}/undo/"))
    assert "“Co-design” has become “Trust” since. Undo that first." in page
    actions.unmerge_themes(second, by=cleo)
    actions.unmerge_themes(first, by=cleo)

    assert themes_by_title() == {
        "One": ["Codesign", "Trust"],
        "Three": ["Co-design", "Codesign"],
        "Two": ["Co-design"],
    }


NAMES = ("A", "B", "C")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sets(st.sampled_from(NAMES)), min_size=1, max_size=5),
    st.permutations(NAMES),
)
def test_merging_and_undoing_gives_every_entry_its_themes_again(cleo, sets, order):
    one, other, third = order
    with transaction.atomic():
        for number, names in enumerate([*sets, set(NAMES)]):
            actions.create("case", by=cleo, title=f"T{number}", body="t", theme_names=list(names))
        before = themes_by_title()
        first = actions.merge_themes(theme(one), theme(other), by=cleo)
        second = actions.merge_themes(theme(other), theme(third), by=cleo)
        assert all(set(names) <= {third} for names in themes_by_title().values())
        actions.unmerge_themes(second, by=cleo)
        actions.unmerge_themes(first, by=cleo)
        assert themes_by_title() == before
        transaction.set_rollback(True)


def test_a_change_that_began_before_a_merge_loses_nothing(two_themes, cleo, dan):
    actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)
    one = Entry.objects.get(title="One")

    sent = ["Codesign", "Trust", "Housing"]
    saved = actions.revise(one, by=dan, base=1, theme_names=sent, body="<p>New.</p>")

    assert sorted(saved.theme_names) == ["Co-design", "Housing", "Trust"]
    assert "New." in saved.body
    restored = actions.restore_version(saved, to=1, by=dan)
    assert restored.theme_names == ["Co-design", "Trust"]


@pytest.mark.django_db(transaction=True)
def test_saves_while_themes_are_merged_lose_nothing(make_entry, ada, cleo):
    entries = [make_entry(by=ada, title=f"T{n}", theme_names=["Old"]) for n in range(4)]
    entries += [make_entry(by=ada, title=f"N{n}", theme_names=["New"]) for n in range(4)]

    def save(entry: Entry) -> None:
        try:
            for number in range(6):
                now = Entry.objects.get(pk=entry.pk)
                sent = ["Old", f"Own {entry.title}"] if number % 2 else ["Old"]
                body = now.body + f"<p>Word {number}.</p>"
                actions.revise(entry, by=ada, base=now.revision, theme_names=sent, body=body)
        except actions.Conflict:
            save(entry)
        finally:
            connections.close_all()

    def merge() -> None:
        try:
            actions.merge_themes(theme("Old"), theme("New"), by=cleo)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        saving = [pool.submit(save, entry) for entry in entries]
        merging = pool.submit(merge)
    for done in (*saving, merging):
        done.result()

    named = themes_by_title()
    assert all("New" in names and "Old" not in names for names in named.values())
    assert not TaggedEntry.objects.filter(tag__slug="old").exists()
    for entry in Entry.objects.all():
        assert all(f"Word {number}." in entry.body for number in range(6))
        revisions = list(entry.history.order_by("revision").values_list("revision", flat=True))
        assert revisions == list(range(1, entry.revision + 1))


def test_keeping_the_words_keeps_a_merge_that_can_be_undone(two_themes, as_, cleo):
    change = actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)
    sent = {"name": "Co-design", "words": "CoDesign, Joint making"}

    assert as_(cleo).post("/themes/co-design/edit/", sent).status_code == 303
    actions.unmerge_themes(change, by=cleo)

    assert sorted(
        Theme.objects.get(slug="codesign").tagged.values_list("content_object__title")
    ) == [("One",), ("Three",)]


def test_a_theme_renamed_meanwhile_keeps_nobodys_mess_from_being_undone(
    two_themes, as_, ada, dan, cleo
):
    since = timezone.now()
    actions.revise(Entry.objects.get(title="One"), by=dan, base=1, body="<p>Buy now.</p>")
    actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)

    actions.undo_all(dan, since=since, by=cleo, reason="Not ours")

    one = Entry.objects.get(title="One")
    assert "Buy" not in one.body
    assert one.theme_names == ["Co-design", "Trust"]
