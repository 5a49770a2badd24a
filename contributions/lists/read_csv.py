"""Read text with commas, semicolons or tabs between its cells."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .cells import BLANK, MOST_COLUMNS, MOST_ROWS, Cell, Row, Sheet, clean, letters
from .file_kinds import refused
from .headings import SEARCHED_ROWS, columns_of

SEPARATORS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv(data: bytes) -> Sheet:
    """The rows of the file; ValidationError on "file" for what is not text or not in order."""
    text, notes = decode(data)
    separator, text = _separator_named(text)
    if not separator:
        separator = max(SEPARATORS, key=lambda separator: _fitness(text, separator))
    rows: list[Row] = []
    try:
        for number, cells in _records(text, separator):
            row = _row(number, cells, notes)
            if row.cells:
                rows.append(row)
            if len(rows) > MOST_ROWS:
                raise refused(_("The list is too long: up to %(most)d rows can be read at once.") % {"most": MOST_ROWS})
    except _BrokenError as broken:
        raise refused(str(broken)) from None
    return Sheet(rows, notes=notes)


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text, and what to tell of its encoding."""
    mark = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    for encoding in [mark] if mark else [_unmarked_utf16(data) or "utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        told = _("The file was read as Windows-1252 (Western European). If letters look wrong, save it as CSV UTF-8.")
        return text, [told] if encoding == "cp1252" else []
    raise refused(_("This is neither text in Unicode (UTF-8, UTF-16) nor in Windows-1252. Save it as CSV UTF-8."))


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin letters is zero."""
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 < len(head) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _separator_named(text: str) -> tuple[str, str]:
    """Excel's own first line, “sep=;”, is no row of the table."""
    line, _break, rest = text.partition("\n")
    line = line.strip().strip('"')
    if line.lower().startswith("sep=") and len(line) == 5:
        return line[4], rest
    if line.lower() == "sep=":  # the tab was stripped
        return "\t", rest
    return "", text


def _fitness(text: str, separator: str) -> tuple[int, int]:
    """How many known headings a row among the first has when they are parted so; then, how many cells."""
    known = cells_most = 0
    try:
        for number, cells in itertools.islice(_records(text[:200_000], separator), SEARCHED_ROWS):
            row = _row(number, cells, [])
            known = max(known, len({column.field for column in columns_of(row)}))
            cells_most = max(cells_most, len(cells))
    except _BrokenError:
        pass
    return known, cells_most


class _BrokenError(Exception):
    """A row that is not in order, and why, in words for a clerk."""


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row. Numbers are those of a spreadsheet program: a blank line has one too."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    for number in itertools.count(1):
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _BrokenError(_why_broken(str(error)) % {"row": number}) from None


def _why_broken(error: str) -> str:
    if error.startswith("field larger"):
        return _("Row %(row)s cannot be read: a cell of it is far too long.")
    return _(
        "Row %(row)s cannot be read: a quotation mark in it is not closed, or is followed by text. Save the list anew "
        "from a spreadsheet program."
    )


def _row(number: int, texts: list[str], notes: list[str]) -> Row:
    """Without blank cells at its end; without cells if all are blank."""
    cells = [Cell(text) if given and (text := clean(given)) else BLANK for given in texts]
    while cells and cells[-1] is BLANK:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        told = _("Columns after %(letters)s were left out.") % {"letters": letters(MOST_COLUMNS - 1)}
        notes.append(told) if told not in notes else None
    return Row(number, tuple(cells[:MOST_COLUMNS]))
