"""Forms for talking about an entry."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from practices import discussion
from practices.actions.words import LONGEST_WORDS
from practices.forms.fields import LongText, Text
from practices.models import Entry

GONE = "That point is no longer in the text. Choose another one, or speak of the whole entry."


class WordsForm(forms.Form):
    """What somebody says, as plain text."""

    body = LongText(
        label="What would you say?",
        help_text="A blank line begins a paragraph. “@” and a person’s name in the address of"
        " their page, such as @ada-okafor, names that person.",
        max_length=LONGEST_WORDS,
        rows=5,
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        # A browser would cut off a long paste without a word; we say so, and lose nothing.
        self.fields["body"].widget.attrs.pop("maxlength", None)


class QuestionForm(WordsForm):
    """The words that begin a conversation."""

    is_question = forms.BooleanField(
        label="This is a question",
        help_text="It is listed among the open questions until an answer has helped.",
        required=False,
    )


class SayForm(QuestionForm):
    """A new conversation about an entry, or one point of it."""

    def __init__(self, entry: Entry, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        points = discussion.points_of(entry).items()
        self.fields["anchor"] = forms.ChoiceField(
            label="Is it about one point of the text?",
            required=False,
            choices=[("", "No, the whole entry"), *((key, _opening(text)) for key, text in points)],
            error_messages={"invalid_choice": GONE},
        )
        self.order_fields(["anchor", "body", "is_question"])


def _opening(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:70].rsplit(' ', 1)[0]} …"


class HideForm(forms.Form):
    """Why words are taken out of sight."""

    reason = Text(
        label="Why?",
        help_text="One sentence. It stands in place of the words, for their author and everyone.",
        max_length=300,
    )

    def clean_reason(self) -> str:
        reason = " ".join(self.cleaned_data["reason"].split())
        if not reason:
            raise ValidationError("Say why, so that its author and others understand.")
        return reason
