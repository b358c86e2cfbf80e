"""What tests of talk and of themes begin with."""

import pytest

from practices import actions
from practices.models import Comment, Entry


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
