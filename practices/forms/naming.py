"""Choosing a person by name, or by the address of their page."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from practices.models import Person

ADDRESS = re.compile(r"/people/([-\w]+)")
OFFERED = 300
"""How many names are offered while typing."""


def name_box() -> forms.TextInput:
    """Where a name is typed; the page has the names to offer in a `datalist` called people."""
    return forms.TextInput(attrs={"list": "people", "autocomplete": "off"})


def names_of(people: QuerySet[Person]) -> list[str]:
    """Names to offer while typing."""
    return list(people.values_list("name", flat=True).distinct()[:OFFERED])


def named(asked: str, people: QuerySet[Person]) -> Person:
    """The one of these people who is meant. Raises ValidationError where it is none, or several."""
    address = ADDRESS.search(asked)
    name = address[1] if address else asked
    found = list(people.filter(Q(username=name) | Q(name__iexact=name))[:2])
    if not found:
        raise ValidationError("There is nobody of that name here.")
    if len(found) > 1:
        raise ValidationError("Several people have that name: paste the address of their page.")
    return found[0]
