"""The Letter: a liaison statement as a document, and nothing else.

Every reader makes a Letter and every writer takes one, so what is read can be written and compared. The classes
are frozen and compare by value; sequences are tuples. Printed words are strings, "" when absent; codes and dates
are None when absent. The names are those of the JSON form (`to_json`, `read_json`), which is a public contract.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

SCHEMA = 1

MARKS = ("strong", "em", "sub", "sup")
PURPOSES = ("action", "comment", "information")
APPROVAL_LEVELS = ("study_group", "rapporteur_group", "correspondence", "management")
LIST_STYLES = ("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style. `marks` are a sorted subset of MARKS; `href` is http, https or mailto."""

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Break:
    """A line break inside a paragraph."""


Inline = Run | Break


@dataclass(frozen=True)
class Paragraph:
    type: ClassVar[str] = "paragraph"
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading inside the content; level 3 or 4, since 1 is the statement's title and 2 a part of the page."""

    type: ClassVar[str] = "heading"
    level: int = 3
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class ItemList:
    type: ClassVar[str] = "list"
    ordered: bool = False
    start: int = 1
    style: str = "decimal"
    items: tuple[tuple[Block, ...], ...] = ()


@dataclass(frozen=True)
class Cell:
    blocks: tuple[Block, ...] = ()
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Table:
    """`head_rows` of the rows, counted from the first, are column headings."""

    type: ClassVar[str] = "table"
    head_rows: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()


Block = Paragraph | Heading | ItemList | Table


@dataclass(frozen=True)
class Party:
    """A sender. `text` is what was printed and stays, also where `body` (a code of the register) is known."""

    text: str = ""
    body: str | None = None
    questions: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class Recipient(Party):
    """A recipient or copy. `deadline_text` holds a deadline's words ("mid-May 2007"), beside or without a date."""

    purpose: str | None = None
    deadline: datetime.date | None = None
    deadline_text: str = ""


@dataclass(frozen=True)
class InReplyTo:
    text: str = ""
    symbol: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True)
class Meeting:
    """A meeting or a span of days as printed; `end` is the last day, included."""

    text: str = ""
    start: datetime.date | None = None
    end: datetime.date | None = None


@dataclass(frozen=True)
class Approval:
    text: str = ""
    level: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True)
class Contact:
    """A contact as printed. `label` is the heading it stands under: "Contact", "BDT Focal Point"."""

    label: str = "Contact"
    honorific: str = ""
    name: str = ""
    role: str = ""
    affiliation: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Entry:
    """A row of an annex's table. `symbol` is the document's as printed, None where the row cites none."""

    symbol: str | None = None
    source: str = ""
    title: str = ""
    brief: tuple[Block, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Annex:
    number: int = 1
    title: str = ""
    intro: tuple[Block, ...] = ()
    columns: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    content: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the statement; `sha256` is 64 hexadecimal digits, or ""."""

    title: str = ""
    symbol: str | None = None
    url: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Letter:
    title: str = ""
    subtitle: tuple[str, ...] = ()
    symbol: str | None = None
    other_symbols: tuple[str, ...] = ()
    reference: str = ""
    date: datetime.date | None = None
    language: str = "en"
    original_language: str = "en"
    study_period: str | None = None
    action_required: str = ""
    from_: tuple[Party, ...] = ()
    to: tuple[Recipient, ...] = ()
    cc: tuple[Recipient, ...] = ()
    in_reply_to: tuple[InReplyTo, ...] = ()
    meeting: Meeting = Meeting()
    approval: Approval = Approval()
    contacts: tuple[Contact, ...] = ()
    reply_to: str = ""
    signatures: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    abstract: tuple[Block, ...] = ()
    content: tuple[Block, ...] = ()
    next_meetings: tuple[Meeting, ...] = ()
    annexes: tuple[Annex, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    def replace(self, **changes: object) -> Letter:
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type]

    def as_printed(self) -> Letter:
        """What a printed copy carries of the letter: words, not codes; see `printed`."""
        from .printed import as_printed  # noqa: PLC0415 -- circular import

        return as_printed(self)


@dataclass(frozen=True)
class Finding:
    """What a reader could not settle, or what a clerk should know. `field` is a path such as "to[1].deadline"."""

    level: str  # "error", "warning" or "note"
    field: str
    where: str  # "line 14"; "" where the whole file is meant
    message: str

    @property
    def key(self) -> str:
        """By which it is known that somebody has seen it."""
        text = "\0".join((self.field, self.where, self.message))
        return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


@dataclass(frozen=True)
class Reading:
    """What a reader made of one file: a letter, or None and findings that say what the file is instead."""

    letter: Letter | None
    findings: tuple[Finding, ...] = ()

    @property
    def is_statement(self) -> bool:
        return self.letter is not None


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain text; a newline becomes a line break."""
    inlines: list[Inline] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            inlines.append(Break())
        if line:
            inlines.append(Run(line))
    return Paragraph(tuple(inlines))


def inline_text(inlines: Iterable[Inline]) -> str:
    return "".join("\n" if isinstance(inline, Break) else inline.text for inline in inlines)


def plain_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of the blocks, a line for each paragraph, heading, item and cell, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield from inline_text(block.inlines).split("\n")
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from plain_lines(item)
        else:
            for row in block.rows:
                for cell in row:
                    yield from plain_lines(cell.blocks)


def plain_text(blocks: Iterable[Block]) -> str:
    return "\n".join(plain_lines(blocks))
