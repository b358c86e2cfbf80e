"""Fields that say in plain words what is wrong, and tell an empty answer from no answer."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from practices.numbers import whole

SAID = {
    "required": "Please write something here.",
    "max_length": "This is too long: it has %(show_value)d characters, and %(limit_value)d fit.",
    "null_characters_not_allowed": "This holds a character that cannot be kept. "
    "Please type it again, or paste it as plain text.",
    "invalid_choice": "Please choose from the list.",
    "invalid_list": "Please choose from the list.",
}


class Text(forms.CharField):
    """Words. Line ends come out the same, whichever browser sent them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(error_messages=SAID, **options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class LongText(Text):
    """Words on several lines."""

    def __init__(
        self, *, rows: int = 3, widget: type[forms.Textarea] = forms.Textarea, **options: Any
    ) -> None:
        super().__init__(widget=widget(attrs={"rows": rows}), **options)


class Number(forms.Field):
    """A whole number that a page sends along. What is no number counts as not sent."""

    def to_python(self, value: Any) -> int | None:
        return whole(str(value or "").strip())


class Choice(forms.ChoiceField):
    """One of a few, or “not said”."""

    def __init__(self, **options: Any) -> None:
        super().__init__(error_messages=SAID, **options)


class Boxes(forms.CheckboxSelectMultiple):
    """Tick boxes that are sent even when none is ticked.

    A browser sends nothing for boxes left empty, which looks the same as not being asked. An
    empty value of the same name goes along, so that no tick means none and absence means as is.
    A vocabulary is long and Django's own boxes take three templates each, so they are set here.
    """

    BOX = (
        '<div><label for="{0}"><input type="checkbox" name="{1}" value="{2}" id="{0}"{3}{4}>'
        " {5}</label></div>"
    )

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        of_each = dict(attrs or {})
        stem = of_each.pop("id", f"id_{name}")
        more, ticked = flatatt(of_each), set(self.format_value(value))
        boxes = (
            (f"{stem}_{at}", name, key, " checked" if str(key) in ticked else "", more, label)
            for at, (key, label) in enumerate(self.choices)
        )
        empty = '<input type="hidden" name="{}" value=""><div id="{}">{}</div>'
        return format_html(empty, name, stem, format_html_join("", self.BOX, boxes))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        values = super().value_from_datadict(data, files, name)
        return [value for value in values or [] if value]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class Terms(forms.MultipleChoiceField):
    """Any number of words from a vocabulary."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=Boxes, error_messages=SAID, **options)
