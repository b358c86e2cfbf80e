"""Reading a page as a browser without scripts would."""

from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext


def read(response: HttpResponse) -> BeautifulSoup:
    """The page, without what only scripts would bring out."""
    page = BeautifulSoup(response.content, "lxml")
    for template in page.find_all("template"):
        template.decompose()
    return page


def filled(response: HttpResponse) -> dict[str, list[str]]:
    """What pressing Enter in the page's writing form would send."""
    form = read(response).select_one("main form.form")
    sent: dict[str, list[str]] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        for value in _values(control):
            sent.setdefault(control["name"], []).append(value)
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def _values(control) -> list[str]:
    if control.name == "textarea":
        return [control.text.removeprefix("\n").replace("\n", "\r\n")]
    if control.name == "select":
        return [option["value"] for option in control.select("option[selected]")] or [""]
    if control.get("type") == "checkbox" and not control.has_attr("checked"):
        return []
    return [control.get("value", "on" if control.get("type") == "checkbox" else "")]


def errors(response: HttpResponse) -> dict[str, str]:
    """What is said to be wrong, by the label of the field; "" for what is about no field."""
    said = {}
    for line in read(response).select(".error-summary li"):
        label = line.find("a")
        name = label.text if label else ""
        said[name] = line.text.removeprefix(f"{name}:").strip()
    return said


def text_of(response: HttpResponse, selector: str) -> str:
    """The words of one part of the page."""
    return " ".join(read(response).select_one(selector).text.split())


def queries_of(browser: Client, address: str) -> int:
    """How many questions a page puts to the database."""
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return len(asked)
