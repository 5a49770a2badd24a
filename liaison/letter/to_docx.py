"""A Letter as a Word file that a colleague can go on editing: the words and the look of the PDF, in named styles.

What it says is in `page`, how it looks in `word_styles`. What a reader needs stands in the structure of the file, as it
would in one that was typed with care: headings by their outline level, lists by their numbering, the head rows of
tables, addresses as links, the block of To, From, For ... as a table of a label and a value a row. A bookmark named
Abstract holds what no reader could tell apart otherwise. The file holds no copy of the letter's data: it carries what
`as_printed` says.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .bidi import marked
from .fingerprints import edition, fingerprint_of
from .legible import legible, line
from .letter import Annex, Block, Break, Cell, Heading, Inline, ItemList, Letter, Paragraph, Run, Table
from .page import EntryCell, Line, NoSuchAnnexError, Page, Row, file_date
from .pdf_blocks import BODY_WIDTH, CAPITAL, MOST_COLUMNS, WIDE
from .sheet import Sheet
from .word_blocks import TWIPS, Element, Fact, Place, Writer, w
from .word_package import package, repacked
from .word_styles import Look

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _BaseHeaderFooter

__all__ = ["NoSuchAnnexError", "fingerprint", "to_docx"]

SOURCES = (
    "addresses.py",
    "bidi.py",
    "columns.py",
    "coverage.py",
    "fingerprints.py",
    "labels.py",
    "legible.py",
    "page.py",
    "pdf_blocks.py",
    "to_docx.py",
    "to_json.py",
    "word_blocks.py",
    "word_package.py",
    "word_styles.py",
)
LETTERHEAD_WIDTH = 0.58  # of the width of the text
LABEL_WIDTHS, LABEL_GAP = (84.0, 190.0), 22.0  # points
TITLE_SIZE, TEXT_SIZE = 15.0, 11.0
LONG_NAME = 16  # characters of a letterhead's first line
MOST_LINES = 24  # of a row that stays on one page
LONGEST_PROPERTY = 255  # characters
CYRILLIC = re.compile(r"[\u0370-\u052f]")
FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def to_docx(letter: Letter, sheet: Sheet) -> bytes:
    """The same bytes for the same letter and sheet. Raises NoSuchAnnexError."""
    from docx import Document  # noqa: PLC0415 -- slow import

    page = Page(legible(letter), legible(sheet))
    look = Look(page.code, page.right_to_left, page.sheet.transcription)
    document = Document(io.BytesIO(package(look)))
    _describe(document, page)
    _File(document, page, look).write()
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue())


def fingerprint(letter: Letter, sheet: Sheet) -> str:
    """Changes whenever the bytes of `to_docx(letter, sheet)` may; costs no writing."""
    return fingerprint_of(edition(SOURCES, ("lxml", "python-docx")), letter, sheet)


def _describe(document: Document, page: Page) -> None:
    """Who, what, when and in which language, in the properties of the file."""
    properties = document.core_properties
    properties.title = page.file_title[:LONGEST_PROPERTY]
    properties.subject = page.file_subject[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = page.author[:LONGEST_PROPERTY]
    properties.keywords = ", ".join(filter(None, page.letter.keywords))[:LONGEST_PROPERTY]
    properties.identifier = (page.letter.symbol or "")[:LONGEST_PROPERTY]
    properties.language = page.letter.language[:LONGEST_PROPERTY]
    properties.created = properties.modified = file_date(page.letter, page.sheet)
    properties.revision = 1


class _File:
    def __init__(self, document: Document, page: Page, look: Look) -> None:
        self.document = document
        self.page = page
        self.look = look
        self.writer = Writer(document.part, look)

    def write(self) -> None:
        end = self.document.element.body[-1]
        for element in self._elements():
            end.addprevious(element)
        self.document.part.numbering_part.element.extend(self.writer.nums)
        self._margins()

    def _elements(self) -> Iterator[Element]:
        page, writer = self.page, self.writer
        yield from self._letterhead()
        yield from self._annex_title() if page.alone else self._title()
        if page.action:
            yield writer.paragraph("Liaison Cover Note", self._inlines(page.action, "strong"))
        if rows := page.rows:
            yield from self._rows(rows)
        yield from self._abstract()
        yield from writer.blocks(page.content, Place())
        if page.signatures:
            yield writer.paragraph("Liaison Signature", self._together(page.signatures))
        yield from writer.blocks(self._attachments(), Place())
        for number, annex in enumerate(page.annexes):
            style = "heading 1" if page.alone and not number else "Liaison Annex"
            yield writer.paragraph(style, line(page.annex_heading(annex)))
            yield from writer.blocks(annex.intro, Place())
            yield from self._documents(annex)
            yield from writer.blocks(annex.content, Place())

    # ---- words ---------------------------------------------------------------------------------------------------

    def _words(self, style: str, words: str) -> Element:
        return self.writer.paragraph(style, (Run(words),) if words else ())

    def _inlines(self, words: Line, *label_marks: str) -> tuple[Inline, ...]:
        """A line, its label and colon before it; a symbol in a text from right to left gets its marks."""
        marks = ("strong",) if words.strong else ()
        inlines = line(words.text, *marks, href=words.href)
        is_link = any(isinstance(inline, Run) and inline.href for inline in inlines)
        if words.ltr and self.page.right_to_left and (words.href or not is_link):
            inlines = line(marked(words.text), *marks, href=words.href)
        label = (Run(words.label + self.page.colon, label_marks),) if words.label else ()
        return (*label, *inlines)

    def _together(self, lines: Iterable[Line]) -> tuple[Inline, ...]:
        """The lines of one paragraph."""
        inlines: list[Inline] = []
        for words in lines:
            inlines += [Break(), *self._inlines(words)] if inlines else self._inlines(words)
        return tuple(inlines)

    # ---- the head ------------------------------------------------------------------------------------------------

    def _letterhead(self) -> Iterator[Element]:
        """The home body's lines or the note of a transcription, and opposite them symbol, date, original ..."""
        left, right = [], []
        for number, words in enumerate(self.page.letterhead):
            name = "Liaison Letterhead Name" if len(words) <= LONG_NAME else "Liaison Letterhead Long Name"
            style = (name, "Liaison Letterhead")[number] if number < 2 else "Liaison Letterhead Small"
            left.append(self._words(style, words))
        for number, words in enumerate(self.page.note):
            left.append(self._words("Liaison Letterhead Small" if number else "Liaison Letterhead Long Name", words))
        for side in self.page.side:
            style = "Liaison Symbol" if side.strong else "Liaison Side"
            right.append(self.writer.paragraph(style, self._inlines(Line(side.text, side.label, ltr=side.ltr))))
        width = round(BODY_WIDTH * TWIPS)
        first = round(width * LETTERHEAD_WIDTH)
        columns = (
            (first, left or [self._words("Liaison Letterhead", "")]),
            (width - first, right or [self._words("Liaison Side", "")]),
        )
        yield self._table("Liaison Letterhead Table", [[(size, cell, "center") for size, cell in columns]])

    def _title(self) -> Iterator[Element]:
        page, writer = self.page, self.writer
        yield self._words("Liaison Kind", page.kind) if page.kind else writer.gap()
        yield writer.paragraph("Liaison Title", line(page.title), _balanced(page.title, TITLE_SIZE))
        for number, words in enumerate(page.subtitle):
            is_question = not number and len(page.subtitle) > 1
            style = "Liaison Question" if is_question else "Liaison Subtitle"
            yield writer.paragraph(style, line(words), _balanced(words, TEXT_SIZE))
        yield writer.gap()

    def _annex_title(self) -> Iterator[Element]:
        yield self._words("Liaison Annex Kind", self.page.kind)
        yield self.writer.paragraph("Liaison Annex Statement", line(self.page.title))
        for words in self.page.subtitle:
            yield self.writer.paragraph("Liaison Annex Subtitle", line(words))
        yield self.writer.gap()

    def _rows(self, rows: list[Row]) -> Iterator[Element]:
        colon = self.page.colon.rstrip(" ")
        widest = max(_width(row.label + colon, TEXT_SIZE) for row in rows) + LABEL_GAP
        first = round(min(max(widest, LABEL_WIDTHS[0]), LABEL_WIDTHS[1]) * TWIPS)
        second = round(BODY_WIDTH * TWIPS) - first
        cells = []
        for row in rows:
            style = "Liaison Party" if row.is_apart else "Liaison Value"
            last = [w("spacing", after=0)] if row.is_apart else []
            values = [
                self.writer.paragraph(style, self._together(group), *(last if number == len(row.groups) else []))
                for number, group in enumerate(row.groups, 1)
            ]
            cells.append([(first, [self._words("Liaison Label", row.label + colon)], ""), (second, values, "")])
        yield self._table("Liaison Header Table", cells)
        yield self.writer.gap(12)

    def _table(self, style: str, rows: list[list[tuple[int, list[Element], str]]]) -> Element:
        """A table of rows of cells: width, paragraphs, vertical alignment."""
        widths = [width for width, _paragraphs, _align in rows[0]]
        columns = (w("gridCol", w=width) for width in widths)
        table = w("tbl", self.writer.table_properties(style, sum(widths)), w("tblGrid", *columns))
        for row in rows:
            lines = [sum(1 + len(p.findall(".//{*}br")) for p in paragraphs) for _width, paragraphs, _align in row]
            element = w("tr", w("trPr", w("cantSplit")) if max(lines) <= MOST_LINES else None)
            for width, paragraphs, align in row:
                properties = w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val=align) if align else None)
                element.append(w("tc", properties, *paragraphs))
            table.append(element)
        return table

    # ---- content -------------------------------------------------------------------------------------------------

    def _abstract(self) -> Iterator[Element]:
        if blocks := self.page.abstract:
            yield w("bookmarkStart", id=1, name="Abstract")
            yield from self.writer.blocks((Heading(3, line(self.page.words["abstract"])), *blocks), Place())
            yield w("bookmarkEnd", id=1)

    def _attachments(self) -> tuple[Block, ...]:
        items = tuple((Fact(self._inlines(words)),) for words in self.page.attachments)
        return (Heading(3, line(self.page.words["attachments"])), ItemList(items=items)) if items else ()

    def _documents(self, annex: Annex) -> Iterator[Element]:
        """The table of an annex's documents; where it has more columns than a page holds, its paragraphs."""
        if not annex.entries:
            return
        columns = (self._fact([Line(words)]) if words else () for words in self.page.columns(annex))
        head = tuple(Cell(blocks) for blocks in columns)
        rows = [head, *(tuple(self._cell(cell) for cell in row) for row in self.page.entries(annex))]
        if len(head) <= MOST_COLUMNS:
            yield from self.writer.table(Table(1, tuple(rows)), Place(), "Liaison Documents")
        else:
            yield from self.writer.blocks([block for row in rows for cell in row for block in cell.blocks], Place())

    def _cell(self, cell: EntryCell) -> Cell:
        return Cell((*self._fact(cell.lines), *cell.brief), cell.across)

    def _fact(self, lines: Iterable[Line]) -> tuple[Paragraph, ...]:
        inlines = self._together(lines)
        return (Fact(inlines),) if inlines else ()

    # ---- head and foot of the pages ------------------------------------------------------------------------------

    def _margins(self) -> None:
        page, section = self.page, self.document.sections[0]
        banner = page.sheet.banner
        title, symbol = page.running
        end = marked(symbol.text) if page.right_to_left and symbol.ltr else symbol.text
        first = self._words("Liaison Banner", banner) if banner else self._words("Liaison First Header", "")
        running = [self._words("Liaison Running Banner", page.running_banner)] if banner else []
        running.append(self._ends("header", title.text, [Run(end)]))
        _fill(section.first_page_header, [first])
        _fill(section.header, running)
        for footer in (section.first_page_footer, section.footer):
            _fill(footer, [self._ends("footer", page.foot, self._page_number())])

    def _ends(self, style: str, start: str, end: Iterable[Run | Element]) -> Element:
        """A line with words at its start and at its end."""
        paragraph = self._words(style, start)
        paragraph.append(w("r", w("tab")))
        for part in end:
            paragraph.extend(self.writer.runs(part) if isinstance(part, Run) else [part])
        return paragraph

    def _page_number(self) -> Iterator[Run | Element]:
        for part in filter(None, re.split(r"(\{pages?\})", self.page.words["page"])):
            if part in FIELDS:
                text = w("t")
                text.text = "1"
                yield w("fldSimple", w("r", w("rPr", w("noProof")), text), instr=f" {FIELDS[part]} ")
            else:
                yield Run(part)


def _balanced(text: str, size: float) -> Element | None:
    """Indents that break a text of so many points into lines of about one length."""
    length = _width(text, size)
    lines = math.ceil(length / BODY_WIDTH)
    if lines < 2:
        return None
    side = round(max(BODY_WIDTH - 1.12 * length / lines, 0) / 2 * TWIPS)
    return w("ind", left=side, right=side)


def _width(text: str, size: float) -> float:
    """About how many points wide a text is in strong letters of so many points."""
    wide, capital, cyrillic = (len(pattern.findall(text)) for pattern in (WIDE, CAPITAL, CYRILLIC))
    return size * (0.43 * len(text) + 0.57 * wide + 0.12 * capital + 0.07 * cyrillic)


def _fill(margin: _BaseHeaderFooter, paragraphs: list[Element]) -> None:
    """The paragraphs, and nothing else, into a header or footer."""
    margin.is_linked_to_previous = False
    element = margin._element
    element.attrib.clear()  # of namespaces to ignore, which nothing here uses
    for child in list(element):
        element.remove(child)
    element.extend(paragraphs)
