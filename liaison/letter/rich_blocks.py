"""Blocks of the Letter from the lines of a rich document that no label took, with marks, links, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .letter import Block, Break, Cell, Heading, Inline, ItemList, Paragraph, Run, Table, inline_text
from .read_contacts import ROLE
from .read_lists import listed
from .read_tables import RawCell, Region, people_rows
from .rich_lines import lines_of
from .rich_source import OUR_STYLES, Element, Grid, GridCell, Mark, Origin, Para, paragraphs_in, tidy
from .text_lines import MARKER, SPACES, Line, continues

SHORT = 60  # characters of a name or role in a cell


def rich_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of lines that come from a rich document; lines without a word count for nothing."""
    return blocks_of(elements_of(lines))


def elements_of(lines: Sequence[Line]) -> list[Element]:
    """The paragraphs and tables of the lines: whole where all of their lines are there, else what is left of them."""
    elements: list[Element] = []
    origins = [line.origin for line in lines if line.origin]
    at = 0
    while at < len(origins):
        first = origins[at]
        end = at
        if first.grid is not None:
            while end < len(origins) and origins[end].grid is first.grid:
                end += 1
            elements += _rows_left(first.grid, origins[at:end])
        else:
            while end < len(origins) and origins[end].para is first.para:
                end += 1
            elements.append(_left(origins[at:end]))
        at = end
    return elements


def _left(origins: Sequence[Origin]) -> Para:
    inlines: list[Inline] = []
    for number, origin in enumerate(origins):
        inlines += [Break(), *origin.inlines] if number else origin.inlines
    return replace(origins[0].para, inlines=tuple(inlines))


def _rows_left(grid: Grid, origins: Sequence[Origin]) -> list[Element]:
    """The rows of which every line is left are a table; the others become paragraphs."""
    counts: dict[int, int] = {}
    for origin in origins:
        counts[origin.row] = counts.get(origin.row, 0) + 1
    whole = [row for row in counts if counts[row] >= grid.lines[row]]
    if len(whole) == sum(bool(count) for count in grid.lines):
        return [grid]
    elements: list[Element] = []
    if whole:
        head = sum(row < grid.head_rows for row in whole)
        elements.append(Grid(grid.place, [grid.rows[row] for row in whole], head))
    rest = [origin for origin in origins if origin.row not in whole]
    paras = {id(origin.para): [one for one in rest if one.para is origin.para] for origin in rest}
    return [*elements, *(_left(group) for group in paras.values())]


def blocks_of(elements: Sequence[Element], *, titles: bool = False) -> list[Block]:
    """`titles`: the paragraphs are those of a title, so that lines which go on with one another are one."""
    blocks: list[Block] = []
    made: list[Block]
    loose: list[Block] = []  # headings, paragraphs: among them may be lists with typed marks
    at = 0
    kept = [one for one in elements if not isinstance(one, Para) or one.mark or one.text.strip()]
    elements = _whole_titles(kept, titles)
    while at < len(elements):
        element = elements[at]
        if isinstance(element, Grid):
            used, made = 1, [_table(element)]
        elif element.mark:
            used, made = _list(elements, at)
        elif (used := _tabbed(elements, at)) > 1:
            made = [_tab_table([one for one in elements[at : at + used] if isinstance(one, Para)])]
        elif not element.is_ours:
            loose.append(_block(element))
            at += 1
            continue
        else:
            used, made = 1, [_block(element)]
        blocks += [*listed(loose), *made]
        loose = []
        at += used
    return blocks + listed(loose)


def _block(para: Para) -> Block:
    inlines = tidy(para.inlines)
    if para.heading is None:
        return Paragraph(inlines)
    return Heading(3 if para.heading <= 2 else 4, inlines if para.is_ours else _without_bold(inlines))


