"""Looking after themes: renaming, merging and bringing back, other words, likely pairs."""

import html
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices import actions, search, theme_pairs
from practices.models import AuditLine, Entry, Follow, Notice, TaggedEntry, Theme, ThemeChange
from practices.notices import gather
from tests.practices.test_themes import listed, text_of, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(make_entry, ada):
    """Three entries: with one theme, with the other, with both."""
    make_entry(by=ada, title="One", theme_names=["Codesign", "Trust"])
    make_entry("case", by=ada, title="Two", theme_names=["Co-design"])
    make_entry("case", by=ada, title="Three", theme_names=["Co-design", "Codesign"])


def themes_by_title() -> dict[str, list[str]]:
    rows = Entry.objects.order_by("title")
    tagged = {
        entry.title: sorted(tag.name for tag in Theme.objects.filter(tagged__content_object=entry))
        for entry in rows
    }
    names = {entry.title: entry.theme_names for entry in rows}
    for entry in rows:
        newest = entry.history.latest("history_id")
        assert all(
            getattr(newest, column.attname) == getattr(entry, column.attname)
            for column in Entry.history.model.tracked_fields
        )
    assert {title: sorted(those) for title, those in names.items()} == tagged
    return names


def theme(name: str) -> Theme:
    return Theme.objects.get(name=name)


def found(words: str) -> list[str]:
    hits = search.find(search.Question(words=words), visible_to=Entry.objects.first().created_by)
    return sorted(hit.entry.title for hit in hits.hits)


# Renaming ---------------------------------------------------------------------------------


def test_a_theme_is_renamed_on_every_entry_and_old_addresses_lead_on(two, as_, cleo, ada, visitor):
    actions.follow("theme", "codesign", by=ada)
    sent = {"name": "Designing together", "words": "Co-creation", "reason": "Plainer"}

    answer = as_(cleo).post("/themes/codesign/edit/", sent)

    assert (answer.status_code, answer.url) == (303, "/themes/designing-together/")
    assert themes_by_title() == {
        "One": ["Designing together", "Trust"],
        "Three": ["Co-design", "Designing together"],
        "Two": ["Co-design"],
    }
    for old, new in (
        ("/themes/codesign/", "/themes/designing-together/"),
        ("/themes/codesign/?kind=case", "/themes/designing-together/?kind=case"),
        ("/themes/codesign/feed.atom", "/themes/designing-together/feed.atom"),
        ("/themes/co-creation/", "/themes/designing-together/"),
    ):
        answer = visitor.get(old)
        assert (answer.status_code, answer.url) == (301, new)
    page = text_of(visitor.get("/themes/designing-together/"))
    assert "Also called Co-creation, Codesign" in page
    assert list(Follow.objects.values_list("key", flat=True)) == ["designing-together"]
    one = Entry.objects.get(title="One")
    row = one.history.latest("history_id")
    assert (row.revision, row.small, row.history_user, row.history_change_reason) == (
        2,
        True,
        cleo,
        "Plainer",
    )
    assert one.updated == one.history.get(revision=1).history_date


def test_capitals_alone_are_changed(two, as_, cleo):
    as_(cleo).post("/themes/co-design/edit/", {"name": "Co-Design", "words": ""})

    assert themes_by_title()["Three"] == ["Co-Design", "Codesign"]
    assert list(Theme.objects.filter(slug="co-design").values_list("name")) == [("Co-Design",)]


def test_a_theme_may_have_its_old_name_back(two, as_, cleo, visitor):
    as_(cleo).post("/themes/codesign/edit/", {"name": "Together", "words": ""})
    as_(cleo).post("/themes/together/edit/", {"name": "Codesign", "words": "Together"})

    assert themes_by_title()["One"] == ["Codesign", "Trust"]
    assert visitor.get("/themes/together/").url == "/themes/codesign/"


def test_renaming_onto_another_theme_offers_to_merge_with_counts(two, as_, cleo):
    sent = {"name": "co design", "words": ""}

    offered = as_(cleo).post("/themes/codesign/edit/", sent, follow=True)

    assert offered.redirect_chain == [("/themes/codesign/merge/?into=Co-design", 303)]
    page = text_of(offered)
    assert "There is a theme “Co-design” already" in page
    assert "<dd>1 practice, 1 case</dd>" in page
    assert "1 of them has “Co-design” as well" in page
    assert themes_by_title()["One"] == ["Codesign", "Trust"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Please write something here."),
        ("!!", "Write a word or two."),
        ("One, two", "A theme has no comma"),
        ("x" * 101, "This is too long"),
    ],
)
def test_what_is_no_name_is_said(two, as_, cleo, name, said):
    answer = as_(cleo).post("/themes/codesign/edit/", {"name": name, "words": ""})

    assert answer.status_code == 422
    assert said in text_of(answer)


