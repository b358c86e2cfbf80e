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
from practices.actions.people import LastSteward, add_person, leave, set_role, system_person
from practices.actions.status import delete, publish, undelete, withdraw

__all__ = [
    "Conflict",
    "LastSteward",
    "OwnLink",
    "add_person",
    "create",
    "delete",
    "leave",
    "link",
    "publish",
    "rate",
    "restore_version",
    "revise",
    "set_role",
    "system_person",
    "undelete",
    "unlink",
    "withdraw",
    "withdraw_rating",
    "write_page",
]
