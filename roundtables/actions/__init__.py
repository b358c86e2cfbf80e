"""The verbs of convening: keeping what is derived from a note, and bringing notes in."""

from roundtables.actions.bringing import Outcome, bring, known_as
from roundtables.actions.carrying import dump_brought, load_brought
from roundtables.actions.indexing import clear_taken_out, index_meeting

__all__ = [
    "Outcome",
    "bring",
    "clear_taken_out",
    "dump_brought",
    "index_meeting",
    "known_as",
    "load_brought",
]
