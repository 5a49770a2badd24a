"""The parts that a statement's text falls into: labels with their blocks, what stands on top, the content."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .letter import Run
from .read_labels import Label, is_nobody, label_key
from .rich_source import tail
from .text_lines import Line, flat

FORM_NAMES = frozenset(
    label_key(name)
    for name in (
        "liaison statement", "note de liaison", "declaración de coordinación", "заявление о взаимодействии",
        "بيان اتصال", "联络声明", "LS", "liaison statement (LS)",
    )
)  # fmt: skip


@dataclass
class Block:
    """A label and the lines of its block; text on the label's own line is the first of them."""

    label: Label
    line: Line
    lines: list[Line] = field(default_factory=list)
    filled: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        self.lines.append(line)
        if line.text:
            self.filled.append(line)

    def drop(self, unwanted: Callable[[Line], bool]) -> None:
        """Leave out lines, a blank one in the place of each."""
        self.lines = [Line(line.number, False, ()) if line.text and unwanted(line) else line for line in self.lines]
        self.filled = [line for line in self.lines if line.text]

    @property
    def awaits(self) -> bool:
        """Whether its value may still come: not where an empty cell stands beside the label."""
        return not any(line.tabbed and not line.text for line in self.lines)

    @property
    def is_nobody(self) -> bool:
        return len(self.filled) == 1 and is_nobody(self.filled[0].text)

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.filled]

    @property
    def text(self) -> str:
        return flat(" ".join(self.texts))


def block_of(label: Label, line: Line) -> Block:
    """A label's block with what stands on its own line."""
    block = Block(label, line)
    if label.rest:
        block.add(after_label(line, label.rest))
    return block


@dataclass
class Parts:
    top: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    unknown: list[Block] = field(default_factory=list)
    form_names: list[Line] = field(default_factory=list)
    content: list[Line] = field(default_factory=list)

    def of(self, *fields: str) -> list[Block]:
        return [block for block in self.blocks if block.label.field in fields]

    @property
    def languages(self) -> list[frozenset[str]]:
        return [block.label.languages for block in self.blocks if block.label.languages]


def after_label(line: Line, rest: str) -> Line:
    """What stands beside a label, as a line of its own; `rest` has its cells on lines."""
    origin = line.origin
    if origin is not None:
        origin = replace(origin, inlines=tail(origin.inlines, rest))
    return Line(line.number, True, tuple(rest.split("\n")), 0, origin)


def one_cell(line: Line, cell: str) -> Line:
    """A cell of a line as a line of its own."""
    origin = replace(line.origin, inlines=(Run(cell),)) if line.origin else None
    return Line(line.number, False, (cell,), 0, origin)


def is_form_name(text: str) -> bool:
    return label_key(re.sub(r"\s", "", text)) in {name.replace(" ", "") for name in FORM_NAMES}
