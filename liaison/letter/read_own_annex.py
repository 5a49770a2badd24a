"""An annex in a Word file of ours: the table of documents is told by its style, its columns by their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .letter import Annex, Block, Entry, Inline, Run, inline_text
from .rich_blocks import blocks_of
from .rich_source import Element, Grid, GridCell, Para, paragraphs_in, split_breaks, tidy

# As we print them: what the columns hold, by how many there are; the first heading of tables that number their rows.
SHAPES = {
    1: (("symbol", "source", "title", "brief"),),
    2: (("symbol", "source"), ("title", "brief")),
    3: (("symbol", "source"), ("title",), ("brief",)),
}
WIDE_SHAPE = (("symbol",), ("source",), ("title",), ("brief",))
NUMBERS = frozenset({"no", "nr", "n", "n°", "nº", "№", "#", "序号", "编号", "الرقم", "رقم"})
MOST_UNNUMBERED = 4  # columns


def read_own_annex(annex: Annex, elements: Sequence[Element], table: str) -> Annex:
    """`table` is the style of the table of documents; without one all is content."""
    at = next((at for at, one in enumerate(elements) if isinstance(one, Grid) and one.style == table), None)
    grid = elements[at] if at is not None else None
    if at is None or not isinstance(grid, Grid) or not grid.rows:
        return replace(annex, content=tuple(blocks_of(elements)))
    columns = tuple(_words(cell) for cell in grid.rows[0])
    numbered = len(columns) > MOST_UNNUMBERED and columns[0].rstrip(".:").casefold() in NUMBERS
    shape = SHAPES.get(len(columns) - numbered, WIDE_SHAPE)
    return replace(
        annex,
        intro=tuple(blocks_of(elements[:at])),
        columns=columns,
        entries=tuple(_entry(row[numbered:], shape) for row in grid.rows[1:]),
        content=tuple(blocks_of(elements[at + 1 :])),
    )


def _words(cell: GridCell) -> str:
    return _line(inline for para in paragraphs_in(cell.elements) for inline in (*para.inlines, Run(" ")))


def _line(piece: Iterable[Inline]) -> str:
    return inline_text(tidy(piece)).replace("\n", " ")


def _entry(row: Sequence[GridCell], shape: Sequence[Sequence[str]]) -> Entry:
    entry = Entry()
    for cell, names in zip(row, shape, strict=False):
        entry = _with_cell(entry, cell, names)
    return entry


def _with_cell(entry: Entry, cell: GridCell, names: Sequence[str]) -> Entry:
    """The first paragraph holds symbol, source and title, a line each; what follows it is the brief."""
    facts = [name for name in names if name != "brief"]
    first = next((one for one in cell.elements if isinstance(one, Para) and one.text.strip()), None)
    if not facts:
        return replace(entry, brief=tuple(blocks_of(cell.elements)))
    if first is None:
        return entry
    lines = [piece for piece in split_breaks(first.inlines) if inline_text(piece).strip()]
    href = next((one.href for piece in lines for one in piece if isinstance(one, Run) and one.href), "")
    if "symbol" in facts and _is_strong(lines[0]):
        entry = replace(entry, symbol=_line(lines.pop(0)))
    if lines and "source" in facts and ("title" not in facts or len(lines) > 1):
        entry = replace(entry, source=_line(lines.pop(0)))
    if lines and "title" in facts:
        entry = replace(entry, title="\n".join(_line(line) for line in lines))
    brief: list[Block] = []
    if "brief" in names:
        brief = blocks_of([one for one in cell.elements if one is not first])
    return replace(entry, brief=entry.brief + tuple(brief), url=entry.url or href)


def _is_strong(piece: Sequence[object]) -> bool:
    return all("strong" in one.marks for one in piece if isinstance(one, Run) and one.text.strip())
