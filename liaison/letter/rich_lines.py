"""A rich document as lines, for the logic that goes by labels.

A table becomes what a text export makes of it, which the label logic knows: the first line of each cell begins with a
tab, a blank line ends a row, two end a table. Each line remembers where it comes from, so that what no label takes
becomes the Letter's blocks with all that it had.
"""

from __future__ import annotations

from collections.abc import Iterable

from .letter import Inline, inline_text
from .rich_source import Element, Grid, Origin, Para, split_breaks
from .text_lines import COLUMNS, SPACES, Line


def lines_of(elements: Iterable[Element]) -> list[Line]:
    maker = _LineMaker()
    for element in elements:
        maker.element(element)
    return maker.lines


class _LineMaker:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.grid: Grid | None = None
        self.row = 0

    def element(self, element: Element) -> None:
        if isinstance(element, Para):
            for inlines in split_breaks(element.inlines):
                self._line(element, inlines)
            return
        outermost = self.grid is None
        if outermost:
            self.grid = element
        for at, row in enumerate(element.rows):
            before = len(self.lines)
            if outermost:
                self.row = at
            for cell in row:
                self._cell(cell.elements, element.place)
            self._blank()
            if outermost:
                element.lines.append(sum(bool(line.text) for line in self.lines[before:]))
        if outermost:
            self.grid = None
            self._blank()

    def _cell(self, elements: Iterable[Element], place: str) -> None:
        start = len(self.lines)
        for element in elements:
            self.element(element)
        while len(self.lines) > start and self.lines[-1].blank:
            self.lines.pop()
        first = next((at for at in range(start, len(self.lines)) if self.lines[at].text), None)
        if first is None:
            self.lines.append(Line(len(self.lines) + 1, True, ("",)))
        elif not self.lines[first].tabbed:
            line = self.lines[first]
            self.lines[first] = Line(line.number, True, line.cells, 0, line.origin)

    def _line(self, para: Para, inlines: tuple[Inline, ...]) -> None:
        text = inline_text(inlines)
        parts = text.split("\t")
        spaced = len(parts) == 1 and bool(COLUMNS.search(text.strip()))
        if spaced:
            parts = COLUMNS.split(text.strip())
        cells = [SPACES.sub(" ", cell.replace("\n", " ")).strip() for cell in parts]
        while len(cells) > 1 and not cells[0]:
            cells.pop(0)
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        origin = Origin(para.place, para, inlines, self.grid, self.row)
        number = len(self.lines) + 1
        indent = len(text) - len(text.lstrip(" "))
        self.lines.append(Line(number, False, tuple(cells), indent, origin if any(cells) else None, spaced))

    def _blank(self) -> None:
        self.lines.append(Line(len(self.lines) + 1, False, ()))
