"""The verbs: every change to the library goes through one of these, whatever door it came by.

Each is one transaction, takes the person as `by`, and does all of its consequences: the row,
its history, what is derived from it, and the search index.
"""

from practices.actions.discussion import (
    TooLate,
    TooQuick,
    answer,
    edit_words,
    hide,
    mark_helped,
    reopen,
    resolve,
    say,
    unhide,
    unmark_helped,
)
from practices.actions.entries import (
    Conflict,
    create,
    restore_version,
    revise,
    undo_change,
    undone,
)
from practices.actions.following import (
    MOST_FOLLOWED,
    follow,
    mark_seen,
    set_level,
    stop_letters,
    unfollow,
    write_letter,
)
from practices.actions.links import (
    LINKABLE,
    OwnLink,
    link,
    link_record,
    rate,
    unlink,
    withdraw_rating,
)
from practices.actions.outside import forget_unlinked, note_answer
from practices.actions.pages import write_page
from practices.actions.people import (
    LastSteward,
    add_person,
    bring_person,
    deactivate,
    describe,
    enter_once,
    has_entered,
    leave,
    reactivate,
    set_role,
    system_person,
)
from practices.actions.protecting import lift_protection, protect
from practices.actions.shelving import (
    NewEntry,
    NewLink,
    Shelf,
    create_together,
    shelve,
    shelve_pages,
)
from practices.actions.sketching import sketch
from practices.actions.status import delete, publish, undelete, withdraw
from practices.actions.text_links import index_text_links

__all__ = [
    "Conflict",
    "LINKABLE",
    "LastSteward",
    "MOST_FOLLOWED",
    "NewEntry",
    "NewLink",
    "OwnLink",
    "Shelf",
    "TooLate",
    "TooQuick",
    "add_person",
    "answer",
    "bring_person",
    "create",
    "create_together",
    "deactivate",
    "delete",
    "describe",
    "edit_words",
    "enter_once",
    "follow",
    "forget_unlinked",
    "has_entered",
    "hide",
    "index_text_links",
    "leave",
    "lift_protection",
    "link",
    "link_record",
    "mark_helped",
    "mark_seen",
    "note_answer",
    "protect",
    "publish",
    "rate",
    "reactivate",
    "reopen",
    "resolve",
    "restore_version",
    "revise",
    "say",
    "set_level",
    "set_role",
    "shelve",
    "shelve_pages",
    "sketch",
    "stop_letters",
    "system_person",
    "undelete",
    "undo_change",
    "undone",
    "unfollow",
    "unhide",
    "unlink",
    "unmark_helped",
    "withdraw",
    "withdraw_rating",
    "write_letter",
    "write_page",
]
