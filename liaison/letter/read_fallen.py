"""A table of documents that fell apart into lines, one cell after the other, as copying from a page leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .read_symbols import leading_symbol
from .read_tables import RawCell, Row
from .text_lines import Line, continues

WIDTHS = (5, 4, 3)  # columns that such a table may have
HEAD = 60  # characters of a column's heading
SYMBOL_LINE = 80  # characters of a line that begins with a document's symbol

Roles = Callable[[RawCell], tuple[str, ...]]


def fallen_rows(lines: Sequence[Line], is_head: Callable[[Row], bool], roles: Roles) -> tuple[int, list[Row], int]:
    """The rows, their column headings first, and where in the lines they begin and end; no rows where it is no such
    table. A cell is told by its place: the symbol begins a row, the last column takes all that is left.
    """
    filled = [(at, line) for at, line in enumerate(lines) if line.text]
    if any(line.tabbed for _at, line in filled):
        return 0, [], 0
    for start in range(len(filled)):
        for width in WIDTHS:
            head = [RawCell([line]) for _at, line in filled[start : start + width]]
            if len(head) == width and all(len(cell.text) < HEAD and roles(cell) for cell in head) and is_head(head):
                rest = filled[start + width :]
                rows = _rows([line for _at, line in rest], [roles(cell) for cell in head])
                return (filled[start][0], [head, *rows], len(lines)) if rows else (0, [], 0)
    return 0, [], 0


def _rows(lines: Sequence[Line], roles: Sequence[tuple[str, ...]]) -> list[Row]:
    before = next((at for at, role in enumerate(roles) if "symbol" in role), None)
    starts = [at for at, line in enumerate(lines) if len(line.text) < SYMBOL_LINE and leading_symbol(line.text)[0]]
    if before is None or not starts or starts[0] != before:
        return []
    starts = [at - before for at in starts]
    ends = [*starts[1:], len(lines)]
    return [_row(lines[start:end], roles) for start, end in zip(starts, ends, strict=True)]


def _row(lines: Sequence[Line], roles: Sequence[tuple[str, ...]]) -> Row:
    left = list(lines)
    cells = []
    for number, role in enumerate(roles, 1):
        if number == len(roles):
            cells.append(RawCell(list(left)))
            break
        take = 1
        if {"symbol", "source"} <= set(role) and left and not leading_symbol(left[0].text)[1]:
            take = 2
        while role == ("title",) and take < len(left) - 1 and continues(left[take - 1].text, left[take].text):
            take += 1
        cells.append(RawCell(list(left[:take])))
        left = left[take:]
    return cells
