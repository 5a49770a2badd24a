"""What stands in the cells of a file, before anything is known of what it means."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass, field

MOST_ROWS = 20_000  # that hold something
MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """`day` is of a cell that the file itself calls a date; `fault` says why the value of a cell is not known."""

    text: str = ""
    day: datetime.date | None = None
    url: str = ""
    fault: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.text or self.fault)

    @property
    def line(self) -> str:
        return one_line(self.text)


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is that under which a spreadsheet program shows the row."""

    number: int
    cells: tuple[Cell, ...]


@dataclass
class Sheet:
    """The rows of a sheet that hold something. `notes` are for the clerk: how it was read, and what is odd about it."""

    rows: list[Row]
    name: str = ""
    notes: list[str] = field(default_factory=list)


_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\ufeff]")
_BREAK = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACE = re.compile(r"[^\S\n]+")
_NOTHING = re.compile(r"[\s\-\u2010-\u2015\u2212_.…]*")


def clean(text: str) -> str:
    """Composed letters, single spaces, plain line breaks, and nothing that neither prints nor joins letters."""
    text = _BREAK.sub("\n", unicodedata.normalize("NFC", text))
    lines = (_SPACE.sub(" ", _DROPPED.sub("", line)).strip() for line in text.split("\n"))
    text = "\n".join(lines).strip()
    return "" if _NOTHING.fullmatch(text) else text


def one_line(text: str) -> str:
    return " ".join(text.split())


def letters(index: int) -> str:
    """The name of a column, counted from 0: A, Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
