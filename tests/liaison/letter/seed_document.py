"""The statement of 22 May 2023 made again as a Word document with real tables, from what it is to be read as."""

from __future__ import annotations

from typing import Any

import docx

from liaison.letter.letter import Paragraph, inline_text, plain_text

from .readings import SEED
from .word_files import centred, change, mark, saved, table

TITLE = SEED.title
CONTACTS = "\n".join(
    f"{one.honorific} {one.name}\n{one.role}, {one.affiliation}\nE-mail: {one.email}" for one in SEED.contacts[:3]
)
FOCAL_POINT = "Mr Orhan Osmani\nBDT Focal Point for Question 3/2\nE-mail: Orhan.Osmani@itu.int"
PEOPLE = [
    ("Jabin Vahora\nCo-Rapporteur (USA)", "Vahorajs@state.gov"),
    ("Vanessa Copetti Cravo\nCo-Rapporteur (Brazil)", "Vanessac@anatel.gov.br"),
    ("Orhan Osmani\nBDT Focal Point for Question 3/2", "Orhan.Osmani@itu.int"),
]
HEADER = [
    ("To:", "Council Working Group on Child Online Protection"),
    ("From:", "ITU-D Study Group 2 (SG2), Question 3/2 (Q3/2)"),
    ("For:", "Information"),
    ("Approval:", SEED.approval.text),
    ("Contact:", CONTACTS),
    ("BDT Focal Point:", FOCAL_POINT),
]


class SeedDocument:
    """The document in its parts; a variant changes one of them."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        self.top()
        self.header()
        self.content()
        self.annex()

    @property
    def data(self) -> bytes:
        return saved(self.document)

    def top(self) -> None:
        self.document.add_paragraph(TITLE, "Title")
        self.document.add_paragraph("Action required").runs[0].bold = True
        self.document.add_paragraph(SEED.action_required)
        centred(self.document, TITLE.upper())
        centred(self.document, SEED.subtitle[0])
        centred(self.document, "Securing information and communication networks:")
        centred(self.document, "Best practices for developing a culture of cybersecurity")
        centred(self.document, "22 May 2023")

    def header(self) -> None:
        table(self.document, *HEADER)

    def content(self) -> None:
        for block in SEED.content:
            if isinstance(block, Paragraph):
                self.document.add_paragraph(inline_text(block.inlines))
            else:
                self.people()

    def people(self) -> None:
        """As it was typed: one row, the names below each other in one cell."""
        names = "\n".join(name for name, _mail in PEOPLE)
        table(self.document, ("ITU-D SG2 Q3/2", names, "\n\n".join(mail for _name, mail in PEOPLE)))

    def annex(self) -> None:
        (annex,) = SEED.annexes
        self.document.add_page_break()
        self.document.add_paragraph(f"Annex 1: {annex.title}", "Heading 1")
        centred(self.document, "Brief info and the links to contributions on COP related issues considered")
        centred(self.document, "at the two ITU-D SG2 Q3/2 RGs meetings")
        centred(self.document, "(December 2022, May 2023)")
        rows = [(f"{one.symbol}\n{one.source}", one.title, plain_text(one.brief)) for one in annex.entries]
        self.papers = table(self.document, annex.columns, *rows)
        mark(self.papers.rows[0]._tr, "w:trPr/w:tblHeader")


class WithMergedCells(SeedDocument):
    """Labels spanning columns, people in a row each beside one merged cell, line breaks in the place of paragraphs."""

    def header(self) -> None:
        made = self.document.add_table(len(HEADER), 4)
        for row, (label, value) in zip(made.rows, HEADER, strict=True):
            row.cells[0].merge(row.cells[1]).text = label
            row.cells[2].merge(row.cells[3]).text = value

    def people(self) -> None:
        made = self.document.add_table(len(PEOPLE), 3)
        made.cell(0, 0).merge(made.cell(2, 0)).text = "ITU-D SG2 Q3/2"
        for row, (name, mail) in zip(made.rows, PEOPLE, strict=True):
            row.cells[1].text = name
            row.cells[2].text = mail

    def annex(self) -> None:
        super().annex()
        row = self.papers.add_row()
        for at, cell in enumerate(self.papers.rows[-2].cells):
            row.cells[at].text = ""
            cell.merge(row.cells[at])


class WithTrackedChanges(SeedDocument):
    """A date, a word, a paragraph, a row and an address were changed, and the changes left open."""

    def top(self) -> None:
        super().top()
        day = self.document.paragraphs[-1]
        day.clear()
        for kind, text in (("", "22 "), ("del", "April"), ("ins", "May"), ("", " 2023"), ("del", ", Geneva")):
            change(day, kind, text) if kind else day.add_run(text)

    def header(self) -> None:
        made = table(self.document, *HEADER[:2], ("For:", ""), *HEADER[3:], ("Deadline:", "1 June 2023"))
        wish = made.rows[2].cells[1].paragraphs[0]
        change(wish, "del", "Action")
        change(wish, "ins", "Information")
        mark(made.rows[-1]._tr, "w:trPr/w:del")

    def content(self) -> None:
        super().content()
        gone = self.document.add_paragraph()
        change(gone, "del", "This paragraph was taken out.")
        mark(gone._p, "w:pPr/w:rPr/w:del")
        self.document.add_paragraph()
