"""The verbs: every change to the library goes through one of these, whatever door it came by.

Each is one transaction, takes the person as `by`, and does all of its consequences: the row,
its history, what is derived from it, and the search index.
"""

from practices.actions.entries import (
    Conflict,
    create,
    restore_version,
    revise,
)
from practices.actions.links import OwnLink, link, rate, unlink, withdraw_rating
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

__all__ = [
    "Conflict",
    "LastSteward",
    "NewEntry",
    "NewLink",
    "OwnLink",
    "Shelf",
    "add_person",
    "bring_person",
    "create",
    "create_together",
    "deactivate",
    "delete",
    "describe",
    "enter_once",
    "has_entered",
    "leave",
    "link",
    "publish",
    "rate",
    "reactivate",
    "restore_version",
    "revise",
    "set_role",
    "shelve",
    "shelve_pages",
    "sketch",
    "system_person",
    "undelete",
    "unlink",
    "withdraw",
    "withdraw_rating",
    "write_page",
]
