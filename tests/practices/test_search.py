"""Searching, through the front door. What is said here holds on both databases."""

import html
import re

import pytest

from practices import actions
from practices.models import Term

pytestmark = pytest.mark.django_db


def found(client, **asked) -> list[str]:
    """The titles of the results, best first."""
    page = client.get("/search/", asked)
    assert page.status_code == 200
    links = re.findall(r'<li class="entry">\s*<h2><a[^>]*>(.*?)</a>', page.content.decode())
    return [html.unescape(re.sub("<.*?>", "", link)) for link in links]


def text_of(page) -> str:
    return html.unescape(page.content.decode())


def test_a_word_is_found_in_title_summary_text_themes_and_facts(visitor, make_entry):
    make_entry(title="Listening walks")
    make_entry(title="In the summary", summary="We were listening.")
    make_entry(title="In the text", body="<p>It began with listening to a neighbour.</p>")
    make_entry(title="In the themes", theme_names=["Listening"])
    make_entry(title="In a fact", first_step="Try listening for an hour.")
    make_entry(title="In a list", barriers="<ul><li>No time for listening</li></ul>")
    make_entry("case", title="In the place", place="Listening Green")
    make_entry(title="Somewhere else")

    titles = found(visitor, q="listening")

    assert titles[0] == "Listening walks"
    assert sorted(titles) == [
        "In a fact",
        "In a list",
        "In the place",
        "In the summary",
        "In the text",
        "In the themes",
        "Listening walks",
    ]


def test_a_title_beats_a_body_however_often_the_body_says_it(visitor, make_entry):
    make_entry(title="Said often", body=f"<p>{'allotment ' * 300}</p>")
    make_entry(title="The allotment", body=f"<p>{'Beans and neighbours. ' * 200}</p>")

    assert found(visitor, q="allotment") == ["The allotment", "Said often"]


def test_words_are_found_in_their_other_forms(visitor, make_entry):
    make_entry(title="How they commissioned it")

    assert found(visitor, q="commissioning") == ["How they commissioned it"]
    assert found(visitor, q="COMMISSION") == ["How they commissioned it"]


def test_accents_do_not_matter(visitor, make_entry):
    make_entry(title="Café in the library")

    assert found(visitor, q="cafe") == ["Café in the library"]
    assert found(visitor, q="CAFÉ") == ["Café in the library"]


def test_british_and_american_spellings_find_each_other(visitor, make_entry):
    make_entry(title="Organising neighbours")
    make_entry(title="Centers of organization")

    both = ["Centers of organization", "Organising neighbours"]
    assert sorted(found(visitor, q="organizing")) == sorted(found(visitor, q="organise")) == both
    assert found(visitor, q="neighbors") == ["Organising neighbours"]
    assert found(visitor, q="organisation centre") == ["Centers of organization"]


def test_all_words_count_and_a_quoted_phrase_stands_together(visitor, make_entry):
    make_entry(title="One", body="<p>What matters to people comes first.</p>")
    make_entry(title="Two", body="<p>People said that what they saw matters.</p>")

    assert sorted(found(visitor, q="people matters")) == ["One", "Two"]
    assert found(visitor, q='"matters to people"') == ["One"]
    assert found(visitor, q="“matters to people”") == ["One"]


def test_a_hyphen_may_be_there_or_not(visitor, make_entry):
    make_entry(title="Co-production with carers")
    make_entry(title="Coproduction on paper")

    both = ["Co-production with carers", "Coproduction on paper"]
    assert sorted(found(visitor, q="co-production")) == both
    assert sorted(found(visitor, q="coproduction")) == both


def test_small_words_do_not_stand_in_the_way(visitor, make_entry):
    make_entry(title="Listening to young people")

    assert found(visitor, q="how do we listen to young people?") == ["Listening to young people"]


def test_when_nothing_has_all_words_those_with_some_are_shown_and_it_is_said(visitor, make_entry):
    make_entry(title="Radical listening")

    page = visitor.get("/search/", {"q": "radical gardening"})

    assert "Nothing has all of these words" in text_of(page)
    assert found(visitor, q="radical gardening") == ["Radical listening"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("comissioning", "commissioning"),
        ("colaboration", "collaboration"),
        ("prevension", "prevention"),
    ],
)
def test_a_slip_still_finds_and_the_page_says_so(visitor, make_entry, typed, meant):
    make_entry(title=f"Better {meant}")

    page = visitor.get("/search/", {"q": f"better {typed}"})

    assert f"Showing results for <strong>better {meant}</strong>" in text_of(page)
    assert f">Search instead for better {typed}</a>" in text_of(page)
    assert found(visitor, q=f"better {typed}") == [f"Better {meant}"]
    assert found(visitor, q=typed, literally="1") == []


