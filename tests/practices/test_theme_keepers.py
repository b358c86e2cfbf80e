"""Looking after a theme: who is named, and what they decide and hear of."""

import pytest

from practices import actions
from practices.models import AuditLine, Entry, Person, Theme
from tests.practices.pages import errors, queries_of, read

THEME = "/themes/listening/"


@pytest.fixture
def walk(make_entry, cleo):
    return make_entry(by=cleo, title="Walk and talk", theme_names=["Listening", "Walking"])


@pytest.fixture
def kept(walk, ada, cleo):
    """The theme Listening, which Ada looks after."""
    theme = Theme.objects.get(slug="listening")
    actions.entrust_theme(theme, by=cleo, name=[ada])
    return theme


def edit(browser, **sent):
    return browser.post(f"{THEME}edit/", {"name": "Listening", "words": "", "keeper": ""} | sent)


def who(browser, slug="listening"):
    """Who looks after a theme, as its page says."""
    lines = [
        line.text for line in read(browser.get(f"/themes/{slug}/")).select("header .meta span")
    ]
    return [" ".join(line.split()) for line in lines if line.startswith("Looked after")]


def suggest(entry, by):
    return actions.suggest(entry.kind, of=entry, by=by, body="<p>Meet anywhere.</p>")


def waits(browser, one):
    return one.get_absolute_url() in browser.get("/desk/").content.decode()


def accepts(browser, one):
    return browser.post(f"{one.get_absolute_url()}accept/").status_code


# Who looks after it -----------------------------------------------------------------------


def test_stewards_name_people_and_let_them_go_and_the_page_names_them_as_they_wish(
    walk, as_, ada, dan, cleo, visitor
):
    actions.describe(ada, name="Ada Okafor", about="", is_listed=False)
    actions.describe(dan, name="Dan Reyes", about="", is_listed=True)

    assert edit(as_(cleo), keeper="ada okafor")["Location"] == THEME
    assert edit(as_(cleo), keeper="/people/dan-reyes/").status_code == 303
    assert edit(as_(cleo), keeper="Ada Okafor").status_code == 303  # is named already

    assert who(visitor) == ["Looked after by Ada Okafor and Dan Reyes"]
    links = [link["href"] for link in read(visitor.get(THEME)).select("header .meta a")]
    assert "/people/dan-reyes/" in links and "/people/ada-okafor/" not in links
    assert edit(as_(cleo), let_go=[dan.pk]).status_code == 303
    assert who(as_(dan)) == ["Looked after by Ada Okafor"]
    lines = AuditLine.objects.filter(target="theme").order_by("pk")
    number = Theme.objects.get(slug="listening").pk
    assert list(lines.values_list("who", "verb", "number", "value")) == [
        (cleo.pk, "name", number, str(ada.pk)),
        (cleo.pk, "name", number, str(dan.pk)),
        (cleo.pk, "let_go", number, str(dan.pk)),
    ]
    assert Entry.objects.get().revision == 1


def test_who_cannot_be_named_is_said_plainly_and_nothing_changes(kept, as_, cleo):
    answer = edit(as_(cleo), name="Hearing", keeper="Nobody Knows")

    said = {"Name somebody to look after it": "There is nobody of that name here."}
    assert (answer.status_code, errors(answer)) == (422, said)
    assert who(as_(cleo)) == ["Looked after by Ada Okafor"]


def test_they_may_lay_it_down_and_whoever_leaves_or_is_closed_out_looks_after_nothing(
    kept, as_, ada, ben, dan, cleo
):
    actions.entrust_theme(kept, by=cleo, name=[ben, dan])
    way = read(as_(ada).get(THEME)).find("a", string="Lay it down")["href"]
    assert "I look after it no more" in as_(ada).get(way).content.decode()

    assert as_(ada).post(way)["Location"] == THEME
    assert who(as_(ada)) == ["Looked after by Ben Hughes and Dan Reyes"]
    actions.leave(dan, keep_name=True)
    actions.deactivate(ben, by=cleo)

    assert who(as_(ada)) == []
    assert set(Person.objects.filter(themes_kept__isnull=False)) == set()


# What they decide -------------------------------------------------------------------------


def test_they_decide_what_is_suggested_for_what_is_published_under_it(
    kept, walk, make_entry, as_, ada, dan, cleo
):
    other = make_entry(by=cleo, title="Tea first", theme_names=["Walking"])
    unseen = make_entry(by=cleo, title="Not yet", theme_names=["Listening"], status="draft")
    one, two, three = suggest(walk, dan), suggest(other, dan), suggest(unseen, cleo)

    assert [waits(as_(ada), each) for each in (one, two, three)] == [True, False, False]
    assert [accepts(as_(ada), each) for each in (two, three, one)] == [404, 404, 303]
    assert "Meet anywhere." in Entry.objects.get(pk=walk.pk).body
    assert as_(ada).get(f"{walk.url_of('care')}").status_code == 403


