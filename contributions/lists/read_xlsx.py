"""Read an Excel workbook: the values of the one sheet that has headings, within bounds of size."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .cells import BLANK, MOST_COLUMNS, MOST_ROWS, Cell, Row, Sheet, clean
from .file_kinds import refused
from .headings import SEARCHED_ROWS, heading_row

MB = 2**20
MOST_UNPACKED = 100 * MB  # declared; an archive cannot give more than it declares
MOST_OF = (  # of parts that openpyxl keeps in memory as a whole
    (re.compile(r"xl/sharedStrings\.xml", re.I), 40 * MB),
    (re.compile(r"xl/worksheets/[^/]+\.xml", re.I), 80 * MB),
    (re.compile(r".*\.(xml|rels)", re.I), 5 * MB),
)
MOST_PARTS = 2_000
RATIO, RATIO_FROM = 200, 5 * MB  # no sheet of text is packed to a two-hundredth
LAST_ROW = 1_048_576  # of Excel; what a sheet says of its own size is not believed
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def read_xlsx(data: bytes, wanted: str = "") -> Sheet:
    """The rows of the sheet with headings, or of the one that is wanted by name.

    ValidationError on "file" for a file that is damaged or would not fit, on "sheet" where it has to be named.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow import

    _check_size(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out: nothing that is read here
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return _read(workbook, wanted)
    except ValidationError:
        raise
    except Exception:
        raise refused(_("The workbook is damaged, or not made as Excel does. Open it, and save it anew.")) from None


def _check_size(data: bytes) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        book = "xl/workbook.xml"
        head = archive.open(book).read(4_000) if book in archive.namelist() else b""
    except Exception:
        raise refused(_("The file is damaged and cannot be opened.")) from None
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if any(part.flag_bits & 1 for part in parts):
        raise refused(_("The workbook is protected by a password. Save it without one."))
    if (
        total > MOST_UNPACKED
        or len(parts) > MOST_PARTS
        or (total > RATIO_FROM and total > RATIO * packed)
        or any(part.file_size > _most_of(part.filename) for part in parts)
    ):
        raise refused(_("The workbook is too large when it is unpacked. Save its list alone, without empty rows."))
    if STRICT in head:
        raise refused(_("This is a workbook of the form “Strict Open XML”. Save it as a plain Excel workbook (.xlsx)."))


def _most_of(name: str) -> int:
    return next((most for pattern, most in MOST_OF if pattern.fullmatch(name)), MOST_UNPACKED)


def _read(workbook: Any, wanted: str) -> Sheet:
    sheet = _named(workbook, wanted) if wanted else _with_headings(workbook)
    from .sheet_parts import parts_of  # noqa: PLC0415 -- slow import

    parts = parts_of(workbook._archive, sheet._worksheet_path)
    rows: list[Row] = []
    merged = _Merged(parts.merged)
    for number, cells in _rows(sheet, parts.last_row, parts.last_column):
        row = [_with_parts(cell, parts, number, column) for column, cell in enumerate(cells, 1)]
        if any(not cell.is_blank for cell in row):
            rows.append(Row(number, tuple(merged.filled(number, row))))
        if len(rows) > MOST_ROWS:
            raise refused(_("The list is too long: up to %(most)d rows can be read at once.") % {"most": MOST_ROWS})
    notes = []
    if parts.hidden_rows:
        notes.append(_("Rows that are hidden in the sheet were read too: %(count)d.") % {"count": parts.hidden_rows})
    return Sheet(rows, sheet.title, notes)


def _named(workbook: Any, wanted: str) -> Any:
    for sheet in workbook.worksheets:
        if sheet.title.strip().casefold() == wanted.strip().casefold():
            return sheet
    words = {"wanted": wanted, "names": _quoted(workbook.worksheets)}
    text = _("There is no sheet “%(wanted)s” in the workbook. Its sheets are %(names)s.")
    raise ValidationError({"sheet": text % words})


def _with_headings(workbook: Any) -> Any:
    """The one visible sheet that has headings; the only one, or the first, where none has."""
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"] or workbook.worksheets
    if not sheets:
        raise refused(_("There is no sheet in the workbook."))
    if len(sheets) == 1:
        return sheets[0]
    found = [sheet for sheet in sheets if heading_row(_head(sheet))]
    if len(found) > 1:
        text = _("Several sheets have headings of a list. Say which one: %(names)s.")
        raise ValidationError({"sheet": text % {"names": _quoted(found)}})
    return found[0] if found else sheets[0]


def _head(sheet: Any) -> Sheet:
    rows: list[Row] = []
    for number, cells in _rows(sheet, LAST_ROW, MOST_COLUMNS):
        row = [_cell(cell) for cell in cells]
        if any(not cell.is_blank for cell in row):
            rows.append(Row(number, tuple(row)))
        if len(rows) >= SEARCHED_ROWS or number > 5_000:
            break
    return Sheet(rows)


def _rows(sheet: Any, last_row: int, last_column: int) -> Iterator[tuple[int, Any]]:
    """Not one row further than the last: what follows in the file, openpyxl may stumble over."""
    if not last_row:
        return
    before = None
    last_row = min(last_row, LAST_ROW)
    rows = sheet.iter_rows(min_row=1, max_row=last_row, max_col=min(last_column, MOST_COLUMNS))
    for number, cells in enumerate(rows, start=1):
        if cells is not before:  # rows that are not in the file are one and the same
            yield number, cells
        if number >= last_row:
            return
        before = cells


def _quoted(sheets: list[Any]) -> str:
    return ", ".join(_("“%(name)s”") % {"name": sheet.title} for sheet in sheets)


def _cell(cell: Any) -> Cell:
    """Numbers as text, dates as dates; an error of Excel is no value."""
    value = cell.value
    if value is None:
        return BLANK
    if cell.data_type == "e":
        return Cell(str(value), fault=_("The cell holds the error %(error)s.") % {"error": value})
    if isinstance(value, datetime.datetime):
        return Cell(value.date().isoformat(), day=value.date())
    if isinstance(value, datetime.date):
        return Cell(value.isoformat(), day=value)
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    text = clean(_ESCAPED.sub(_character, str(value)))
    return Cell(text) if text else BLANK


def _character(escaped: re.Match[str]) -> str:
    """What Excel writes as _x000D_; half a character is none."""
    character = chr(int(escaped[1], 16))
    return character if character.isprintable() or character.isspace() else ""


def _with_parts(cell: Any, parts: Any, row: int, column: int) -> Cell:
    place = (row, column)
    if place in parts.without_value:
        return Cell(
            fault=_("The cell holds a formula whose value is not in the file. Open the file, and save it anew.")
        )
    read = _cell(cell)
    address = parts.links.get(place, "")
    return Cell(read.text, read.day, address, read.fault) if address and not read.is_blank else read


class _Merged:
    """The value of cells that are merged over several rows stands in each of those that hold something of their own."""

    def __init__(self, merged: list[tuple[int, int, int]]) -> None:
        self.last_of = {(first, column): last for first, last, column in merged if column <= MOST_COLUMNS}
        self.open: dict[int, tuple[int, Cell]] = {}

    def filled(self, number: int, cells: list[Cell]) -> list[Cell]:
        for index, cell in enumerate(cells):
            if (number, index + 1) in self.last_of:
                self.open[index] = (self.last_of[number, index + 1], cell)
            elif index in self.open:
                last, value = self.open[index]
                if number > last:
                    del self.open[index]
                elif cell.is_blank:
                    cells[index] = value
        return cells
