"""What is found in notes of the shapes people really send, in words of our own."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtables.reading import NextMeeting, Speaker, find_notes, read_text
from roundtables.reading.notes import FoundNote

NBSP = "\u00a0"
LONG = "People in the valley met to think about how a street can look after its own. " * 3


def only(text: str, name: str = "pasted text") -> FoundNote:
    notes = find_notes(read_text(text, name))
    assert len(notes) == 1, [note.title for note in notes]
    return notes[0]


def roundtable(body: str, line: str = "River Trust Roundtable, 5 June 2019") -> FoundNote:
    return only(f"Note from a roundtable: Streets that care\n\n{line}\n\n{body}\n\n{LONG}")


def spoke(body: str, line: str = "River Trust Roundtable, 5 June 2019") -> list[tuple]:
    return [(each.name, each.organisation) for each in roundtable(body, line).speakers]


class TestSplitting:
    def test_brand_lines_and_read_more_part_the_notes_and_are_left_out(self):
        part = (
            "River Trust River Trust\n\nNote from a roundtable: {}\n\n" + LONG + "\n\nRead More\n"
        )
        notes = find_notes(read_text(part.format("One") + part.format("Two")))
        assert [note.title for note in notes] == ["One", "Two"]
        assert not any("River Trust" in note.text or "Read More" in note.text for note in notes)

    def test_lead_lines_alone_part_the_notes(self):
        text = f"Note from a roundtable: One\n\n{LONG}\n\nNote from a cell: Two\n\n{LONG}"
        assert [(n.title, n.kind) for n in find_notes(read_text(text))] == [
            ("One", "roundtable"),
            ("Two", "cell"),
        ]

    def test_a_second_line_beginning_note_of_does_not_open_another_note(self):
        note = only(
            f"Note from River Cell 2\n\nNote of a second River cell on 4 May 2021\n\n{LONG}"
        )
        assert (note.title, note.series, note.number) == ("River Cell 2", "River", 2)

    def test_meetings_under_plain_titles_are_parted_at_title_and_day(self):
        text = "".join(
            f"{title}\n\nRiver Roundtable, {day} May 2021\n\n{LONG}\n\n"
            for title, day in (("Listening well", 4), ("Growing trust", 11))
        )
        notes = find_notes(read_text(text))
        assert [(n.title, n.date) for n in notes] == [
            ("Listening well", date(2021, 5, 4)),
            ("Growing trust", date(2021, 5, 11)),
        ]

    def test_two_articles_under_titles_standing_far_off_are_two(self):
        text = (
            f"A first thought!\n\n{LONG * 5}\n\nIn short\n\n{LONG}\n\n\n"
            f"A second thought\n\n{LONG * 5}"
        )
        notes = find_notes(read_text(text))
        assert [note.title for note in notes] == ["A first thought!", "A second thought"]
        assert notes[0].unsure[0] == "The file was taken to hold 2 pieces of writing."

    def test_sections_all_standing_far_off_stay_one_article(self):
        sections = "".join(f"\n\n\n{name} things\n\n{LONG * 5}" for name in ("Old", "New", "Odd"))
        note = only(f"A thought{sections}")
        assert note.sections == ("Old things", "New things", "Odd things")

    def test_the_last_line_of_a_note_is_no_brand_and_no_title_of_the_next(self):
        part = "Note from River Cell {}\n\n" + LONG + "\n\nNEXT MEETING\n\n9 July 2021, 3pm\n\n"
        notes = find_notes(
            read_text(part.format(2) + part.format(1) + "Our blog\n\n" + part.format(3))
        )
        assert [note.number for note in notes] == [2, 1, 3]
        assert [len(note.next) for note in notes] == [1, 1, 1]
        assert notes[1].text.endswith("Our blog")

    def test_a_button_after_the_last_note_is_left_out_and_reported(self):
        note = only(f"Note from a roundtable: One\n\n{LONG}\n\nRead More\n\nShare this page")
        assert "Share this page" not in note.text
        assert note.dropped == ("“Share this page” stood outside any note and was left out.",)


class TestTitleAndKind:
    @pytest.mark.parametrize(
        ("lead", "kind"),
        [
            ("a roundtable", "roundtable"),
            ("an online round-table", "roundtable"),
            ("a network discussion", "discussion"),
            ("a cell", "cell"),
            ("our spring gathering", "gathering"),
            ("the yearly conference", "gathering"),
        ],
    )
    def test_the_words_before_the_colon_tell_the_kind(self, lead, kind):
        note = only(f"Note from {lead}: A discussion among cells\n\n{LONG}")
        assert (note.title, note.kind) == ("A discussion among cells", kind)

    def test_a_slip_in_the_lead_is_kept_out_of_the_title_and_offered(self):
        note = only(f"Note form a roundtable: Streets\n\n{LONG}")
        assert note.title == "Streets"
        assert note.corrections == ("The heading says “Note form”; “Note from” may be meant.",)

    def test_a_title_said_twice_is_kept_once(self):
        note = only(f"Note from a roundtable: Warm Streets\n\nWarm streets\n\nOpening\n\n{LONG}")
        assert note.sections == ("Opening",)
        assert note.dropped == ("The title stood twice and was kept once.",)

    def test_a_title_said_twice_above_the_meetings_line_opens_one_note(self):
        note = only(
            f"Note from a roundtable: Streets\n\nStreets\n\nRIVER ROUNDTABLE, 5 JUNE 2019\n\n{LONG}"
        )
        assert (note.title, note.date) == ("Streets", date(2019, 6, 5))

    def test_minutes_without_a_title_take_it_from_their_line(self):
        note = only(
            f"Minutes of the Riverside gathering, 3rd March 2021, Leeds Town Hall\n\n{LONG}"
        )
        assert (note.title, note.kind, note.date, note.place) == (
            "Riverside gathering",
            "gathering",
            date(2021, 3, 3),
            "Leeds Town Hall",
        )

    def test_a_text_without_any_meeting_is_an_article(self):
        note = only(f"Ten ways to mend a street\n\n{LONG}\n\nWe met many people.")
        assert (note.kind, note.date, note.speakers, note.online) == ("article", None, (), False)

    def test_the_number_is_compared_with_the_ordinal(self):
        note = only(
            f"Note from River Cell 3\n\nNote of a second River cell, held on 4 May 2021\n\n{LONG}"
        )
        assert note.number == 3
        assert "The title says number 3, but the text calls it the second." in note.unsure


class TestDayAndPlace:
    @pytest.mark.parametrize(
        ("line", "day", "place", "online"),
        [
            ("RIVER ROUNDTABLE, 5 JUNE 2019", date(2019, 6, 5), None, False),
            (
                "Notes of a talk and discussion on 5 June 2019, Euston, London",
                date(2019, 6, 5),
                "Euston, London",
                False,
            ),
            ("Roundtable held online on 5th June 2019", date(2019, 6, 5), None, True),
            ("On-line roundtable about rivers, 5 June 2019", date(2019, 6, 5), None, True),
            ("Roundtable via Zoom, 5 June 2019", date(2019, 6, 5), None, True),
            ("Roundtable on online safety, 5 June 2019, Hull", date(2019, 6, 5), "Hull", False),
            (
                "Roundtable held at the Old Mill, Leeds, on 5 June 2019",
                date(2019, 6, 5),
                "Old Mill, Leeds",
                False,
            ),
            ("ROUNDTABLE, 5 JUNE 2019, YORK", date(2019, 6, 5), "York", False),
        ],
    )
    def test_the_meeting_line_tells_day_and_place(self, line, day, place, online):
        note = roundtable("Opening", line)
        assert (note.date, note.place, note.online) == (day, place, online)
        assert note.date_inferred is False

    def test_labels_tell_day_and_place(self):
        note = only(
            f"Warm streets\n\nDate: 4 May 2021\nVenue: The Old Mill, Leeds\n"
            f"Speakers: Ann Poe (Mill Trust), Dr Jim Roe and Sue Lee\n\n{LONG}"
        )
        assert (note.kind, note.date, note.place) == (
            "gathering",
            date(2021, 5, 4),
            "The Old Mill, Leeds",
        )
        assert note.speakers == (
            Speaker("Ann Poe", "Mill Trust"),
            Speaker("Jim Roe"),
            Speaker("Sue Lee"),
        )

    def test_minutes_in_capitals_tell_title_place_and_day(self):
        note = only(
            f"MINUTES OF THE MILL CELL HELD AT THE OLD MILL, HULL ON 3RD FEBRUARY 2021\n\n{LONG}"
        )
        assert (note.title, note.kind, note.place, note.date) == (
            "Mill Cell",
            "cell",
            "Old Mill, Hull",
            date(2021, 2, 3),
        )

    def test_an_undated_note_stays_undated_and_says_so(self):
        note = only(f"Note from an online roundtable: Streets\n\nOpening\n\n{LONG} In July 2019.")
        assert (note.date, note.date_inferred, note.online) == (None, False, True)
        assert "No date was found; the note is left undated." in note.unsure

    def test_a_year_is_taken_from_the_files_name_and_said_to_be(self):
        note = only(
            f"Note from a cell: Streets\n\nRiver cell, Tuesday 4 May\n\n{LONG}", "cells-2021.txt"
        )
        assert (note.date, note.date_inferred) == (date(2021, 5, 4), True)
        assert "The date has no year; 2021 was taken from the file’s name." in note.unsure

    def test_without_any_year_no_date_is_invented(self):
        note = only(f"Note from a cell: Streets\n\nRiver cell, Tuesday 4 May\n\n{LONG}")
        assert (note.date, note.date_inferred) == (None, False)

    def test_a_wrong_weekday_is_said(self):
        note = roundtable("Opening", "River Roundtable, Friday 5 June 2019")
        assert any("was a Wednesday" in sentence for sentence in note.unsure)

    def test_a_day_inside_a_sentence_is_found(self):
        note = only(
            f"Note from a roundtable: Streets\n\nOpening\n\nOn 5 June 2019 we met in Hull. {LONG}"
        )
        assert note.date == date(2019, 6, 5)


class TestNextMeeting:
    def test_a_day_without_a_year_follows_the_notes_own_day(self):
        note = roundtable(
            f"Opening\n\n{LONG}\n\nNEXT MEETING\n\nThe next one is on Thursday January 9,"
            " from 3.00pm to 4.30pm."
        )
        assert note.next == (
            NextMeeting(
                date(2020, 1, 9), datetime(2020, 1, 9, 15), datetime(2020, 1, 9, 16, 30), True
            ),
        )

    def test_several_meetings_in_a_list_are_all_found(self):
        note = roundtable(
            "2. NEXT MEETINGS\n\n  • Thursday 4th July, 10am - 12 noon\n\n"
            "  • 5 September 2019, 14:00–15:30"
        )
        assert [(each.start, each.inferred) for each in note.next] == [
            (datetime(2019, 7, 4, 10), True),
            (datetime(2019, 9, 5, 14), False),
        ]

    def test_a_sentence_outside_any_section_counts(self):
        note = roundtable("Opening\n\nOur next meeting will be on 4 July at 3pm. See you there.")
        assert [each.start for each in note.next] == [datetime(2019, 7, 4, 15)]

    def test_without_a_time_only_the_day_is_known(self):
        note = roundtable("Opening\n\nWe will meet again on 4 July.")
        assert note.next == (NextMeeting(date(2019, 7, 4), None, None, True),)
        assert "The meeting on 4 July 2019 is announced without a time." in note.unsure

    def test_an_undated_note_cannot_tell_the_year(self):
        note = only(
            f"Note from a cell: Streets\n\nOpening\n\n{LONG}\n\nNext meeting\n\n4 July at 3pm."
        )
        assert note.next == ()
        assert any("without a year" in sentence for sentence in note.unsure)


class TestSpeakers:
    @pytest.mark.parametrize(
        ("body", "speakers"),
        [
            ("Talks\n\nAnn Poe from Mill Trust described a mill.", [("Ann Poe", "Mill Trust")]),
            ("Talks\n\nAnn Poe, from Mill Trust, explored mills.", [("Ann Poe", "Mill Trust")]),
            ("Talks\n\nAnn Poe, CEO of the Mill Trust, pointed out it is late.",
             [("Ann Poe", "Mill Trust")]),
            ("Talks\n\nAnn Poe, Head of Family Care at Hull Council referred to an article by Jo"
             " Fox.", [("Ann Poe", "Hull Council")]),
            ("Talks\n\nAnn Poe, from tenants’ charity Millers, talked about rent.",
             [("Ann Poe", "Millers")]),
            ("Talks\n\nAnn Poe introduced the day.", [("Ann Poe", None)]),
            ("Talks\n\nThe Chair, Ann Poe, welcomed all.", [("Ann Poe", None)]),
            ("Talks\n\nWe heard presentations from Ann Poe of Mill Trust and Jim Roe, chief"
             " executive of the Old Mill.", [("Ann Poe", "Mill Trust"), ("Jim Roe", "Old Mill")]),
            ("Who we heard from\n\n- Ann Poe, Mill Trust\n- Jim Roe (Old Mill)",
             [("Ann Poe", "Mill Trust"), ("Jim Roe", "Old Mill")]),
            ("Talks\n\nDame Ann Poe-Smith introduced the day.", [("Ann Poe-Smith", None)]),
            ("Talks\n\nAnn Poe, Shadow Mills Minister, described a law.", [("Ann Poe", None)]),
            ("Talks\n\nAnn Poe is CEO of Mill Trust which has mills. Ann described them.",
             [("Ann Poe", "Mill Trust")]),
            ("Talks\n\nEveryone was welcomed by Ann Poe. She was kind.", [("Ann Poe", None)]),
            ("Talks\n\nFeedback, and the discussion facilitated by Ann Poe, Mill Trust"
             " co-convenor, included much.", [("Ann Poe", "Mill Trust")]),
            ("ANN POE\n\nAnn introduced the Mill.", [("Ann Poe", None)]),
            ("INTRODUCTION (2) ANN MCPOE\n\nIn her blog Ann pointed out things.",
             [("Ann McPoe", None)]),
            ("ANN POE\n\nAnn is CEO of national charity MILL, and shared thoughts.",
             [("Ann Poe", "MILL")]),
            ("Talks\n\nAnn Poe and Jim Roe introduced the day.",
             [("Ann Poe", None), ("Jim Roe", None)]),
            ("Talks\n\nWe heard from:\n\n  • Ann Poe, Mill Trust\n  • Jim Roe (Old Mill)",
             [("Ann Poe", "Mill Trust"), ("Jim Roe", "Old Mill")]),
        ],
    )  # fmt: skip
    def test_those_who_speak_are_found_with_their_organisation(self, body, speakers):
        assert spoke(body) == speakers

    @pytest.mark.parametrize(
        "body",
        [
            "Talks\n\nBlogs include, among others:\n\n  • Ann Poe, who says that mills matter.",
            "Talks\n\nAnn Poe, who reaches toward shared goals, has written.",
            "Talks\n\nAnn Poe, who works toward shared goals.",
            "Talks\n\nAs Ann Poe has described, mills matter.",
            "Talks\n\nSome words first.\n\nAnn Poe argued in her book Mills that they matter.",
            "RADICAL LISTENING\n\nRadical listening is hard.",
            "Radical Listening\n\nRadical listening described a way.",
            "Talks\n\nCambridge House described its work.",
            "Talks\n\nThe Mill Project, led by Ann Poe, is new.",
            "Talks\n\nOne participant described a mill.",
        ],
    )
    def test_those_only_cited_and_bodies_are_not_speakers(self, body):
        assert spoke(body) == []

    def test_a_line_in_capitals_names_the_guest(self):
        line = "NOTES OF A DISCUSSION ON 5 JUNE 2019 WITH PROFESSOR ANN POE, FROM MILL CONSULTING"
        body = "Talks\n\nThe latest book of Ann Poe is long."
        assert spoke(body, line) == [("Ann Poe", "Mill Consulting")]

    def test_an_organisation_said_later_is_added_and_nobody_counts_twice(self):
        body = "Talks\n\nAnn Poe opened the day.\n\nAnn Poe from Mill Trust described a mill."
        assert spoke(body) == [("Ann Poe", "Mill Trust")]

    def test_what_a_note_calls_theirs_is_their_organisation_with_a_doubt(self):
        note = roundtable("Talks\n\nAnn Poe said little of Ann Poe’s Listening Project.")
        assert note.speakers == (Speaker("Ann Poe", "Listening Project"),)
        assert any("Listening Project" in sentence for sentence in note.unsure)

    def test_the_cited_are_named_as_not_counted(self):
        note = roundtable("Talks\n\nEssays:\n\n  • Ann Poe, who writes.\n  • Jim Roe, who reads.")
        assert (
            "Ann Poe and Jim Roe are named for what they wrote or did and not counted as speaking."
            in note.unsure
        )


class TestArticles:
    def test_the_author_and_their_organisation_are_named(self):
        note = only(
            "Nine ways to mend\nProfessor Ann Poe, CEO of specialist builders to the trade Mill"
            f" Street\n{LONG}\n1. Begin\n{LONG}"
        )
        assert note.author == Speaker("Ann Poe", "Mill Street")
        assert (note.kind, note.sections) == ("article", ("1. Begin",))
        assert note.summary.startswith("People in the valley")

    @pytest.mark.parametrize(
        "line",
        ["By Ann Poe, Mill Trust", "Author: Ann Poe (Mill Trust)", "by Ann Poe of Mill Trust"],
    )
    def test_a_byline_names_the_author(self, line):
        assert only(f"Mending\n\n{line}\n\n{LONG}").author == Speaker("Ann Poe", "Mill Trust")

    def test_a_day_on_its_own_line_is_the_articles_and_one_in_the_text_is_not(self):
        assert only(f"Mending\n\nBy Ann Poe\n\n3 March 2021\n\n{LONG}").date == date(2021, 3, 3)
        assert only(f"Mending\n\n{LONG} We began on 3 March 2021.").date is None

    def test_no_author_is_invented(self):
        note = only(f"Mending\n\n{LONG}\n\nAnn Poe, founder of Mill Trust, reflected on it.")
        assert note.author is None
        assert "No author is named in the text; please add who it is by." in note.unsure

    def test_captions_and_a_closing_ends_are_left_out_and_reported(self):
        note = only(f"Mending\n\n{LONG}\n\nImage result for mills\n\n{LONG}\n\nends")
        assert "Image result" not in note.body
        assert not note.text.endswith("ends")
        assert note.dropped == (
            "The caption “Image result for mills” was left out: its picture did not come along.",
            "The closing “ends” was left out.",
        )


class TestSlips:
    def test_slips_stay_in_the_text_and_are_offered(self):
        note = roundtable("Talks\n\nWe are c0ping with with it.. And ‘so’and so , they said.")
        assert "c0ping with with it.. And ‘so’and so ," in note.text
        assert note.corrections == (
            "The text says “c0ping”; “coping” may be meant.",
            "The text says “with with”; “with” may be meant.",
            "The text says “it..”; “it.” may be meant.",
            "The text says “‘so’and”; “‘so’ and” may be meant.",
            "The text says “so ,”; “so,” may be meant.",
        )


class TestSummary:
    def test_the_summary_section_comes_first(self):
        note = roundtable("SUMMARY\n\n  • Streets can care.\n  • More.\n\n1. AIMS\n\nOther words.")
        assert note.summary == "Streets can care."

    def test_a_long_first_paragraph_is_cut_at_a_sentence(self):
        note = roundtable("Opening\n\n" + "Streets can care for those who live in them. " * 20)
        assert len(note.summary) <= 300
        assert note.summary.endswith("live in them.")


@given(st.text(max_size=400))
def test_no_pasted_text_makes_the_reader_fail(text):
    padded = f"Note from a roundtable: Streets\n{text}\n{LONG}"
    notes = find_notes(read_text(padded))
    assert notes
    assert all(note.title and note.points >= 0 for note in notes)


@given(
    st.lists(
        st.sampled_from(
            ["Note from a cell: A", "• x", "o y", "1. Z", "HEAD", "Plain line", "ends", "Read More",
             "5 June", "Ann Poe said so.", "Next meeting", "", "", "Speakers: Ann Poe", LONG]
        ),
        min_size=1,
        max_size=25,
    ).filter(any)
)  # fmt: skip
def test_any_order_of_the_usual_lines_can_be_read(lines):
    for note in find_notes(read_text("\n".join(lines))):
        assert note.title
        assert note.body.count("<ul>") == note.body.count("</ul>")
