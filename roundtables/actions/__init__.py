"""The verbs of convening: keeping what is derived from a note, and bringing notes in."""

from roundtables.actions.bringing import Outcome, bring, known_as
from roundtables.actions.indexing import index_meeting

__all__ = ["Outcome", "bring", "index_meeting", "known_as"]
