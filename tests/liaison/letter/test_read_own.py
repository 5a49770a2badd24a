"""Word files that we write are read by their styles: nothing in them is told by its words."""

from datetime import date
from typing import Self

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from liaison.letter.letter import (
    Annex,
    Approval,
    Attachment,
    Contact,
    Entry,
    Heading,
    InReplyTo,
    ItemList,
    Letter,
    Meeting,
    Paragraph,
    Party,
    Recipient,
    Run,
    paragraph,
)

from .word_files import findings, link, read

STYLES = (
    "Title;Question;Subtitle;Cover Note;Label;Value;Party;Symbol;Side;Text;Signature;Annex;Gap;Letterhead;Table Text"
)
TABLES = "Letterhead Table;Header Table;Documents"


class OwnFile:
    """A Word file in our styles, from the top."""

    def __init__(self, language: str = "en") -> None:
        self.document = docx.Document()
        self.document.core_properties.language = language
        for name in STYLES.split(";"):
            self.document.styles.add_style(f"Liaison {name}", WD_STYLE_TYPE.PARAGRAPH)
        for name in TABLES.split(";"):
            self.document.styles.add_style(f"Liaison {name}", WD_STYLE_TYPE.TABLE)

    def add(self, style: str, text: str) -> Self:
        self.document.add_paragraph(text, f"Liaison {style}" if style in STYLES.split(";") else style)
        return self

    def side(self, **lines: str) -> Self:
        made = self.document.add_table(1, 2, "Liaison Letterhead Table")
        made.cell(0, 0).paragraphs[0].add_run("Example Union")
        made.cell(0, 0).paragraphs[0].style = "Liaison Letterhead"
        for style, text in lines.items():
            made.cell(0, 1).add_paragraph(text, f"Liaison {style.rstrip('0123456789')}")
        return self

    def rows(self, *rows: tuple[str, ...]) -> Self:
        """A label, and a paragraph for each party, person or fact."""
        made = self.document.add_table(len(rows), 2, "Liaison Header Table")
        for row, (label, *values) in zip(made.rows, rows, strict=True):
            row.cells[0].text = label
            row.cells[1].text = values[0]
            for value in values[1:]:
                row.cells[1].add_paragraph(value)
        return self

    def bookmark(self, *paragraphs: tuple[str, str]) -> Self:
        body = self.document.element.body
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), "1")
        start.set(qn("w:name"), "Abstract")
        end.set(qn("w:id"), "1")
        body.insert(len(body) - 1, start)
        for style, text in paragraphs:
            self.add(style, text)
        body.insert(len(body) - 1, end)
        return self


def titled(language: str = "en") -> OwnFile:
    return OwnFile(language).add("Title", "A title that goes on to")


def test_head_is_read_by_its_styles():
    file = OwnFile()
    file.side(Symbol="SG9/LS/4", Side1="Also issued as: 9/12, 9/13", Side2="1 March 2024", Side3="Original: French",
              Side4="Study period: 2022-2025")  # fmt: skip
    file.add("Title", "Liaison statement to").add("Question", "Question 9/9:").add("Subtitle", "small, and odd")
    file.add("Cover Note", "Action required: For\nnoting.")
    assert read(file.document) == Letter(
        title="Liaison statement to",
        subtitle=("Question 9/9:", "small, and odd"),
        symbol="SG9/LS/4",
        other_symbols=("9/12", "9/13"),
        date=date(2024, 3, 1),
        original_language="fr",
        study_period="2022-2025",
        action_required="For\nnoting.",
    )


def test_names_keep_their_commas_and_wishes_follow_a_dash():
    file = titled().rows(
        ("To:", "Alpha, Beta and Gamma – for action, deadline: 1 June 2024\nsecretary@example.org",
         "Delta; Epsilon – for information", "Zeta – deadline: mid-May"),
        ("From:", "Eta & Theta, Question 9/9"),
        ("Cc:", "Iota"),
    )  # fmt: skip
    letter = read(file.document)
    assert letter.to == (
        Recipient("Alpha, Beta and Gamma", None, (), "secretary@example.org", "action", date(2024, 6, 1)),
        Recipient("Delta; Epsilon", purpose="information"),
        Recipient("Zeta", deadline_text="mid-May"),
    )
    assert (letter.from_, letter.cc) == ((Party("Eta & Theta, Question 9/9", None, ("9/9",)),), (Recipient("Iota"),))


def test_facts_of_the_header_are_read():
    file = titled().rows(
        ("To:", "Alpha", "Beta"),
        ("For:", "Comment"),
        ("Approval:", "Rapporteur Group, 1 March 2024"),
        ("Deadline:", "1 June 2024"),
        ("In reply to:", "LS SG9-LS1 of 2 March 2024", "another"),
        ("Reference:", "EF/24"),
        ("Meeting:", "Geneva, 1-2 March 2024"),
        ("Replies to:", "a@example.org"),
        ("Keywords:", "one, two words"),
    )
    day = date(2024, 6, 1)
    assert read(file.document).replace(title="") == Letter(
        to=(Recipient("Alpha", purpose="comment", deadline=day), Recipient("Beta", purpose="comment", deadline=day)),
        approval=Approval("Rapporteur Group, 1 March 2024", "rapporteur_group", date(2024, 3, 1)),
        in_reply_to=(InReplyTo("LS SG9-LS1 of 2 March 2024", "SG9-LS1", date(2024, 3, 2)), InReplyTo("another")),
        reference="EF/24",
        meeting=Meeting("Geneva, 1-2 March 2024", date(2024, 3, 1), date(2024, 3, 2)),
        reply_to="a@example.org",
        keywords=("one", "two words"),
    )


