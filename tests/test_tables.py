"""Whoever hears a page learns what each of its tables holds before its rows are read."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = sorted((Path(__file__).resolve().parent.parent / "templates").rglob("*.html"))
TABLE = re.compile(r"<table\b.*?</table>", re.S)


def test_every_table_of_ours_has_a_caption() -> None:
    tables = [(path.name, table) for path in TEMPLATES for table in TABLE.findall(path.read_text(encoding="utf-8"))]
    assert len(tables) > 30
    assert [name for name, table in tables if "<caption" not in table] == []
