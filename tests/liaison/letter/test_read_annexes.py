"""Annexes: their headings, their tables of documents, and what else they say."""

import pytest

from liaison.letter.letter import Annex, Entry, paragraph

from .forms import Form, findings, read, table

HEAD = ("Doc. & source", "Title", "Brief info")
ROW = ("1/12\nSampleland", "Masts", "Short masts.")
ENTRY = Entry("1/12", "Sampleland", "Masts", (paragraph("Short masts."),))


def annexes(text: str) -> tuple[Annex, ...]:
    return read(Form(annexes="\n\n" + text).text()).annexes


def said(text: str) -> list[tuple[str, str]]:
    return [(one.field, one.message) for one in findings(Form(annexes="\n\n" + text).text())]


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("Annex 1: Papers", 1, "Papers"),
        ("Annex 1 - Papers", 1, "Papers"),
        ("ANNEX 1\nPapers", 1, "Papers"),
        ("Annex: Papers", 1, "Papers"),
        ("Annex A: Papers", 1, "Papers"),
        ("Annex II: Papers", 2, "Papers"),
        ("Annexe 1\u00a0: Papers", 1, "Papers"),
        ("Anexo 1: Papers", 1, "Papers"),
        ("Приложение 1: Papers", 1, "Papers"),
        ("附件1：Papers", 1, "Papers"),
        ("Annex 1: Papers of the first\nand of the second meeting", 1, "Papers of the first and of the second meeting"),
    ],
)
def test_heading_of_an_annex_is_known_in_every_form(heading, number, title):
    (annex,) = annexes(f"{heading}\n{table(HEAD, ROW)}")
    assert annex == Annex(number, title, columns=HEAD, entries=(ENTRY,))


def test_annex_that_the_content_speaks_of_is_none():
    content = "The statement contains Annex 1 with brief info.\nAnnex 1 holds the papers that were considered.\n"
    assert read(Form(content=content).text()).annexes == ()


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("Document", "Source", "Title", "Summary"), ("1/12", "Sampleland", "Masts", "Short masts.")),
        (("Title", "Document", "Source", "Summary"), ("Masts", "1/12", "Sampleland", "Short masts.")),
        (("Source", "Doc.", "Title", "Abstract"), ("Sampleland", "1/12", "Masts", "Short masts.")),
        (("No.", "Doc. and source", "Title", "Brief"), ("1", "1/12\nSampleland", "Masts", "Short masts.")),
        (("Document et origine", "Titre", "Résumé"), ("1/12\nSampleland", "Masts", "Short masts.")),
        (("Документ и источник", "Название", "Резюме"), ("1/12\nSampleland", "Masts", "Short masts.")),
    ],
)
def test_columns_are_known_by_their_headings_in_any_order(head, row):
    assert annexes(f"Annex 1: Papers\n{table(head, row)}") == (Annex(1, "Papers", columns=head, entries=(ENTRY,)),)


def test_table_without_headings_is_read_in_the_forms_order_and_says_so():
    text = f"Annex 1: Papers\n{table(ROW, ('1/13', 'Poles', 'High.'))}"
    other = Entry("1/13", "", "Poles", (paragraph("High."),))
    assert annexes(text) == (Annex(1, "Papers", entries=(ENTRY, other)),)
    assert said(text) == [
        (
            "annexes[0].columns",
            "The table has no column headings; they are taken to be document and source, title, brief.",
        )
    ]


def test_row_without_a_document_keeps_its_words_and_says_so():
    text = f"Annex 1: Papers\n{table(HEAD, ROW, ('Oral report', 'Poles', 'High.'))}"
    assert annexes(text)[0].entries == (ENTRY, Entry(None, "Oral report", "Poles", (paragraph("High."),)))
    assert said(text) == [
        ("annexes[0].entries[1].symbol", "“Oral report” begins with no document symbol that is known.")
    ]


def test_row_of_two_documents_is_asked():
    text = f"Annex 1: Papers\n{table(HEAD, ROW, ('1/13, 1/14', 'Poles', 'High.'))}"
    assert annexes(text)[0].entries[1] == Entry(None, "1/13, 1/14", "Poles", (paragraph("High."),))
    assert said(text) == [("annexes[0].entries[1].symbol", "“1/13, 1/14” names 2 documents; a row has one.")]


def test_row_with_an_address_keeps_it():
    row = ("1/12 https://example.org/12\nSampleland", "Masts", "Short masts.")
    text = f"Annex 1: Papers\n{table(HEAD, row)}"
    assert annexes(text)[0].entries == (
        Entry("1/12", "Sampleland", "Masts", (paragraph("Short masts."),), "https://example.org/12"),
    )


def test_cell_of_several_paragraphs_keeps_them():
    rows = ("1/12", "Masts", "One.\n\nTwo."), ("1/13", "Poles", "High.")
    text = f"Annex 1: Papers\n{table(HEAD, *rows)}"
    assert annexes(text)[0].entries[0].brief == (paragraph("One."), paragraph("Two."))


def test_what_stands_before_and_after_the_table_is_kept():
    text = f"Annex 1: Papers\nThese were considered.\n{table(HEAD, ROW)}\n\nNothing else was said.\n"
    assert annexes(text) == (
        Annex(
            1,
            "Papers",
            intro=(paragraph("These were considered."),),
            columns=HEAD,
            entries=(ENTRY,),
            content=(paragraph("Nothing else was said."),),
        ),
    )


def test_annex_number_used_twice_is_a_finding():
    text = "Annex 1: Papers\nOne.\n\nAnnex 1: Words\nTwo.\n"
    assert [annex.number for annex in annexes(text)] == [1, 2]
    assert said(text) == [("annexes[1].number", "“Annex 1: Words” has a number already used; it is kept as 2.")]
