"""The liaison statements of a meeting as tables in Word, to paste into its report.

The tables have the styles and the look of our other Word files, the head row repeated on each page and the symbols
linked; their labels are in the reader's language, each title runs as its own does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .labels import RIGHT_TO_LEFT, base_language
from .legible import legible, line
from .letter import Break, Cell, Inline, Paragraph, Run, Table
from .list_labels import all_labels, list_labels
from .to_docx import LONGEST_PROPERTY
from .word_blocks import Element, Fact, Place, Writer
from .word_package import package, repacked
from .word_styles import Look

__all__ = ["Group", "MeetingTable", "TableRow", "meeting_table"]


@dataclass(frozen=True)
class TableRow:
    """A statement: `document` is its symbol, `source` its senders, `wishes` what is asked, of what went out of whom; of
    several, one a line."""

    document: str
    address: str
    source: tuple[str, ...]
    title: str
    language: str
    wishes: tuple[str, ...]
    outcome: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """`more` counts the statements that are left out."""

    rows: tuple[TableRow, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class MeetingTable:
    """`name` is the meeting's, with its days; `organisation` whose file it is."""

    name: str
    language: str
    organisation: str
    incoming: Group
    outgoing: Group


def meeting_table(table: MeetingTable) -> bytes:
    """A Word file; the same bytes for the same table."""
    from docx import Document  # noqa: PLC0415 -- slow import

    table = legible(table)
    language = base_language(table.language)
    document = Document(io.BytesIO(package(Look(language, language in RIGHT_TO_LEFT, False))))
    properties = document.core_properties
    properties.title = f"{list_labels(language)['statements']} – {table.name}"[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = table.organisation[:LONGEST_PROPERTY]
    properties.language = language
    writer = Writer(document.part, Look(language, language in RIGHT_TO_LEFT, False))
    end = document.element.body[-1]
    for element in _elements(table, language, writer):
        end.addprevious(element)
    document.part.numbering_part.element.extend(writer.nums)
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue())


def _elements(table: MeetingTable, language: str, writer: Writer) -> Iterator[Element]:
    words = all_labels(language)
    yield writer.paragraph("heading 1", (Run(table.name),))
    for heading, group, wishes in (
        (words["incoming"], table.incoming, words["for"]),
        (words["outgoing"], table.outgoing, words["to"]),
    ):
        yield writer.paragraph("heading 2", (Run(heading),))
        if not group.rows:
            yield writer.paragraph("Liaison Text", (Run(words["nothing"]),))
            continue
        columns = (words["document"], words["source"], words["title"], wishes, words["outcome"])
        head = tuple(_cell([label]) for label in columns)
        rows = tuple(_row(row) for row in group.rows)
        yield from writer.table(Table(1, (head, *rows)), Place())
        if group.more:
            yield writer.paragraph("Liaison Text", (Run(words["and_more"].format(number=group.more)),))


def _row(row: TableRow) -> tuple[Cell, ...]:
    document = (Fact(line(row.document, "strong", href=row.address)),) if row.document else ()
    title = Paragraph((Run(row.title, lang=row.language),))
    return (Cell(document), _cell(row.source), Cell((title,)), _cell(row.wishes), _cell(row.outcome))


def _cell(lines: Sequence[str]) -> Cell:
    inlines: list[Inline] = []
    for words in filter(None, lines):
        inlines += [Break(), Run(words)] if inlines else [Run(words)]
    return Cell((Fact(tuple(inlines)),)) if inlines else Cell()
