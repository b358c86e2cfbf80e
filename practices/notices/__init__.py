"""What the worker does: it notices what people follow, and sends the letters that say so.

Saving an entry costs nothing for this: `gathering` reads the history afterwards. Every step may
be cut short and done again; none is done twice.
"""

from practices.notices.elsewhere import addresses_due, ask, ask_one_tonight
from practices.notices.gathering import gather
from practices.notices.lettering import digest, due_since, prepare
from practices.notices.posting import post
from practices.notices.searching import look_again
from practices.notices.unsubscribing import WrongToken, named_by
from practices.notices.working import Round, work

__all__ = [
    "Round",
    "WrongToken",
    "addresses_due",
    "ask",
    "ask_one_tonight",
    "digest",
    "due_since",
    "gather",
    "look_again",
    "named_by",
    "post",
    "prepare",
    "work",
]
