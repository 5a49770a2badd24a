"""From the bytes of a file to the list that stands in it."""

from __future__ import annotations

from pathlib import PurePath

from .file_kinds import XLSX, kind_of
from .headings import Table, table_of
from .read_csv import read_csv


def read_list(name: str, data: bytes, sheet: str = "") -> Table:
    """ValidationError on "file" or "sheet" for what is no list, each with what it is and what helps."""
    if kind_of(name, data) == XLSX:
        from .read_xlsx import read_xlsx  # noqa: PLC0415 -- slow import

        return table_of(PurePath(name).name, read_xlsx(data, sheet))
    return table_of(PurePath(name).name, read_csv(data))
