"""What openpyxl leaves out where it reads a sheet row by row: merged cells, hyperlinks, formulas without a value."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, iterparse  # nosec B405 -- expat bounds what entities expand to

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST = 50_000  # of each; a sheet with more is read without the rest
_ADDRESS = re.compile(r'HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)


@dataclass
class SheetParts:
    """By row and column, counted from 1. `merged` are first row, last row and first column of cells made one."""

    links: dict[tuple[int, int], str] = field(default_factory=dict)
    without_value: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    last_row: int = 0  # and column, with something in a cell
    last_column: int = 0
    hidden_rows: int = 0


def parts_of(archive: zipfile.ZipFile, path: str) -> SheetParts:
    parts = SheetParts()
    targets = _targets(archive, path)
    row = column = 0
    with archive.open(path) as source:
        for event, element in iterparse(source, events=("start", "end")):  # noqa: S314 -- as above
            tag = element.tag.removeprefix(MAIN)
            if event == "start":
                if tag == "row":
                    row, column = int(float(element.get("r", row + 1))), 0
                elif tag == "c":
                    place = element.get("r")
                    row, column = coordinate_to_tuple(place) if place else (row, column + 1)
            elif tag == "c" and len(element):
                parts.last_row, parts.last_column = max(parts.last_row, row), max(parts.last_column, column)
                _take_formula(parts, element, (row, column))
            elif tag == "row":
                parts.hidden_rows += element.get("hidden") in ("1", "true") and len(element) > 0
                element.clear()
            elif tag == "mergeCell" and len(parts.merged) < MOST:
                first_column, first_row, _last_column, last_row = range_boundaries(element.get("ref"))
                if last_row > first_row:
                    parts.merged.append((first_row, last_row, first_column))
            elif tag == "hyperlink" and len(parts.links) < MOST:
                address = targets.get(element.get(LINK, ""), "")
                place = element.get("ref", "").partition(":")[0]
                if address and place:
                    parts.links[coordinate_to_tuple(place)] = address
    return parts


def _take_formula(parts: SheetParts, cell: Element, place: tuple[int, int]) -> None:
    formula = cell.find(f"{MAIN}f")
    if formula is None or len(parts.without_value) >= MOST:
        return
    if not cell.findtext(f"{MAIN}v") and cell.get("t") != "str":
        parts.without_value.add(place)
    address = _ADDRESS.match(formula.text or "")
    if address:
        parts.links.setdefault(place, address[1])


def _targets(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """The addresses outside the file to which its hyperlinks lead, by their key."""
    rels = get_rels_path(path)
    if rels not in archive.namelist():
        return {}
    return {link.Id: link.target for link in get_dependents(archive, rels) if link.TargetMode == "External"}
