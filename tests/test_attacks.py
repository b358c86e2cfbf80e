"""What a hostile visitor tries: odd letters in every place, and drafts by every side door."""

from practices import actions, history
from practices.models import Link


def test_a_null_in_an_address_is_no_page(visitor):
    addresses = ["/themes/%00/", "/themes/a%00b/feed.atom", "/people/%00/", "/practices/%00.json"]

    assert {visitor.get(address).status_code for address in addresses} == {404}


def test_the_feed_of_a_theme_that_drafts_alone_have_is_not_there(visitor, make_entry, ada):
    draft = make_entry(by=ada, status="draft", theme_names=["A secret plan"])
    hidden = visitor.get("/themes/a-secret-plan/feed.atom").status_code
    actions.publish(draft, by=ada)

    shown = visitor.get("/themes/a-secret-plan/feed.atom").status_code
    assert [hidden, shown] == [404, 200]


def test_a_link_to_figures_of_another_script_is_asked_again(as_, ada, make_entry):
    make_entry(by=ada)
    sent = {"stance": "supports", "target": "²", "why": "It is."}

    assert as_(ada).post("/practices/walk-and-talk/links/", sent).status_code == 422


def test_a_published_page_cannot_link_to_a_draft_and_so_tell_its_title(as_, ada, make_entry):
    make_entry(by=ada)
    make_entry("proposition", by=ada, title="Nobody knows this yet", status="draft")
    sent = {"stance": "supports", "target": "Nobody knows this yet", "why": "It is."}

    answer = as_(ada).post("/practices/walk-and-talk/links/", sent)

    assert (answer.status_code, Link.objects.count()) == (422, 0)
    assert "Publish it first" in answer.content.decode()


def test_the_title_of_what_was_withdrawn_is_in_no_data_of_its_neighbours(
    visitor, make_entry, ada, cleo
):
    entry = make_entry(by=ada)
    other = make_entry("proposition", by=ada, title="About one person")
    actions.link(entry, other, stance="supports", why="It is.", by=ada)
    pages = [f"/api/v1/entries/{entry.pk}/", f"/api/v1/entries/{entry.pk}/revisions/2/"]
    pages += ["/practices/walk-and-talk.json"]
    before = [len(visitor.get(page).json()["links"]) for page in pages]

    actions.withdraw(other, by=cleo, reason="It names somebody.")

    assert before == [1, 1, 1]
    assert [visitor.get(page).json()["links"] for page in pages] == [[], [], []]
    entry.refresh_from_db()
    one, two = entry.history.order_by("revision")[:2]
    assert history.fact_changes(one, two) == []