def test_a_slip_that_somebody_wrote_finds_that_and_what_was_meant(visitor, make_entry):
    for number in range(6):
        make_entry(title=f"Commissioning {number}")
    make_entry(title="Comissioning, as they wrote it")

    titles = found(visitor, q="comissioning")

    assert len(titles) == 7
    assert "Comissioning, as they wrote it" in titles
    assert found(visitor, q="comissioning", literally="1") == ["Comissioning, as they wrote it"]


def test_a_mended_word_never_tells_of_what_one_may_not_see(visitor, ben, as_, make_entry):
    make_entry("note", by=ben, title="Reorganisation of Willowbrook")

    assert "illowbrook" not in text_of(visitor.get("/search/", {"q": "Wilowbrook"})).replace(
        "Wilowbrook", ""
    )
    assert found(as_(ben), q="Wilowbrook") == ["Reorganisation of Willowbrook"]


def test_what_one_may_not_see_is_neither_found_nor_counted(
    visitor, ada, dan, ben, cleo, as_, make_entry
):
    make_entry("note", by=ben, title="Draft note on housing")
    hidden = make_entry(by=ada, title="Housing taken out of sight", theme_names=["Housing"])
    actions.withdraw(hidden, by=cleo, reason="Being checked")
    gone = make_entry(by=ada, title="Housing deleted")
    actions.delete(gone, by=cleo, reason="Twice here")
    make_entry(title="Housing for all")

    assert found(visitor, q="housing") == found(as_(dan), q="housing") == ["Housing for all"]
    assert sorted(found(as_(ada), q="housing")) == ["Housing for all", "Housing taken out of sight"]
    assert sorted(found(as_(ben), q="housing")) == ["Draft note on housing", "Housing for all"]
    assert len(found(as_(cleo), q="housing")) == 3
    assert ">1 result<" in text_of(visitor.get("/search/", {"q": "housing"}))
    assert "theme=housing" not in text_of(visitor.get("/search/", {"q": "housing"}))


def test_a_change_is_found_at_once_and_what_it_replaced_no_more(visitor, ada, make_entry):
    entry = make_entry(title="Walk and talk", body="<p>Meet at the canal.</p>")
    actions.revise(entry, by=ada, base=1, body="<p>Meet at the harbour.</p>")

    assert found(visitor, q="canal") == []
    assert found(visitor, q="harbour") == ["Walk and talk"]


def test_found_words_are_marked_and_nothing_else_comes_through(visitor, make_entry):
    make_entry(
        title="<b>Bold</b> & gardening",
        body="<p>We like gardening &lt;script&gt;alert(1)&lt;/script&gt; together.</p>",
    )

    page = visitor.get("/search/", {"q": "gardening"}).content.decode()

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; <mark>gardening</mark>" in page
    assert "<mark>gardening</mark> &lt;script&gt;alert(1)" in page


@pytest.fixture
def library(make_entry, ada):
    """A few entries that differ in everything one may search by."""
    Term.objects.create(facet="group", slug="young-people", name="Young people")
    Term.objects.create(facet="outcome", slug="feeling-heard", name="Feeling heard")
    proposition = make_entry("proposition", title="Listening is better than telling")
    practice = make_entry(
        title="Listening walks", theme_names=["Listening"], groups=["young-people"]
    )
    make_entry(
        "case",
        title="Listening in Leeds",
        place="Hyde Park, Leeds",
        theme_names=["Listening", "Housing"],
        outcomes=["feeling-heard"],
    )
    make_entry(title="Shared kitchens", theme_names=["Food"])
    actions.link(practice, proposition, stance="supports", why="It listens.", by=ada)
    return proposition


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"kind": "case"}, ["Listening in Leeds"]),
        ({"theme": "listening"}, ["Listening in Leeds", "Listening walks"]),
        ({"group": "young-people"}, ["Listening walks"]),
        ({"outcome": "feeling-heard"}, ["Listening in Leeds"]),
        ({"place": "Leeds"}, ["Listening in Leeds"]),
        ({"place": "hyde-park-leeds"}, ["Listening in Leeds"]),
        (
            {"proposition": "listening-is-better-than-telling"},
            ["Listening is better than telling", "Listening walks"],
        ),
        ({"theme": "listening", "place": "leeds", "kind": "case"}, ["Listening in Leeds"]),
        ({"theme": "food", "place": "leeds"}, []),
        ({"kind": "banana"}, []),
        ({"proposition": "no-such-thing"}, []),
    ],
)
def test_filters_narrow_with_words_and_without(visitor, library, asked, titles):
    assert sorted(found(visitor, **asked)) == titles
    assert sorted(found(visitor, q="listening", **asked)) == titles


def test_a_link_that_was_taken_away_no_longer_counts(visitor, ada, library):
    actions.unlink(library.links_in.get(), by=ada)

    asked = {"proposition": "listening-is-better-than-telling"}
    assert found(visitor, **asked) == ["Listening is better than telling"]


