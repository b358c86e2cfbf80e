"""How often there may be a letter."""

from django import forms

from practices.models import Level


class FollowForm(forms.Form):
    """Something to follow: what it is, its key, and how often there may be a letter."""

    what = forms.CharField(max_length=8)
    key = forms.CharField(max_length=600, required=False, strip=False)
    level = forms.ChoiceField(choices=Level.choices, required=False)


class LevelForm(forms.Form):
    """How often there may be a letter."""

    level = forms.ChoiceField(choices=Level.choices)
