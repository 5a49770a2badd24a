"""Blocks as WordprocessingML: paragraphs and runs, lists and tables, in both directions.

Elements and their children are made in the order of the schema. A list is a number of its own (`w:num`), so that two
lists one after the other stay two; the first paragraph of an item carries the number, what follows is indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from .bidi import directed, runs_leftward
from .labels import RIGHT_TO_LEFT
from .letter import Block, Break, Cell, Heading, Inline, ItemList, Paragraph, Run, Table
from .pdf_blocks import BODY_WIDTH, Blocks, data_table
from .word_package import STYLES_NUMBERS, R, W, indent, kind_of_list
from .word_styles import EAST_ASIAN, Look, style_id

if TYPE_CHECKING:
    from docx.opc.part import Part

Element = Any
HYPERLINK = f"{R}/hyperlink"
TWIPS = 20  # in a point
CELL_SIDES = 12.0  # points between the text of a cell and its borders
NARROWEST = 40.0  # points of a table in a list or cell
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·]")


def w(tag: str, *children: Element, **attributes: object) -> Element:
    element = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": R})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(child for child in children if child is not None)
    return element


class Fact(Paragraph):
    """A paragraph of names or symbols: it runs as the page does, whatever its letters."""


@dataclass(frozen=True)
class Place:
    """Where blocks stand: in a list of `lists` levels, in a cell or not, `start` points from the edge, `width` wide."""

    style: str = "Liaison Text"
    in_cell: bool = False
    lists: int = 0
    start: float = 0.0
    width: float = BODY_WIDTH

    @property
    def number(self) -> str:
        return "Liaison Table " if self.in_cell else "Liaison "


class Writer:
    """Writes into one part of a Word file, the body; `nums` are the definitions of its lists."""

    def __init__(self, part: Part, look: Look) -> None:
        self.part = part
        self.look = look
        self.nums: list[Element] = []
        self._links: dict[str, str] = {}
        self._estimate = Blocks(look.right_to_left)

    # ---- paragraphs ----------------------------------------------------------------------------------------------

    def paragraph(
        self,
        style: str,
        inlines: Iterable[Inline],
        *properties: Element,
        numbered: Element | None = None,
        own_direction: bool = False,
    ) -> Element:
        """`properties` are what of its own comes after its direction in the schema: spacing, indents.

        `own_direction`: where all its words run the other way, the paragraph does.
        """
        inlines = tuple(inlines)
        leftward, bidi = self.look.right_to_left, None
        if own_direction:
            leftward = runs_leftward((inline.text for inline in inlines if isinstance(inline, Run)), leftward)
            if leftward != self.look.right_to_left:
                bidi = w("bidi") if leftward else w("bidi", val="0")
        element = w("p", w("pPr", w("pStyle", val=style_id(style)), numbered, bidi, *properties))
        element.extend(self._inlines(inlines, leftward))
        return element

    def _inlines(self, inlines: Iterable[Inline], leftward: bool) -> Iterator[Element]:
        link: Element = None
        for inline in inlines:
            if isinstance(inline, Break):
                link = None
                yield w("r", w("br"))
            elif not inline.href:
                link = None
                yield from self.runs(inline, leftward)
            else:
                identifier = self._link(inline.href)
                if link is None or link.get(f"{{{R}}}id") != identifier:
                    link = w("hyperlink", history=1)
                    link.set(f"{{{R}}}id", identifier)
                    yield link
                link.extend(self.runs(inline, leftward))

    def _link(self, href: str) -> str:
        if href not in self._links:
            self._links[href] = f"link{len(self._links) + 1}"
            self.part.load_rel(HYPERLINK, href, self._links[href], is_external=True)
        return self._links[href]

    def runs(self, run: Run, leftward: bool | None = None) -> Iterator[Element]:
        """`leftward` is the direction of the paragraph, where it is not the page's."""
        leftward = self.look.right_to_left if leftward is None else leftward
        for text, is_rtl in directed(run.text, leftward):
            element = w("r", *self._run_properties(run, text, is_rtl), w("t"))
            element[-1].text = text
            element[-1].set(XML_SPACE, "preserve")
            yield element

    def _run_properties(self, run: Run, text: str, is_rtl: bool) -> list[Element]:
        marks, language = run.marks, run.lang.partition("-")[0]
        plain_em = "em" in marks and not run.href and self.look.language == "zh"
        chinese = language == "zh" or (not language and self.look.language == "zh")
        vertical = "subscript" if "sub" in marks else "superscript" if "sup" in marks else ""
        found = [
            w("rStyle", val="Hyperlink") if run.href else w("rStyle", val="Emphasis") if plain_em else None,
            w("rFonts", hint="eastAsia") if chinese and CHINESE.search(text) else None,
            *([w("b"), w("bCs")] if "strong" in marks else []),
            w("i") if "em" in marks and not plain_em else None,
            w("iCs") if "em" in marks and self.look.has_italics and not is_rtl else None,
            w("vertAlign", val=vertical) if vertical else None,
            w("rtl") if is_rtl else None,
            _language(run.lang, language),
        ]
        properties = [element for element in found if element is not None]
        return [w("rPr", *properties)] if properties else []

    def gap(self, points: float = 0) -> Element:
        """What Word wants after a table: without it two tables are one, and a cell is broken."""
        return self.paragraph("Liaison Gap", (), *([w("spacing", after=round(points * TWIPS))] if points else []))

    # ---- blocks --------------------------------------------------------------------------------------------------

    def blocks(self, blocks: Sequence[Block], place: Place) -> Iterator[Element]:
        for block in blocks:
            if isinstance(block, Heading):
                yield self.paragraph(f"heading {block.level - 1}", block.inlines, own_direction=True)
            elif isinstance(block, Paragraph):
                yield self._text(block, place)
            elif isinstance(block, ItemList):
                yield from self._list(block, place)
            else:
                yield from self.table(block, place)

    def _text(self, block: Paragraph, place: Place) -> Element:
        own = not isinstance(block, Fact)
        if not place.lists:
            return self.paragraph(place.style, block.inlines, own_direction=own)
        style = place.style if place.in_cell else "Liaison List Continue"
        start = w("ind", left=round(place.start * TWIPS))
        return self.paragraph(style, block.inlines, start, own_direction=own)

    def _list(self, block: ItemList, place: Place) -> Iterator[Element]:
        number, level = self._number(block, place), place.lists
        start = indent(level, in_cell=place.in_cell) / TWIPS
        inner = replace(place, lists=level + 1, start=start, width=max(place.width + place.start - start, NARROWEST))
        style = place.number + ("Number" if block.ordered else "Bullet")
        for item in block.items:
            first, rest = item[0], item[1:]
            if not isinstance(first, Paragraph):
                first, rest = Paragraph(), item
            numbered = w("numPr", w("ilvl", val=level), w("numId", val=number))
            yield self.paragraph(style, first.inlines, numbered=numbered, own_direction=not isinstance(first, Fact))
            yield from self.blocks(rest, inner)

    def _number(self, block: ItemList, place: Place) -> int:
        number = len(self.nums) + STYLES_NUMBERS + 1
        kind = kind_of_list(block.style if block.ordered else "", in_cell=place.in_cell)
        num = w("num", w("abstractNumId", val=kind), numId=number)
        if block.ordered:
            num.append(w("lvlOverride", w("startOverride", val=block.start), ilvl=place.lists))
        self.nums.append(num)
        return number

    # ---- tables --------------------------------------------------------------------------------------------------

    def table(self, table: Table, place: Place, style: str = "Liaison Table") -> Iterator[Element]:
        """The table and what stands after it. Its columns are those of the PDF; it is in normal form (`legible`)."""
        rows = [
            [{"c": self._estimate(cell.blocks, in_cell=True), "cs": cell.colspan, "rs": cell.rowspan} for cell in row]
            for row in table.rows
        ]
        placed = data_table(rows, head=table.head_rows, width=max(place.width, NARROWEST))[0]
        widths = [round(width * TWIPS) for width in placed["widths"]]
        cells = [cell for row in table.rows for cell in row]
        properties = self.table_properties(style, sum(widths), round(place.start * TWIPS))
        element = w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)))
        grid: list[list[tuple[int, Element]]] = [[] for _row in rows]
        whole = [True] * len(rows)
        for cell, data in zip(cells, placed["c"], strict=True):
            is_head = data["y"] < table.head_rows
            across = widths[data["x"] : data["x"] + data["cs"]]
            whole[data["y"]] &= data["whole"]
            grid[data["y"]].append((data["x"], self._cell(cell, sum(across), data, is_head)))
            for below in range(data["y"] + 1, data["y"] + data["rs"]):
                grid[below].append((data["x"], self._covered(sum(across), data, is_head)))
        for number, row in enumerate(grid):
            in_order = [cell for _x, cell in sorted(row, key=lambda pair: pair[0])]
            element.append(self._row(in_order, number < table.head_rows, whole[number]))
        yield element
        yield self.gap()

    def table_properties(self, style: str, width: int, start: int = 0) -> Element:
        look = w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
        return w(
            "tblPr",
            w("tblStyle", val=style_id(style)),
            w("bidiVisual") if self.look.right_to_left else None,
            w("tblW", w=width, type="dxa"),
            w("tblInd", w=start, type="dxa"),
            w("tblLayout", type="fixed"),
            look,
        )

    def _row(self, cells: Iterable[Element], is_head: bool, whole: bool) -> Element:
        properties = [w("cantSplit")] if whole else []
        properties += [w("tblHeader")] if is_head else []
        return w("tr", w("trPr", *properties) if properties else None, *cells)

    def _cell(self, cell: Cell, width: int, data: dict[str, Any], is_head: bool) -> Element:
        element = w("tc", self._cell_properties(width, data, is_head, "restart" if data["rs"] > 1 else ""))
        style = "Liaison Table Head" if is_head else "Liaison Table Text"
        element.extend(self.blocks(cell.blocks, Place(style, in_cell=True, width=width / TWIPS - CELL_SIDES)))
        if len(element) == 1:
            element.append(self.paragraph(style, ()))
        return element

    def _covered(self, width: int, data: dict[str, Any], is_head: bool) -> Element:
        """A cell under one that spans several rows."""
        return w(
            "tc", self._cell_properties(width, data, is_head, "continue"), self.paragraph("Liaison Table Text", ())
        )

    def _cell_properties(self, width: int, data: dict[str, Any], is_head: bool, merge: str) -> Element:
        return w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=data["cs"]) if data["cs"] > 1 else None,
            w("vMerge", val=merge) if merge else None,
            w("shd", val="clear", color="auto", fill=self.look.tint) if is_head else None,
        )


def _language(code: str, base: str) -> Element | None:
    if not code:
        return None
    element = w("lang", val=code)
    if base in EAST_ASIAN:
        element.set(f"{{{W}}}eastAsia", code)
    if base in RIGHT_TO_LEFT:
        element.set(f"{{{W}}}bidi", code)
    return element
