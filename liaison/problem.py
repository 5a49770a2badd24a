"""What is missing from a statement, or odd about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`field` is the form field or the rows that it concerns; `blocks` is whether sending waits for it."""

    field: str
    message: str
    blocks: bool = True
