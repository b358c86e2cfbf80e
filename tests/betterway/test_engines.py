"""The compiled template engine draws what Django's own draws, byte for byte."""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from betterway.engines import COMPILED, PLAIN, Engine, engine
from practices import actions

UNTOWARD = """<b>'Tea' & "cups"</b> {{ entry }} {% now %} ſtrength ﬁ 👩🏽 1 < 2 \u2028 &lt;"""
"""What people write that means something to HTML, to templates, or to what reads letters."""

PAGES = """
/ /practices/ /practices/?sort=title /cases/ /roundtables/ /changes/ /themes/ /themes/tea-cups/
/search/?q=tea /search/?q=%3Cb%3E%7B%7B /search/?q=nothing /questions/ /wanted/ /nowhere/
{it} {it}history/ {it}history/1/ {it}compare/1/2/ {it}discussion/ {it}links/ {it}linked/
{it}origins/ {it}files/ {it}edit/ {it}suggest/ {it}still-true/ {it}care/ {it}protect/ {it}merge/
{it}delete/ {it}split/ {case} {proposition} {note} {note}edit/ /links/{link}/rate/
/cases/new/ /desk/ /notices/ /following/ /drafts/ /reports/ /audit/ /themes-to-merge/ /people/
/accounts/login/ /accounts/signup/ /accounts/profile/ /accounts/password/reset/ /accounts/email/
""".split()

ONCE = re.compile(rb'(name="(?:csrfmiddlewaretoken|ticket|form_id)" value=")[^"]+|(nonce=")[^"]+')
"""What is another at each request."""


@pytest.fixture
def library(make_entry, ada, cleo) -> dict[str, object]:
    """Where to find a few entries in which everything that people may write is untoward."""
    said = {"title": UNTOWARD, "summary": UNTOWARD, "theme_names": ["Tea & cups"]}
    it = make_entry(by=ada, **said, first_step=UNTOWARD, barriers="<p>5 &lt; 6</p>")
    it = actions.revise(it, by=cleo, base=1, reason=UNTOWARD, body="<p>Anew &lt;b&gt;.</p>")
    case = make_entry("case", by=cleo, **said, place=UNTOWARD[:100], ending="faded")
    proposition = make_entry("proposition", by=cleo, title="<i>Tea</i> is better than haste")
    note = make_entry("note", by=cleo, title=UNTOWARD, status="draft")
    link = actions.link(case, proposition, stance="supports", why=UNTOWARD, by=ada)
    actions.rate(link, by=cleo, strength=4, ground="did", reason=UNTOWARD)
    actions.say(it, by=cleo, body=UNTOWARD, is_question=True)
    at = {"it": it, "case": case, "proposition": proposition, "note": note}
    return {name: one.get_absolute_url() for name, one in at.items()} | {"link": link.pk}


def drawn(by: Engine, client: Client, addresses: list[str]) -> dict[str, tuple[int, bytes]]:
    """Pages by address as an engine draws them: status and bytes, nothing kept from before."""
    cache.clear()
    templates = [{**settings.TEMPLATES[0], "BACKEND": by.templates}]
    with override_settings(TEMPLATES=templates, FORM_RENDERER=by.forms):
        answers = {address: client.get(address) for address in addresses}
    return {
        address: (answer.status_code, ONCE.sub(rb"\1\2", answer.content))
        for address, answer in answers.items()
    }


@pytest.mark.skipif(engine(plain=False) is PLAIN, reason="there is no compiled engine here")
@pytest.mark.parametrize("who", ["a visitor", "a steward"])
def test_both_engines_draw_the_same_pages(who, library, cleo, visitor, as_):
    client = visitor if who == "a visitor" else as_(cleo)
    addresses = [page.format(**library) for page in PAGES]
    plain = drawn(PLAIN, client, addresses)
    assert drawn(COMPILED, client, addresses) == plain
    assert any(b"&lt;b&gt;&#x27;Tea&#x27; &amp;" in page for _, page in plain.values())