def test_people_are_read_line_by_line():
    file = titled().rows(
        ("Contact:", "Ms Ada Example\nRapporteur for masts, Sampleland\n1 Street\nTown\nE-mail: a@b.org\nTel.: +00 1",
         "Bo Example\nSampleland"),
        ("Odd Helper:", "Cy"),
    )  # fmt: skip
    assert read(file.document).contacts == (
        Contact("Contact", "Ms", "Ada Example", "Rapporteur for masts", "Sampleland", "1 Street\nTown", "a@b.org",
                "+00 1"),
        Contact("Contact", "", "Bo Example", "", "Sampleland"),
        Contact("Odd Helper", "", "Cy"),
    )  # fmt: skip


def test_content_is_no_header_whatever_it_says():
    file = titled().rows(("To:", "Alpha"))
    for text in ["To: Beta", "- one", "- two", "Annex 1: not one", "Sincerely,", "Ada"]:
        file.add("Text", text)
    letter = read(file.document)
    texts = ("To: Beta", "- one", "- two", "Annex 1: not one", "Sincerely,", "Ada")
    assert letter.content == tuple(map(paragraph, texts))
    assert (letter.to, letter.annexes, letter.signatures) == ((Recipient("Alpha"),), (), ())


def test_abstract_signatures_and_attachments_have_their_places():
    file = titled().bookmark(("Heading 2", "Abstract"), ("Text", "In short."), ("Heading 3", "More"))
    file.add("Text", "At length.").add("Signature", "Ada Example\nBo Example")
    file.add("Heading 2", "Attachments")
    item = file.document.add_paragraph("", "List Bullet")
    link(item, "Data (9/TD/12)", "https://example.org/data")
    letter = read(file.document)
    assert letter.abstract == (paragraph("In short."), Heading(4, (Run("More"),)))
    assert (letter.content, letter.signatures) == ((paragraph("At length."),), ("Ada Example", "Bo Example"))
    assert letter.attachments == (Attachment("Data", "9/TD/12", "https://example.org/data"),)


def test_annex_has_its_table_by_its_style():
    file = titled().add("Annex", "Annex 2: Papers").add("Text", "Before.")
    made = file.document.add_table(2, 3, "Liaison Documents")
    for cell, text in zip(made.rows[0].cells, ("Anything", "At", "All"), strict=True):
        cell.text = text
    first = made.cell(1, 0).paragraphs[0]
    first.add_run("9/12").bold = True
    first.add_run("\nSampleland")
    made.cell(1, 1).text = "Masts\nand poles"
    made.cell(1, 2).text = "Short."
    file.add("Text", "After.")
    entry = Entry("9/12", "Sampleland", "Masts\nand poles", (paragraph("Short."),))
    assert read(file.document).annexes == (
        Annex(2, "Papers", (paragraph("Before."),), ("Anything", "At", "All"), (entry,), (paragraph("After."),)),
    )


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("fr", [("À\u00a0:", "Alpha"), ("Pour\u00a0:", "Observations")]),
        ("es", [("A:", "Alpha"), ("Para:", "Comentarios")]),
        ("ru", [("Кому:", "Alpha"), ("Цель:", "Замечания")]),
        ("ar", [("إلى:", "Alpha"), ("الغرض:", "لإبداء التعليقات")]),
        ("zh", [("致：", "Alpha"), ("目的：", "供发表意见")]),
    ],
)
def test_labels_are_those_of_the_files_language(language, rows):
    letter = read(titled(language).rows(*rows).document)
    assert (letter.language, letter.to) == (language, (Recipient("Alpha", purpose="comment"),))


def test_what_a_colleague_adds_in_other_styles_is_content():
    file = titled().rows(("To:", "Alpha")).add("Text", "Ours.").add("Normal", "Added:")
    file.add("Normal", "– first").add("Normal", "– second")
    items = ItemList(items=((paragraph("first"),), (paragraph("second"),)))
    assert read(file.document).content == (paragraph("Ours."), paragraph("Added:"), items)


def test_changes_that_a_colleague_tracked_are_said():
    file = titled().add("Text", "Ours.")
    changed = OxmlElement("w:ins")
    run = file.document.paragraphs[-1].add_run(" And theirs.")._r
    changed.append(run)
    file.document.paragraphs[-1]._p.append(changed)
    assert read(file.document).content == (Paragraph((Run("Ours. And theirs."),)),)
    assert [one.level for one in findings(file.document)] == ["warning"]
