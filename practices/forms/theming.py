"""Forms for what stewards do to a theme."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from practices.forms.fields import Terms, Text
from practices.forms.naming import name_box, named, names_of
from practices.models import Person, Theme
from practices.models.theme import theme_key

REASON = {
    "label": "Why?",
    "required": False,
    "help_text": "One sentence, which stands in the history of every entry that changes.",
    "max_length": 300,
}


class ThemeForm(forms.Form):
    """What a theme is called, what else people call it, and who looks after it."""

    name = Text(
        label="Name",
        max_length=100,
        help_text="A word or two. Every entry of the theme gets the new name; old addresses "
        "go on leading here.",
    )
    words = Text(
        label="Other words for it",
        required=False,
        max_length=3000,
        help_text="With commas between them. Whoever types one gets this theme, and whoever "
        "searches for one finds what stands under it.",
    )
    reason = Text(**REASON)
    keeper = Text(
        label="Name somebody to look after it",
        required=False,
        help_text="A name, or the address of somebody’s page. They decide what people suggest "
        "for its published entries.",
        max_length=300,
        widget=name_box(),
    )

    def __init__(self, theme: Theme, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.keepers = {str(person.pk): person for person in theme.keepers.order_by("name", "pk")}
        if self.keepers:
            self.fields["let_go"] = Terms(
                label="Who looks after it no more?",
                required=False,
                choices=[(key, person.name) for key, person in self.keepers.items()],
                help_text="They look after it now. Tick whom to let go.",
            )

    def people(self) -> QuerySet[Person]:
        """Those who can be named."""
        return Person.objects.members().filter(is_active=True)

    def offered(self) -> list[str]:
        """Names to offer while typing."""
        return names_of(self.people())

    def clean_keeper(self) -> Person | None:
        asked = " ".join(self.cleaned_data["keeper"].split())
        return named(asked, self.people()) if asked else None

    def clean_let_go(self) -> list[Person]:
        """Those who are ticked."""
        return [self.keepers[key] for key in self.cleaned_data["let_go"]]

    def clean_words(self) -> list[str]:
        """The words, one by one."""
        words = [" ".join(word.split()) for word in self.cleaned_data["words"].split(",")]
        return [word for word in words if word]


class ThemeMergeForm(forms.Form):
    """Into which theme another is merged, and why."""

    into = Text(
        label="Into which theme?",
        help_text="It stays. This one becomes another word for it.",
        max_length=120,
    )
    reason = Text(**REASON)

    def __init__(self, theme: Theme, data: Any = None) -> None:
        super().__init__(data)
        self.theme = theme

    def clean_into(self) -> Theme:
        key = theme_key(self.cleaned_data["into"])
        found = Theme.objects.filter(slug=key).select_related("word_for").first()
        if found is None:
            raise ValidationError("There is no theme of that name. To rename this one, edit it.")
        if found.meant.pk == self.theme.pk:
            raise ValidationError("That is this very theme. Choose another one.")
        return found.meant


class BecauseForm(forms.Form):
    """Why something is undone."""

    reason = Text(**REASON)
