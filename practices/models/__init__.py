"""The rows of the library. Import them from here."""

from practices.models.attachment import Attachment, AttachmentQuerySet, Use
from practices.models.audit import AuditLine, Deed, Target
from practices.models.confirmation import Confirmation
from practices.models.discussion import Comment
from practices.models.draft import Draft, Presence
from practices.models.entry import Entry, EntryQuerySet, OldSlug, Status
from practices.models.follow import CARE, Bookmark, Event, Follow, Letter, Level, Notice, What
from practices.models.link import Ground, Link, Rating, Stance
from practices.models.merging import Merger
from practices.models.page import Page
from practices.models.person import Person, Role
from practices.models.private_note import PrivateNote, PrivateNoteQuerySet
from practices.models.redaction import RedactedVersion, Redaction
from practices.models.report import Outcome, Report
from practices.models.search import SearchDoc, SearchPlace, SearchWord
from practices.models.seen import SeenVersion
from practices.models.suggestion import Suggestion, SuggestionQuerySet, SuggestionStatus
from practices.models.text_link import Answer, OutsideAddress, TextLink
from practices.models.theme import TaggedEntry, Theme, ThemeKeeper
from practices.models.theming import RethemedVersion, ThemeChange, ThemeVerb
from practices.models.token import Token
from practices.models.vocabulary import Facet, Term

__all__ = [
    "CARE",
    "Attachment",
    "AttachmentQuerySet",
    "AuditLine",
    "Answer",
    "Bookmark",
    "Comment",
    "Confirmation",
    "Draft",
    "Deed",
    "Entry",
    "EntryQuerySet",
    "Event",
    "Facet",
    "Follow",
    "Ground",
    "Letter",
    "Level",
    "Link",
    "Merger",
    "Notice",
    "OldSlug",
    "Outcome",
    "OutsideAddress",
    "Page",
    "Person",
    "Presence",
    "PrivateNote",
    "PrivateNoteQuerySet",
    "Rating",
    "RedactedVersion",
    "Redaction",
    "Report",
    "RethemedVersion",
    "Role",
    "SearchDoc",
    "SearchPlace",
    "SearchWord",
    "SeenVersion",
    "Stance",
    "Status",
    "Suggestion",
    "SuggestionQuerySet",
    "SuggestionStatus",
    "TaggedEntry",
    "Target",
    "Term",
    "TextLink",
    "Theme",
    "ThemeChange",
    "ThemeKeeper",
    "ThemeVerb",
    "Token",
    "Use",
    "What",
]
