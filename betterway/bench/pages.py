"""What pages cost, warm (kept from before), cold (nothing kept), and not sent at all (304)."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db.models import Count
from lxml import html

from betterway.bench.measuring import Line, milliseconds, of_pages, queries, turn_by_turn
from betterway.bench.stack import Browser
from practices.models import Entry, Person, Theme

EMPTY = "/bench/empty/"


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses worth measuring in this library."""

    entry: Entry
    long_lived: Entry
    theme: Theme

    @classmethod
    def found(cls) -> "Places":
        """An entry of usual length, the one with most versions, the theme with most entries."""
        usual = Entry.objects.published().of_kind("practice").order_by("words")
        return cls(
            entry=usual[usual.count() // 2],
            long_lived=Entry.objects.published().order_by("-revision", "pk")[0],
            theme=Theme.objects.annotate(entries=Count("tagged")).order_by("-entries", "pk")[0],
        )


def page_lines(places: Places, *, rounds: int) -> Iterator[Line]:
    """Every kind of page that people read, against the empty one."""
    entry, old = places.entry, places.long_lived
    yield from _entry_lines(entry.get_absolute_url(), rounds)
    lists = {
        "list": "/practices/",
        "theme": places.theme.get_absolute_url(),
        "history": old.url_of("history"),
        "recent changes": "/changes/",
    }
    for name, address in lists.items():
        yield from _warm_and_cold(name, address, 6, 25, rounds)
    compare = old.url_of("compare", max(1, old.revision - 1), old.revision)
    yield from _warm_and_cold("compare", compare, 10, 40, rounds)


def _entry_lines(address: str, rounds: int) -> Iterator[Line]:
    yield from _warm_and_cold("entry", address, 3.5, 20, rounds)
    browser = Browser()
    etag = browser.get(address).headers["ETag"]
    known = {"HTTP_IF_NONE_MATCH": etag}
    taken = turn_by_turn(
        {
            "empty": lambda: browser.get(EMPTY),
            "entry": lambda: browser.get(address, expect=304, **known),
        },
        rounds=rounds,
    )
    yield _ratio("entry, 304", taken, "entry", 3.5)
    yield Line("entry, warm", queries(lambda: browser.get(address)), 2, " queries")


def _warm_and_cold(
    name: str, address: str, warm: float, cold: float, rounds: int
) -> Iterator[Line]:
    browser = Browser()
    both = {"empty": lambda: browser.get(EMPTY), name: lambda: browser.get(address)}
    browser.get(address)
    yield _ratio(f"{name}, warm", turn_by_turn(both, rounds=rounds), name, warm)
    taken = turn_by_turn(both, rounds=rounds, before={name: cache.clear})
    cache.clear()
    asked = queries(lambda: browser.get(address))
    yield _ratio(f"{name}, cold", taken, name, cold, note=f"{asked} queries")


def _ratio(
    title: str, taken: dict[str, list[float]], name: str, target: float, note: str = ""
) -> Line:
    times = median(taken[name]) / median(taken["empty"])
    notes = [milliseconds(taken[name]), f"empty {milliseconds(taken['empty'])}", note]
    return Line(title, times, of_pages(target), note=", ".join(filter(None, notes)))


# Signed in --------------------------------------------------------------------------------


def form_lines(places: Places, person: Person, *, rounds: int) -> Iterator[Line]:
    """The form and its save, as somebody signed in does them one after the other."""
    browser = signed_in(person)
    address = places.entry.url_of("edit")
    page: bytes = b""
    fields: dict[str, list[str]] = {}

    def form() -> None:
        nonlocal page
        page = browser.get(address).body

    def write() -> None:
        """What the person and the browser do between the two takes no time of the site's."""
        nonlocal fields
        fields = _fields(page) | {"reason": ["Said more"]}
        fields["body"][0] += f"\n\nOnce more: {uuid4()}."

    def save() -> None:
        browser.post(address, fields)

    taken = turn_by_turn(
        {"empty": lambda: browser.get(EMPTY), "form": form, "save": save},
        rounds=max(10, rounds // 2),
        before={"save": write},
    )
    times = (median(taken["form"]) + median(taken["save"])) / median(taken["empty"])
    note = f"form {milliseconds(taken['form'])}, save {milliseconds(taken['save'])}"
    yield Line("form and save, signed in", times, of_pages(26), note=note)
    form()
    write()
    yield Line("save, the whole request", queries(save), 16, " queries")


def signed_in(person: Person) -> Browser:
    """A browser in which this person is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return Browser(cookies={settings.SESSION_COOKIE_NAME: str(session.session_key)})


def _fields(page: bytes) -> dict[str, list[str]]:
    """What a browser would send of the form that has a `base`: all values by name."""
    for form in html.document_fromstring(page).iter("form"):
        if isinstance(form, html.FormElement) and "base" in form.fields:
            sent: dict[str, list[str]] = {}
            for name, value in form.form_values():
                sent.setdefault(name, []).append(value)
            return sent
    raise LookupError("the page has no form to edit with")
