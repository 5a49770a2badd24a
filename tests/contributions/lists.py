"""Lists of documents for tests: files made of rows, read, and held against the register."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from contributions.lists.headings import Table
from contributions.lists.outcome import Outcome
from contributions.lists.reading import read_list
from contributions.services import documents_import
from tests import factory

Rows = Sequence[Sequence[Any]]


def csv_of(*rows: Sequence[Any], separator: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


def workbook_of(*rows: Sequence[Any], title: str = "List") -> Any:
    workbook = openpyxl.Workbook()
    workbook.active.title = title
    for row in rows:
        workbook.active.append(row)
    return workbook


def bytes_of(workbook: Any) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def xlsx_of(*rows: Sequence[Any]) -> bytes:
    return bytes_of(workbook_of(*rows))


def table_of(*rows: Sequence[Any]) -> Table:
    return read_list("list.csv", csv_of(*rows))


def texts(table: Table) -> list[dict[str, str]]:
    """What stands in the rows, by kind of column."""
    return [{name: cell.text for name, cell in row.cells.items() if cell.text} for row in table.rows]


def take_in(*rows: Sequence[Any], **options: Any) -> Outcome:
    """The list taken in, its symbols being of the period 2022-2025 if nothing else is said."""
    if "period" not in options:
        options["period"] = factory.make_period()
    return documents_import(table=table_of(*rows), **options)


def refusals(outcome: Outcome) -> dict[int, tuple[str, ...]]:
    return {row.row: row.reasons for row in outcome.refused}


def states(outcome: Outcome) -> dict[str, str]:
    return {row.symbol: row.state for row in outcome.rows}


def changes(outcome: Outcome) -> dict[str, list[tuple[str, str, str]]]:
    return {row.symbol: [(c.label, c.old, c.new) for c in row.changes] for row in outcome.changed}
