"""The running heads and page numbers that a text made of pages carries between its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .text_lines import Findings, Line, flat

PAGE = re.compile(
    r"[-–—]\s?\d{1,3}\s?[-–—]|.{0,80}\b(?:page|стр\.|página)\s?\d{1,3}\s?(?:\(?(?:of|/|sur|de|из)\s?\d{1,3}\)?)?", re.I
)
NEAR = 3  # lines beside a page number
LONG = 120  # characters


def drop_running_heads(lines: Sequence[Line], findings: Findings) -> list[Line]:
    """Page numbers, and the lines beside them that are printed on every page; the first page's stay where they are."""
    texts = [flat(line.text) if len(line.text) < LONG else "" for line in lines]
    pages = [at for at, text in enumerate(texts) if text and PAGE.fullmatch(text)]
    if not pages:
        return list(lines)
    counts = Counter(texts)
    beside: dict[str, set[int]] = {}
    for page in pages:
        for at in _beside(texts, page):
            if counts[texts[at]] > 1:
                beside.setdefault(texts[at], set()).add(at)
    first = {text: at for at, text in reversed(list(enumerate(texts)))}
    dropped = set(pages)
    for text, places in beside.items():
        if again := sorted(places - {first[text]}):
            dropped.update(again)
            numbers = ", ".join(str(lines[place].number) for place in again)
            findings.note("", lines[again[0]], f"The running head “{text}” was left out (lines {numbers}).")
    numbers = ", ".join(f"“{lines[page].text}”" for page in pages[:20])
    findings.note("", lines[pages[0]], f"The page numbers were left out: {numbers}.")
    return [Line(line.number, False, ("",)) if at in dropped else line for at, line in enumerate(lines)]


def _beside(texts: Sequence[str], page: int) -> list[int]:
    """The lines with text next to a page number."""
    found = []
    for step in (-1, 1):
        at, seen = page + step, 0
        while 0 <= at < len(texts) and seen < NEAR and abs(at - page) < 3 * NEAR:
            if texts[at]:
                seen += 1
                found.append(at)
            at += step
    return found