def test_it_gets_nobody_around_protection_or_first_contributions(kept, walk, as_, ada, dan, cleo):
    one = suggest(walk, dan)

    Person.objects.filter(pk=ada.pk).update(vouched=False)
    assert (waits(as_(ada), one), accepts(as_(ada), one)) == (False, 404)
    Person.objects.filter(pk=ada.pk).update(vouched=True)
    actions.protect(walk, by=cleo, role="steward", reason="A quarrel")
    assert (waits(as_(ada), one), accepts(as_(ada), one)) == (False, 404)
    actions.lift_protection(walk, by=cleo)
    assert (waits(as_(ada), one), accepts(as_(ada), one)) == (True, 303)


def test_they_see_a_picture_that_was_sent_for_what_they_decide(
    walk, as_, ada, dan, cleo, send_picture
):
    cups = send_picture(dan, entry=walk)
    body = f'<p>Look:</p><figure><img src="{cups.address}"></figure>'
    actions.suggest("practice", of=walk, by=dan, body=body)
    assert as_(ada).get(cups.address).status_code == 404

    actions.entrust_theme(Theme.objects.get(slug="listening"), by=cleo, name=[ada])
    assert as_(ada).get(cups.address).status_code == 200


def test_they_are_told_of_it_once_by_letter_and_not_of_what_they_may_not_decide(
    clock, kept, walk, as_, ada, ben, dan, cleo
):  # fmt: skip
    actions.entrust_theme(kept, by=cleo, name=[ben, cleo])
    actions.entrust_theme(Theme.objects.get(slug="walking"), by=cleo, name=[ada])
    actions.entrust(walk, by=cleo, keeper=None, due=None)
    Person.objects.filter(pk=ben.pk).update(vouched=False, role="practitioner")
    suggest(walk, dan)
    actions.suggest("practice", of=walk, by=dan, body="<p>Meet in the park.</p>")

    told = {person: as_(person).get("/notices/").content for person in (ada, ben)}
    said = b"suggests a change to what you look after"
    assert [told[person].count(said) for person in (ada, ben)] == [1, 0]
    clock.later(days=7)
    letters = {letter.to[0]: letter for letter in clock.work()}
    assert set(letters) == {"ada@example.org", "cleo@example.org"}
    assert letters["ada@example.org"].subject == "Dan Reyes suggests a change to “Walk and talk”"
    because = "(You are told because you look after a theme of this page.)"
    assert because in letters["ada@example.org"].body


def test_a_letter_does_not_tell_whom_a_steward_has_let_go(
    clock, kept, walk, ada, dan, cleo
):  # fmt: skip
    actions.entrust(walk, by=cleo, keeper=None, due=None)
    suggest(walk, dan)
    actions.entrust_theme(kept, by=cleo, let_go=[ada])
    clock.later(days=7)

    assert clock.work() == []


# Themes that change -----------------------------------------------------------------------


def test_merging_joins_those_who_look_after_two_and_undoing_lets_nobody_go(
    kept, as_, ada, ben, dan, cleo
):
    walking = Theme.objects.get(slug="walking")
    actions.entrust_theme(kept, by=cleo, name=[ben])
    actions.entrust_theme(walking, by=cleo, name=[ben, dan])
    preview = as_(cleo).get(f"{THEME}merge/?into=Walking").content.decode()
    assert "Whoever looks after “Listening” looks after “Walking” then." in preview

    merged = actions.merge_themes(kept, walking, by=cleo)
    all_three = ["Looked after by Ada Okafor, Ben Hughes and Dan Reyes"]
    assert who(as_(ada), "walking") == all_three
    preview = as_(cleo).get(f"/themes-to-merge/{merged.pk}/undo/").content.decode()
    assert "Whoever looks after “Walking” looks after both then." in preview

    as_(dan).post("/themes/walking/lay-down/")
    actions.unmerge_themes(merged, by=cleo)
    both = ["Looked after by Ada Okafor and Ben Hughes"]
    assert [who(as_(ada), slug) for slug in ("listening", "walking")] == [both, both]


def test_pages_ask_no_more_however_many_look_after_a_theme(kept, walk, as_, ada, dan, ben, cleo):
    suggest(walk, dan)

    def asked():
        return [queries_of(as_(ada), path) for path in (THEME, walk.get_absolute_url(), "/desk/")]

    few = asked()
    actions.entrust_theme(kept, by=cleo, name=[ben, dan])
    assert asked() == few
