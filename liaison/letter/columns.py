"""The columns of an annex's table."""

from __future__ import annotations

from collections.abc import Sequence

# First headings of tables that count their rows.
NUMBERS = frozenset({"no", "nr", "n", "n°", "nº", "№", "#", "序号", "编号", "الرقم", "رقم"})


def counts_rows(columns: Sequence[str]) -> bool:
    """Whether the first column of an annex numbers its rows, before document, source, title and brief."""
    return len(columns) > 4 and columns[0].strip().rstrip(".:").casefold() in NUMBERS
