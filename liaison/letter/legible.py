"""A letter in the one form in which Word and text files write it.

Text is composed (NFC), white space is single, and what no XML file may hold (controls, lone surrogates), what is not
printed (soft hyphens) and what turns the order of characters round is left out. Blocks are in a normal form: addresses
are links, neighbours of one style are one run, nothing is empty, headings skip no level, those inside lists and tables
are bold paragraphs, cells lie on a grid. What is deeper than Word's nine levels of lists, or tables within tables
within tables, keeps its text.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from .addresses import VISIBLE, parted, safe_address
from .coverage import WHITE
from .letter import (
    LIST_STYLES,
    Annex,
    Block,
    Break,
    Cell,
    Heading,
    Inline,
    ItemList,
    Letter,
    Paragraph,
    Run,
    Table,
)
from .page import keeps_lines
from .pdf_blocks import MOST_COLUMNS, placed

LIST_DEPTH = 9
TABLE_DEPTH = 3
LAST_START = 9999
BLOCK_FIELDS = {"abstract": 0, "content": 0, "intro": 0, "brief": 1}  # and how many tables they stand in
UNWRITABLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def clean(text: str) -> str:
    """The text of a run, its spaces at both ends kept."""
    return unicodedata.normalize("NFC", WHITE.sub(" ", UNWRITABLE.sub("", text)))


def legible(value: Any) -> Any:
    """A copy of a Letter, a Sheet or a part of one in this form."""
    if isinstance(value, str):
        text = clean(value).strip()
        return text if VISIBLE.search(text) else ""
    if isinstance(value, tuple):
        return tuple(legible(item) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    parts = {name: _part(value, name) for name in _names(type(value))}
    if isinstance(value, Letter):
        parts["content"] = _levelled(parts["content"], 3 if parts["abstract"] else 2)
        parts["abstract"] = _levelled(parts["abstract"], 3)
    if isinstance(value, Annex):
        both = _levelled(parts["intro"] + parts["content"], 2)
        parts["intro"], parts["content"] = both[: len(parts["intro"])], both[len(parts["intro"]) :]
    return type(value)(**parts)


@functools.cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


def _part(value: Any, name: str) -> Any:
    part = getattr(value, name)
    if name == "url":
        return safe_address(part)
    if name in BLOCK_FIELDS:
        return normal_blocks(part, tables=BLOCK_FIELDS[name])
    return "\n".join(filter(None, map(legible, part.splitlines()))) if keeps_lines(value, name) else legible(part)


def _levelled(blocks: tuple[Block, ...], last: int) -> tuple[Block, ...]:
    """Headings without a gap in their levels, `last` being that of the heading before."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            last = min(block.level, last + 1)
        result.append(Heading(last, block.inlines) if isinstance(block, Heading) else block)
    return tuple(result)


def normal_blocks(blocks: Iterable[Block], *, lists: int = 0, tables: int = 0) -> tuple[Block, ...]:
    """`lists` and `tables` are how many of them the blocks already stand in."""
    return tuple(normal for block in blocks for normal in _block(block, lists, tables))


def _block(block: Block, lists: int, tables: int) -> Iterator[Block]:
    if isinstance(block, ItemList):
        yield from _list(block, lists, tables)
    elif isinstance(block, Table):
        yield from _table(block, lists, tables)
    elif isinstance(block, Paragraph):
        if inlines := normal_inlines(block.inlines):
            yield Paragraph(inlines)
    elif lists or tables:
        if inlines := normal_inlines(_bold(block.inlines)):
            yield Paragraph(inlines)
    elif inlines := normal_inlines(block.inlines):
        yield Heading(min(max(block.level, 3), 4), inlines)


