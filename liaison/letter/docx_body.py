"""The body of a Word document as paragraphs and tables, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from .docx_inlines import InlineReader
from .docx_styles import Numbered, Numbering, Styles, indent_of, value, whole
from .letter import Run
from .refusal import Refusal
from .rich_source import OUR_STYLES, Element, Grid, GridCell, Mark, Para

MAX_PARAGRAPHS = 50_000
MAX_SPAN = 50
WRAPPERS = tuple(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
CENTRED = frozenset({"center"})
LIST_CONTINUES = ("list continue", "list paragraph", f"{OUR_STYLES}list continue")


def children(element: Any, *tags: str) -> Iterator[Any]:
    """The children of these names, also those inside content controls and the like."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in WRAPPERS:
            yield from children(child, *tags)


class BodyReader:
    """`read` may be called for several containers; lists go on from one to the next."""

    def __init__(self, styles: Styles, numbering: Numbering, inlines: InlineReader) -> None:
        self.styles = styles
        self.numbering = numbering
        self.inlines = inlines
        self.paragraphs = 0
        self.filled = 0  # paragraphs with words, outside tables: those that a person counts
        self.tables = 0
        self.bookmarks: dict[str, str] = {}  # that are open, around whole paragraphs

    def read(self, container: Any, place: str = "") -> list[Element]:
        """`place` is that of the table around; outside tables paragraphs are counted."""
        elements: list[Element] = []
        marks = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
        for child in children(container, qn("w:p"), qn("w:tbl"), qn("w:altChunk"), *marks):
            if child.tag == qn("w:p"):
                elements += self._paragraph(child, place)
            elif child.tag == qn("w:tbl"):
                elements.append(self._table(child, place))
            elif child.tag == marks[0]:
                self.bookmarks[child.get(qn("w:id")) or ""] = child.get(qn("w:name")) or ""
            elif child.tag == marks[1]:
                self.bookmarks.pop(child.get(qn("w:id")) or "", None)
            else:
                self.inlines.findings.warning("", place, "A file embedded in the document was left out.")
        return elements

    def _paragraph(self, element: Any, place: str) -> list[Element]:
        """The paragraph, after the text boxes that hang on it."""
        self.paragraphs += 1
        if self.paragraphs > MAX_PARAGRAPHS:
            raise Refusal(f"This document has more than {MAX_PARAGRAPHS} paragraphs; no statement has.")
        self.filled += not place and any(text.text for text in element.iter(qn("w:t")))
        where = place or f"paragraph {max(self.filled, 1)}"
        inlines = self.inlines.read(element, where)
        boxes = self.inlines.boxes
        properties = element.find(qn("w:pPr"))
        key = value(properties, "w:pStyle")
        heading = self.styles.heading(key, value(properties, "w:outlineLvl"))
        name = self.styles.name(key)
        filled = any(isinstance(one, Run) for one in inlines) or name.startswith(OUR_STYLES)
        numbered = self._numbered(properties, key) if filled else None
        if numbered and (heading or not numbered.format):
            inlines = (Run(f"{numbered.printed} "), *inlines) if numbered.printed else inlines
            numbered = None
        indent = indent_of(properties) or 0
        para = Para(
            place=where,
            inlines=inlines,
            style=name,
            heading=heading,
            mark=self._mark(numbered, properties, key),
            continued=numbered is None and _continues_list(name, indent),
            indent=indent,
            bookmark=next(iter(self.bookmarks.values()), ""),
            is_ours=name.startswith(OUR_STYLES) or (heading is not None and self.styles.are_ours),
            centred=(value(properties, "w:jc") or self.styles.property(key, "w:pPr", "w:jc")) in CENTRED,
        )
        return [*(one for box in boxes for one in self.read(box, where)), para]

    def _mark(self, numbered: Numbered | None, properties: Any, key: str | None) -> Mark | None:
        if numbered is None:
            return None
        indents = [indent_of(style.find(qn("w:pPr"))) for style in self.styles.chain(key)]
        own = properties is not None and properties.find(qn("w:numPr")) is not None
        indents = [numbered.indent, *indents] if own else [*indents, numbered.indent]
        indent = next((one for one in [indent_of(properties), *indents] if one is not None), 0)
        is_ours = self.styles.name(key).startswith(OUR_STYLES)
        return Mark(numbered.list, numbered.level, numbered.format, numbered.number, indent, is_ours)

    def _numbered(self, properties: Any, key: str | None) -> Numbered | None:
        own = properties.find(qn("w:numPr")) if properties is not None else None
        list_key, level = value(own, "w:numId"), value(own, "w:ilvl")
        for style in self.styles.chain(key):
            of_style = style.find(qn("w:pPr"))
            of_style = of_style.find(qn("w:numPr")) if of_style is not None else None
            list_key = list_key if list_key is not None else value(of_style, "w:numId")
            level = level if level is not None else value(of_style, "w:ilvl")
        return self.numbering.count(list_key, whole(level))

    def _table(self, element: Any, place: str) -> Grid:
        if not place:
            self.tables += 1
        grid = Grid(place or f"table {self.tables}", bookmark=next(iter(self.bookmarks.values()), ""))
        properties = element.find(qn("w:tblPr"))
        grid.style = self.styles.name(value(properties, "w:tblStyle"))
        grid.indent = whole(value(properties, "w:tblInd", "w:w"))
        above: dict[int, GridCell] = {}  # the cell that spans down into each column
        for at, row in enumerate(children(element, qn("w:tr"))):
            properties = row.find(qn("w:trPr"))
            if at == grid.head_rows and properties is not None and properties.find(qn("w:tblHeader")) is not None:
                grid.head_rows += value(properties, "w:tblHeader") not in ("0", "false", "off")
            where = place or f"{grid.place}, row {at + 1}"
            if cells := self._row(row, whole(value(properties, "w:gridBefore")), where, above):
                grid.rows.append(cells)
            else:
                _take_back_row(above)
        return grid

    def _row(self, row: Any, before: int, place: str, above: dict[int, GridCell]) -> list[GridCell]:
        cells = [GridCell([], 0, min(before, MAX_SPAN))] if before > 0 else []
        column = min(max(before, 0), MAX_SPAN)
        for element in children(row, qn("w:tc")):
            properties = element.find(qn("w:tcPr"))
            span = min(max(whole(value(properties, "w:gridSpan"), 1), 1), MAX_SPAN)
            merged = properties.find(qn("w:vMerge")) if properties is not None else None
            goes_on = merged is not None and merged.get(qn("w:val"), "continue") != "restart"
            inside = self.read(element, place)
            if goes_on and column in above and above[column].rowspan < MAX_SPAN:
                above[column].rowspan += 1
                above[column].elements += [one for one in inside if not isinstance(one, Para) or one.inlines]
            else:
                cell = GridCell(inside, column, span)
                cells.append(cell)
                for at in range(column, column + span):
                    above.pop(at, None)
                if merged is not None:
                    above[column] = cell
            column += span
        return cells


def _continues_list(style: str, indent: int) -> bool:
    """Whether a paragraph without a number belongs to the list item before it."""
    in_our_cell = style.startswith(f"{OUR_STYLES}table") and indent > 0
    return style.startswith(LIST_CONTINUES) or in_our_cell


def _take_back_row(above: dict[int, GridCell]) -> None:
    """A row in which no cell begins is the lower part of the row above."""
    for cell in {id(cell): cell for cell in above.values()}.values():
        cell.rowspan -= 1
