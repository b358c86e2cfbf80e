"""The field in which the text is written: rich where the editor runs, plain where it cannot."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from js_asset import ImportMap, Media, Script

from practices import prose, uploads


class Editor(forms.Textarea):
    """A plain text area that `editor.js` makes a rich one.

    It holds plain text wherever that loses nothing, and the same as HTML in `data-rich`, which
    the script puts in its place. Without `data-rich` it stays plain. `plain_anyway` makes it
    plain even where that loses something, for a page that says so.
    """

    plain_anyway = False
    accepted = ",".join(["image/*", *(f".{ending}" for ending in uploads.MEDIA_TYPES)])

    @property
    def largest(self) -> int:
        """How many MB a picture or file may have."""
        return settings.LARGEST_FILE_MB

    @property
    def media(self) -> Media:
        return Media(
            importmap=ImportMap(
                {
                    "django-prose-editor/editor": "django_prose_editor/editor.js",
                    "better-way/pictures": "pictures.js",
                }
            ),
            js=[Script("editor.js", type="module")],
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text = value or ""
        try:
            context["widget"]["attrs"] |= {
                "data-rich": as_html(text),
                "data-paste": reverse("paste"),
            }
        except prose.ProseError:
            return context
        if self.plain_anyway or fits_plain(text):
            context["widget"]["value"] = as_text(text)
        return context


def as_html(value: str) -> str:
    """What somebody wrote, plain or rich, as HTML. Raises ProseError."""
    return prose.from_text(value) if prose.is_plain(value) else prose.clean(value)


def as_text(value: str) -> str:
    """What somebody wrote, plain or rich, as plain text."""
    return value if prose.is_plain(value) else prose.to_text(value)


def fits_plain(value: str) -> bool:
    """Whether a plain text area can hold this text and lose nothing of it. Raises ProseError.

    Words that look like a tag are the trap: typed back, they would be taken for one.
    """
    if prose.is_plain(value):
        return True
    return prose.survives_as_text(value) and prose.is_plain(prose.to_text(value))


LOST = (
    ("<table", "tables"),
    ("<a ", "links"),
    ("<strong", "bold words"),
    ("<em", "slanted words"),
    ("<img", "pictures"),
)


def lost_as_text(html: str) -> list[str]:
    """What a text would lose if it were edited as plain text, in words; [] for nothing."""
    if fits_plain(html):
        return []
    return [words for sign, words in LOST if sign in html] or ["some of its layout"]
