"""Forms: strings in, values out."""

from practices.forms.discussion import HideForm, QuestionForm, SayForm, WordsForm
from practices.forms.entry import EntryForm
from practices.forms.links import LinkForm, RatingForm
from practices.forms.moderation import AuditForm
from practices.forms.moving import ProtectForm

__all__ = [
    "AuditForm",
    "EntryForm",
    "HideForm",
    "LinkForm",
    "ProtectForm",
    "QuestionForm",
    "RatingForm",
    "SayForm",
    "WordsForm",
]