def _bold(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        yield dataclasses.replace(inline, marks=(*inline.marks, "strong")) if isinstance(inline, Run) else inline


def _list(block: ItemList, lists: int, tables: int) -> Iterator[Block]:
    if lists >= LIST_DEPTH:
        for item in block.items:
            yield from normal_blocks(item, lists=lists, tables=tables)
        return
    items = [normal_blocks(item, lists=lists + 1, tables=tables) for item in block.items]
    if not (whole := tuple(item for item in items if item)):
        return
    if not block.ordered:
        yield ItemList(items=whole)
        return
    style = block.style if block.style in LIST_STYLES else LIST_STYLES[0]
    least = 0 if style == LIST_STYLES[0] else 1
    yield ItemList(True, min(max(block.start, least), LAST_START), style, whole)


def _table(table: Table, lists: int, tables: int) -> Iterator[Block]:
    if tables >= TABLE_DEPTH:
        for row in table.rows:
            for cell in row:
                yield from normal_blocks(cell.blocks, lists=lists, tables=tables)
        return
    rows = [
        [{"c": normal_blocks(cell.blocks, tables=tables + 1), "cs": cell.colspan, "rs": cell.rowspan} for cell in row]
        for row in table.rows
        if row
    ]
    head = min(max(table.head_rows, 0), len(rows) - 1)
    cells = placed(rows, head)
    if not any(cell["c"] for cell in cells):
        return
    if max(cell["x"] + cell["cs"] for cell in cells) > MOST_COLUMNS:
        yield from (block for cell in cells for block in cell["c"])
        return
    grid: list[list[Cell]] = [[] for _row in rows]
    for data in cells:
        grid[data["y"]].append(Cell(tuple(data["c"]), data["cs"], data["rs"]))
    yield Table(head, tuple(map(tuple, grid)))


def normal_inlines(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """() where nothing can be seen."""
    joined = _joined(_run(inline) if isinstance(inline, Run) else inline for inline in inlines)
    linked = _joined(part for inline in joined for part in (_linked(inline) if isinstance(inline, Run) else [inline]))
    return linked if any(isinstance(inline, Run) and VISIBLE.search(inline.text) for inline in linked) else ()


def line(text: str, *marks: str, href: str = "") -> tuple[Inline, ...]:
    """The inlines of plain text, a break for each newline; `href` makes all of it a link."""
    inlines: list[Inline] = []
    for words in text.split("\n"):
        inlines += [Break()] if inlines else []
        inlines.append(Run(words, marks, href))
    return normal_inlines(inlines)


def _run(run: Run) -> Run:
    marks = set(run.marks) - ({"sup"} if "sub" in run.marks else set())
    text = clean(run.text)
    href = safe_address(run.href) if VISIBLE.search(text) else ""
    language = run.lang if LANGUAGE.fullmatch(run.lang) else ""
    return Run(text, tuple(sorted(marks & {"strong", "em", "sub", "sup"})), href, language)


def _linked(run: Run) -> Iterator[Run]:
    """The addresses in a run that is no link become links."""
    if run.href:
        yield run
    else:
        yield from (dataclasses.replace(run, text=text, href=address) for text, address in parted(run.text))


def _joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Single spaces, none at the ends of a line; no break at either end; neighbours of one style are one run."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Break):
            _trim_end(result)
            if result:
                result.append(inline)
            continue
        last = result[-1] if result else None
        text = inline.text
        if not isinstance(last, Run) or last.text.endswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        if isinstance(last, Run) and (last.marks, last.href, last.lang) == (inline.marks, inline.href, inline.lang):
            result[-1] = dataclasses.replace(last, text=unicodedata.normalize("NFC", last.text + text))
        else:
            result.append(dataclasses.replace(inline, text=text))
    _trim_end(result)
    while result and isinstance(result[-1], Break):
        result.pop()
        _trim_end(result)
    return tuple(result)


def _trim_end(inlines: list[Inline]) -> None:
    while inlines and isinstance(last := inlines[-1], Run):
        if text := last.text.rstrip(" "):
            inlines[-1] = dataclasses.replace(last, text=text)
            return
        inlines.pop()
