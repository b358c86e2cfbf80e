"""Pages are offered after [[, and choosing one makes a link."""

import pytest
from playwright.sync_api import Page, expect

from practices.models import Entry, Person
from tests.browser.test_editor import editor, save


@pytest.fixture
def writing(sign_in, ada: Person, make_entry) -> Page:
    make_entry(title="Radical listening")
    make_entry(title="Listening weeks")
    page = sign_in(ada)
    page.goto("/practices/new/")
    page.fill("#id_title", "Tea first")
    return page


def offered(page: Page) -> list[str]:
    options = page.get_by_role("listbox", name="Pages to link to").get_by_role("option")
    expect(options.first).to_be_visible()
    return options.all_inner_texts()


def test_a_page_is_chosen_with_the_keyboard(writing: Page) -> None:
    box = editor(writing)
    box.press_sequentially("Try [[radical")
    assert offered(writing) == ["Radical listening"]

    writing.keyboard.press("Enter")
    box.press_sequentially(", often.")
    expect(box).to_have_text("Try [[Radical listening]], often.")

    save(writing)
    there = Entry.objects.get(slug="radical-listening")
    body = Entry.objects.get(slug="tea-first").body
    assert f'Try <a href="/e/{there.pk}/">Radical listening</a>, often.' in body


def test_arrows_choose_and_escape_goes_on_typing(writing: Page) -> None:
    box = editor(writing)
    box.press_sequentially("[[listening")
    both = offered(writing)
    assert sorted(both) == ["Listening weeks", "Radical listening"]

    writing.keyboard.press("ArrowDown")
    writing.keyboard.press("Enter")
    expect(box).to_have_text(f"[[{both[1]}]]")

    box.press_sequentially(" [[listening")
    offered(writing)
    writing.keyboard.press("Escape")
    expect(writing.get_by_role("listbox", name="Pages to link to")).to_be_hidden()
    box.press_sequentially(" more")
    expect(box).to_have_text(f"[[{both[1]}]] [[listening more")


def test_a_click_chooses_and_plain_fields_offer_as_well(writing: Page) -> None:
    barriers = writing.locator("textarea[name=barriers]")
    barriers.press_sequentially("Haste, see [[radi")
    offered(writing)

    writing.get_by_role("option", name="Radical listening").click()

    expect(barriers).to_have_value("Haste, see [[Radical listening]]")
