"""Word documents: the seed made again, and what of a rich document survives as blocks."""

import shutil
import subprocess

import docx
import pytest

from liaison.letter.letter import Break, Cell, Heading, ItemList, Paragraph, Run, Table, paragraph

from .readings import SEED
from .seed_document import SeedDocument, WithMergedCells, WithTrackedChanges
from .word_files import centred, findings, lines, link, mark, messages, picture, read, saved, table, with_part

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADER = [("To:", "Test Council"), ("From:", "ITU-D Study Group 1, Question 4/1"), ("For:", "Information")]


@pytest.mark.parametrize("variant", [SeedDocument, WithMergedCells, WithTrackedChanges])
def test_seed_made_again_in_word_reads_as_its_text_does(variant):
    assert read(variant().data) == SEED


@pytest.mark.parametrize("variant", [SeedDocument, WithMergedCells])
def test_seed_saved_again_by_libreoffice_reads_as_its_text_does(variant, tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice is installed")
    (tmp_path / "seed.docx").write_bytes(variant().data)
    subprocess.run(
        [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", tmp_path / "again", tmp_path / "seed.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    again = (tmp_path / "again" / "seed.docx").read_bytes()
    assert again != (tmp_path / "seed.docx").read_bytes()
    assert read(again) == SEED


def started():
    """A document with its header, to which content is added."""
    document = docx.Document()
    document.add_paragraph("Liaison statement on masts", "Title")
    table(document, *HEADER)
    return document


def content(document):
    return read(document).content


def test_marks_and_links_of_a_paragraph_survive():
    document = started()
    text = document.add_paragraph("We ")
    text.add_run("strongly").bold = True
    text.add_run(" and ")
    text.add_run("softly").italic = True
    text.add_run(" sent H")
    text.add_run("2").font.subscript = True
    text.add_run("O, 10")
    text.add_run("9").font.superscript = True
    text.add_run("; see ")
    link(text, "the report", "https://example.org/report")
    text.add_run(".")
    assert content(document) == (
        Paragraph(
            (
                Run("We "),
                Run("strongly", ("strong",)),
                Run(" and "),
                Run("softly", ("em",)),
                Run(" sent H"),
                Run("2", ("sub",)),
                Run("O, 10"),
                Run("9", ("sup",)),
                Run("; see "),
                Run("the report", href="https://example.org/report"),
                Run("."),
            )
        ),
    )


def test_link_to_a_file_or_program_is_left_out_and_said():
    document = started()
    link(document.add_paragraph("See "), "my file", "file:///C:/a.docx")
    assert content(document) == (paragraph("See my file"),)
    assert "The link to “file:///C:/a.docx” was left out; its words were kept." in messages(document)


def test_line_breaks_and_no_break_spaces_survive():
    document = started()
    document.add_paragraph("One\u00a0line\nand   another ")
    assert content(document) == (Paragraph((Run("One\u00a0line"), Break(), Run("and another"))),)


def test_headings_keep_their_rank_and_their_numbers():
    document = started()
    document.add_heading("1\tIntroduction", 1)
    document.add_paragraph("Words.")
    document.add_heading("Details", 3).runs[0].bold = True
    assert content(document) == (
        Heading(3, (Run("1 Introduction"),)),
        paragraph("Words."),
        Heading(4, (Run("Details"),)),
    )


def test_lists_of_styles_are_nested_by_their_indent():
    document = started()
    for text, style in [
        ("one", "List Number"),
        ("two", "List Number"),
        ("inner", "List Bullet 2"),
        ("its second paragraph", "List Continue 2"),
        ("three", "List Number"),
    ]:
        document.add_paragraph(text, style)
    inner = ItemList(items=((paragraph("inner"), paragraph("its second paragraph")),))
    assert content(document) == (
        ItemList(True, items=((paragraph("one"),), (paragraph("two"), inner), (paragraph("three"),))),
    )


def test_lists_with_typed_marks_are_lists():
    document = started()
    lines(document, "We ask for:\n–\tmasts;\n–\tpoles.\n1) first\n2) second")
    assert content(document) == (
        paragraph("We ask for:"),
        ItemList(items=((paragraph("masts;"),), (paragraph("poles."),))),
        ItemList(True, items=((paragraph("first"),), (paragraph("second"),))),
    )


def test_table_keeps_spans_head_rows_and_blocks():
    document = started()
    made = document.add_table(3, 3)
    for row, texts in zip(made.rows, [("a", "b", ""), ("c", "d", "e"), ("", "f", "g")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(1, 0).merge(made.cell(2, 0))
    mark(made.rows[0]._tr, "w:trPr/w:tblHeader")
    made.cell(2, 2).add_paragraph("second")
    cell = lambda text, **spans: Cell((paragraph(text),), **spans)  # noqa: E731 -- four words of a table
    assert content(document) == (
        Table(
            1,
            (
                (cell("a"), cell("b", colspan=2)),
                (cell("c", rowspan=2), cell("d"), cell("e")),
                (cell("f"), Cell((paragraph("g"), paragraph("second")))),
            ),
        ),
    )


def test_table_inside_a_table_is_kept():
    document = started()
    outer = document.add_table(1, 1).cell(0, 0)
    outer.paragraphs[0].add_run("Before")
    outer.add_table(1, 1).cell(0, 0).text = "inner"
    inner = Table(rows=((Cell((paragraph("inner"),)),),))
    assert content(document) == (Table(rows=((Cell((paragraph("Before"), inner)),),)),)


def test_paragraphs_parted_by_tabs_are_a_table():
    document = started()
    lines(document, "Meeting 1\t3 June 2024\tGeneva\nMeeting 2\t\t5 July 2024\tNairobi")
    cells = [["Meeting 1", "3 June 2024", "Geneva"], ["Meeting 2", "5 July 2024", "Nairobi"]]
    assert content(document) == (Table(rows=tuple(tuple(Cell((paragraph(one),)) for one in row) for row in cells)),)


def test_centred_lines_of_one_sentence_are_one_paragraph():
    document = started()
    for text in ["Papers on masts considered", "at the two meetings", "(December 2022)"]:
        centred(document, text)
    assert content(document) == (paragraph("Papers on masts considered at the two meetings (December 2022)"),)


def test_table_of_papers_keeps_links_and_rich_briefs():
    document = started()
    document.add_paragraph("Annex 1: Papers", "Heading 1")
    made = table(document, ("Doc. & source", "Title", "Brief info"), ("", "Masts", "Short "))
    first = made.cell(1, 0).paragraphs[0]
    link(first, "1/12", "https://example.org/md/1-12")
    made.cell(1, 0).add_paragraph("Sampleland")
    made.cell(1, 2).paragraphs[0].add_run("masts").bold = True
    (entry,) = read(document).annexes[0].entries
    assert (entry.symbol, entry.source, entry.title, entry.url) == (
        "1/12",
        "Sampleland",
        "Masts",
        "https://example.org/md/1-12",
    )
    assert entry.brief == (Paragraph((Run("Short "), Run("masts", ("strong",)))),)


def test_row_across_a_table_of_papers_above_its_headings_is_the_introduction():
    document = started()
    document.add_paragraph("Annex 1: Papers", "Heading 1")
    made = table(document, ("", "", ""), ("Document", "Source", "Title"), ("1/12", "Sampleland", "Masts"))
    made.cell(0, 0).merge(made.cell(0, 2)).text = "These were considered"
    (annex,) = read(document).annexes
    assert (annex.intro, annex.columns) == ((paragraph("These were considered"),), ("Document", "Source", "Title"))
    assert [(one.symbol, one.source, one.title) for one in annex.entries] == [("1/12", "Sampleland", "Masts")]


def test_abstract_keeps_its_blocks():
    document = started()
    made = table(document, ("Abstract:", "About "))
    made.cell(0, 1).paragraphs[0].add_run("masts").italic = True
    document.add_paragraph("Content.")
    assert read(document).abstract == (Paragraph((Run("About "), Run("masts", ("em",)))),)


def test_picture_is_a_finding_and_no_text():
    document = started()
    picture(document.add_paragraph("Before "), "A mast in the sun")
    assert content(document) == (paragraph("Before"),)
    assert "A picture, described as “A mast in the sun”, was left out." in messages(document)


def test_hidden_text_is_a_finding_and_no_text():
    document = started()
    text = document.add_paragraph("Shown ")
    text.add_run("secret").font.hidden = True
    assert content(document) == (paragraph("Shown"),)
    assert "Hidden text was left out: “secret”" in messages(document)


def test_comment_is_a_finding_and_no_text():
    document = started()
    text = document.add_paragraph("Masts are high.")
    document.add_comment(text.runs, "Are they?", author="A. Example")
    assert content(document) == (paragraph("Masts are high."),)
    assert [one.message for one in findings(document) if "comment" in one.message] == [
        "A comment was left out of the text: “Are they?”"
    ]


def test_footnote_is_a_finding_and_no_text():
    document = started()
    run = document.add_paragraph("Masts are high.").runs[0]
    mark(run._r, "w:footnoteReference")
    reference = run._r.find(".//{*}footnoteReference")
    reference.set(f"{{{W.split(chr(34))[1]}}}id", "2")
    note = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>As seen.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    data = with_part(saved(document), "footnotes.xml", note, "footnotes")
    assert content(data) == (paragraph("Masts are high."),)
    assert "A footnote was left out of the text: “As seen.”" in messages(data)


def test_every_cell_of_a_long_table_is_read_once():
    document = started()
    made = document.add_table(300, 4)
    for number, row in enumerate(made.rows):
        for cell in row.cells:
            cell.text = str(number)
    (block,) = content(document)
    assert [cell.blocks[0].inlines[0].text for row in block.rows for cell in row] == [
        str(number) for number in range(300) for _column in range(4)
    ]


def test_symbol_at_the_head_of_the_first_page_is_the_statements():
    document = started()
    document.sections[0].header.paragraphs[0].text = "Document SG1RGQ/7-E\tA running title"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Masts are high.")
    assert read(document).symbol == "SG1RGQ/7-E"
    assert [one.message for one in findings(document) if one.where.startswith("page")] == [
        "“A running title” stands at the head of the pages; it was left out."
    ]


def test_head_of_later_pages_is_a_finding():
    document = started()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "SG1RGQ/7-E"
    document.add_paragraph("Masts are high.")
    assert read(document).symbol is None
    assert "“SG1RGQ/7-E” stands at the head of the pages; it was left out." in messages(document)


def test_finding_counts_the_paragraphs_with_words():
    document = started()
    document.add_paragraph()
    picture(document.add_paragraph("Second "), "A mast")
    assert [one.where for one in findings(document) if "mast" in one.message] == ["paragraph 2"]


def test_row_that_only_goes_on_with_the_row_above_is_no_row():
    document = started()
    made = document.add_table(2, 2)
    for column in (0, 1):
        made.cell(0, column).text = "ab"[column]
        made.cell(0, column).merge(made.cell(1, column))
    assert content(document) == (Table(rows=((Cell((paragraph("a"),)), Cell((paragraph("b"),))),)),)
