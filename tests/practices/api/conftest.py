"""Programs that act for the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from practices.models import Person, Token


@pytest.fixture
def program() -> Callable[[Person], Client]:
    """A program with a key of this person."""

    def with_key(person: Person) -> Client:
        _, key = Token.make(person, "a test")
        return Client(headers={"authorization": f"Bearer {key}"})

    return with_key
