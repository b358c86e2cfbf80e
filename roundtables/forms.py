"""Forms of convening: strings in, values out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from practices.models import Entry
from roundtables import records
from roundtables.models import MeetingKind, Series


class MeetingForm(forms.Form):
    """What a note knows of its meeting. A field that was not sent at all stays as it is."""

    meeting_kind = forms.ChoiceField(
        label="What kind of meeting?", choices=MeetingKind.choices, required=False
    )
    date = forms.DateField(
        label="The day",
        required=False,
        help_text="Leave empty if it is not known.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    online = forms.ChoiceField(
        label="Where did you meet?",
        required=False,
        choices=[("room", "In a room"), ("online", "Online")],
    )
    series = forms.CharField(
        label="Series",
        required=False,
        max_length=160,
        help_text="If meetings follow one another, what they are called together.",
        widget=forms.TextInput(attrs={"list": "known-series", "autocomplete": "off"}),
    )
    number = forms.IntegerField(
        label="Number in the series", required=False, min_value=1, max_value=9999
    )
    speakers = forms.CharField(
        label="Who spoke",
        required=False,
        help_text="One a line, with the organisation after a comma: “Ada Okafor, Brap”.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10_000,
    )
    next = forms.CharField(
        label="The next meetings",
        required=False,
        help_text="One a line, such as “2027-02-11 15:00-16:30”, or the day alone.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )

    def __init__(self, data: Any = None, *, initial: Entry | None = None) -> None:
        self.note = initial
        self.record = records.whole(initial.meeting if initial else None)
        super().__init__(data, initial=_shown(self.record))

    def known_series(self) -> list[str]:
        """Series to offer while typing."""
        return list(Series.objects.values_list("title", flat=True))

    def clean_next(self) -> list[dict[str, Any]]:
        try:
            return records.next_from(self.cleaned_data["next"])
        except ValueError as problem:
            raise ValidationError(
                f"“{problem}” is no day we understand. Write it like 2027-02-11 15:00-16:30."
            ) from None

    def changes(self) -> dict[str, Any]:
        """The meeting as the next version holds it; nothing where it stays as it is."""
        sent = {name for name in self.fields if name in self.data}
        said = {name: self.cleaned_data[name] for name in sent & set(self.cleaned_data)}
        record = dict(self.record)
        if said.get("meeting_kind"):
            record["kind"] = said["meeting_kind"]
        if "date" in said:
            day = said["date"].isoformat() if said["date"] else None
            record["date_inferred"] = record["date_inferred"] and day == record["date"]
            record["date"] = day
        for name in {"series", "number"} & set(said):
            record[name] = said[name] or None
        if "online" in said:
            record["online"] = said["online"] == "online"
        if "speakers" in said:
            record["speakers"] = records.speakers_from(said["speakers"])
        if "next" in said:
            record["next"] = _with_inferred(said["next"], self.record["next"])
        return {} if self.note and record == self.record else {"meeting": record}


def _with_inferred(
    announced: list[dict[str, Any]], before: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What was inferred stays marked so until somebody changes it."""
    inferred = {(item["start"], item["end"]) for item in before if item["inferred"]}
    return [{**item, "inferred": (item["start"], item["end"]) in inferred} for item in announced]


def _shown(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "meeting_kind": record["kind"],
        "date": record["date"],
        "online": "online" if record["online"] else "room",
        "series": record["series"] or "",
        "number": record["number"],
        "speakers": records.speaker_lines(record),
        "next": records.next_lines(record),
    }


class ImportForm(forms.Form):
    """A file of notes, or pasted text."""

    file = forms.FileField(
        label="A file",
        required=False,
        help_text="Word (.docx), plain text, Markdown or a web page, up to 20 MB.",
    )
    text = forms.CharField(
        label="Or paste the text",
        required=False,
        strip=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if not self.errors and not sent.get("file") and not (sent.get("text") or "").strip():
            raise ValidationError("Choose a file, or paste the text of a note.")
        return sent
