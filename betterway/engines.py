"""What draws templates and forms: Django's own engine, or one that is compiled.

Both draw the same, byte for byte (tests/betterway/test_engines.py); the compiled one takes a
fraction of the time. Its maker builds it for Linux alone, so other machines do without.
"""

from importlib.util import find_spec
from typing import NamedTuple


class Engine(NamedTuple):
    """What Django takes for the `BACKEND` of its templates, and for `FORM_RENDERER`."""

    templates: str
    forms: str


PLAIN = Engine(
    "django.template.backends.django.DjangoTemplates",
    "django.forms.renderers.DjangoTemplates",
)
COMPILED = Engine(
    "django_rust_templates.RustTemplates",
    "django_rust_templates.forms.RustFormRenderer",
)


def engine(*, plain: bool) -> Engine:
    """The compiled engine where this machine has it, unless the `plain` one is asked for."""
    return PLAIN if plain or find_spec("django_rust_templates") is None else COMPILED