# Merging and bringing back ----------------------------------------------------------------


def test_merging_changes_every_entry_in_one_go(two, as_, cleo, visitor):
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


def test_recent_changes_tell_of_it_once_and_histories_each(two, cleo, visitor):
    actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)

    page = text_of(visitor.get("/changes/"))
    assert page.count("Theme “Codesign” is now “Co-design”, here and on 1 other page") == 1
    assert page.count("Theme “Codesign” is now “Co-design”") == 1
    for address in ("/practices/one/history/", "/cases/three/history/"):
        assert "Theme “Codesign” is now “Co-design”" in text_of(visitor.get(address))


def test_nobody_gets_a_notice_of_it(two, dan, cleo):
    follow = actions.follow("theme", "co-design", by=dan)
    actions.follow("entry", str(Entry.objects.get(title="One").pk), by=dan)
    assert follow.level == "weekly"
    gather(timezone.now())

    actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)
    gather(timezone.now())

    assert list(Notice.objects.all()) == []


def test_a_merge_is_undone_where_people_have_not_decided_otherwise(two, as_, ada, dan, ben, cleo):
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


def test_a_merge_below_another_waits_for_it(two, as_, cleo):
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


def test_a_change_that_began_before_a_merge_loses_nothing(two, cleo, dan):
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


# Other words ------------------------------------------------------------------------------


def test_typing_another_word_becomes_the_theme_and_is_said(two, as_, ada, cleo):
    actions.set_words(theme("Co-design"), by=cleo, words=["Designing together"])
    form = {"title": "Five", "body": "Five.", "themes": "designing Together, New one"}

    page = as_(ada).post("/practices/new/", form, follow=True)

    assert Entry.objects.get(title="Five").theme_names == ["Co-design", "New one"]
    assert "The theme “Designing together” is called “Co-design” here" in text_of(page)


def test_searching_for_another_word_finds_what_stands_under_the_theme(
    two, cleo, visitor, make_entry
):
    asked = ["faith in people", "Faith people", '"faith in people"', "faith in people codesign"]
    make_entry(title="Four", theme_names=["Trust"])
    assert [found(words) for words in asked] == [[], [], [], ["One", "Three", "Two"]]

    actions.set_words(theme("Trust"), by=cleo, words=["Faith in people"])
    search.forget_synonyms()

    both = ["Four", "One"]
    assert [found(words) for words in asked] == [both, both, both, ["One"]]
    page = text_of(visitor.get("/search/", {"q": "faith in people"}))
    assert "“Faith in people” is called" in page
    literally = visitor.get("/search/", {"q": "faith in people", "literally": "1"})
    assert "is called" not in text_of(literally)


def test_a_theme_nobody_may_see_is_not_named_by_its_words(ben, cleo, visitor, make_entry):
    make_entry("note", by=ben, title="Draft", theme_names=["Closing the centre"])
    make_entry(title="Winding down", body="<p>Winding down. Closing the centre.</p>")
    actions.set_words(theme("Closing the centre"), by=cleo, words=["Winding down"])
    search.forget_synonyms()

    page = text_of(visitor.get("/search/", {"q": "winding down"}))

    assert titles(page.replace("h2", "h3")) == ["<mark>Winding</mark> <mark>down</mark>"]
    assert "is called" not in page
    assert visitor.get("/themes/winding-down/").status_code == 404


def test_typing_and_old_filters_know_other_words(two, cleo, visitor):
    actions.set_words(theme("Co-design"), by=cleo, words=["Joint making"])
    search.forget_synonyms()

    offered = visitor.get("/themes/suggest/", {"q": "joint"}).json()
    assert offered == [{"name": "Co-design", "slug": "co-design", "url": "/themes/co-design/"}]
    for address in ("/search/?theme=joint-making", "/cases/?theme=joint+making"):
        assert sorted(titles(text_of(visitor.get(address)).replace("h2", "h3"))) == ["Three", "Two"]
    listed = visitor.get("/api/v1/entries/?theme=joint-making").json()["results"]
    assert sorted(one["title"] for one in listed) == ["Three", "Two"]
    words = {one["slug"]: one["words"] for one in visitor.get("/api/v1/themes/").json()["results"]}
    assert words == {"co-design": ["Joint making"], "codesign": [], "trust": []}


