"""The Letter as JSON, as a schema: what `letter.to_json` writes. For the description of the API alone."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from liaison.letter.letter import SCHEMA

LetterLanguage = Literal["ar", "zh", "en", "fr", "ru", "es"]
Purpose = Literal["action", "comment", "information"]


class Shape(BaseModel):
    """All that is said is described, and all that is described is said."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Run(Shape):
    """A stretch of text in one style."""

    text: str
    marks: list[Literal["em", "strong", "sub", "sup"]]
    href: str = Field(description="Where it leads, “” where it is no link")
    lang: str = Field(description="Its language where that differs from the text around it, else “”")


class Break(Shape):
    """A line break inside a paragraph."""

    break_: Literal[True] = Field(alias="break")


Inline = Run | Break


class Paragraph(Shape):
    type: Literal["paragraph"]
    inlines: list[Inline]


class Heading(Shape):
    type: Literal["heading"]
    level: int = Field(description="3 or 4: the title of the statement is 1, a part of its page 2")
    inlines: list[Inline]


class ItemList(Shape):
    type: Literal["list"]
    ordered: bool
    start: int
    style: str
    items: list[list[Block]]


class Cell(Shape):
    blocks: list[Block]
    colspan: int
    rowspan: int


class Table(Shape):
    type: Literal["table"]
    head_rows: int = Field(description="So many of the rows, from the first, are headings of the columns")
    rows: list[list[Cell]]


Block = Annotated[Paragraph | Heading | ItemList | Table, Field(discriminator="type")]


class LetterSender(Shape):
    text: str = Field(description="As printed")
    body: str | None = Field(description="The code of the body, where it is known")
    questions: list[str] = Field(examples=[["3/2"]])
    address: str


class LetterRecipient(LetterSender):
    purpose: Purpose | None
    deadline: datetime.date | None
    deadline_text: str = Field(description="The deadline in words", examples=["mid-May 2007"])


class LetterReply(Shape):
    text: str
    symbol: str | None
    date: datetime.date | None


class LetterMeeting(Shape):
    text: str
    start: datetime.date | None
    end: datetime.date | None


class LetterApproval(Shape):
    text: str
    level: Literal["study_group", "rapporteur_group", "correspondence", "management"] | None
    date: datetime.date | None


class LetterContact(Shape):
    """A contact as printed. The e-mail address is “” where this site does not show addresses."""

    label: str
    honorific: str
    name: str
    role: str
    affiliation: str
    address: str
    email: str
    phone: str


class LetterEntry(Shape):
    """A row of an annex's table."""

    symbol: str | None
    source: str
    title: str
    brief: list[Block]
    url: str


class LetterAnnex(Shape):
    number: int
    title: str
    intro: list[Block]
    columns: list[str]
    entries: list[LetterEntry]
    content: list[Block]


class LetterAttachment(Shape):
    title: str
    symbol: str | None
    url: str
    sha256: str


class Letter(Shape):
    """A liaison statement as a document. Codes and dates are null where there are none, printed words are “”."""

    schema_: int = Field(alias="schema", description=f"The version of this form; {SCHEMA} today")
    title: str
    subtitle: list[str]
    symbol: str | None
    other_symbols: list[str]
    reference: str
    date: datetime.date | None
    language: str
    original_language: str
    study_period: str | None
    action_required: str
    from_: list[LetterSender] = Field(alias="from")
    to: list[LetterRecipient]
    cc: list[LetterRecipient]
    in_reply_to: list[LetterReply]
    meeting: LetterMeeting
    approval: LetterApproval
    contacts: list[LetterContact]
    reply_to: str
    signatures: list[str]
    keywords: list[str]
    abstract: list[Block]
    content: list[Block]
    next_meetings: list[LetterMeeting]
    annexes: list[LetterAnnex]
    attachments: list[LetterAttachment]
