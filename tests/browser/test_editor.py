"""Writing with the rich editor, with a keyboard and with what people paste."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from practices import actions, prose
from practices.models import Attachment, Entry, Person
from tests.browser.test_everyone_can_use_it import RULES

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-GB>
<h1 style='margin:0cm'>How</h1>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Tea</b> first<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>
<![endif]>First, listen</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>·<span>&nbsp;&nbsp; </span>Then ask</p>
<p class=MsoNormal><img src=""><img src="file:///C:/a.png"><a href="https://example.org">More</a></p>
<script>alert(1)</script></body></html>"""


@pytest.fixture
def writing(sign_in, ada: Person) -> Page:
    """Ada, with an empty practice before her."""
    page = sign_in(ada)
    page.goto("/practices/new/")
    page.fill("#id_title", "Walk and talk")
    return page


def editor(page: Page) -> Locator:
    box = page.get_by_role("textbox", name="The text")
    expect(box).to_be_editable()
    return box


def save(page: Page) -> Entry:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Saved")
    return Entry.objects.latest("updated")


def paste(box: Locator, html: str) -> None:
    box.evaluate(
        """(box, html) => {
            const data = new DataTransfer()
            data.setData("text/html", html)
            data.setData("text/plain", "as plain text")
            box.dispatchEvent(new ClipboardEvent("paste",
                { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        html,
    )


def without_addresses(html: str) -> str:
    return "".join(
        part for n, part in enumerate(html.replace(' id="', '"').split('"')) if n % 2 == 0
    )


def test_typed_words_are_kept_with_plain_spaces_and_structure(writing):
    box = editor(writing)
    box.click()
    writing.keyboard.type("## How we do it\nPut  the form away, ")
    writing.keyboard.press("Control+b")
    writing.keyboard.type("slowly")
    writing.keyboard.press("Control+b")
    writing.keyboard.type(" now.\n- one \ntwo\n\nThe end.")
    body = save(writing).body
    assert without_addresses(body) == (
        "<h2>How we do it</h2><p>Put the form away, <strong>slowly</strong> now.</p>"
        "<ul><li>one</li><li>two</li></ul><p>The end.</p>"
    )
    assert "\xa0" not in body
    assert "&nbsp;" not in body


def test_the_tools_are_reached_by_keyboard_and_say_what_is_on(writing):
    box = editor(writing)
    box.click()
    writing.keyboard.press("Shift+Tab")
    heading = writing.get_by_role("button", name="Heading", exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_have_attribute("aria-pressed", "false")
    writing.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-pressed", "true")
    expect(box).to_be_focused()
    writing.keyboard.type("How")
    writing.keyboard.press("Enter")
    writing.keyboard.press("Shift+Tab")
    for _ in range(4):
        writing.keyboard.press("ArrowRight")
    tool = writing.get_by_role("button", name="List", exact=True)
    expect(tool).to_be_focused()
    writing.keyboard.press("Enter")
    expect(box).to_be_focused()
    writing.keyboard.type("Walk")
    writing.keyboard.press("Tab")
    expect(box).not_to_be_focused()
    assert without_addresses(save(writing).body) == "<h2>How</h2><ul><li>Walk</li></ul>"


def test_pasting_from_word_keeps_the_structure_and_drops_the_rest(writing):
    box = editor(writing)
    box.click()
    paste(box, WORD)
    expect(box.get_by_role("listitem")).to_have_text(["First, listen", "Then ask"])
    body = save(writing).body
    link = '<a href="https://example.org" rel="nofollow ugc noopener">'
    anchors = [block.anchor for block in prose.blocks(body)]
    for anchor in anchors:
        body = body.replace(f' id="{anchor}"', "")
    assert body == (
        "<h2>How</h2><p><strong>Tea</strong> first</p>"
        f"<ul><li>First, listen</li><li>Then ask</li></ul><p>{link}More</a></p>"
    )


def test_a_paste_too_large_to_clean_comes_in_as_plain_text(writing):
    box = editor(writing)
    box.click()
    paste(box, "<p>" + "x" * 5_500_000)
    expect(box).to_have_text("as plain text")


def test_a_link_is_made_and_taken_away_by_keyboard(writing):
    box = editor(writing)
    box.click()
    writing.keyboard.type("Read more")
    writing.keyboard.press("Shift+Control+ArrowLeft")
    # The editor hears of a selection a moment after the page has it.
    writing.wait_for_function("getSelection().toString() === 'more'")
    writing.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    writing.keyboard.press("Control+k")
    writing.get_by_label("Where does it lead?").fill("www.example.org/a")
    writing.keyboard.press("Enter")
    link = box.get_by_role("link", name="more")
    expect(link).to_have_attribute("href", "https://www.example.org/a")
    expect(writing.get_by_role("button", name="Link", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    writing.keyboard.press("Control+k")
    writing.get_by_role("button", name="Take the link away").click()
    expect(link).to_have_count(0)


RICH = (
    '<p>Begin <a href="/practices/">here</a>, H<sub>2</sub>O, <code>x</code>, <s>no</s>.</p>'
    "<h3>How</h3><ol><li>One<ul><li>Inside</li></ul></li></ol><blockquote><p>Said.</p></blockquote>"
    "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    "<table><caption>Counted</caption><tbody><tr><td>2</td></tr></tbody></table>"
    '<figure><img src="{picture}" alt="Tea"><figcaption>Tea</figcaption></figure>'
    '<p>See <img src="{picture}" alt="the tea"> here</p>'
    "<hr><pre>code</pre><p>The end</p>"
)


def test_a_word_added_to_a_rich_page_changes_nothing_else(make_entry, sign_in, ada, send_picture):
    picture = send_picture(ada)
    entry = make_entry(title="Rich", body=RICH.replace("{picture}", picture.address))
    page = sign_in(ada)
    page.goto("/practices/rich/edit/")
    box = editor(page)
    box.get_by_text("The end").click()
    page.keyboard.press("End")
    page.keyboard.type(" of it")
    after = save(page)
    assert after.body == entry.body.replace("The end</p>", "The end of it</p>")


def test_a_part_of_a_page_is_edited_by_itself(make_entry, sign_in, ada):
    entry = make_entry(
        title="Rich", body="<p>Begin.</p><h2>How</h2><table><tr><td>1</td></tr></table>"
    )
    part = prose.sections(entry.body)[1]
    page = sign_in(ada)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/practices/rich/edit/?section={part.anchor}")
    box = editor(page)
    expect(page.get_by_text("Saved from here")).to_have_count(0)
    box.get_by_role("heading").click()
    page.keyboard.press("End")
    page.keyboard.type(" so")
    assert save(page).body == entry.body.replace("How</h2>", "How so</h2>")


def test_themes_in_use_are_offered_and_picked_by_keyboard(make_entry, writing):
    make_entry(title="Other", theme_names=["Listening", "Listed buildings"])
    field = writing.get_by_role("combobox", name="Themes")
    field.press_sequentially("walking, LIST")
    options = writing.get_by_role("listbox", name="Themes in use").get_by_role("option")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    names = options.all_text_contents()
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value(f"walking, {names[1]}, ")
    expect(options).to_have_count(0)
    editor(writing).fill("Words.")
    assert save(writing).theme_names == sorted(["walking", names[1]], key=str.casefold)


def test_a_title_like_another_is_offered_while_typing(make_entry, sign_in, ada):
    make_entry(title="Radical listening")
    page = sign_in(ada)
    page.goto("/practices/new/")
    page.get_by_label("What do you call it?").press_sequentially("Listening radic")
    offer = page.get_by_role("link", name="Radical listening")
    expect(offer).to_have_attribute("href", "/practices/radical-listening/")


def test_what_was_typed_richly_is_still_there_after_a_preview_and_after_a_mistake(writing):
    box = editor(writing)
    box.click()
    writing.keyboard.type("## How\nWalk ")
    writing.keyboard.press("Control+i")
    writing.keyboard.type("slowly")
    writing.get_by_role("button", name="Preview").click()
    expect(writing.get_by_role("article", name="Preview").get_by_role("emphasis")).to_have_text(
        "slowly"
    )
    expect(editor(writing).get_by_role("emphasis")).to_have_text("slowly")
    writing.fill("#id_themes", "z" * 101)
    writing.get_by_role("button", name="Save", exact=True).click()
    expect(writing.get_by_role("alert")).to_contain_text("at most 100 letters")
    expect(editor(writing).get_by_role("emphasis")).to_have_text("slowly")
    writing.fill("#id_themes", "")
    assert "<em>slowly</em>" in save(writing).body


def test_previews_and_clashes_meet_no_barrier(make_entry, sign_in, ada, dan):
    entry = make_entry(by=ada)
    page = sign_in(ada)
    page.goto("/practices/walk-and-talk/edit/")
    editor(page).fill("Ada’s words.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("article", name="Preview")).to_be_visible()
    editor(page)
    assert Axe().run(page, options=RULES).response["violations"] == []
    actions.revise(entry, by=dan, base=1, body="<p>Dan’s words.</p>", summary="Dan’s")
    page.fill("#id_summary", "Ada’s")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Somebody saved before you")).to_be_visible()
    editor(page)
    assert Axe().run(page, options=RULES).response["violations"] == []


def test_a_picture_is_put_in_by_keyboard_with_words_for_it(writing, tmp_path):
    Image.new("RGB", (1000, 500), "teal").save(tmp_path / "cups.png")
    box = editor(writing)
    box.click()
    writing.keyboard.type("Two cups of tea.")
    writing.get_by_role("button", name="Picture or file").focus()
    writing.keyboard.press("Enter")
    asked = writing.get_by_role("dialog", name="A picture or a file")
    asked.get_by_label("Which one?").set_input_files(tmp_path / "cups.png")
    asked.get_by_role("button", name="Put it in").click()
    expect(asked).to_be_visible()  # nothing goes without words for it
    asked.get_by_label("What does it show?").fill("Two cups")
    asked.get_by_label("Words below").fill("By the canal")
    assert Axe().run(writing, options=RULES).response["violations"] == []
    writing.keyboard.press("Enter")
    expect(box.get_by_role("img", name="Two cups")).to_be_visible()
    expect(writing.locator(".said-of-pictures")).to_contain_text("It is in the text.")

    box.get_by_role("img", name="Two cups").click()
    writing.get_by_role("button", name="Picture or file").click()
    asked.get_by_label("What does it show?").fill("Two cups on a wall")
    asked.get_by_role("button", name="Put it in").click()
    writing.keyboard.press("ArrowRight")
    paste(box, '<p>From elsewhere <img src="https://far.example/p.gif"></p>')
    expect(writing.locator(".said-of-pictures")).to_contain_text("Pictures were left out")
    entry = save(writing)
    (kept,) = Attachment.objects.all()
    assert without_addresses(entry.body) == (
        "<p>Two cups of tea.</p><figure><img src= alt=><figcaption>By the canal</figcaption>"
        "</figure><p>From elsewhere</p>"
    )
    assert f'<img src="{kept.address}" alt="Two cups on a wall">' in entry.body
    shown = writing.get_by_role("img", name="Two cups on a wall")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("picture => picture.naturalWidth") > 0
