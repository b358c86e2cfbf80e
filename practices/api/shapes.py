"""What may be sent to the API."""

from typing import Any, Literal

from django.core.exceptions import ValidationError
from ninja import Schema
from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from practices import prose

Kind = Literal["proposition", "practice", "case", "note"]


class Sent(Schema):
    """Nothing is ignored in silence: a field nobody knows is an error."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*")
    @classmethod
    def can_be_kept(cls, value: Any, about: ValidationInfo) -> Any:
        """JSON can spell what no database keeps: a null, and half a character."""
        words = value if isinstance(value, list) else [value]
        if not all(prose.is_writable(word) for word in words if isinstance(word, str)):
            raise ValidationError(
                {str(about.field_name): "This holds a character that cannot be kept."}
            )
        return value


class Changes(Sent):
    """Fields of an entry. What is left out stays as it is. `body` is HTML or plain text."""

    title: str | None = None
    summary: str | None = None
    body: str | None = None
    themes: list[str] | None = None
    source: str | None = None
    licence: str | None = None
    first_step: str | None = None
    groups: list[str] | None = None
    outcomes: list[str] | None = None
    barriers: list[str] | None = None
    ingredients: list[str] | None = None
    lip_service: list[str] | None = None
    how_know: str | None = None
    move: str | None = None
    decision: str | None = None
    organisation: str | None = None
    place: str | None = None
    period: str | None = None
    voice: str | None = None
    what_changed: str | None = None
    learned: str | None = None
    ending: str | None = None
    reason: str = ""


class NewEntry(Changes):
    """An entry to make."""

    kind: Kind
    title: str
    body: str


class Revision(Changes):
    """A change to an entry. `base` is the revision it began from; `If-Match` says it as well."""

    base: int | None = None
    small: bool = False


class NewLink(Sent):
    """A link to make, from the entry in the address to `target` (its id)."""

    target: int
    stance: Literal["supports", "challenges", "barrier", "ingredient", "adapts", "relates"]
    why: str
    anchor: str = ""


class NewRating(Sent):
    """How strongly a link puts its proposition into practice."""

    strength: int = Field(ge=1, le=5)
    ground: Literal["did", "saw", "read"]
    reason: str
    revision: int | None = None


class NewAnswer(Sent):
    """Something to say, as plain text."""

    body: str


class NewThread(NewAnswer):
    """A conversation to begin, about the entry or one point of it."""

    point: str = ""
    question: bool = False
