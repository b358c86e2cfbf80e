"""Looking after a page, and saying that it is still true."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices import actions
from practices.models import Confirmation, Entry, Person
from tests.practices.clock import WEDNESDAY
from tests.practices.pages import errors, queries_of, read, text_of

WALK = "/practices/walk-and-talk/"
CARE = ".entry-foot .care"


@pytest.fixture
def walk(make_entry, ada):
    return make_entry(by=ada, title="Walk and talk")


def care(browser):
    return text_of(browser.get(WALK), CARE)


def entrust(browser, **sent):
    return browser.post(f"{WALK}care/", {"keeper": "", "due": ""} | sent)


# Who looks after it -----------------------------------------------------------------------


def test_whoever_began_a_page_looks_after_it_and_nobody_where_the_library_itself_did(
    walk, make_entry, visitor
):
    make_entry(title="From the shelf", by=actions.system_person("starter"))

    assert care(visitor) == ("Looked after by Ada Okafor Write a private note Is it still true?")
    foot = text_of(visitor.get("/practices/from-the-shelf/"), CARE)
    assert foot == (
        "Nobody looks after this page yet Would you? Write a private note Is it still true?"
    )


def test_it_is_handed_over_laid_down_and_taken_on(walk, as_, ada, dan, cleo, visitor):
    Person.objects.filter(pk=dan.pk).update(is_listed=True)
    assert entrust(as_(ada), keeper="Dan Reyes")["Location"] == WALK
    page = read(visitor.get(WALK))
    assert page.select_one(f"{CARE} a")["href"] == "/people/dan-reyes/"
    assert entrust(as_(ada), keeper="Ada Okafor").status_code == 403

    as_(dan).post(f"{WALK}lay-down/")
    assert care(visitor).startswith("Nobody looks after this page yet Would you?")

    as_(ada).post(f"{WALK}take-on/")
    assert as_(dan).post(f"{WALK}take-on/", follow=True).status_code == 200
    assert care(visitor).startswith("Looked after by Ada Okafor")
    assert entrust(as_(cleo), keeper="/people/dan-reyes/").status_code == 303
    assert Entry.objects.get().keeper == dan
    assert Entry.objects.get().revision == 1


def test_a_series_looks_after_it_by_those_who_convene_it(walk, make_entry, as_, ada, ben, visitor):
    meeting = {"kind": "cell", "date": "2020-03-24", "series": "Quiet cells", "number": 1}
    actions.publish(make_entry("note", by=ben, title="First cell", meeting=meeting), by=ben)

    assert entrust(as_(ada), group="quiet-cells").status_code == 303

    assert care(visitor).startswith("Looked after by the series Quiet cells")
    assert [as_(person).get(f"{WALK}care/").status_code for person in (ada, ben)] == [403, 200]

    renamed = meeting | {"series": "Loud cells"}
    note = Entry.objects.get(kind="note")
    actions.revise(note, by=ben, base=note.revision, meeting=renamed)
    as_(ada).post(f"{WALK}take-on/")
    assert Entry.objects.get(pk=walk.pk).keeper == ada


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"keeper": "Nobody Knows"}, {"Who looks after it?": "There is nobody of that name here."}),
        ({"keeper": "Ben Hughes"}, {"Who looks after it?": "There is nobody of that name here."}),
        (
            {"due": "2020-01-01"},
            {"When to ask again whether it is still true": "That day is over. Choose today or a "
             "later one."},
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_plainly(walk, as_, ada, ben, sent, said):
    Person.objects.filter(pk=ben.pk).update(is_listed=False)
    response = entrust(as_(ada), **sent)

    assert (response.status_code, errors(response)) == (422, said)
    assert Entry.objects.get().keeper == ada


def test_who_leaves_or_is_closed_out_looks_after_nothing_and_a_new_name_shows(
    walk, make_entry, as_, ada, dan, cleo, visitor
):
    make_entry(by=dan, title="Tea first")
    care(visitor)
    actions.describe(ada, name="Ada Obi", about="", is_listed=False)
    assert care(visitor).startswith("Looked after by Ada Obi")

    actions.leave(ada, keep_name=True)
    actions.deactivate(dan, by=cleo)

    assert care(visitor).startswith("Nobody looks after this page yet")
    assert set(Entry.objects.values_list("keeper", flat=True)) == {None}


def test_a_merged_page_brings_its_keeper_where_nobody_looks_after_the_other(
    walk, make_entry, ada, cleo
):
    other = make_entry(title="Walking and talking")

    into = actions.merge_into(walk, other, by=cleo, reason="Twice here.")

    assert Entry.objects.get(pk=into.pk).keeper == ada


def test_whoever_looks_after_a_page_decides_what_is_suggested_for_it(
    walk, make_entry, as_, ada, dan, cleo
):
    other = make_entry(by=cleo, title="Tea first")
    one = actions.suggest("practice", of=walk, by=dan, body="<p>Meet anywhere.</p>")
    two = actions.suggest("practice", of=other, by=dan, body="<p>Cake first.</p>")

    queue = as_(ada).get("/suggestions/").content.decode()
    assert one.get_absolute_url() in queue and two.get_absolute_url() not in queue
    assert as_(ada).post(f"{two.get_absolute_url()}accept/").status_code == 404
    assert as_(ada).post(f"{one.get_absolute_url()}accept/").status_code == 303
    assert Entry.objects.get(pk=walk.pk).body.count("Meet anywhere.") == 1


def test_looking_after_a_page_gets_nobody_around_protection_or_first_contributions(
    walk, as_, ada, dan, cleo
):
    one = actions.suggest("practice", of=walk, by=dan, body="<p>Meet anywhere.</p>")
    accept = f"{one.get_absolute_url()}accept/"

    Person.objects.filter(pk=ada.pk).update(vouched=False)
    assert as_(ada).post(accept).status_code == 404
    Person.objects.filter(pk=ada.pk).update(vouched=True)
    actions.protect(walk, by=cleo, role="steward", reason="A quarrel")
    assert as_(ada).post(accept).status_code == 404
    actions.lift_protection(walk, by=cleo)
    assert as_(ada).post(accept).status_code == 303


# Still true -------------------------------------------------------------------------------


def test_one_click_says_that_it_is_still_true_and_asks_again_in_a_year(
    clock, walk, as_, ada, dan, visitor
):  # fmt: skip
    walk = actions.revise(walk, by=ada, base=1, body="<p>Walk.</p>")
    clock.later(days=100)
    browser = as_(dan)
    form = read(browser.get(WALK)).select_one(f"{CARE} form")
    sent = {box["name"]: box["value"] for box in form.select("input[name=revision]")}

    assert browser.post(form["action"], sent)["Location"] == WALK
    browser.post(form["action"], sent)  # a second click

    assert list(Confirmation.objects.values_list("entry", "by", "revision", "when")) == [
        (walk.pk, dan.pk, 2, WEDNESDAY + timedelta(days=100))
    ]
    assert Entry.objects.get().review_due == (WEDNESDAY + timedelta(days=465)).date()
    assert "Found still true on 12 June 2026 by Dan Reyes" in care(visitor)
    who = text_of(visitor.get(f"{WALK}still-true/"), "section[aria-labelledby=who]")
    assert "Version 2 on 12 June 2026 by Dan Reyes We ask again on 12 June 2027." in who
    assert walk.history.count() == 2


def test_a_page_nobody_looked_at_for_long_says_so_also_where_it_is_kept(
    clock, walk, as_, ada, visitor
):  # fmt: skip
    def notice():
        return [one.text.strip() for one in read(visitor.get(WALK)).select("p.notice")]

    clock.later(days=364)
    assert notice() == []
    clock.later(days=1)
    assert notice() == [
        "Nobody has said since 4 March 2026 that this still holds. Is it still true?"
    ]
    listed = text_of(visitor.get("/practices/"), "li.entry .meta")
    assert "due to be looked at again" in listed

    as_(ada).post(f"{WALK}still-true/")
    assert notice() == []
    clock.later(days=365)
    assert notice() == [
        "Somebody last found this still true on 4 March 2027, and nobody has said so since."
        " Is it still true?"
    ]


def test_what_is_no_longer_true_leads_somewhere(walk, as_, dan, visitor):
    page = read(as_(dan).get(f"{WALK}still-true/"))
    ways = [way["href"] for way in page.select("#not-any-more ~ ul a")]
    assert ways == [f"{WALK}edit/", f"{WALK}discussion/", "/cases/new/"]

    page = read(visitor.get(f"{WALK}still-true/"))
    assert page.select_one(f'a[href="/accounts/login/?next={WALK}still-true/"]') is not None
    assert "csrf" not in str(page)


def test_first_contributions_confirm_nothing(walk, as_, dan):
    Person.objects.filter(pk=dan.pk).update(vouched=False)

    assert as_(dan).post(f"{WALK}still-true/").status_code == 403
    assert "Yes, still true" not in care(as_(dan))


def test_notes_are_records_and_are_not_asked_for_again_unless_somebody_sets_a_day(
    settings, make_entry, walk, ben, cleo, as_
):
    note = make_entry("note", by=ben, title="First cell")
    settings.REVIEW_AFTER = 0
    never = make_entry(title="Never")
    assert [note.review_due, never.review_due] == [None, None]

    day = timezone.localdate() + timedelta(days=9)
    as_(cleo).post(f"{note.url_of('care')}", {"keeper": "", "due": day.isoformat()})

    note.refresh_from_db()
    assert (note.review_due, note.keeper) == (day, None)


def test_the_page_asks_no_more_of_the_database_however_often_it_was_confirmed(
    walk, as_, ada, dan, visitor
):
    def asked():
        return [queries_of(as_(dan), WALK), queries_of(visitor, f"{WALK}still-true/")]

    actions.confirm(walk, by=ada)
    few = asked()
    for name in ["Eve Adler", "Fay Osei", "Gus Lark"]:
        email = f"{name[:3]}@example.org"
        person = actions.add_person(email, name=name, role="practitioner")
        actions.confirm(walk, by=person)
    assert asked() == few


# Search -----------------------------------------------------------------------------------


def test_what_is_due_stands_lower_in_search_until_somebody_looks_again(
    clock, make_entry, as_, ada, visitor
):  # fmt: skip
    def found():
        page = read(visitor.get("/search/?q=allotment"))
        return [link.text for link in page.select("li.entry h2 a")]

    old = make_entry(title="The allotment", by=ada)
    clock.later(days=200)
    make_entry(title="Beans", body="<p>Beans on the allotment.</p>")
    make_entry(title="Peas", body="<p>Peas, and beans, and much else on the allotment.</p>")
    assert found() == ["The allotment", "Beans", "Peas"]

    clock.later(days=200)
    assert found() == ["Beans", "The allotment", "Peas"]
    as_(ada).post(f"{old.get_absolute_url()}still-true/")
    clock.later(minutes=2)  # lists may be kept for one
    assert found() == ["The allotment", "Beans", "Peas"]
