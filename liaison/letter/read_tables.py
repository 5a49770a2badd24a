"""Tables of a text: blocks of tab-indented cells, put together as a text export takes them apart.

A blank line parts the rows, two blank lines end the table. A cell goes on over the lines after it, also over a blank
line where more cells follow or where it is a column of e-mail addresses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .letter import Block, Cell, Table, paragraph
from .read_contacts import EMAIL, ROLE
from .read_labels import label_key
from .read_lists import listed
from .rich_source import Element
from .text_lines import MARKER, Line, continues, flat, joined

COLUMN_WORDS = frozenset(
    "name role e-mail email country title document symbol source date place meeting number no contact function "
    "organization topic status question".split()
)
SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}\.?")
MAX_COLUMNS = 30  # a "row" of more cells is no row of a table
SHORT_LINE = 160  # characters of a line that may belong to a table cell after a blank line


@dataclass
class RawCell:
    """The lines of a table cell; None where a blank line stood between them. A rich cell knows its blocks and link."""

    lines: list[Line | None] = field(default_factory=list)
    blocks: tuple[Block, ...] | None = None
    href: str = ""

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines if line and line.text]

    @property
    def text(self) -> str:
        return " ".join(self.texts)


Row = list[RawCell]


@dataclass
class Region:
    """What a text is cut into: rows of a table, or lines of running text with their blank ones.

    `elements` are those of a rich document, in the place of lines.
    """

    rows: list[Row] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)


def regions(lines: Sequence[Line], long_cells: bool = False) -> list[Region]:
    """`long_cells`: a cell's later paragraphs may be long, as in an annex's table."""
    result: list[Region] = []
    at = 0
    next_cell = _next_cells(lines)
    is_row = _rows(lines)
    while at < len(lines):
        line = lines[at]
        if is_row[at]:
            rows, at = _table(lines, at, is_row, next_cell, long_cells)
            result.append(Region(rows=rows))
        else:
            if not result or result[-1].rows:
                result.append(Region())
            result[-1].lines.append(line)
            at += 1
    return result


def _rows(lines: Sequence[Line]) -> list[bool]:
    """For each line whether it is cells of a table, or begins one.

    A mark or number with a gap after it is none, nor a single line with wide gaps: two like it make a table.
    """
    cells = [len([cell for cell in line.cells if cell]) for line in lines]
    result = [
        line.tabbed or (count > 1 and not _is_item(line, count)) for line, count in zip(lines, cells, strict=True)
    ]
    for at, line in enumerate(lines):
        if line.spaced and result[at]:
            near = [other for other in (at - 1, at + 1) if 0 <= other < len(lines)]
            result[at] = any(lines[other].spaced and cells[other] == cells[at] for other in near)
    return result


def _is_item(line: Line, cells: int) -> bool:
    return cells == 2 and bool(MARKER.fullmatch(line.cells[0]) or SECTION.fullmatch(line.cells[0]))


def _table(
    lines: Sequence[Line], at: int, is_row: Sequence[bool], next_cell: Sequence[bool], long_cells: bool
) -> tuple[list[Row], int]:
    rows: list[Row] = [[]]
    blanks = 0
    while at < len(lines):
        line = lines[at]
        if line.blank:
            blanks += 1
            at += 1
            continue
        if is_row[at]:
            if blanks > 1:
                break
            whole = len([cell for cell in line.cells if cell]) > 1
            if (blanks or whole) and rows[-1]:
                rows.append([])
            rows[-1] += [RawCell([Line(line.number, False, (cell,))]) for cell in line.cells]
            if whole and not line.tabbed:
                rows.append([])
        elif not rows[-1] or (blanks and not _belongs(rows[-1][-1], line, blanks, next_cell[at], long_cells)):
            break
        else:
            rows[-1][-1].lines += [None] * min(blanks, 1) + [line]
        blanks = 0
        at += 1
    return [row for row in rows if row], at - blanks


def _next_cells(lines: Sequence[Line]) -> list[bool]:
    """For each line whether a cell begins after it, before two blank lines."""
    result = [False] * len(lines)
    follows, blanks = False, 0
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        blanks = blanks + 1 if line.blank else 0
        if line.tabbed:
            follows = True
        elif blanks > 1:
            follows = False
        result[at] = follows
    return result


def _belongs(cell: RawCell, line: Line, blanks: int, cell_follows: bool, long_cells: bool) -> bool:
    if blanks > 1:
        return False
    if EMAIL.fullmatch(line.text) and cell.texts and all(EMAIL.fullmatch(text) for text in cell.texts):
        return True
    return cell_follows and (long_cells or (len(line.text) <= SHORT_LINE and not line.text.endswith((".", ":"))))


def paragraphs(lines: Sequence[Line | None], width: int = 0) -> list[str]:
    """The lines put together where a sentence goes on; a blank line always parts them."""
    result: list[str] = []
    goes_on = ""
    for line in lines:
        text = line.text if line else ""
        if not text:
            goes_on = ""
        elif goes_on and continues(goes_on, text, width):
            result[-1] = joined(result[-1], text)
            goes_on = text
        else:
            result.append(text)
            goes_on = text
    return result


def cell_blocks(cell: RawCell, width: int = 0) -> tuple[Block, ...]:
    if cell.blocks is not None:
        return cell.blocks
    return tuple(listed([paragraph(text) for text in paragraphs(cell.lines, width)]))


def read_table(rows: Sequence[Row], width: int = 0) -> Table:
    """A table as printed, rows filled up to one length; or one row a person where `people_rows` can tell."""
    if len(rows) == 1 and (people := people_rows(rows[0])):
        return people
    widest = max(len(row) for row in rows)
    head = len(rows) > 1 and all(_is_column_word(cell) for cell in rows[0])
    return Table(
        head_rows=int(head),
        rows=tuple(
            tuple(Cell(_cell_lines(cell, width)) for cell in row) + (Cell(),) * (widest - len(row)) for row in rows
        ),
    )


def _cell_lines(cell: RawCell, width: int) -> tuple[Block, ...]:
    """Short lines of a cell are lines of one paragraph (a name above a role); prose is put together."""
    if len(cell.texts) > 1 and all(len(text) < 60 and not MARKER.match(text) for text in cell.texts):
        return tuple(paragraph("\n".join(group)) for group in _groups(cell))
    return cell_blocks(cell, width)


def _groups(cell: RawCell) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in cell.lines:
        if line is None:
            groups.append([])
        elif line.text:
            groups[-1].append(line.text)
    return [group for group in groups if group]


def _is_column_word(cell: RawCell) -> bool:
    words = re.findall(r"[\w-]+", label_key(cell.text))
    return len(cell.texts) == 1 and 0 < len(words) <= 4 and any(word in COLUMN_WORDS for word in words)


def people_rows(row: Row) -> Table | None:
    """A printed row of people as one row each.

    Names and roles stand in one cell, below each other, and their e-mail addresses in another. Where there are as many
    names as addresses they are paired in order; every other cell spans all rows. Where the numbers differ nothing is
    paired and the row stays as printed.
    """
    mails = [number for number, cell in enumerate(row) if cell.texts and all(map(EMAIL.fullmatch, cell.texts))]
    people = {number: found for number, cell in enumerate(row) if len(found := _people(cell)) > 1}
    if len(mails) != 1 or len(people) != 1:
        return None
    (names,) = people
    count = len(people[names])
    if len(row[mails[0]].texts) != count:
        return None
    rows = []
    for at in range(count):
        cells = []
        for number, cell in enumerate(row):
            if number == names:
                cells.append(Cell((paragraph("\n".join(people[names][at])),)))
            elif number == mails[0]:
                cells.append(Cell((paragraph(flat(cell.texts[at])),)))
            elif at == 0:
                cells.append(Cell(cell_blocks(cell), rowspan=count))
        rows.append(tuple(cells))
    return Table(rows=tuple(rows))


def _people(cell: RawCell) -> list[list[str]]:
    """Each name with the lines of its role; [] where the cell does not go name, role, name, role."""
    people: list[list[str]] = []
    for text in cell.texts:
        if ROLE.search(text) or text.startswith("("):
            if not people:
                return []
            people[-1].append(text)
        else:
            people.append([text])
    return people if all(len(lines) > 1 for lines in people) else []
