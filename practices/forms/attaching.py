"""What people send beside their words."""

from typing import Any

from django import forms
from django.utils.text import Truncator

from practices import prose
from practices.forms.editor import Editor
from practices.forms.fields import SAID, Text
from practices.models import Entry

SAID_OF_FILES = {
    "required": "Please choose a picture or a file.",
    "missing": "Please choose a picture or a file.",
    "empty": "This file is empty.",
    "invalid": "Please choose a picture or a file.",
}


class FileForm(forms.Form):
    """A picture or a file, and what it shows."""

    file = forms.FileField(
        label="The picture or file",
        help_text="A picture, or a PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt), .csv or "
        ".txt file. What a camera wrote into a picture (where, when) is taken out. Documents stay "
        "as they are, with the name of their author if it is in them.",
        widget=forms.FileInput(attrs={"accept": Editor.accepted}),
        error_messages=SAID_OF_FILES,
    )
    alt = Text(
        label="What does it show?",
        help_text="For those who cannot see it. Of a file, say what it is: the words lead to it.",
        max_length=400,
    )
    caption = Text(
        label="Words below the picture",
        required=False,
        help_text="Where it was, who is in it and agreed, who took it.",
        max_length=300,
    )


class PlaceForm(FileForm):
    """The same, and where in the text of an entry it is to stand."""

    def __init__(self, entry: Entry, *sent: Any, **options: Any) -> None:
        super().__init__(*sent, **options)
        places = [
            (anchor, f"After: {Truncator(words).chars(70)}")
            for anchor, words in prose.places(entry.body)
        ]
        self.fields["after"] = forms.ChoiceField(
            label="Where?",
            required=False,
            choices=[("", "At the end"), *places],
            error_messages=SAID,
        )


class TakeAwayForm(forms.Form):
    """Why a picture or file goes for good."""

    reason = Text(
        label="Why?",
        help_text="One sentence. It stays, where the picture or file does not.",
        max_length=300,
    )
