"""What each answer of the API looks like. `items` makes them of rows; the description of the API is made of these.

Every field is always there: null or an empty list where there is nothing. Addresses are absolute.
"""

from __future__ import annotations

import datetime
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from .letter_shape import Block, Letter, LetterEntry, LetterLanguage, Purpose, Shape

Day = datetime.date
Item = TypeVar("Item", bound=BaseModel)
Direction = Literal["outgoing", "incoming", "internal", "other"]


class Names(Shape):
    """A name in the languages in which there is one; English is always there."""

    en: str
    ar: str | None
    zh: str | None
    fr: str | None
    ru: str | None
    es: str | None


class BodyRef(Shape):
    slug: str = Field(examples=["itu-d-sg2"])
    code: str = Field(examples=["ITU-D SG2"])


class QuestionRef(Shape):
    number: str = Field(examples=["3/2"])
    slug: str | None = Field(description="null where the register does not know it", examples=["2022-2025-q3-2"])


class EntityRef(Shape):
    slug: str = Field(examples=["cote-d-ivoire"])
    name: str = Field(examples=["Côte d’Ivoire"])
    country: str | None = Field(description="Two letters of ISO 3166", examples=["CI"])


class Sender(Shape):
    text: str = Field(description="As printed in the statement")
    body: BodyRef | None
    questions: list[QuestionRef]


class Recipient(Sender):
    """A recipient or copy, with what was asked of it and what became of it."""

    purpose: Purpose | None
    deadline: Day | None
    deadline_text: str = Field(description="The deadline in words, as printed")
    state: Literal["awaited", "overdue", "answered"] | None = Field(description="null where no answer is expected")
    acknowledged: Day | None
    their_symbol: str | None = Field(description="Under which the recipient registered it")
    their_url: str | None
    considered_at: str | None = Field(description="The slug of the meeting")
    outcome: Literal["noted", "reply_agreed", "forwarded", "deferred", "no_action"] | None
    outcome_text: str
    answered: Day | None
    answered_by: str | None = Field(description="The slug of the statement that answers it, where that is public")


class InReplyTo(Shape):
    slug: str | None = Field(description="null where the statement that is answered has no public page here")
    text: str
    symbol: str | None
    date: Day | None


class StatementItem(Shape):
    """A liaison statement as it stands in lists."""

    slug: str = Field(description="Its name in addresses, which never changes")
    url: str = Field(description="Of its page")
    api: str = Field(description="Of the statement here, with the whole Letter")
    json_: str = Field(alias="json", description="Of its Letter alone, as a file")
    title: str
    date: Day | None = Field(description="That it bears")
    sent: Day | None = Field(description="The date of record")
    received: Day | None
    symbol: str | None
    language: LetterLanguage
    languages: list[str] = Field(description="In which it can be read: its own, and its public language versions")
    direction: Direction
    status: Literal["sent", "recorded", "closed", "withdrawn"]
    published: Literal["full", "header"] = Field(description="header: neither text nor annexes are public")
    study_period: str | None = Field(examples=["2022-2025"])
    from_: list[Sender] = Field(alias="from")
    to: list[Recipient]
    cc: list[Recipient]
    meeting: str | None = Field(description="The slug of the meeting that approved it")
    topics: list[str] = Field(description="Slugs")
    in_reply_to: list[InReplyTo]
    answered_by: list[str] = Field(description="The slugs of the public statements that answer it")
    revision: int = Field(description="0 as first issued; one more with each correction")
    updated: datetime.datetime


class Withdrawal(Shape):
    date: Day | None
    reason: str


class Files(Shape):
    pdf: str
    docx: str
    txt: str
    json_: str = Field(alias="json")


class Statement(StatementItem):
    """A liaison statement with all that is public of it."""

    withdrawal: Withdrawal | None
    registered_as: str | None = Field(description="The slug of the document of ours, where that is public")
    files: Files
    revisions: str = Field(description="The address of its revisions")
    annexes: str = Field(description="The address of its annexes")
    letter: Letter


class RevisionItem(Shape):
    number: int
    made: datetime.datetime
    reason: str = Field(description="“” for the first")
    api: str
    files: Files


class Revision(RevisionItem):
    letter: Letter


class AnnexEntry(LetterEntry):
    document: str | None = Field(description="The slug of the document, where that is public here")


class Annex(Shape):
    number: int
    url: str
    api: str
    pdf: str
    title: str
    intro: list[Block]
    columns: list[str]
    entries: list[AnnexEntry]
    content: list[Block]


class DocumentRef(Shape):
    slug: str
    symbol: str
    api: str


