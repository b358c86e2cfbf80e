"""How tests of drafts type, keep and read what was kept."""

from datetime import datetime

from django.test import Client
from django.utils import timezone

from practices.models import Draft
from tests.practices.pages import filled

EDIT = "/practices/walk-and-talk/edit/"
NEW = "/practices/new/"
NOON = datetime(2021, 3, 1, 12, 0, tzinfo=timezone.get_default_timezone())


def typed(client: Client, url: str, **fields) -> dict:
    """The form at an address, with something typed into it."""
    return filled(client.get(url)) | fields


def kept(client: Client, url: str, **fields) -> Draft:
    """A draft, kept as the script keeps it."""
    answer = client.post("/drafts/save/", typed(client, url, **fields))
    assert answer.status_code == 200
    return Draft.objects.get(pk=answer.json()["number"])


def words(client: Client, url: str) -> dict:
    sent = filled(client.get(url))
    return {name: sent[name][-1].replace("\r\n", "\n") for name in ("title", "summary", "body")}
