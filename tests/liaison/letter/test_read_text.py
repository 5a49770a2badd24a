"""The text form as a whole: each file read to the letter, and the same form with other words in it."""

from datetime import date

import pytest

from liaison.letter.letter import (
    Annex,
    Approval,
    Contact,
    Entry,
    Finding,
    Letter,
    Party,
    Reading,
    Recipient,
    paragraph,
)
from liaison.letter.readers import read_file

from . import readings
from .forms import FORM, Form, findings, read, table
from .readings import SEED_FILE, file_text

WHOLE = {
    "three-recipients.txt": readings.THREE_RECIPIENTS,
    "same-line.txt": readings.SAME_LINE,
    "wrapped.txt": readings.WRAPPED,
    "french.txt": readings.FRENCH,
    "russian.txt": readings.RUSSIAN,
}


def test_seed_is_read_to_the_letter():
    repeated = (
        "The title is printed again, “LIAISON STATEMENT FROM ITU-D STUDY GROUP 2 QUESTION 3/2 TO COUNCIL WORKING GROUP "
        "ON CHILD ONLINE PROTECTION”; it was left out."
    )
    assert read_file(SEED_FILE.name, SEED_FILE.read_bytes()) == Reading(
        readings.SEED, (Finding("note", "title", "line 4", repeated),)
    )


@pytest.mark.parametrize("name", WHOLE)
def test_every_form_is_read_to_the_letter(name):
    assert read(file_text(name)) == WHOLE[name]


@pytest.mark.parametrize("name", ["french.txt", "russian.txt"])
def test_a_form_without_doubts_has_no_findings(name):
    assert findings(file_text(name)) == ()


def test_every_doubt_of_a_form_says_where_it_is():
    doubts = [(one.level, one.field, one.where) for one in findings(file_text("wrapped.txt"))]
    assert doubts == [
        ("warning", "", "line 14"),
        ("warning", "to[0].purpose", "line 9"),
        ("warning", "to[0].deadline", "line 11"),
        ("warning", "approval.date", "line 12"),
        ("warning", "approval.level", "line 12"),
        ("warning", "date", ""),
    ]


def test_label_that_is_not_known_is_a_finding_and_no_part_of_the_block_before():
    assert "“Ballot: none in particular” stands under a label that is not known; it was left out." in [
        one.message for one in findings(file_text("wrapped.txt"))
    ]


def other_question(text: str) -> str:
    """The seed's form about another Question of another group, with other people."""
    words = {
        "Study Group 2": "Study Group 1",
        "SG2": "SG1",
        "3/2": "6/1",
        "2/34": "1/34",
        "22 May 2023": "9 October 2024",
        "Jabin Vahora": "Ilse van der Proef",
        "Vahorajs@state.gov": "ilse@example.org",
        "Maria Bolshakova": "Jean-Luc O'Exemple",
        "United States": "Kingdom of Sampleland",
        "Council Working Group on Child Online Protection": "Test Council on Consumer Information",
        "CWG-COP": "TC-CI",
    }
    for old, new in words.items():
        text = text.replace(old, new).replace(old.upper(), new.upper())
    return text


OTHER = other_question(SEED_FILE.read_text(encoding="utf-8"))


def test_same_form_about_another_question_reads_as_well():
    letter = read(OTHER)
    parts = {"contacts": (), "content": (), "next_meetings": (), "annexes": ()}
    meeting = "ITU-D Study Group 1 Q6/1 Rapporteur Group Meeting on 9 October 2024"
    assert letter.replace(**parts) == readings.SEED.replace(
        title="Liaison statement from ITU-D Study Group 1 Question 6/1 to Test Council on Consumer Information",
        subtitle=("ITU-D Study Group 1 Question 6/1:", readings.SEED.subtitle[1]),
        date=date(2024, 10, 9),
        action_required="This report is transmitted to the TC-CI for information.",
        from_=(Party("ITU-D Study Group 1 (SG1), Question 6/1 (Q6/1)", questions=("6/1",)),),
        to=(Recipient("Test Council on Consumer Information", purpose="information"),),
        approval=Approval(meeting, "rapporteur_group", date(2024, 10, 9)),
        **parts,
    )