class DocumentItem(Shape):
    """A paper of the register as it stands in lists; each revision is one."""

    slug: str = Field(examples=["d22-sg02-c-0034"])
    url: str = Field(description="Of its page")
    api: str
    symbol: str = Field(examples=["2/34"])
    code: str | None = Field(examples=["D22-SG02-C-0034"])
    title: str
    kind: Literal["action", "information", "liaison", "administrative", "agenda", "report", "temporary", "other"] = (
        Field(description="action and information are the two kinds of contributions")
    )
    language: str
    study_period: str | None
    body: BodyRef | None
    sources: list[EntityRef]
    source_text: str = Field(description="The source as printed")
    questions: list[QuestionRef]
    meeting: str | None = Field(description="The slug of the meeting")
    received: Day | None
    revision: int
    address: str | None = Field(description="Of the document itself, elsewhere")
    access: Literal["public", "account", "unknown"] = Field(description="Whether that address asks for an account")


class Brief(Shape):
    topic: str = Field(description="The slug of the topic")
    language: str
    text: str


class StatementRef(Shape):
    slug: str
    api: str
    url: str
    title: str
    symbol: str | None
    date: Day | None


class Document(DocumentItem):
    """A paper with all that is public of it, and the newest statements that cite it."""

    other_symbols: list[str]
    abstract: str
    briefs: list[Brief]
    revisions: list[DocumentRef] = Field(description="Of the same number, the latest first")
    cited_in: list[StatementRef] = Field(description="The newest that cite any revision of it, at most 25")
    cited_in_all: str = Field(description="The address of all of them")


class BodyItem(Shape):
    slug: str
    url: str
    api: str
    code: str
    names: Names
    kind: str = Field(examples=["study_group"])
    parent: str | None = Field(description="The slug of the body that it is part of")
    is_home: bool = Field(description="The body whose register this is; it and its parts are “ours”")
    starts: Day | None
    ends: Day | None
    successor: str | None = Field(description="The slug of the body that took over its work")
    website: str | None
    wanted_format: str
    received: str = Field(description="The address of all that was sent to it, what awaits a reply first")


class Body(BodyItem):
    former_names: list[str]
    parts: list[str] = Field(description="Slugs")


class QuestionItem(Shape):
    slug: str
    url: str
    number: str
    names: Names
    study_period: str
    group: BodyRef
    terms_of_reference: str | None


class Question(QuestionItem):
    continues: list[str] = Field(description="The slugs of the earlier Questions whose work it takes up")
    continued_by: list[str]


class StudyPeriod(Shape):
    label: str
    prefix: str | None = Field(description="With which codes of its documents begin", examples=["D22"])
    starts: Day | None
    ends: Day | None
    is_running: bool


class MeetingItem(Shape):
    slug: str
    url: str
    api: str
    names: Names
    kind: str = Field(examples=["rapporteur_group"])
    body: BodyRef
    questions: list[QuestionRef] = Field(description="Empty: all of its body")
    within: str | None = Field(description="The slug of the meeting that it is a sitting of")
    study_period: str | None
    number: str
    place: str
    starts: Day | None
    ends: Day | None
    dates_text: str
    status: Literal["planned", "confirmed", "cancelled"]
    document_deadline: Day | None
    website: str | None


class Meeting(MeetingItem):
    sittings: list[str] = Field(description="Slugs")
    statements: str = Field(description="The address of the statements that concern it")
    documents: str = Field(description="The address of its documents")


class Topic(Shape):
    slug: str
    url: str
    api: str
    code: str | None
    names: Names
    statements: str
    documents: str


class Member(Shape):
    slug: str
    url: str
    api: str
    names: Names
    kind: str = Field(examples=["member_state"])
    code: str | None
    country: str | None
    region: Literal["AFR", "AMS", "ARB", "ASP", "CIS", "EUR"] | None
    website: str | None
    documents: str = Field(description="The address of its papers")
    statements: str = Field(description="The address of the statements that cite its papers")


class RoleRef(Shape):
    code: str = Field(examples=["co-rapporteur"])
    name: str


class Appointment(Shape):
    """A role that somebody holds, or held, for a body or a Question."""

    name: str
    honorific: str
    email: str | None = Field(description="Of those in office alone, and where this site shows addresses")
    role: RoleRef
    body: BodyRef | None
    question: QuestionRef | None
    represents: EntityRef | None
    study_period: str | None
    starts: Day | None = Field(description="null where it is not known")
    ends: Day | None
    standing: Literal["now", "before", "coming"]


class Index(Shape):
    """Where everything is."""

    title: str
    version: str
    openapi: str
    documentation: str
    statements: str
    documents: str
    bodies: str
    questions: str
    study_periods: str
    meetings: str
    topics: str
    members: str
    appointments: str
    search: str


class Page(Shape, Generic[Item]):
    """A part of a list. Follow `next` until it is null to read all of it."""

    items: list[Item]
    next: str | None = Field(description="The address of what follows; null at the end")
    previous: str | None = Field(description="The address of what comes before; null at the beginning")
