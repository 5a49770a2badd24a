"""Lists with typed marks: paragraphs that begin with bullets, or with numbers in order, as lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .letter import Block, ItemList, Paragraph
from .rich_source import cut, text_of, tidy

BULLET = re.compile(r"(?P<mark>[•·▪●◦‣\uf000-\uf0ff\u25a0*–—-]|o)[ \u00a0]+(?=\S)")
NUMBER = re.compile(r"\(?(?P<mark>\d{1,3}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.)][ \u00a0]+(?=\S)")
UNSURE_BULLETS = frozenset("*–—-o")
ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
STYLES = ("decimal", "lower-roman", "upper-roman", "lower-alpha", "upper-alpha")


def listed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of one list put together; marks and numbers are left out of the items."""
    texts = [text_of(block.inlines)[:80] if isinstance(block, Paragraph) else "" for block in blocks]
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        count, made = _list_at(blocks, texts, at)
        result.append(made if made else blocks[at])
        at += count
    return result


def _item(block: Block, characters: int) -> tuple[Block, ...]:
    return (Paragraph(tidy(cut(block.inlines, characters))),) if isinstance(block, Paragraph) else (block,)


def _list_at(blocks: Sequence[Block], texts: Sequence[str], at: int) -> tuple[int, ItemList | None]:
    if bullet := BULLET.match(texts[at]):
        mark = bullet["mark"]
        items = []
        while at + len(items) < len(texts):
            match = BULLET.match(texts[at + len(items)])
            if not match or match["mark"] != mark:
                break
            items.append(_item(blocks[at + len(items)], match.end()))
        if len(items) > 1 or mark not in UNSURE_BULLETS:
            return len(items), ItemList(items=tuple(items))
        return 1, None
    if NUMBER.match(texts[at]):
        return _numbered_at(blocks, texts, at)
    return 1, None


def _numbered_at(blocks: Sequence[Block], texts: Sequence[str], at: int) -> tuple[int, ItemList | None]:
    best: tuple[int, ItemList | None] = (1, None)
    for style in STYLES:
        first = _ordinal(texts[at], style)
        if first is None:
            continue
        items = []
        while at + len(items) < len(texts) and _ordinal(texts[at + len(items)], style) == first + len(items):
            match = NUMBER.match(texts[at + len(items)])
            items.append(_item(blocks[at + len(items)], match.end() if match else 0))
        if len(items) > max(1, best[0]):
            best = len(items), ItemList(True, first, style, tuple(items))
    return best


def _ordinal(text: str, style: str) -> int | None:
    match = NUMBER.match(text)
    if not match:
        return None
    mark = match["mark"]
    if style == "decimal":
        return int(mark) if mark.isdecimal() else None
    if mark.isdecimal() or (mark != mark.lower()) != style.startswith("upper"):
        return None
    if style.endswith("roman"):
        return ROMANS.index(mark.lower()) + 1 if mark.lower() in ROMANS else None
    return ord(mark.lower()) - 96 if len(mark) == 1 and mark.isascii() else None
