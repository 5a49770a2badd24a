"""Lines of running text as blocks: paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .letter import Block, paragraph
from .read_lists import listed
from .read_tables import MAX_COLUMNS, paragraphs, read_table, regions
from .rich_blocks import rich_blocks
from .text_lines import Line

RULE = re.compile(r"[_=*\u2014\u2013.\-\s]{3,}")


def read_blocks(lines: Sequence[Line], width: int = 0) -> list[Block]:
    """Every line in a block; `width` is that at which the file's paragraphs are wrapped, if they are."""
    if any(line.origin for line in lines):
        return rich_blocks(lines)
    blocks: list[Block] = []
    pending: list[str] = []
    for region in regions(lines):
        if region.rows and 1 < max(len(row) for row in region.rows) <= MAX_COLUMNS:
            blocks += [*_blocks(pending), read_table(region.rows, width)]
            pending = []
        elif region.rows:
            for cell in (cell for row in region.rows for cell in row):
                pending += paragraphs(cell.lines, width)
        else:
            pending += paragraphs(region.lines, width)
    return blocks + _blocks(pending)


def _blocks(texts: Sequence[str]) -> list[Block]:
    return listed([paragraph(text) for text in texts])


def is_rule(text: str) -> bool:
    return bool(RULE.fullmatch(text)) and bool(text.strip(" ."))
