"""A rich document as a reader meets it: paragraphs with their runs, tables with their cells, in document order.

Readers of rich files make these; `rich_lines` gives them to the label logic as lines, `rich_blocks` makes the Letter's
blocks of what no label took.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .letter import Block, Break, Inline, Run, inline_text
from .text_lines import SPACES

OUR_STYLES = "liaison "


@dataclass(frozen=True)
class Mark:
    """A list item's place: `key` tells lists apart, `style` is one of the Letter's or "bullet".

    `indent` says, between lists, which is nested in which. In our own files each list has its own key.
    """

    key: str
    level: int
    style: str
    number: int
    indent: int = 0
    is_ours: bool = False


@dataclass(eq=False)
class Para:
    """A paragraph. Tabs stay in its runs; `inlines` may begin with the number that a numbered heading prints."""

    place: str
    inlines: tuple[Inline, ...]
    style: str = ""
    heading: int | None = None
    mark: Mark | None = None
    continued: bool = False  # goes on with the list item before it
    indent: int = 0
    centred: bool = False
    bookmark: str = ""
    is_ours: bool = False  # of a file that we wrote, where nothing is typed by hand

    @property
    def text(self) -> str:
        return inline_text(self.inlines)


@dataclass(eq=False)
class GridCell:
    """`blocks` are kept once they were made: tables in tables would be made again at each level."""

    elements: list[Element]
    column: int = 0
    colspan: int = 1
    rowspan: int = 1
    blocks: list[Block] | None = None


@dataclass(eq=False)
class Grid:
    """A table. A row has the cells that begin in it, each with its first column."""

    place: str
    rows: list[list[GridCell]] = field(default_factory=list)
    head_rows: int = 0
    style: str = ""
    indent: int = 0
    bookmark: str = ""
    lines: list[int] = field(default_factory=list)  # how many lines with text each row became


Element = Para | Grid


@dataclass(frozen=True, eq=False)
class Origin:
    """Where a line of a rich document comes from: `inlines` are its own, `grid` is the outermost table around it."""

    place: str
    para: Para
    inlines: tuple[Inline, ...]
    grid: Grid | None = None
    row: int = 0


def split_breaks(inlines: Iterable[Inline]) -> list[tuple[Inline, ...]]:
    pieces: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, Break):
            pieces.append([])
        else:
            pieces[-1].append(inline)
    return [tuple(piece) for piece in pieces]


def tidy(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Runs with single spaces, none at the ends of a line; neighbours of one style are one; no break at the ends.

    Tabs become spaces.
    """
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Break):
            _trim_end(result)
            result.append(inline)
            continue
        text = SPACES.sub(" ", inline.text.replace("\t", " ").replace("\n", " "))
        last = result[-1] if result else None
        if last is None or isinstance(last, Break) or last.text.endswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        if isinstance(last, Run) and replace(last, text="") == replace(inline, text=""):
            result[-1] = replace(last, text=last.text + text)
        else:
            result.append(replace(inline, text=text))
    _trim_end(result)
    while result and isinstance(result[-1], Break):
        result.pop()
        _trim_end(result)
    start = next((at for at, inline in enumerate(result) if isinstance(inline, Run)), len(result))
    return tuple(result[start:])


def _trim_end(inlines: list[Inline]) -> None:
    while inlines and isinstance(last := inlines[-1], Run):
        if text := last.text.rstrip(" "):
            inlines[-1] = replace(last, text=text)
            return
        inlines.pop()


def cut(inlines: Iterable[Inline], characters: int) -> tuple[Inline, ...]:
    """The inlines without their first characters."""
    result: list[Inline] = []
    for inline in inlines:
        if characters <= 0:
            result.append(inline)
        elif isinstance(inline, Break):
            characters -= 1
        else:
            if len(inline.text) > characters:
                result.append(replace(inline, text=inline.text[characters:]))
            characters -= len(inline.text)
    return tuple(result)


def tail(inlines: tuple[Inline, ...], text: str) -> tuple[Inline, ...]:
    """The end of the inlines that says `text`, which is their own with other spaces: what stands after a label."""
    wanted = sum(not character.isspace() for character in text)
    whole = inline_text(inlines)
    at = len(whole)
    while at and wanted:
        at -= 1
        wanted -= not whole[at].isspace()
    return cut(inlines, at)


def paragraphs_in(elements: Iterable[Element]) -> Iterator[Para]:
    """Every paragraph, those of tables too, in document order."""
    for element in elements:
        if isinstance(element, Para):
            yield element
        else:
            for row in element.rows:
                for cell in row:
                    yield from paragraphs_in(cell.elements)
