"""Forms: strings in, values out."""

from practices.forms.discussion import HideForm, QuestionForm, SayForm, WordsForm
from practices.forms.entry import EntryForm
from practices.forms.links import LinkForm, RatingForm
from practices.forms.moderation import AuditForm
from practices.forms.moving import ProtectForm
from practices.forms.suggesting import AcceptForm, ReturnForm, StrangerForm

__all__ = [
    "AcceptForm",
    "AuditForm",
    "EntryForm",
    "HideForm",
    "LinkForm",
    "ProtectForm",
    "QuestionForm",
    "RatingForm",
    "ReturnForm",
    "SayForm",
    "StrangerForm",
    "WordsForm",
]
