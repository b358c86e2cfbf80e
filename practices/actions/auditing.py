"""Writing down who looked after what. There is no way to change or take away a line."""

from django.db.models import Model

from practices.models import (
    Attachment,
    AuditLine,
    Comment,
    Deed,
    Entry,
    Page,
    Person,
    PrivateNote,
    Redaction,
    Report,
    Suggestion,
    Target,
    Theme,
)

TARGETS: dict[type[Model], Target] = {
    Entry: Target.ENTRY,
    Comment: Target.COMMENT,
    Person: Target.PERSON,
    PrivateNote: Target.NOTE,
    Page: Target.PAGE,
    Redaction: Target.REDACTION,
    Report: Target.REPORT,
    Suggestion: Target.SUGGESTION,
    Attachment: Target.FILE,
    Theme: Target.THEME,
}


def note(deed: Deed, on: Model, *, by: Person | None, value: str = "") -> AuditLine:
    """Add a line, in the transaction of the deed itself: one is never without the other.

    `value` is a word from a short list, such as a role; never what somebody wrote.
    """
    line = AuditLine(who=by, verb=deed, target=TARGETS[type(on)], number=on.pk, value=value)
    line.clean_fields(exclude=["who"])
    line.save(force_insert=True)
    return line
