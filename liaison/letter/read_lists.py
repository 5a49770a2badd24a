"""Lists with typed marks: paragraphs that begin with bullets, or with numbers in order, as lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .letter import Block, ItemList, Paragraph, inline_text
from .rich_source import cut, tidy

BULLET = re.compile(r"(?P<mark>[•·▪●◦‣\uf000-\uf0ff\u25a0*–—-]|o)[ \u00a0]+(?=\S)")
NUMBER = re.compile(r"\(?(?P<mark>\d{1,3}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.)][ \u00a0]+(?=\S)")
UNSURE_BULLETS = frozenset("*–—-o")
ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
STYLES = ("decimal", "lower-roman", "upper-roman", "lower-alpha", "upper-alpha")


def listed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of one list put together; marks and numbers are left out of the items."""
    texts = [_ends(inline_text(block.inlines)) if isinstance(block, Paragraph) else "" for block in blocks]
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        count, made = _list_at(blocks, texts, at)
        result.append(made if made else blocks[at])
        at += count
    return result


def _ends(text: str) -> str:
    """The beginning of a text, where its mark is, and its end."""
    return text if len(text) < 80 else f"{text[:40]} {text[-20:]}"


def _item(block: Block, characters: int) -> tuple[Block, ...]:
    return (Paragraph(tidy(cut(block.inlines, characters))),) if isinstance(block, Paragraph) else (block,)


def _list_at(blocks: Sequence[Block], texts: Sequence[str], at: int) -> tuple[int, ItemList | None]:
    if bullet := BULLET.match(texts[at]):
        return _bullets_at(blocks, texts, at, bullet["mark"], frozenset())
    if NUMBER.match(texts[at]):
        return _numbered_at(blocks, texts, at)
    return 1, None


def _bullets_at(
    blocks: Sequence[Block], texts: Sequence[str], at: int, mark: str, outer: frozenset[str]
) -> tuple[int, ItemList | None]:
    """A list of one mark; items of another mark are nested where the item before announces them."""
    items: list[tuple[Block, ...]] = []
    used = 0
    while at + used < len(texts) and (match := BULLET.match(texts[at + used])) and match["mark"] not in outer:
        if match["mark"] == mark:
            items.append(_item(blocks[at + used], match.end()))
            used += 1
            continue
        count, nested = 0, None
        if items and texts[at + used - 1].rstrip().endswith(":"):
            count, nested = _bullets_at(blocks, texts, at + used, match["mark"], outer | {mark})
        if nested is None:
            break
        items[-1] = (*items[-1], nested)
        used += count
    if len(items) > 1 or mark not in UNSURE_BULLETS or outer:
        return used, ItemList(items=tuple(items))
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
