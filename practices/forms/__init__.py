"""Forms: strings in, values out."""

from practices.forms.discussion import HideForm, QuestionForm, SayForm, WordsForm
from practices.forms.entry import EntryForm
from practices.forms.links import LinkForm, RatingForm
from practices.forms.moderation import AuditForm

__all__ = [
    "AuditForm",
    "EntryForm",
    "HideForm",
    "LinkForm",
    "QuestionForm",
    "RatingForm",
    "SayForm",
    "WordsForm",
]
