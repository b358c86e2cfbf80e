"""Looking after themes: renaming, other words, likely pairs."""

import html

import pytest
from django.core.cache import cache
from django.test import Client

from practices import actions, search, theme_pairs
from practices.models import Entry, Follow, Theme, ThemeChange
from tests.practices.test_themes import text_of, titles
from tests.practices.theming import theme, themes_by_title

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    hits = search.find(search.Question(words=words), visible_to=Entry.objects.first().created_by)
    return sorted(hit.entry.title for hit in hits.hits)


# Renaming ---------------------------------------------------------------------------------


def test_a_theme_is_renamed_on_every_entry_and_old_addresses_lead_on(
    two_themes, as_, cleo, ada, visitor
):
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


def test_capitals_alone_are_changed(two_themes, as_, cleo):
    as_(cleo).post("/themes/co-design/edit/", {"name": "Co-Design", "words": ""})

    assert themes_by_title()["Three"] == ["Co-Design", "Codesign"]
    assert list(Theme.objects.filter(slug="co-design").values_list("name")) == [("Co-Design",)]


def test_a_theme_may_have_its_old_name_back(two_themes, as_, cleo, visitor):
    as_(cleo).post("/themes/codesign/edit/", {"name": "Together", "words": ""})
    as_(cleo).post("/themes/together/edit/", {"name": "Codesign", "words": "Together"})

    assert themes_by_title()["One"] == ["Codesign", "Trust"]
    assert visitor.get("/themes/together/").url == "/themes/codesign/"


def test_renaming_onto_another_theme_offers_to_merge_with_counts(two_themes, as_, cleo):
    sent = {"name": "co design", "words": ""}

    offered = as_(cleo).post("/themes/codesign/edit/", sent, follow=True)

    assert offered.redirect_chain == [("/themes/codesign/merge/?into=Co-design", 303)]
    page = text_of(offered)
    assert "There is a theme “Co-design” already" in page
    assert "<dd>1 practice, 1 case</dd>" in page
    assert "1 of them has “Co-design” as well" in page
    assert themes_by_title()["One"] == ["Codesign", "Trust"]


def test_a_theme_may_be_one_very_long_word(two_themes, as_, cleo):
    answer = as_(cleo).post("/themes/trust/edit/", {"name": "V" * 100, "words": ""})

    assert answer.status_code == 303
    assert themes_by_title()["One"] == ["Codesign", "V" * 100]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Please write something here."),
        ("!!", "Write a word or two."),
        ("One, two", "A theme has no comma"),
        ("x" * 101, "This is too long"),
    ],
)
def test_what_is_no_name_is_said(two_themes, as_, cleo, name, said):
    answer = as_(cleo).post("/themes/codesign/edit/", {"name": name, "words": ""})

    assert answer.status_code == 422
    assert said in text_of(answer)


# Other words ------------------------------------------------------------------------------


def test_typing_another_word_becomes_the_theme_and_is_said(two_themes, as_, ada, cleo):
    actions.set_words(theme("Co-design"), by=cleo, words=["Designing together"])
    form = {"title": "Five", "body": "Five.", "themes": "designing Together, New one"}

    page = as_(ada).post("/practices/new/", form, follow=True)

    assert Entry.objects.get(title="Five").theme_names == ["Co-design", "New one"]
    assert "The theme “Designing together” is called “Co-design” here" in text_of(page)


def test_searching_for_another_word_finds_what_stands_under_the_theme(
    two_themes, cleo, visitor, make_entry
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


def test_typing_and_old_filters_know_other_words(two_themes, cleo, visitor):
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


def test_a_word_taken_away_leads_on_until_somebody_makes_it_a_theme(
    two_themes, as_, cleo, visitor, ada
):
    edit = "/themes/co-design/edit/"
    as_(cleo).post(edit, {"name": "Co-design", "words": "Joint making, Making"})
    as_(cleo).post(edit, {"name": "Co-design", "words": "Making"})
    assert "Also called Making<" in text_of(visitor.get("/themes/co-design/"))
    assert visitor.get("/themes/joint-making/").url == "/themes/co-design/"

    actions.create("practice", by=ada, title="Five", body="5", theme_names=["Joint making"])

    cache.clear()
    assert visitor.get("/themes/joint-making/").status_code == 200
    assert themes_by_title()["Five"] == ["Joint making"]


def test_a_word_that_is_a_theme_already_is_not_taken_from_it(two_themes, as_, cleo):
    sent = {"name": "Co-design", "words": "Codesign"}

    answer = as_(cleo).post("/themes/co-design/edit/", sent)

    assert answer.status_code == 422
    assert "There is a theme “Codesign” already." in text_of(answer)


# Likely pairs -----------------------------------------------------------------------------


def test_pairs_that_may_be_one_are_offered_and_can_be_told_apart(
    two_themes, as_, cleo, make_entry, django_capture_on_commit_callbacks
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


def test_a_browser_that_has_the_page_hears_of_new_words_and_that_it_is_gone(two_themes, as_, cleo):
    def again(address: str, had) -> int:
        return Client().get(address, headers={"If-None-Match": had["ETag"]}).status_code

    Theme.objects.create(name="Unused", slug="unused")
    trust, unused = Client().get("/themes/trust/"), Client().get("/themes/unused/")
    assert [again("/themes/trust/", trust), again("/themes/unused/", unused)] == [304, 304]

    as_(cleo).post("/themes/trust/edit/", {"name": "Trust", "words": "Faith"})
    as_(cleo).post("/themes/unused/delete/")

    assert [again("/themes/trust/", trust), again("/themes/unused/", unused)] == [200, 404]


def test_a_theme_on_no_entry_can_be_deleted_and_no_other(two_themes, as_, ada, cleo, visitor):
    one = Entry.objects.get(title="One")
    actions.revise(one, by=ada, base=1, theme_names=["Codesign"])
    assert "Trust" in text_of(as_(cleo).get("/themes-to-merge/"))

    as_(cleo).post("/themes/trust/delete/")
    refused = as_(cleo).post("/themes/codesign/delete/", follow=True)

    assert visitor.get("/themes/trust/").status_code == 404
    assert "“Codesign” is on entries" in html.unescape(refused.content.decode())
    assert sorted(Theme.objects.values_list("name", flat=True)) == ["Co-design", "Codesign"]
    assert not ThemeChange.objects.exists()
