"""The form for who looks after an entry."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from practices.forms.fields import Choice, Text
from practices.forms.naming import name_box, named, names_of
from practices.models import Entry, Person
from practices.rooms import rooms


class CareForm(forms.Form):
    """A person or a series, or nobody, and the day to ask again. `by` is whoever fills it in."""

    keeper = Text(
        label="Who looks after it?",
        required=False,
        help_text="A name, or the address of somebody’s page. Leave it empty for nobody.",
        max_length=300,
        widget=name_box(),
    )
    due = forms.DateField(
        label="When to ask again whether it is still true",
        required=False,
        help_text="Leave it empty, and nobody is asked.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Please write the day as in 2027-03-31."},
    )

    def __init__(self, entry: Entry, by: Person, data: Any = None) -> None:
        initial = {
            "keeper": entry.keeper.name if entry.keeper else "",
            "group": entry.keeper_group,
            "due": entry.review_due,
        }
        super().__init__(data, initial=initial)
        self.entry, self.by = entry, by
        groups = sorted(rooms.keepers.offered().items(), key=lambda pair: pair[1])
        if groups:
            self.fields["group"] = Choice(
                label="Or a series of meetings",
                required=False,
                choices=[("", "No series"), *groups],
                help_text="Those who convene it look after the page then.",
            )
            self.order_fields(["keeper", "group", "due"])

    def people(self) -> QuerySet[Person]:
        """Those who can be asked for: who wishes to be seen, and whom whoever asks knows."""
        members = Person.objects.members().filter(is_active=True)
        if self.by.is_steward:
            return members
        return members.filter(Q(is_listed=True) | Q(pk__in=[self.by.pk, self.entry.keeper_id]))

    def offered(self) -> list[str]:
        """Names to offer while typing."""
        return names_of(self.people())

    def clean_keeper(self) -> Person | None:
        asked = " ".join(self.cleaned_data["keeper"].split())
        if not asked:
            return None
        now = self.entry.keeper
        if now is not None and asked == now.name:
            return now
        return named(asked, self.people())

    def clean_due(self) -> date | None:
        day = self.cleaned_data["due"]
        if day and day < timezone.localdate() and day != self.entry.review_due:
            raise ValidationError("That day is over. Choose today or a later one.")
        return day

    def values(self) -> dict[str, Any]:
        """What `actions.entrust` takes."""
        return self.cleaned_data
