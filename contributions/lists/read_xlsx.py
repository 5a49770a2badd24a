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
from openpyxl import load_workbook

from contacts.enumeration import enumerated

from .cells import BLANK, MOST_COLUMNS, MOST_ROWS, Cell, Row, Sheet, clean
from .file_kinds import refused
from .headings import SEARCHED_ROWS, heading_row
from .sheet_parts import LAST_ROW, SheetParts, parts_of, too_large

MB = 2**20
MOST_UNPACKED = 80 * MB  # declared; an archive cannot give more than it declares
MOST_OF = (  # parts, and how large one may be
    (re.compile(r"xl/worksheets/[^/]+\.xml", re.I), 60 * MB),
    (re.compile(r"xl/(?:styles|workbook)\.xml|\[Content_Types\]\.xml|docProps/.*|.*\.rels", re.I), 2 * MB),
    (re.compile(r".*"), 20 * MB),
)
MOST_TAGS = {2 * MB: 100_000, 20 * MB: 2_000_000}  # in parts of these sizes, of which openpyxl makes objects
MOST_PARTS = 2_000
RATIO, RATIO_FROM = 200, 5 * MB  # no sheet of text is packed to a two-hundredth
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def read_xlsx(data: bytes, wanted: str = "") -> Sheet:
    """The rows of the sheet with headings, or of the one that is wanted by name.

    ValidationError on "file" for a file that is damaged or would not fit, on "sheet" where it has to be named.
    """
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
        is_locked = any(part.flag_bits & 1 for part in parts)
        is_large = _is_large(parts) or (not is_locked and any(_has_many_tags(archive, part) for part in parts))
        book = "xl/workbook.xml" if "xl/workbook.xml" in archive.namelist() else parts[0].filename
        is_strict = not (is_locked or is_large) and STRICT in archive.read(book)[:4_000]
    except Exception:
        raise refused(_("The file is damaged and cannot be opened.")) from None
    if is_locked:
        raise refused(_("The workbook is protected by a password. Save it without one."))
    if is_large:
        raise too_large()
    if is_strict:
        raise refused(_("This is a workbook of the form “Strict Open XML”. Save it as a plain Excel workbook (.xlsx)."))


def _is_large(parts: list[zipfile.ZipInfo]) -> bool:
    total, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    return (
        total > MOST_UNPACKED
        or len(parts) > MOST_PARTS
        or (total > RATIO_FROM and total > RATIO * packed)
        or any(part.file_size > _most_of(part) for part in parts)
    )


def _most_of(part: zipfile.ZipInfo) -> int:
    return next(most for pattern, most in MOST_OF if pattern.fullmatch(part.filename))


def _has_many_tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    most = MOST_TAGS.get(_most_of(part))
    return most is not None and archive.read(part).count(b"<") > most


def _read(workbook: Any, wanted: str) -> Sheet:
    sheet, parts = _named(workbook, wanted) if wanted else _with_headings(workbook)
    rows: list[Row] = []
    merged = _Merged(parts.merged)
    for number, cells in _rows(sheet, parts):
        row = [_with_parts(cell, parts, number, column) for column, cell in enumerate(cells, 1)]
        if any(not cell.is_blank for cell in row):
            rows.append(Row(number, tuple(merged.filled(number, row))))
        if len(rows) > MOST_ROWS:
            raise refused(_("The list is too long: up to %(most)d rows can be read at once.") % {"most": MOST_ROWS})
    notes = []
    if parts.hidden_rows:
        notes.append(_("Rows that are hidden in the sheet were read too: %(count)d.") % {"count": parts.hidden_rows})
    return Sheet(rows, sheet.title, notes)


def _parts(sheet: Any) -> SheetParts:
    return parts_of(sheet.parent._archive, sheet._worksheet_path)


def _named(workbook: Any, wanted: str) -> tuple[Any, SheetParts]:
    for sheet in workbook.worksheets:
        if sheet.title.strip().casefold() == wanted.strip().casefold():
            return sheet, _parts(sheet)
    words = {"wanted": wanted, "names": _quoted(workbook.worksheets)}
    text = _("There is no sheet “%(wanted)s” in the workbook. Its sheets are %(names)s.")
    raise ValidationError({"sheet": text % words})


def _with_headings(workbook: Any) -> tuple[Any, SheetParts]:
    """The one visible sheet that has headings; the only one, or the first, where none has."""
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"] or workbook.worksheets
    sheets = [(sheet, _parts(sheet)) for sheet in visible]
    if not sheets:
        raise refused(_("There is no sheet in the workbook."))
    if len(sheets) == 1:
        return sheets[0]
    found = [pair for pair in sheets if heading_row(_head(*pair))]
    if len(found) > 1:
        text = _("Several sheets have headings of a list. Say which one: %(names)s.")
        raise ValidationError({"sheet": text % {"names": _quoted([sheet for sheet, _parts in found])}})
    return found[0] if found else sheets[0]


def _head(sheet: Any, parts: SheetParts) -> Sheet:
    rows: list[Row] = []
    for number, cells in _rows(sheet, parts):
        row = [_cell(cell) for cell in cells]
        if any(not cell.is_blank for cell in row):
            rows.append(Row(number, tuple(row)))
        if len(rows) >= SEARCHED_ROWS:
            break
    return Sheet(rows)


def _rows(sheet: Any, parts: SheetParts) -> Iterator[tuple[int, Any]]:
    """Not one row further than the last: what follows in the file, openpyxl may stumble over."""
    last_row = min(parts.last_row, LAST_ROW)
    if not last_row:
        return
    before = None
    rows = sheet.iter_rows(min_row=1, max_row=last_row, max_col=min(parts.last_column, MOST_COLUMNS))
    for number, cells in enumerate(rows, start=1):
        if cells is not before:  # rows that are not in the file are one and the same
            yield number, cells
        if number >= last_row:
            return
        before = cells


def _quoted(sheets: list[Any]) -> str:
    return enumerated(_("“%(name)s”") % {"name": sheet.title} for sheet in sheets)


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


def _with_parts(cell: Any, parts: SheetParts, row: int, column: int) -> Cell:
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
