"""Statements in the forms of other organisations, made up after real ones, as text and as Word documents."""

import pytest

from liaison.letter.letter import Letter, paragraph
from liaison.letter.readers import read_file

from . import look_alikes, word_files
from .forms import FORM, Form, findings, read, table
from .look_alikes import DOCUMENTS, LINES, typed


def header(letter: Letter) -> Letter:
    return letter.replace(content=(), abstract=())


@pytest.mark.parametrize("name", LINES)
def test_form_typed_as_text_is_read(name):
    text, expected = LINES[name]
    assert header(read(text)) == expected


@pytest.mark.parametrize("name", LINES)
def test_form_typed_in_word_is_read(name):
    text, expected = LINES[name]
    assert header(word_files.read(typed(text))) == expected


@pytest.mark.parametrize("name", LINES)
def test_form_copied_in_a_mail_is_read(name):
    text, expected = LINES[name]
    quoted = "".join(f"> {line}\n" for line in text.splitlines())
    assert header(read(quoted)) == expected


@pytest.mark.parametrize("name", DOCUMENTS)
def test_form_of_tables_is_read(name):
    make, expected = DOCUMENTS[name]
    assert header(word_files.read(make())) == expected


def test_what_the_cover_says_is_listed_and_not_mixed_in():
    said = [
        one.message for one in word_files.findings(look_alikes.republished()) if "cover of the receiver" in one.message
    ]
    assert [message.partition("”")[0].lstrip("“") for message in said] == [
        "2nd Study Group 2 meeting, Geneva, 13-17 May 2024",
        "2024-04-05",
        "Original: English",
        "SOURCE: ITU-T Study Group 99",
        "TITLE: Liaison statement from ITU-T Study Group 99 to ITU-D Study Group 2 on masts",
        "Revision to previous document: No",
        "Key words: masts, towers",
        "Abstract: This document holds a liaison statement from ITU-T SG99.",
    ]


def test_purpose_taken_from_the_actions_says_so():
    assert "“SA8” was taken to be asked for action, since the section “2. Actions:” asks it." in [
        one.message for one in findings(look_alikes.THREE_GPP)
    ]


def test_label_that_has_no_place_in_a_letter_is_noted():
    assert "“Release: Rel-19” has no place in a letter; it was left out." in [
        one.message for one in findings(look_alikes.THREE_GPP)
    ]


def test_span_that_ends_before_it_starts_is_a_finding():
    assert (
        "The dates of “TP 46 Online 2020-07-13 - 2020-07-10” cannot be read: “2020-07-13 - 2020-07-10” ends before it "
        "starts."
    ) in [one.message for one in findings(look_alikes.ONE_M2M)]


def test_mail_around_a_statement_is_left_out():
    mail = "From: Mo Clerk <mo@example.org>\nSubject: LS on masts\nDate: Mon, 5 Feb 2024 10:00:00 +0000\n\n"
    text = (
        "Title: LS on masts\nSource: ITU-T Study Group 99\nTo: IETF MASTS; ETSI TC MAST\nFor: action\n"
        "Contact: Ned Madeup, ned@example.org\n\nStudy Group 99 asks for views on masts.\n"
    )
    assert read(mail + text) == read(text)
    assert read(text).content == (paragraph("Study Group 99 asks for views on masts."),)


def test_text_with_a_blank_line_after_each_line_reads_as_without():
    text = Form(on_top="3 June 2024\n").text().replace("\t", "").replace("\n\n", "\n")
    spaced = text.replace("\n", "\n\n")
    assert read(spaced) == read(text)


HEAD = ("Doc. & source", "Title", "Brief info")
ROWS = (
    ("1/12\nSampleland", "Masts on islands", "It speaks of masts."),
    ("1/13 (Rev.1)\nTestonia", "Links", "Of links."),
)


def test_table_of_papers_that_fell_apart_is_put_together():
    cells = "\n".join(cell for row in (HEAD, *ROWS) for cell in row)
    text = Form(annexes=f"\n\nAnnex 1: Papers\n{cells}\n").text()
    whole = Form(annexes=f"\n\nAnnex 1: Papers\n{table(HEAD, *ROWS)}").text()
    assert read(text) == read(whole)
    assert [one.message for one in findings(text)] == [
        "The annex's table has fallen apart into lines; its cells were told apart by their order."
    ]


def test_table_drawn_with_strokes_is_read():
    rows = "".join(f"| {' | '.join(cell.replace(chr(10), ' ') for cell in row)} |\n" for row in (HEAD, *ROWS))
    text = Form(annexes=f"\n\nAnnex 1: Papers\n{rows}").text()
    whole = Form(annexes=f"\n\nAnnex 1: Papers\n{table(HEAD, *ROWS)}").text()
    assert read(text) == read(whole)


def test_columns_set_with_spaces_are_read():
    text = (
        "Question(s):       1/99                          Geneva, 11-12 July 2017\n"
        "Source:            ITU-T Study Group 99\n"
        "Title:             LS on masts\n"
        "For action to:     3GPP, GSMA\n"
        "Contact:           Ona Invented                  Tel: +00 14529 5813\n"
        "                   Sample Telecom                Email: ona@example.com\n"
        "                   Sampleland\n\n"
        "Masts are high.\n"
    )
    letter = read(text)
    assert (letter.meeting.text, letter.from_[0].questions) == ("Geneva, 11-12 July 2017", ("1/99",))
    (contact,) = letter.contacts
    assert (contact.name, contact.affiliation, contact.email, contact.phone) == (
        "Ona Invented",
        "Sample Telecom, Sampleland",
        "ona@example.com",
        "+00 14529 5813",
    )


def test_running_heads_of_a_paged_text_are_left_out():
    page = "\n- {} -\nSG1-LS7\n\n"
    content = f"One paragraph.\n{page.format(2)}Another paragraph.\n{page.format(3)}A third one.\n"
    letter = read(f"SG1-LS7\n{Form(content=content).text()}")
    assert letter.content == (paragraph("One paragraph."), paragraph("Another paragraph."), paragraph("A third one."))
    assert letter.symbol == "SG1-LS7"


@pytest.mark.parametrize("name", [*LINES, "form"])
def test_form_in_word_says_which_paragraph_a_doubt_is_about(name):
    text = FORM.with_header(For="Enjoyment").text() if name == "form" else LINES[name][0]
    places = {one.where for one in read_file("a.docx", word_files.saved(typed(text))).findings} - {""}
    assert all(place.startswith(("paragraph ", "table ")) for place in places)
