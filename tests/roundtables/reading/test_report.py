"""The report for machines has every key, with plain values."""

from roundtables.reading import as_record, find_notes, read_text

TEXT = (
    "Note form a roundtable: Streets\n\nRiver Roundtable held online on 5 June 2019\n\nTalks\n\n"
    "Ann Poe from Mill Trust described a mill that stands by the river still.\n\n  • one\n\n"
    "NEXT MEETING\n\nThursday 4 July, 3pm-4.30pm. Also on 9 July."
)


def test_every_key_is_there_with_plain_values():
    assert as_record(find_notes(read_text(TEXT, "a.txt"))[0]) == {
        "source": ["a.txt"],
        "title": "Streets",
        "kind": "roundtable",
        "date": "2019-06-05",
        "date_inferred": False,
        "place": None,
        "online": True,
        "series": None,
        "number": None,
        "next": [
            {"start": "2019-07-04T15:00", "end": "2019-07-04T16:30", "inferred": True},
            {"start": "2019-07-09", "end": None, "inferred": True},
        ],
        "speakers": [{"name": "Ann Poe", "organisation": "Mill Trust"}],
        "sections": ["Talks", "NEXT MEETING"],
        "points": 4,
        "unsure": [
            "The next meeting has no year; 4 July 2019 follows from this note’s date.",
            "The next meeting has no year; 9 July 2019 follows from this note’s date.",
            "The meeting on 9 July 2019 is announced without a time.",
            "The heading says “Note form”; “Note from” may be meant.",
        ],
        "url": None,
    }