def _without_bold(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A heading is bold by its style; only a part of it that is bold says something."""
    runs = [one for one in inlines if isinstance(one, Run)]
    if not all("strong" in run.marks for run in runs):
        return inlines
    plain = (replace(one, marks=tuple(m for m in one.marks if m != "strong")) if isinstance(one, Run) else one
             for one in inlines)  # fmt: skip
    return tidy(plain)


def _whole_titles(elements: Sequence[Element], titles: bool) -> list[Element]:
    """Centred lines that go on with one another are a title broken for its looks."""
    result: list[Element] = []
    before: Para | None = None
    for element in elements:
        if not isinstance(element, Para) or element.is_ours or element.mark or not (element.centred or titles):
            result.append(element)
            before = None
            continue
        para = replace(element, inlines=_unbroken(element.inlines))
        if before and continues(before.text.strip(), para.text.strip()):
            para = replace(before, inlines=(*before.inlines, Run(" "), *para.inlines))
            result.pop()
        result.append(para)
        before = para
    return result


def _unbroken(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A space for each break over which the sentence goes on."""
    text = inline_text(inlines).split("\n")
    result: list[Inline] = []
    line = 0
    for inline in inlines:
        if isinstance(inline, Break):
            goes_on = continues(text[line].strip(), text[line + 1].strip())
            result.append(Run(" ") if goes_on else inline)
            line += 1
        else:
            result.append(inline)
    return tuple(result)


@dataclass
class _Open:
    """A list that is being filled."""

    mark: Mark
    ordered: bool
    style: str
    start: int
    next: int
    items: list[list[Block]]

    def close(self) -> ItemList:
        items = tuple(tuple(item) or (Paragraph(),) for item in self.items)
        return ItemList(self.ordered, self.start, self.style, items)


def _list(elements: Sequence[Element], at: int) -> tuple[int, list[Block]]:
    """The list that begins here, and all that is nested in it; several lists where the kind or number changes."""
    made: list[Block] = []
    stack: list[_Open] = []
    used = 0
    for element in elements[at:]:
        if not _in_list(element):
            break
        used += 1
        mark = element.mark if isinstance(element, Para) else None
        if mark is None or not isinstance(element, Para):
            _go_on(stack, made, element)
            continue
        while len(stack) > 1 and _is_outside(mark, stack[-1].mark):
            _shut(stack, made)
        ordered = mark.style != "bullet"
        style = mark.style if ordered else "decimal"
        if stack and _is_outside(stack[-1].mark, mark):
            stack.append(_Open(mark, ordered, style, mark.number if ordered else 1, mark.number, []))
        elif not stack or not _goes_on(stack[-1], ordered, style, mark):
            if stack:
                _shut(stack, made)
            stack.append(_Open(mark, ordered, style, mark.number if ordered else 1, mark.number, []))
        text = _block(replace(element, mark=None))
        stack[-1].items.append([text] if element.text.strip() else [])
        stack[-1].next = mark.number + 1
    while stack:
        _shut(stack, made)
    return used, made


def _in_list(element: Element) -> bool:
    if isinstance(element, Grid):
        return element.style.startswith(OUR_STYLES) and element.indent > 0
    return bool(element.mark or element.continued) and not element.heading


def _go_on(stack: list[_Open], made: list[Block], element: Element) -> None:
    """What has no number belongs to the item at whose indent it stands; where none is known, to the last."""
    while len(stack) > 1 and element.indent and stack[-1].mark.indent > element.indent:
        _shut(stack, made)
    stack[-1].items[-1].append(_table(element) if isinstance(element, Grid) else _block(element))


def _is_outside(mark: Mark, other: Mark) -> bool:
    """Whether the list of a mark is around that of another: by level in one list, by indent between two."""
    if mark.key == other.key:
        return mark.level < other.level
    return mark.indent < other.indent


def _goes_on(last: _Open, ordered: bool, style: str, mark: Mark) -> bool:
    if mark.is_ours:
        return last.mark.key == mark.key
    return last.ordered == ordered and last.style == style and (not ordered or last.next == mark.number)


def _shut(stack: list[_Open], made: list[Block]) -> None:
    closed = stack.pop()
    block = closed.close() if closed.ordered else replace(closed.close(), start=1)
    if stack:
        stack[-1].items[-1].append(block)
    else:
        made.append(block)


def _tabbed(elements: Sequence[Element], at: int) -> int:
    """How many paragraphs from here are rows that tabs part into the same number of cells."""
    count = 0
    width = 0
    for element in elements[at:]:
        if not isinstance(element, Para) or element.mark or element.heading is not None:
            break
        cells = _tab_cells(element)
        if len(cells) < 2 or MARKER.fullmatch(cells[0]) or (width and len(cells) != width):
            break
        width = len(cells)
        count += 1
    return count


def _tab_cells(para: Para) -> list[str]:
    return [text for cell in para.text.split("\t") if (text := SPACES.sub(" ", cell).strip())]


def _tab_table(paras: Sequence[Para]) -> Table:
    return Table(rows=tuple(tuple(Cell((Paragraph(one),)) for one in _tab_parts(para)) for para in paras))


def _tab_parts(para: Para) -> Iterable[tuple[Inline, ...]]:
    parts: list[list[Inline]] = [[]]
    for inline in para.inlines:
        if isinstance(inline, Break):
            parts[-1].append(inline)
            continue
        for number, text in enumerate(inline.text.split("\t")):
            if number:
                parts.append([])
            parts[-1].append(replace(inline, text=text))
    return [tidied for part in parts if (tidied := tidy(part))]


def _table(grid: Grid) -> Table:
    if (
        len(grid.rows) == 1
        and not grid.style.startswith(OUR_STYLES)
        and (people := people_rows(raw_cells(grid.rows[0])))
    ):
        return people
    rows = tuple(tuple(_cell(cell) for cell in row) for row in grid.rows if row)
    return Table(min(grid.head_rows, len(rows)), rows)


def rich_regions(lines: Sequence[Line]) -> list[Region]:
    """The tables of an annex, and what stands between them."""
    regions: list[Region] = []
    for element in elements_of(lines):
        if isinstance(element, Grid):
            regions.append(Region(rows=aligned_rows(element), elements=[element]))
        elif not regions or regions[-1].rows:
            regions.append(Region(elements=[element]))
        else:
            regions[-1].elements.append(element)
    return regions


def aligned_rows(grid: Grid) -> list[list[RawCell]]:
    """The rows with as many cells as the row that has most, however cells of others are split, merged or span down."""
    widest = max(grid.rows, key=len, default=[])
    slots = [(cell.column, cell.column + cell.colspan) for cell in widest]
    down: list[tuple[int, GridCell]] = []
    rows = []
    for row in grid.rows:
        cells = sorted([*row, *(cell for _left, cell in down)], key=lambda cell: cell.column)
        down = [(left - 1, cell) for left, cell in down if left > 1]
        down += [(cell.rowspan - 1, cell) for cell in row if cell.rowspan > 1]
        if len(cells) == 1 and len(slots) > 1:
            rows.append(raw_cells(cells))
            continue
        rows.append(
            [_merged(raw_cells([cell for cell in cells if start <= cell.column < end])) for start, end in slots]
        )
    return [row for row in rows if any(cell.text for cell in row)]


def _merged(cells: Sequence[RawCell]) -> RawCell:
    if len(cells) == 1:
        return cells[0]
    blocks = tuple(block for cell in cells for block in cell.blocks or ())
    href = next((cell.href for cell in cells if cell.href), "")
    return RawCell([line for cell in cells for line in cell.lines], blocks, href)


def _href(elements: Sequence[Element]) -> str:
    runs = [one for para in paragraphs_in(elements) for one in para.inlines if isinstance(one, Run)]
    return next((run.href for run in runs if run.href.casefold().startswith("http") and run.text.strip()), "")


def raw_cells(row: Sequence[GridCell]) -> list[RawCell]:
    """The cells of a row as the reading of tables takes them: by their lines, with their blocks beside them."""
    return [
        RawCell(
            [line if line.text else None for line in lines_of(cell.elements)],
            tuple(cell_blocks_of(cell)),
            _href(cell.elements),
        )
        for cell in row
    ]


def _cell(cell: GridCell) -> Cell:
    return Cell(tuple(cell_blocks_of(cell)), cell.colspan, cell.rowspan)


def cell_blocks_of(cell: GridCell) -> list[Block]:
    """A cell's blocks; a name and the role below it are one paragraph of two lines."""
    if cell.blocks is None:
        cell.blocks = _cell_blocks(cell)
    return cell.blocks


def _cell_blocks(cell: GridCell) -> list[Block]:
    blocks = blocks_of(cell.elements)
    plain = [block for block in blocks if isinstance(block, Paragraph)]
    texts = [inline_text(block.inlines) for block in plain]
    ours = any(isinstance(one, Para) and one.is_ours for one in cell.elements)
    is_person = not ours and len(blocks) == len(plain) > 1 and all(0 < len(text) < SHORT for text in texts)
    if not is_person or ROLE.search(texts[0]) or not ROLE.search(texts[1]):
        return blocks
    inlines: list[Inline] = []
    for number, block in enumerate(plain):
        inlines += [Break(), *block.inlines] if number else block.inlines
    return [Paragraph(tuple(inlines))]
