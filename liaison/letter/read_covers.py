"""A statement inside the cover of its receiver, who published it again under a number of his own.

The cover has its own source and title, and no recipient; the statement's own header comes after it. The cover's
number becomes another symbol, its note on what to do the action required; what else it says are findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .read_header import split_parts
from .read_labels import Label, is_nobody, read_label
from .read_marks import is_letterhead, is_meeting_name, symbol_of
from .read_symbols import find_symbols
from .read_titles import read_top
from .text_lines import Findings, Line, flat

OWN = ("title", "from")
NEAR = 60  # lines between a statement's source or title and its recipients


@dataclass
class Cover:
    symbols: list[str] = field(default_factory=list)
    action: str = ""
    titles: list[tuple[str, Line]] = field(default_factory=list)


def split_cover(lines: Sequence[Line]) -> int:
    """Where the statement begins below a cover; 0 where there is none."""
    labels = [(at, label) for at, line in enumerate(lines) if (label := read_label(line)) and label.marked]
    to_at = next((at for at, label in labels if label.field == "to" or label.purpose), None)
    if to_at is None:
        return 0
    twice = [[at for at, label in labels if label.field == name][:2] for name in OWN]
    twice = [[first, again] for first, again in filter(lambda places: len(places) == 2, twice) if first < to_at]
    if not twice or any(first < to_at < again or abs(again - to_at) > NEAR for first, again in twice):
        return 0
    return _start(lines, labels, max(first for first, _again in twice), min(to_at, *(again for _first, again in twice)))


def _start(lines: Sequence[Line], labels: Sequence[tuple[int, Label]], cover: int, own: int) -> int:
    """The line between the cover's label and the statement's at which the statement begins."""
    for at in range(cover + 1, own):
        line = lines[at]
        text = flat(line.text)
        head = at + 1 < own and is_meeting_name(text) and lines[at + 1].number == line.number
        if text and (is_letterhead(text) or symbol_of(text) or head or _has_symbol(line)):
            return at
    last = max((at for at, _label in labels if at < own), default=cover)
    ends = [at for at in range(last, own) if lines[at].blank]
    return ends[-1] + 1 if ends else own


def _has_symbol(line: Line) -> bool:
    return len(line.cells) > 1 and is_meeting_name(line.cells[0]) and any(map(symbol_of, line.cells[1:]))


def read_cover(lines: Sequence[Line], findings: Findings) -> Cover:
    cover = Cover()
    parts = split_parts(lines)
    told = Findings()
    top = read_top(parts.top, "", told)
    cover.symbols = top.symbols
    marks = [top.meeting.text, *(day.isoformat() for day, _line in top.dates), top.study_period or ""]
    for text in [top.title, *top.subtitle, *marks]:
        if text:
            findings.note("", lines[0], f"“{text}” stands on the cover of the receiver; it was left out.")
    for block in [*parts.blocks, *parts.unknown]:
        kind = block.label.field
        if not block.text or is_nobody(block.text):
            continue
        if kind == "action_required":
            cover.action = " ".join(filter(None, (cover.action, block.text)))
        elif kind == "symbol":
            cover.symbols += find_symbols(block.text)
        else:
            said = f"“{block.label.printed}: {block.text}”"
            findings.note("", block.line, f"{said} stands on the cover of the receiver; it was left out.")
    for line in parts.content:
        if line.text:
            findings.note("", line, f"“{line.text}” stands on the cover of the receiver; it was left out.")
    findings.all += told.all
    return cover
