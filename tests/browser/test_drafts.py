"""Nobody’s words are lost: in a real browser, with the network, the login and the page going."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Locator, Page, expect

from practices import prose
from practices.models import Draft, Entry, Person, Suggestion
from tests.browser.conftest import is_trouble
from tests.browser.test_editor import editor, save
from tests.browser.test_everyone_can_use_it import RULES

EDIT = "/practices/walk-and-talk/edit/"
SOON = 12_000  # milliseconds: a look at the form every three seconds, on a busy machine


@pytest.fixture
def entry(make_entry, ada: Person) -> Entry:
    return make_entry(by=ada)


@pytest.fixture
def writing(entry: Entry, sign_in, dan: Person) -> Page:
    """Dan, with a practice before him."""
    page = sign_in(dan)
    page.goto(EDIT)
    return page


def write(page: Page, words: str) -> None:
    """Type at the end of the text, once the editor has taken the place of the text area."""
    page.locator(".tools").wait_for()
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def kept(page: Page) -> Locator:
    line = page.locator("[data-kept]")
    expect(line).to_be_visible(timeout=SOON)
    expect(line).to_contain_text("Kept")
    return line


def trouble(page: Page) -> Locator:
    return page.locator("[data-trouble]")


def copies(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))")


def test_what_is_typed_is_kept_and_offered_after_a_reload(writing):
    write(writing, " Rain or shine.")
    kept(writing)
    expect(writing.get_by_role("button", name="Keep as draft")).to_have_count(0)
    # Nobody is asked whether to leave: what was typed is kept.
    writing.reload()
    writing.get_by_role("link", name="go on with it").click()
    expect(editor(writing)).to_contain_text("Rain or shine.")
    assert Axe().run(writing, options=RULES).response["violations"] == []
    entry = save(writing)
    assert prose.plain(entry.body).endswith("Walk side by side. Rain or shine.")
    writing.goto("/drafts/")
    expect(writing.get_by_text("Nothing waits here.")).to_be_visible()
    writing.goto(EDIT)
    expect(writing.get_by_text("You have an unsaved draft")).to_have_count(0)


def test_a_page_that_is_only_looked_at_keeps_nothing(writing):
    editor(writing)
    writing.wait_for_timeout(4000)
    assert not Draft.objects.exists()
    assert copies(writing) == []


def test_without_a_network_words_stay_in_the_browser_and_are_sent_when_it_is_back(writing):
    writing.context.set_offline(True)
    write(writing, " On the train.")
    expect(trouble(writing)).to_have_text("Not saved here yet: kept in this browser.", timeout=SOON)
    assert len(copies(writing)) == 1
    assert not Draft.objects.exists()
    writing.context.set_offline(False)
    kept(writing)
    expect(trouble(writing)).to_have_text("Kept again.")
    assert copies(writing) == []
    assert Draft.objects.get().said("body").endswith("On the train.</p>")


def test_words_of_a_page_that_was_closed_without_a_network_are_found_again(writing):
    writing.context.set_offline(True)
    write(writing, " On the train.")
    expect(trouble(writing)).to_contain_text("kept in this browser", timeout=SOON)
    other = writing.context.new_page()
    writing.evaluate("addEventListener('beforeunload', (e) => e.stopImmediatePropagation(), true)")
    writing.close()
    other.context.set_offline(False)
    other.goto("/drafts/")
    other.get_by_role("link", name="go on with them").click()
    expect(editor(other)).to_contain_text("On the train.")
    assert copies(other) == []


def end_login(person: Person) -> None:
    """The login lapses, as it does after a month, or with the session’s row."""
    Session.objects.all().delete()


def sign_in_by_form(page: Page, person: Person) -> None:
    person.set_password("four quiet green boats")
    person.save()
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill("four quiet green boats")
    page.locator("main").get_by_role("button", name="Sign in").click()


def test_a_login_that_lapsed_costs_nothing_when_save_is_pressed(writing, dan):
    write(writing, " Not a sentence lost.")
    end_login(dan)
    writing.get_by_role("button", name="Save", exact=True).click()
    expect(writing.get_by_text("What you wrote is kept.")).to_be_visible()
    with writing.expect_response("**/drafts/save/"):
        sign_in_by_form(writing, dan)
    expect(editor(writing)).to_contain_text("Not a sentence lost.")
    # These words are before them: there is nothing else to go on with.
    expect(writing.get_by_text("Words you wrote in this browser")).to_have_count(0)
    assert prose.plain(save(writing).body).endswith("Not a sentence lost.")
    assert not Draft.objects.of(dan).exists()


def test_a_login_that_lapsed_is_told_while_typing_and_mended_in_another_tab(writing, dan):
    write(writing, " First.")
    kept(writing)
    end_login(dan)
    write(writing, " Second.")
    expect(trouble(writing)).to_have_text(
        "You have been signed out: sign in in another tab and go on; nothing is lost.",
        timeout=SOON,
    )
    assert len(copies(writing)) == 1
    with writing.context.expect_page() as opening:
        trouble(writing).get_by_role("link").click()
    other = opening.value
    sign_in_by_form(other, dan)
    expect(other.get_by_text("My account")).to_have_count(1)
    write(writing, " Third.")
    kept(writing)
    assert copies(writing) == []
    assert prose.plain(save(writing).body).endswith("First. Second. Third.")


def test_signing_out_leaves_no_words_in_the_browser(writing, dan):
    writing.context.set_offline(True)
    write(writing, " Between us.")
    expect(trouble(writing)).to_contain_text("kept in this browser", timeout=SOON)
    writing.route("**/drafts/save/", lambda route: route.abort())
    writing.context.set_offline(False)
    other = writing.context.new_page()
    other.goto("/")
    assert len(copies(other)) == 1
    other.locator(".person summary").click()
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("link", name="Sign in")).to_be_visible()
    assert copies(other) == []
    writing.unroute("**/drafts/save/")
    write(writing, " And more.")
    expect(trouble(writing)).to_contain_text("You have signed out.", timeout=SOON)
    assert copies(other) == []


def test_two_tabs_of_one_person_do_not_fight(writing, dan):
    other = writing.context.new_page()
    other.goto(EDIT)
    for page, words in ((writing, " One."), (other, " Two."), (writing, " One more.")):
        page.bring_to_front()
        write(page, words)
        page.wait_for_timeout(4000)
        kept(page)
    said = sorted(prose.plain(draft.said("body")) for draft in Draft.objects.of(dan))
    assert [text.rpartition("side.")[2] for text in said] == [" One. One more.", " Two."]
    other.goto("/drafts/")
    expect(other.get_by_role("heading", level=2)).to_have_count(2)


@pytest.fixture
def second(browser: Browser, live_server, as_) -> Iterator[Callable[[Person], Page]]:
    """The browser of somebody else."""
    contexts, errors = [], []

    def open_for(person: Person) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="en-GB")
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        value = as_(person).cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda said: is_trouble(said) and errors.append(said.text))
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert errors == []


def test_people_at_the_same_page_are_named_to_each_other(writing, second, ada):
    line = "has been editing since"
    expect(writing.locator("#here")).not_to_contain_text(line)
    page = second(ada)
    page.goto(EDIT)
    expect(page.locator("#here")).to_contain_text(f"Dan Reyes {line}")
    # The first to come hears of the second within a beat.
    expect(writing.locator("#here")).to_contain_text(f"Ada Okafor {line}", timeout=30_000)


@pytest.mark.parametrize("height", [568, 300])
def test_on_a_phone_the_line_tools_and_save_bar_are_in_sight(make_entry, sign_in, ada, height):
    entry = make_entry(body="<h2>How</h2>" + "<p>Walk on, and on, and on.</p>" * 40)
    part = prose.sections(entry.body)[0]
    page = sign_in(ada)
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto("/practices/walk-and-talk/")
    page.get_by_role("link", name="Edit this part by itself: How").click()
    assert part.anchor in page.url
    write(page, " The end")
    page.set_viewport_size({"width": 320, "height": height})  # the keyboard comes out
    page.wait_for_timeout(500)
    page.keyboard.type(" of it")
    page.wait_for_timeout(200)
    places = page.evaluate(
        """() => {
            const of = (box) => [box.top, box.bottom]
            const range = getSelection().getRangeAt(0)
            return {
                tools: of(document.querySelector(".tools").getBoundingClientRect()),
                line: of(range.getClientRects()[0]),
                bar: of(document.querySelector(".save-bar").getBoundingClientRect()),
                save: of(document.querySelector(".save-bar .btn").getBoundingClientRect()),
            }
        }"""
    )
    inside = [0, *places["tools"], *places["line"], *places["bar"], height]
    assert inside == sorted(inside), places
    assert places["save"][1] <= height
    assert places["bar"][0] - places["tools"][1] > 100
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_my_drafts_meet_no_barrier(writing):
    write(writing, " Rain or shine.")
    kept(writing)
    number = Draft.objects.get().pk
    for address in ("/drafts/", f"/drafts/{number}/", f"/drafts/{number}/throw/", EDIT):
        for width in (320, 1280):
            writing.set_viewport_size({"width": width, "height": 800})
            for scheme in ("light", "dark"):
                writing.emulate_media(color_scheme=scheme)
                writing.goto(address)
                assert Axe().run(writing, options=RULES).response["violations"] == []
                wide = "document.documentElement.scrollWidth > window.innerWidth"
                assert not writing.evaluate(wide), address


def test_a_visitors_words_stay_in_the_browser_until_they_are_sent(entry: Entry, page: Page):
    page.goto("/practices/walk-and-talk/suggest/")
    page.get_by_label("Your e-mail address").fill("vim@example.com")
    page.locator("#id_summary").fill("Out and about.")
    write(page, " Rain or shine.")
    expect(page.locator("[data-stays]")).to_be_visible(timeout=SOON)
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "Rain or shine." in kept and "vim@example.com" not in kept
    page.reload()
    page.get_by_role("button", name="Go on with it").click()
    expect(editor(page)).to_contain_text("Rain or shine.")
    expect(page.locator("#id_summary")).to_have_value("Out and about.")
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_label("Your name").fill("Vim Sol")
    page.get_by_label("Your e-mail address").fill("vim@example.com")
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_text("Thank you, it has come in.")).to_be_visible()
    assert copies(page) == []
    assert "Rain or shine." in prose.plain(Suggestion.objects.get().fields["body"])
