"""The tables of data in this project: CSV, UTF-8, a heading line, several values in a cell parted by semicolons."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"

NAME_COLUMNS = ("name", "name_ar", "name_zh", "name_fr", "name_ru", "name_es")

Row = dict[str, str]


@dataclass(frozen=True)
class Tally:
    """How many rows of a table were added to the register, and how many stood there before."""

    added: int
    present: int


def read_table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values_of(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(";") if value.strip()]


def names_in(row: Row) -> Row:
    """The columns of a row that hold its name, for a model with names in six languages."""
    return {column: row[column] for column in NAME_COLUMNS if row.get(column)}
