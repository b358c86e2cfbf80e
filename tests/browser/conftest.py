"""A real browser for the tests in this folder; each of them is marked `browser`."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from practices.models import Person
from tests.left_out import browser_path

FLAGS = [
    "--no-sandbox",  # a test machine runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window. Playwright keeps a loop in this thread; Django has to bear it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def is_trouble(said: ConsoleMessage) -> bool:
    """An error that no test asked for.

    A page that answers 404 or 422 is also logged as one, and so is a network taken away.
    """
    cut_off = "ERR_INTERNET_DISCONNECTED" in said.text or "ERR_FAILED" in said.text
    refused = "responded with a status of 4" in said.text and "/static/" not in said.location["url"]
    return said.type == "error" and not (cut_off or refused)


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A fresh page; addresses are relative to the site. Any error in its console fails the test."""
    context = browser.new_context(
        base_url=live_server.url,
        locale="en-GB",
        viewport={"width": 1280, "height": 800},
        reduced_motion="reduce",  # no colour is looked at half-way
    )
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: is_trouble(said) and errors.append(said.text))
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def sign_in(page: Page, as_) -> Callable[[Person], Page]:
    """Signs a person in without the form, for tests that are about something else."""

    def take_the_cookie(person: Person) -> Page:
        cookie = as_(person).cookies[settings.SESSION_COOKIE_NAME].value
        page.goto("/healthz")
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.url}]
        )
        return page

    return take_the_cookie
