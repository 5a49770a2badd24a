"""Rows as CSV and as a workbook, for whoever has a table to hand out. Knows no Django.

Both are written row by row: a long table takes no more memory than a short one. What a cell says comes from others, so
a text that a spreadsheet would take for a formula is made plain text.
"""

from __future__ import annotations

import csv
import datetime
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

MOST_ROWS = 1_048_575  # of a sheet of a workbook, below its headings
MOST_LINKS = 10_000  # in a workbook, which keeps each in memory until its end and may have 65,530
LONGEST_CELL = 32_767  # characters, in a workbook
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # begins what a spreadsheet takes for one
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A3, PAGE_WIDTH = 8, 240  # the paper by the number that it has in workbooks; characters across it
DAY_FORMAT = "yyyy-mm-dd"
FONT = {"name": "Calibri", "size": 11}
LINE, MOST_LINES = 15, 8  # points; of a row
HEAD_COLOUR = "1F3A5F"


class Link(str):
    """An address that may be followed from its cell."""


@dataclass(frozen=True)
class Heading:
    """`width` is in characters; of a wide column the words are broken into lines."""

    text: str
    width: int = 14

    @property
    def is_wide(self) -> bool:
        return self.width >= 24


@dataclass(frozen=True)
class Sheet:
    """How a workbook looks: the name of its sheet, the direction, and a second sheet of facts about the list."""

    title: str
    right_to_left: bool = False
    about_title: str = ""
    about: Sequence[tuple[str, Any]] = ()


def safe_cell(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, made plain text by the apostrophe that it knows for that."""
    if not isinstance(value, str) or isinstance(value, Link):
        return value
    text = "".join(sign for sign in value if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_line(cells: Iterable[Any]) -> str:
    """A line of RFC 4180; days as 2023-05-22."""
    line = io.StringIO()
    values = (cell.isoformat() if isinstance(cell, datetime.date) else safe_cell(cell) for cell in cells)
    csv.writer(line).writerow(values)
    return line.getvalue()


def csv_lines(table: Iterable[Sequence[Any]]) -> Iterator[str]:
    """With the mark by which Excel knows UTF-8 before the first line."""
    yield "\ufeff"
    yield from map(csv_line, table)


def workbook(headings: Sequence[Heading], rows: Iterable[Sequence[Any]], sheet: Sheet) -> IO[bytes]:
    """An open file of a workbook: its head row stays in sight and filters, days are days, addresses are links."""
    book = _Workbook(headings, sheet)
    for row in rows:
        book.add(row)
    return book.file()


class _Workbook:
    def __init__(self, headings: Sequence[Heading], sheet: Sheet) -> None:
        from openpyxl import Workbook  # noqa: PLC0415 -- slow import
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- slow import

        self.book, self.cell = Workbook(write_only=True), WriteOnlyCell
        self.look, self.headings, self.count, self.links = sheet, headings, 0, 0
        self.sheet = self._sheet(sheet.title, [heading.width for heading in headings])
        self.sheet.freeze_panes = "A2"
        self.sheet.print_title_rows = "1:1"
        self.sheet.append([self._styled(heading.text, self._head()) for heading in headings])
        self.styles = [self._body(heading.is_wide) for heading in headings]

    def add(self, row: Sequence[Any]) -> None:
        """Its height is told, for not every program looks for it where words are broken into lines."""
        self.count += 1
        if (lines := self._lines(row)) > 1:
            self.sheet.row_dimensions[self.count + 1].height = lines * LINE
        self.sheet.append([self._value(value, styles) for value, styles in zip(row, self.styles, strict=True)])
        self.sheet.row_dimensions.pop(self.count + 1, None)  # it is written

    def _lines(self, row: Sequence[Any]) -> int:
        wide = zip(row, self.headings, strict=True)
        needed = (-(-_width(text) // heading.width) for text, heading in wide if heading.is_wide and _is_words(text))
        return min(max(needed, default=1), MOST_LINES)

    def file(self) -> IO[bytes]:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- slow import

        self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.headings))}{self.count + 1}"
        if self.look.about:
            self._about()
        file = tempfile.TemporaryFile()  # noqa: SIM115 -- the answer closes it
        self.book.save(file)
        file.seek(0)
        return file

    def _sheet(self, title: str, widths: Sequence[int]) -> Any:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- slow import
        from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 -- slow import

        sheet = self.book.create_sheet(_sheet_name(title))
        sheet.sheet_view.rightToLeft = self.look.right_to_left
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A3
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = -(-sum(widths) // PAGE_WIDTH), 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        return sheet

    def _styled(self, value: Any, template: Any, sheet: Any = None) -> Any:
        cell = self.cell(sheet or self.sheet)
        cell._style = template._style
        return _filled(cell, value)

    def _value(self, value: Any, cells: dict[str, Any]) -> Any:
        """A cell of the column that is used for each row anew, since what is in it is written at once."""
        if isinstance(value, Link):
            self.links += 1
            return self._linked(value, cells["link"]) if value and self.links <= MOST_LINKS else str(value)
        if isinstance(value, datetime.date):
            return _filled(cells["day"], value)
        value = safe_cell(value)
        return _filled(cells["text"], value[:LONGEST_CELL] if isinstance(value, str) else value)

    def _linked(self, address: str, template: Any, sheet: Any = None) -> Any:
        cell = self._styled(str(address), template, sheet)
        cell.hyperlink = str(address)
        cell._style = template._style  # which a link takes away
        return cell

    def _body(self, is_wide: bool) -> dict[str, Any]:
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- slow import

        cells = {name: self.cell(self.sheet) for name in ("text", "day", "link")}
        for cell in cells.values():
            cell.alignment = Alignment(vertical="top", wrap_text=is_wide)
        cells["day"].number_format = DAY_FORMAT
        cells["day"].alignment = Alignment(vertical="top", horizontal="center")
        cells["link"].font = Font(**FONT, color="0B5394", underline="single")
        cells["link"].alignment = Alignment(vertical="top")
        return cells

    def _head(self) -> Any:
        from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 -- slow import

        cell = self.cell(self.sheet)
        cell.font = Font(**FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEAD_COLOUR)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        return cell

    def _about(self) -> None:
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- slow import

        sheet = self._sheet(self.look.about_title, [28, 90])
        label, words = self.cell(sheet), self.cell(sheet)
        label.font, label.alignment = Font(**FONT, bold=True), Alignment(vertical="top")
        words.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left")
        day = self.cell(sheet)
        day.number_format, day.alignment = DAY_FORMAT, Alignment(vertical="top", horizontal="left")
        for name, value in self.look.about:
            if isinstance(value, Link):
                shown = self._linked(value, words, sheet)
            else:
                shown = self._styled(safe_cell(value), day if isinstance(value, datetime.date) else words, sheet)
            sheet.append([self._styled(name, label, sheet), shown])


def _filled(cell: Any, value: Any) -> Any:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it begins with
    return cell


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Link)


def _width(text: str) -> int:
    """In characters; Chinese ones are twice as wide."""
    return len(text) if text.isascii() else len(text) + sum("\u2e80" <= sign <= "\uffef" for sign in text)


def _sheet_name(title: str) -> str:
    """As workbooks want it: 31 characters, none of which has a meaning in a reference to a cell."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:31].strip() or "1"
