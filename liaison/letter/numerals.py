"""Roman numbers."""

from __future__ import annotations

ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """In small letters: 4 is "iv"; "" below one."""
    text = ""
    for value, letters in ROMANS:
        count, number = divmod(max(number, 0), value)
        text += letters * count
    return text
