"""What openpyxl leaves out where it reads a sheet row by row: merged cells, hyperlinks, formulas without a value.

The sheet is read once without keeping any of it. A sheet with more of anything than a list can have is refused here,
before openpyxl makes objects of it.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from .file_kinds import refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
LAST_ROW = 1_048_576  # of Excel
MOST_ELEMENTS = 3_000_000
MOST_IN_A_ROW = 100_000
_ADDRESS = re.compile(r'HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
Place = tuple[int, int]  # row and column, counted from 1


@dataclass
class SheetParts:
    """`merged` are first row, last row and first column of cells made one."""

    links: dict[Place, str] = field(default_factory=dict)
    without_value: set[Place] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    last_row: int = 0  # and column, with something in a cell
    last_column: int = 0
    hidden_rows: int = 0


def parts_of(archive: zipfile.ZipFile, path: str) -> SheetParts:
    reader = _Reader(_targets(archive, path))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reader.text, reader.doctype
    with archive.open(path) as source:
        parser.ParseFile(source)
    return reader.parts


def too_large() -> Exception:
    return refused(_("The workbook is too large when it is unpacked. Save its list alone, without empty rows."))


class _Reader:
    """The handlers of expat."""

    def __init__(self, targets: dict[str, str]) -> None:
        self.targets = targets
        self.parts = SheetParts()
        self.elements = self.in_row = self.rows = 0
        self.row = self.column = 0
        self.formula: list[str] | None = None
        self.in_formula = self.in_value = self.has_value = self.is_text = self.is_hidden = False

    def doctype(self, *_declared: Any) -> None:
        raise ValueError("a document type has no place in a sheet")

    def start(self, tag: str, given: dict[str, str]) -> None:
        self.elements += 1
        self.in_row += 1
        if self.elements > MOST_ELEMENTS or self.in_row > MOST_IN_A_ROW or self.rows > LAST_ROW:
            raise too_large()
        start = getattr(self, f"_start_{tag.removeprefix(MAIN)}", None)
        if start:
            start(given)

    def end(self, tag: str) -> None:
        if tag in (f"{MAIN}f", f"{MAIN}v"):
            self.in_formula = self.in_value = False
        elif tag == f"{MAIN}c":
            self._take_cell()

    def text(self, text: str) -> None:
        self.has_value |= self.in_value
        if self.in_formula and self.formula is not None and len(self.formula) < 100:
            self.formula.append(text)

    def _start_row(self, given: dict[str, str]) -> None:
        self.row, self.column = int(float(given.get("r", self.row + 1))), 0
        self.rows += 1
        self.in_row = 0
        self.is_hidden = given.get("hidden") in ("1", "true")

    def _start_c(self, given: dict[str, str]) -> None:
        place = given.get("r")
        self.row, self.column = coordinate_to_tuple(place) if place else (self.row, self.column + 1)
        self.formula, self.has_value, self.is_text = None, False, given.get("t") == "str"

    def _start_f(self, given: dict[str, str]) -> None:
        self.formula, self.in_formula = [], True

    def _start_v(self, given: dict[str, str]) -> None:
        self.in_value = True

    def _start_is(self, given: dict[str, str]) -> None:
        self.has_value = True

    def _start_mergeCell(self, given: dict[str, str]) -> None:  # noqa: N802 -- the tag's own name
        first_column, first_row, _last_column, last_row = range_boundaries(given.get("ref"))
        if last_row > first_row:
            self.parts.merged.append((first_row, last_row, first_column))

    def _start_hyperlink(self, given: dict[str, str]) -> None:
        address, place = self.targets.get(given.get(LINK, ""), ""), given.get("ref", "").partition(":")[0]
        if address and place:
            self.parts.links[coordinate_to_tuple(place)] = address

    def _take_cell(self) -> None:
        parts, place = self.parts, (self.row, self.column)
        if not self.has_value and self.formula is None:
            return
        parts.last_row, parts.last_column = max(parts.last_row, self.row), max(parts.last_column, self.column)
        if self.is_hidden:
            parts.hidden_rows += 1
            self.is_hidden = False
        if self.formula is None:
            return
        if not (self.has_value or self.is_text):
            parts.without_value.add(place)
        address = _ADDRESS.match("".join(self.formula))
        if address:
            parts.links.setdefault(place, address[1])


def _targets(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """The addresses outside the file to which its hyperlinks lead, by their key."""
    rels = get_rels_path(path)
    if rels not in archive.namelist():
        return {}
    return {link.Id: link.target for link in get_dependents(archive, rels) if link.TargetMode == "External"}
