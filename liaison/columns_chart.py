"""A picture of numbers over time: columns of three parts that patterns tell apart, as whole numbers for an SVG.

Where the page is read from right to left, so is the picture: the earliest column stands at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .overview import SpanLine

WIDTH, HEIGHT = 440, 210
MARGIN, TOP, FLOOR = 40, 14, 176  # the plot is from MARGIN to WIDTH, from TOP to FLOOR
KINDS = ("solid", "striped", "dotted")  # what we sent; what came in; all else
MOST_LABELS = 8


@dataclass(frozen=True)
class Part:
    kind: str
    y: int
    height: int


@dataclass(frozen=True)
class Column:
    x: int
    width: int
    middle: int
    parts: list[Part]
    label: str = ""


@dataclass(frozen=True)
class Rule:
    """A line across with its number."""

    y: int
    number: int


@dataclass(frozen=True)
class Chart:
    columns: list[Column] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    highest: SpanLine | None = None
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = FLOOR
    plot: tuple[int, int] = (MARGIN, WIDTH)
    numbers_at: int = MARGIN // 2


def chart_of(lines: Sequence[SpanLine], *, is_rtl: bool = False) -> Chart:
    """An empty chart where there is nothing to show."""
    highest = max(lines, key=lambda line: line.number.count, default=None)
    if not highest or not highest.number.count:
        return Chart()
    top = _round_above(highest.number.count)
    step = (WIDTH - MARGIN) / len(lines)
    width = max(2, round(step * 0.72))
    columns = []
    for place, line in enumerate(lines):
        x = round(MARGIN + place * step + (step - width) / 2)
        x = WIDTH - x - width if is_rtl else x
        columns.append(Column(x, width, x + width // 2, _parts(line, top), _label(lines, place)))
    rules = [
        Rule(_y(number, top), number) for number in sorted({0, top // 2, top}) if number in (0, top) or top % 2 == 0
    ]
    plot, numbers_at = ((0, WIDTH - MARGIN), WIDTH - MARGIN // 2) if is_rtl else ((MARGIN, WIDTH), MARGIN // 2)
    return Chart(columns, rules, highest, plot=plot, numbers_at=numbers_at)


def _parts(line: SpanLine, top: int) -> list[Part]:
    """From the floor upwards. The last ends where the whole does, so that rounding adds nothing."""
    outgoing, incoming, *others = (number.count for number in line.directions)
    parts, below = [], 0
    for kind, count in zip(KINDS, (outgoing, incoming, sum(others)), strict=True):
        if count:
            y = _y(below + count, top)
            parts.append(Part(kind, y, _y(below, top) - y))
        below += count
    return parts


def _label(lines: Sequence[SpanLine], place: int) -> str:
    """The year, under the first of its columns; not under all where they are many."""
    years = sorted({line.span.first.year for line in lines})
    year = lines[place].span.first.year
    is_first = place == 0 or lines[place - 1].span.first.year != year
    is_shown = (years.index(year) % -(-len(years) // MOST_LABELS)) == 0
    return f"{year}" if is_first and is_shown else ""


def _y(count: int, top: int) -> int:
    return round(FLOOR - (FLOOR - TOP) * count / top)


def _round_above(count: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 and so on."""
    size = 1
    while True:
        for digit in (1, 2, 5):
            if digit * size >= count:
                return digit * size
        size *= 10
