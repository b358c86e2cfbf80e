"""Forms: strings in, values out."""

from practices.forms.attaching import FileForm, PlaceForm, TakeAwayForm
from practices.forms.caring import CareForm
from practices.forms.discussion import HideForm, QuestionForm, SayForm, WordsForm
from practices.forms.drafting import Ticket, Written, as_plain, reopen
from practices.forms.entry import EntryForm
from practices.forms.links import LinkForm, RatingForm
from practices.forms.moderation import (
    AppealForm,
    AuditForm,
    DecisionForm,
    RedactForm,
    ReportForm,
    UndoForm,
)
from practices.forms.moving import ChooseForm, MergeForm, ProtectForm, SplitForm
from practices.forms.suggesting import AcceptForm, ReturnForm, StrangerForm
from practices.forms.theming import BecauseForm, ThemeForm, ThemeMergeForm

__all__ = [
    "AcceptForm",
    "AppealForm",
    "AuditForm",
    "CareForm",
    "BecauseForm",
    "ChooseForm",
    "DecisionForm",
    "EntryForm",
    "FileForm",
    "HideForm",
    "LinkForm",
    "MergeForm",
    "PlaceForm",
    "ProtectForm",
    "QuestionForm",
    "RatingForm",
    "ReturnForm",
    "RedactForm",
    "ReportForm",
    "SayForm",
    "SplitForm",
    "StrangerForm",
    "TakeAwayForm",
    "ThemeForm",
    "ThemeMergeForm",
    "Ticket",
    "UndoForm",
    "WordsForm",
    "Written",
    "as_plain",
    "reopen",
]
