"""Reading real notes: from a file, an upload or pasted text to what a note says. No database.

A note's walk: files (bytes to blocks), split (blocks to documents), structure, meeting, speakers
and upcoming (a document to facts), notes (all of it together), same (the same note met twice).
"""

from .files import files_in, read_bytes, read_file, read_text
from .notes import FoundNote, find_notes
from .people import Speaker
from .report import as_record
from .same import fingerprint, fingerprint_of, merge_sources, same_note, same_sketch, sketch_of
from .source import Source, UnreadableFile
from .upcoming import NextMeeting

__all__ = [
    "FoundNote",
    "NextMeeting",
    "Source",
    "Speaker",
    "UnreadableFile",
    "as_record",
    "files_in",
    "find_notes",
    "fingerprint",
    "fingerprint_of",
    "merge_sources",
    "read_bytes",
    "read_file",
    "read_text",
    "same_note",
    "same_sketch",
    "sketch_of",
]
