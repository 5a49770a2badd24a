"""The original of a statement as numbered lines, so that whoever checks a reading finds the line of a finding.

A text file gives its own lines, a Word document those that it was read as, each with its place ("table 1, row 2"),
which is what findings name, and a mail those of what it brings. A PDF or JSON holds data, not lines: they are given as
their text copy, without places.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from .letter import Reading
from .read_docx import docx_lines
from .read_eml import statement_part
from .readers import READERS
from .refusal import Refusal
from .sheet import Sheet
from .text_lines import LINE_ENDS, Findings, decode
from .to_text import to_text

MOST_LINES = 4000
LONGEST = 2000  # characters


@dataclass(frozen=True)
class SourceLine:
    """`where` is the place as findings name it, "" where there is none."""

    where: str
    text: str


def source_lines(name: str, data: bytes, reading: Reading) -> tuple[SourceLine, ...]:
    """Of a file that was read. Never raises: what cannot be shown has no lines."""
    if PurePath(name).suffix.lower() == ".eml":
        part = statement_part(data, READERS)
        name, data = (part.name, part.data) if part else ("", b"")
    lines = _lines(PurePath(name).suffix.lower(), data, reading)
    return tuple(SourceLine(where, text[:LONGEST]) for where, text in lines[:MOST_LINES])


def _lines(ending: str, data: bytes, reading: Reading) -> list[tuple[str, str]]:
    if ending == ".docx":
        try:
            return [(line.where, line.text) for line in docx_lines(data) if line.text]
        except (Refusal, RecursionError):
            return []
    if ending in (".pdf", ".json"):
        copy = to_text(reading.letter, Sheet()).decode() if reading.letter else ""
        return [("", line) for line in copy.splitlines()]
    text = decode(data, Findings()) or ""
    return [(f"line {number}", line.expandtabs(4).rstrip()) for number, line in enumerate(LINE_ENDS.split(text), 1)]
