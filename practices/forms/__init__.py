"""Forms: strings in, values out."""

from practices.forms.discussion import HideForm, QuestionForm, SayForm, WordsForm
from practices.forms.entry import EntryForm
from practices.forms.links import LinkForm, RatingForm
from practices.forms.moderation import AppealForm, AuditForm, DecisionForm, ReportForm
from practices.forms.moving import ProtectForm
from practices.forms.suggesting import AcceptForm, ReturnForm, StrangerForm

__all__ = [
    "AcceptForm",
    "AppealForm",
    "AuditForm",
    "DecisionForm",
    "EntryForm",
    "HideForm",
    "LinkForm",
    "ProtectForm",
    "QuestionForm",
    "RatingForm",
    "ReturnForm",
    "ReportForm",
    "SayForm",
    "StrangerForm",
    "WordsForm",
]