def test_a_word_taken_away_leads_on_until_somebody_makes_it_a_theme(two, as_, cleo, visitor, ada):
    edit = "/themes/co-design/edit/"
    as_(cleo).post(edit, {"name": "Co-design", "words": "Joint making, Making"})
    as_(cleo).post(edit, {"name": "Co-design", "words": "Making"})
    assert "Also called Making<" in text_of(visitor.get("/themes/co-design/"))
    assert visitor.get("/themes/joint-making/").url == "/themes/co-design/"

    actions.create("practice", by=ada, title="Five", body="5", theme_names=["Joint making"])

    cache.clear()
    assert visitor.get("/themes/joint-making/").status_code == 200
    assert themes_by_title()["Five"] == ["Joint making"]


def test_keeping_the_words_keeps_a_merge_that_can_be_undone(two, as_, cleo):
    change = actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)
    sent = {"name": "Co-design", "words": "CoDesign, Joint making"}

    assert as_(cleo).post("/themes/co-design/edit/", sent).status_code == 303
    actions.unmerge_themes(change, by=cleo)

    assert sorted(
        Theme.objects.get(slug="codesign").tagged.values_list("content_object__title")
    ) == [("One",), ("Three",)]


def test_a_theme_renamed_meanwhile_keeps_nobodys_mess_from_being_undone(two, as_, ada, dan, cleo):
    since = timezone.now()
    actions.revise(Entry.objects.get(title="One"), by=dan, base=1, body="<p>Buy now.</p>")
    actions.merge_themes(theme("Codesign"), theme("Co-design"), by=cleo)

    actions.undo_all(dan, since=since, by=cleo, reason="Not ours")

    one = Entry.objects.get(title="One")
    assert "Buy" not in one.body
    assert one.theme_names == ["Co-design", "Trust"]


def test_a_word_that_is_a_theme_already_is_not_taken_from_it(two, as_, cleo):
    sent = {"name": "Co-design", "words": "Codesign"}

    answer = as_(cleo).post("/themes/co-design/edit/", sent)

    assert answer.status_code == 422
    assert "There is a theme “Codesign” already." in text_of(answer)


# Likely pairs -----------------------------------------------------------------------------


def test_pairs_that_may_be_one_are_offered_and_can_be_told_apart(
    two, as_, cleo, make_entry, django_capture_on_commit_callbacks
):
    for number in range(4):
        make_entry(title=f"P{number}", theme_names=["Food", "Meals", "Neighbourhoods"])
    make_entry("case", title="C", theme_names=["Neighbourhood", "Change of behaviour", "Housing"])

    make_entry("case", title="D", theme_names=["Change of behavior"])

    pairs = {(pair.fewer.name, pair.more.name): pair.why for pair in theme_pairs.likely_pairs()}
    assert pairs == {
        ("Co-design", "Codesign"): theme_pairs.SAME_LETTERS,
        ("Neighbourhood", "Neighbourhoods"): theme_pairs.SAME_LETTERS,
        ("Change of behavior", "Change of behaviour"): theme_pairs.NEARLY,
        ("Meals", "Food"): theme_pairs.TOGETHER,
        ("Neighbourhoods", "Food"): theme_pairs.TOGETHER,
        ("Neighbourhoods", "Meals"): theme_pairs.TOGETHER,
    }

    with django_capture_on_commit_callbacks(execute=True):
        as_(cleo).post("/themes/food/apart/", {"into": "Meals"})

    page = text_of(as_(cleo).get("/themes-to-merge/"))
    assert "Merge Meals into Food" not in page
    assert "Merge Neighbourhoods into Food" in page


def test_a_theme_on_no_entry_can_be_deleted_and_no_other(two, as_, ada, cleo, visitor):
    one = Entry.objects.get(title="One")
    actions.revise(one, by=ada, base=1, theme_names=["Codesign"])
    assert "Trust" in text_of(as_(cleo).get("/themes-to-merge/"))

    as_(cleo).post("/themes/trust/delete/")
    refused = as_(cleo).post("/themes/codesign/delete/", follow=True)

    assert visitor.get("/themes/trust/").status_code == 404
    assert "“Codesign” is on entries" in html.unescape(refused.content.decode())
    assert sorted(Theme.objects.values_list("name", flat=True)) == ["Co-design", "Codesign"]
    assert not ThemeChange.objects.exists()
