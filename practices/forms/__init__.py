"""Forms: strings in, values out."""

from practices.forms.entry import EntryForm
from practices.forms.links import LinkForm, RatingForm

__all__ = ["EntryForm", "LinkForm", "RatingForm"]