def test_same_form_with_other_people_reads_as_well():
    people = [(one.honorific, one.name, one.role, one.affiliation, one.email) for one in read(OTHER).contacts]
    assert people == [
        ("Ms", "Ilse van der Proef", "Co-Rapporteur for Question 6/1", "Kingdom of Sampleland", "ilse@example.org"),
        ("Ms", "Vanessa Copetti Cravo", "Co-Rapporteur for Question 6/1", "Brazil", "Vanessac@anatel.gov.br"),
        ("Ms", "Jean-Luc O'Exemple", "Vice-Rapporteur for Question 6/1", "Russian Federation", "bolshakova@niir.ru"),
        ("Mr", "Orhan Osmani", "BDT Focal Point for Question 6/1", "", "Orhan.Osmani@itu.int"),
    ]


def test_same_form_with_other_papers_reads_as_well():
    (annex,) = read(OTHER).annexes
    assert annex.title == "contributions on COP related issues considered at the ITU-D SG1 Q6/1 meetings"
    assert [entry.symbol for entry in annex.entries] == ["1/34", "2/71 (Rev.1)", "2/77", "SG1RGQ/20", "SG1RGQ/80"]
    assert [entry.title for entry in annex.entries] == [entry.title for entry in readings.SEED.annexes[0].entries]


def test_shortest_statement_is_read():
    assert read(FORM.text()) == Letter(
        title="Liaison statement from ITU-D Study Group 1 Question 4/1 to the Test Council",
        subtitle=("ITU-D Study Group 1 Question 4/1:", "Economic aspects of national telecommunications"),
        date=date(2024, 6, 3),
        from_=(Party("ITU-D Study Group 1, Question 4/1", questions=("4/1",)),),
        to=(Recipient("Test Council", purpose="information"),),
        approval=Approval(
            "Rapporteur Group meeting on Question 4/1, 3 June 2024", "rapporteur_group", date(2024, 6, 3)
        ),
        contacts=(
            Contact(
                "Contact", "Ms", "Ada Example", "Rapporteur for Question 4/1", "Sampleland", email="ada@example.org"
            ),
        ),
        content=(paragraph("Question 4/1 met in June and sends the outcome for information."),),
    )
    assert findings(FORM.text()) == ()


def test_forty_rows_and_a_second_annex_of_plain_text_are_read():
    rows = [
        (f"1/{number}\nMember {number}", f"Title {number}", f"What document {number} says.") for number in range(1, 41)
    ]
    head = ("Doc. & source", "Title", "Brief info")
    text = Form(annexes=f"\n\nAnnex 1: Papers\n{table(head, *rows)}\nAnnex 2: Words\nA mast is a pole.\n").text()
    entries = tuple(
        Entry(f"1/{n}", f"Member {n}", f"Title {n}", (paragraph(f"What document {n} says."),)) for n in range(1, 41)
    )
    assert read(text).annexes == (
        Annex(1, "Papers", columns=head, entries=entries),
        Annex(2, "Words", content=(paragraph("A mast is a pole."),)),
    )
    assert findings(text) == ()


def test_indented_by_spaces_the_form_reads_as_with_tabs():
    text = FORM.text()
    assert read(text.replace("\t", "    ")) == read(text)


@pytest.mark.parametrize("colon", [" :", "\u00a0:", "：", ""])
def test_label_is_known_with_any_colon_and_with_none(colon):
    text = FORM.text()
    for label in FORM.header:
        text = text.replace(f"\t{label}:", f"\t{label}{colon}")
    assert read(text) == read(FORM.text())


def test_labels_in_any_order_give_the_same_letter():
    turned = Form(header=dict(reversed(FORM.header.items())))
    assert read(turned.text()) == read(FORM.text())


def test_statement_without_annex_title_or_date_keeps_what_it_has():
    letter = read(Form(title="", on_top="").text())
    assert (letter.title, letter.date, letter.annexes) == ("", None, ())
    assert letter.to == (Recipient("Test Council", purpose="information"),)
    assert [(one.field, one.message) for one in findings(Form(title="", on_top="").text())] == [
        ("title", "No title was found."),
        ("date", "No date was found."),
    ]
