"""Every main page, light and dark, on a phone and on a wide screen: axe-core finds nothing
against WCAG 2.2 AA, and nothing has to be scrolled sideways.
"""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from practices import actions
from practices.models import Page as SitePage

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WIDTHS = (320, 1280)

FOR_ANYONE = [
    "/",
    "/propositions/",
    "/practices/",
    "/cases/",
    "/roundtables/",
    "/practices/walk-and-talk/",
    "/practices/walk-and-talk/history/",
    "/practices/walk-and-talk/history/1/",
    "/practices/walk-and-talk/compare/1/2/",
    "/propositions/relationships-over-transactions/",
    "/themes/",
    "/themes/listening/",
    "/search/?q=walk",
    "/search/?q=wlak",
    "/changes/",
    "/about/",
    "/accessibility/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/nothing-here/",
]
FOR_STEWARDS = [
    "/practices/new/",
    "/practices/walk-and-talk/edit/",
    "/practices/walk-and-talk/links/",
    "/practices/walk-and-talk/files/",
    "/practices/walk-and-talk/revert/1/",
    "/practices/walk-and-talk/delete/",
    "/roundtables/new/",
    "/people/",
    "/accounts/profile/",
]


@pytest.fixture(autouse=True)
def library(make_entry, ada, send_picture) -> None:
    """A practice with two versions and a picture, themed and linked to a proposition."""
    cups = send_picture(ada).html_with("By the canal")
    proposition = make_entry("proposition", title="Relationships over transactions", by=ada)
    practice = make_entry(title="Walk and talk", by=ada, theme_names=["Listening"])
    practice = actions.revise(
        practice,
        base=practice.revision,
        by=ada,
        reason="Say how",
        body=f"<h2>How</h2><p>Meet outdoors.</p><ul><li>Walk side by side.</li></ul>{cups}",
    )
    actions.link(practice, proposition, stance="supports", why="It takes time.", by=ada)
    for slug in ("about", "accessibility"):
        actions.write_page(SitePage(slug=slug), by=None, title=slug.title(), body="<p>For all.</p>")


def findings(page: Page, address: str) -> list[str]:
    """What is wrong with the page at this address, one line each, in all its clothes."""
    found = []
    for width, scheme in product(WIDTHS, ("light", "dark")):
        # Asked for anew each time: a colour on its way to another would be judged half-way.
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        answer = page.goto(address)
        assert answer and answer.status == (404 if address == "/nothing-here/" else 200)
        for violation in Axe().run(page, options=RULES).response["violations"]:
            nodes = ", ".join(str(node["target"][0]) for node in violation["nodes"][:3])
            found.append(f"{width} {scheme}: {violation['help']}: {nodes}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{width} {scheme}: scrolls sideways")
    return found


@pytest.mark.parametrize("address", FOR_ANYONE)
def test_a_visitor_meets_no_barrier(page: Page, address: str) -> None:
    assert findings(page, address) == []


@pytest.mark.parametrize("address", FOR_STEWARDS)
def test_a_signed_in_person_meets_no_barrier(page: Page, sign_in, cleo, address: str) -> None:
    sign_in(cleo)

    assert findings(page, address) == []
