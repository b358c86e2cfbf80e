"""What tests of talk, of themes, and of what time brings begin with."""

from collections.abc import Iterator

import pytest
import time_machine

from practices import actions
from practices.models import Comment, Entry
from tests.practices.clock import WEDNESDAY, Clock


@pytest.fixture
def clock() -> Iterator[Clock]:
    """It is a Wednesday noon, and time stands still until the test turns it on."""
    with time_machine.travel(WEDNESDAY, tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def practice(make_entry, ada) -> Entry:
    return make_entry(by=ada)


@pytest.fixture
def point(practice) -> str:
    """The anchor of the first paragraph, “Meet outdoors.”"""
    return practice.body.split('id="')[1][:8]


@pytest.fixture
def question(practice, dan) -> Comment:
    return actions.say(practice, by=dan, body="Who walks in the rain?", is_question=True)


@pytest.fixture
def reply(question, ada) -> Comment:
    return actions.answer(question, by=ada, body="We all do.")


@pytest.fixture
def two_themes(make_entry, ada):
    """Three entries: with one theme, with the other, with both."""
    make_entry(by=ada, title="One", theme_names=["Codesign", "Trust"])
    make_entry("case", by=ada, title="Two", theme_names=["Co-design"])
    make_entry("case", by=ada, title="Three", theme_names=["Co-design", "Codesign"])
