"""Tracked changes are read as if they were accepted, and one finding says that there were some."""

import docx
import pytest
from docx.oxml import OxmlElement

from liaison.letter.letter import Cell, Paragraph, Run, Table, paragraph

from .word_files import change, findings, mark, read, table

HEADER = [("To:", "Test Council"), ("From:", "ITU-D Study Group 1, Question 4/1"), ("For:", "Information")]


def started():
    document = docx.Document()
    document.add_paragraph("Liaison statement on masts", "Title")
    table(document, *HEADER)
    return document


def said(document):
    return [one.message for one in findings(document) if "tracked" in one.message]


def test_deleted_words_go_and_inserted_words_stay():
    document = started()
    text = document.add_paragraph("By 25 ")
    change(text, "del", "November")
    change(text, "ins", "December")
    text.add_run(" 2024.")
    assert read(document).content == (paragraph("By 25 December 2024."),)


@pytest.mark.parametrize(
    ("kind", "words"), [("ins", "1 insertion"), ("del", "1 deletion"), ("moveFrom", "1 move"), ("moveTo", "")]
)
def test_one_finding_says_what_was_tracked(kind, words):
    document = started()
    change(document.add_paragraph("Masts "), kind, "are high")
    expected = f"The document holds tracked changes ({words}); it was read as if all of them were accepted."
    assert said(document) == ([expected] if words else [])


def test_many_changes_make_one_finding():
    document = started()
    for _ in range(5):
        text = document.add_paragraph("a ")
        change(text, "ins", "b")
        change(text, "del", "c")
        change(text, "ins", "d")
    assert said(document) == [
        "The document holds tracked changes (10 insertions, 5 deletions); it was read as if all of them were accepted."
    ]


def test_document_without_changes_has_no_such_finding():
    document = started()
    document.add_paragraph("Masts are high.")
    assert said(document) == []


def test_moved_paragraph_stands_where_it_went():
    document = started()
    left = document.add_paragraph()
    change(left, "moveFrom", "Moved.")
    mark(left._p, "w:pPr/w:rPr/w:moveFrom")
    document.add_paragraph("First.")
    change(document.add_paragraph(), "moveTo", "Moved.")
    assert read(document).content == (paragraph("First."), paragraph("Moved."))


def test_deleted_paragraph_mark_joins_two_paragraphs():
    document = started()
    first = document.add_paragraph("Masts are ")
    mark(first._p, "w:pPr/w:rPr/w:del")
    document.add_paragraph("high.")
    assert read(document).content == (paragraph("Masts are high."),)


def test_deleted_paragraph_before_a_table_goes():
    document = started()
    gone = document.add_paragraph()
    change(gone, "del", "Gone.")
    mark(gone._p, "w:pPr/w:rPr/w:del")
    table(document, ("a", "b"))
    document.add_paragraph("After.")
    assert read(document).content == (
        Table(rows=((Cell((paragraph("a"),)), Cell((paragraph("b"),))),)),
        paragraph("After."),
    )


def test_deleted_row_and_cell_go():
    document = started()
    made = table(document, ("a", "b"), ("c", "d"))
    mark(made.rows[0]._tr, "w:trPr/w:del")
    mark(made.cell(1, 1)._tc, "w:tcPr/w:cellDel")
    assert read(document).content == (Table(rows=((Cell((paragraph("c"),)),),)),)


def test_change_inside_a_link_and_a_label_is_accepted():
    document = started()
    made = table(document, ("", "4 June 2024"))
    label = made.cell(0, 0).paragraphs[0]
    change(label, "del", "Date")
    change(label, "ins", "Deadline:")
    assert read(document).to[0].deadline.isoformat() == "2024-06-04"


def test_former_format_of_a_run_is_no_format():
    document = started()
    run = document.add_paragraph().add_run("plain")
    before = OxmlElement("w:rPrChange")
    before.append(OxmlElement("w:rPr"))
    before[0].append(OxmlElement("w:b"))
    run._r.get_or_add_rPr().append(before)
    assert read(document).content == (Paragraph((Run("plain"),)),)
    assert said(document) == [
        "The document holds tracked changes (1 change of format); it was read as if all of them were accepted."
    ]


def test_changes_inside_a_comment_are_no_changes_of_the_text():
    document = started()
    text = document.add_paragraph("Masts.")
    comment = document.add_comment(text.runs, "Why ", author="A. Example")
    change(comment.paragraphs[0], "del", "not ")
    change(comment.paragraphs[0], "ins", "so?")
    assert "A comment was left out of the text: “Why so?”" in [one.message for one in findings(document)]


def test_no_deleted_text_is_anywhere_in_the_letter():
    document = started()
    for at, text in enumerate(document.paragraphs):
        change(text, "del", f"deleted{at}")
    for row in document.tables[0].rows:
        for cell in row.cells:
            change(cell.paragraphs[0], "del", "deleted")
    assert "deleted" not in str(read(document))