def test_facets_say_how_many_each_choice_would_leave(visitor, library):
    page = text_of(visitor.get("/search/", {"q": "listening"}))
    counted = dict(re.findall(r'<span>([^<]+)</span> <span class="count">(\d+)</span>', page))

    assert counted == {
        "Propositions": "1",
        "Practices": "1",
        "Cases": "1",
        "Listening": "2",
        "Housing": "1",
        "Young people": "1",
        "Feeling heard": "1",
        "Hyde Park": "1",
        "Leeds": "1",
        "Listening is better than telling": "1",
    }


def test_a_page_of_results_takes_few_queries(visitor, library, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        assert len(found(visitor, q="listening")) == 3


def test_a_filter_that_is_set_can_be_taken_away(visitor, library):
    page = text_of(visitor.get("/search/", {"q": "listening", "theme": "housing"}))

    assert 'href="?q=listening">Theme: Housing' in page


def test_results_come_in_pages_that_keep_the_question(visitor, make_entry):
    for number in range(25):
        make_entry(title=f"Gardening {number:02}", theme_names=["Food"])

    first = visitor.get("/search/", {"q": "gardening", "theme": "food"})
    second = found(visitor, q="gardening", theme="food", page=2)

    assert ">25 results<" in text_of(first)
    assert "?q=gardening&theme=food&page=2" in text_of(first)
    both = found(visitor, q="gardening", theme="food") + second
    assert (len(second), len(set(both))) == (5, 25)
    assert found(visitor, q="gardening", theme="food", page=99) == second


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "*",
        "'",
        "NEAR(",
        "NEAR(a b, 3)",
        "a AND",
        "OR OR NOT",
        "title:x",
        "{title}: x",
        "^x",
        "x'y",
        "a\\",
        "a & | ! ( ) <-> :*",
        "100%",
        "%_%",
        "\0",
        "a\0b",
        "\ud800",
        "-- ;",
        "日本語",
        "🌱",
        "x" * 10_000,
        "word " * 2_000,
        '"' * 999,
        "²³ ½ ﬁ",
        "1e5 3.14 10:30 a@b.c http://x.y/z",
    ],
)
def test_no_question_does_harm(visitor, make_entry, typed):
    make_entry()
    query = typed.encode("utf-8", "surrogatepass")

    for address in ("/search/", "/search/suggest/", "/themes/suggest/"):
        assert visitor.get(address, {"q": query}).status_code == 200
    for name in ("kind", "theme", "group", "outcome", "place", "proposition", "page"):
        assert visitor.get("/search/", {"q": "walk", name: query}).status_code == 200


def test_a_long_question_is_cut_and_it_is_said(visitor, make_entry):
    make_entry(title="Walking")

    page = visitor.get("/search/", {"q": "walking " * 1_000})

    assert "we looked for its first words only" in text_of(page)
    assert len(page.content) < 30_000
    assert found(visitor, q="walking " * 1_000) == ["Walking"]


def test_a_title_of_quotes_and_control_characters_can_be_found(visitor, make_entry):
    make_entry(title='The "quiet" hour\x02\x03', body="<p>One\x02two</p>")

    assert len(found(visitor, q='"quiet" hour')) == 1


def test_an_empty_result_offers_themes_and_a_first_entry(visitor, make_entry):
    make_entry(theme_names=["Listening"])

    page = text_of(visitor.get("/search/", {"q": "allotments"}))

    assert "Nothing yet on “allotments”" in page
    assert '<a href="/themes/listening/" rel="tag">Listening</a>' in page
    assert '<a href="/practices/new/">Practice</a>' in page


def test_without_a_question_the_page_shows_the_way_in(visitor, make_entry):
    make_entry(theme_names=["Listening"])

    page = text_of(visitor.get("/search/"))

    assert "Search the library" in page
    assert '<a href="/themes/listening/" rel="tag">Listening</a>' in page


def test_typing_offers_titles_and_themes(visitor, ben, make_entry):
    make_entry(title="Radical listening", theme_names=["Listening"])
    make_entry("note", by=ben, title="A listening draft", theme_names=["Listening in secret"])

    for typed in ("liste", "listen", "listeni", "listenin", "LISTENING"):
        answer = visitor.get("/search/suggest/", {"q": typed}).json()
        assert answer == [
            typed,
            ["Listening", "Radical listening"],
            ["Theme", "Practice"],
            ["/themes/listening/", "/practices/radical-listening/"],
        ]
    page = visitor.get("/search/suggest/", {"q": "radical lis"}, headers={"HX-Request": "true"})
    assert '<a href="/practices/radical-listening/">Radical listening ' in text_of(page)


def test_a_browser_can_search_from_its_address_bar(visitor, settings):
    answer = visitor.get("/opensearch.xml")

    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    assert f'template="{settings.SITE_URL}/search/?q={{searchTerms}}"' in text_of(answer)
