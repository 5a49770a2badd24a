"""What an annex may be compiled of: the documents that a choice finds, and what is new about those that are in it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from contributions import symbols
from contributions.models import Brief, Document, Meeting
from liaison import wording
from liaison.models import Annex, Entry, Statement

MOST = 300  # documents that one choice may find; more are narrowed down first
WORDS = ("source", "title", "brief")  # what the register says of a document, beside its symbol
REVISION = "revision"


@dataclass(frozen=True)
class Choice:
    """What documents are looked for: all that is chosen must hold. Rows of the register by their keys.

    A meeting stands for the meetings around it and its sittings too. `unsent` leaves out what every recipient was
    sent before.
    """

    topics: tuple[int, ...] = ()
    questions: tuple[int, ...] = ()
    meetings: tuple[int, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None
    unsent: bool = True
    contributions: bool = True

    @property
    def is_empty(self) -> bool:
        return not (self.topics or self.questions or self.meetings or self.first or self.last)

    def stored(self) -> dict[str, Any]:
        days = {name: day.isoformat() for name in ("first", "last") if (day := getattr(self, name))}
        keys = {name: list(getattr(self, name)) for name in ("topics", "questions", "meetings")}
        return {**keys, **days, "unsent": self.unsent, "contributions": self.contributions}

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Choice:
        keys = {name: tuple(stored.get(name, ())) for name in ("topics", "questions", "meetings")}
        days = {name: datetime.date.fromisoformat(stored[name]) for name in ("first", "last") if stored.get(name)}
        return cls(**keys, **days, **{name: bool(stored.get(name, True)) for name in ("unsent", "contributions")})


@dataclass(frozen=True)
class News:
    """What the register says today of a row's document and did not say before.

    `is_safe` where the statement still says what the register said before, so that nothing of the clerk's is lost.
    """

    field: str  # one of WORDS, or REVISION
    new: str
    is_safe: bool

    @property
    def label(self) -> str:
        words = {REVISION: _("Later revision:"), "source": _("Source:"), "title": _("Title:"), "brief": _("Brief:")}
        return words[self.field]


@dataclass
class ProposedRow:
    """A row that stands in the annex (`entry`), or may; `words` are those of the register today."""

    document: Document | None
    words: dict[str, str]
    entry: Entry | None = None
    is_passed: bool = False  # it was passed over before
    news: list[News] = field(default_factory=list)
    revision: Document | None = None  # a later one than the entry's
    earlier_sent: datetime.date | None = None  # when an earlier revision of it was sent

    @property
    def is_new(self) -> bool:
        return self.entry is None and not self.is_passed


@dataclass
class Proposal:
    rows: list[ProposedRow]
    left_out: int = 0  # sent to every recipient before
    is_cut: bool = False  # there were more than MOST

    @property
    def new(self) -> list[ProposedRow]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[ProposedRow]:
        return [row for row in self.rows if row.news]

    @property
    def passed(self) -> list[ProposedRow]:
        return [row for row in self.rows if row.is_passed]


def choice_for(statement: Statement, annex: Annex | None = None) -> Choice:
    """What was chosen last for the annex; for a new one the statement's topics and its senders' Questions."""
    if annex and annex.compiled:
        return Choice.of(annex.compiled)
    topics = tuple(topic.pk for topic in statement.topics.all())
    questions = {question.pk: None for party in statement.senders for question in party.questions.all()}
    return Choice(topics=topics, questions=tuple(questions))


def annex_propose(*, statement: Statement, annex: Annex | None, choice: Choice) -> Proposal:
    """The annex's rows in their order, with what is new about them, and among them what the choice finds besides.

    `statement` is read with `for_detail`, `annex` one of its annexes. Of each document the latest revision is
    proposed, in document order, with the brief on the chosen topics. Documents that are kept for staff are not.
    """
    entries = list(annex.entries.all()) if annex else []
    found = [] if choice.is_empty else list(_chosen(choice).in_document_order().for_list()[: MOST + 1])
    family = Family.of([*found[:MOST], *(entry.document for entry in entries if entry.document)])
    register = Register(statement, choice, family)
    rows = [register.row_of(entry) for entry in entries]
    present = {row.document.number_key for row in rows if row.document}
    latest = {document.number_key: family.latest(document) for document in found[:MOST]}
    sent = sent_before(statement)
    new = [document for key, document in latest.items() if key not in present]
    unsent = [document for document in new if not (choice.unsent and sent.has(document))]
    passed = set(annex.compiled.get("passed", ())) if annex else set()
    for document in sorted(unsent, key=lambda row: (row.sort_key, row.pk)):
        row = ProposedRow(document, register.words(document), is_passed=document.pk in passed)
        row.earlier_sent = sent.earlier(document)
        rows.insert(len(rows) if row.is_passed else _place(rows, document), row)
    rows.sort(key=lambda row: row.is_passed)
    return Proposal(rows, len(new) - len(unsent), len(found) > MOST)


def row_for(document: Document, statement: Statement, choice: Choice) -> ProposedRow:
    """The row of one document, as it was named."""
    document = Document.objects.for_list().get(pk=document.pk)
    return ProposedRow(document, Register(statement, choice, Family.of([document])).words(document))


def documents_named(text: str, statement: Statement) -> list[Document]:
    """What a symbol in any spelling names, one a paper: the revision that it names, or the latest.

    Where the symbol tells no period and papers of several have it, those of the statement's period count.
    """
    period = statement.period or next((row.period for one in statement.senders for row in one.questions.all()), None)
    try:
        symbol = symbols.parse(text, symbols.Context(period_prefix=period.prefix or None) if period else None)
        papers = Document.objects.with_symbol(symbol)
    except symbols.SymbolError:
        papers = Document.objects.spelt(text)
    found: dict[object, Document] = {}
    for document in papers.for_choice()[:50]:
        found.setdefault(document.number_key, document)
    return list(found.values())


def _chosen(choice: Choice) -> Any:
    found = Document.objects.public()
    if choice.topics:
        found = found.for_topic(*choice.topics)
    if choice.questions:
        found = found.for_question(*choice.questions)
    if choice.meetings:
        found = found.of_meetings(Meeting.objects.keys_around(choice.meetings))
    if choice.first:
        found = found.received_from(choice.first)
    if choice.last:
        found = found.received_until(choice.last)
    return found.contributions() if choice.contributions else found


def _place(rows: list[ProposedRow], document: Document) -> int:
    """After the last row that document order puts before it."""
    before = [n for n, row in enumerate(rows) if row.document and row.document.sort_key <= document.sort_key]
    return before[-1] + 1 if before else 0


class Family:
    """All public revisions of some documents, the latest first, with their sources."""

    def __init__(self, revisions: dict[object, list[Document]]) -> None:
        self.revisions = revisions

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Family:
        given = list(documents)
        numbers = {(row.prefix, row.series, row.number) for row in given if row.number is not None}
        rows: Iterable[Document] = Document.objects.public().numbered(numbers).for_list() if numbers else []
        wanted = {row.number_key for row in given}
        family: dict[object, list[Document]] = {}
        for row in sorted(rows, key=lambda row: -row.revision):
            if row.number_key in wanted:
                family.setdefault(row.number_key, []).append(row)
        return cls(family)

    def latest(self, document: Document) -> Document:
        return self.of_number(document)[0]

    def of_number(self, document: Document) -> list[Document]:
        return self.revisions.get(document.number_key) or [document]

    def later_than(self, document: Document) -> Document | None:
        latest = self.latest(document)
        return latest if latest.revision > document.revision else None

    def known(self, document: Document) -> Document:
        """The same one, read with its sources where it is public."""
        return next((row for row in self.of_number(document) if row.pk == document.pk), document)

    def keys(self) -> list[int]:
        return [row.pk for rows in self.revisions.values() for row in rows]


class Register:
    """What the register says of documents, in the statement's language, and what of that is new to a row."""

    def __init__(self, statement: Statement, choice: Choice, family: Family) -> None:
        self.language, self.family = statement.language, family
        topics = choice.topics or [topic.pk for topic in statement.topics.all()]
        self.briefs = Brief.objects.on_topics(topics, self.language)
        self.texts = self.briefs.texts(family.keys()) if topics else {}

    def words(self, document: Document) -> dict[str, str]:
        """Symbol, source, title and brief; without a brief of its own that of an earlier revision."""
        earlier = [row for row in self.family.of_number(document) if row.revision <= document.revision]
        texts = self.texts if earlier else self.briefs.texts([document.pk])
        brief = next((texts[row.pk] for row in [*earlier, document] if row.pk in texts), "")
        return wording.document(self.family.known(document), self.language) | {"brief": brief}

    def row_of(self, entry: Entry) -> ProposedRow:
        if entry.document is None:
            return ProposedRow(None, {}, entry)
        later = self.family.later_than(entry.document)
        row = ProposedRow(entry.document, self.words(later or entry.document), entry, revision=later)
        row.news = list(_news(entry, row))
        return row


def _news(entry: Entry, row: ProposedRow) -> Iterable[News]:
    """Of a row that was never compared with the register, only a later revision and a missing brief are known news."""
    before = entry.taken
    if row.revision:
        yield News(REVISION, row.revision.symbol, all(getattr(entry, name) == before.get(name) for name in WORDS))
    for name in WORDS:
        new, old, mine = row.words[name], before.get(name), getattr(entry, name)
        is_news = new != old if old is not None else bool(row.revision) or not mine
        if new and is_news and new != mine:
            yield News(name, new, is_safe=mine == (old or ""))


class Sent:
    """The documents that every recipient of a statement was sent before, with the day on which one was sent last."""

    def __init__(self, rows: Collection[dict[tuple[object, ...], datetime.date]]) -> None:
        self.days = {key: min(row[key] for row in rows) for key in set.intersection(*map(set, rows))} if rows else {}

    def has(self, document: Document) -> bool:
        return _revision(document) in self.days

    def earlier(self, document: Document) -> datetime.date | None:
        """When an earlier revision was sent; None where none was, or this one was."""
        key = document.number_key
        days = [day for (number, revision), day in self.days.items() if number == key and revision < document.revision]
        return None if self.has(document) else max(days, default=None)


def _revision(document: Document) -> tuple[object, int]:
    return document.number_key, document.revision


def sent_before(statement: Statement) -> Sent:
    found = []
    for party in statement.recipients:
        rows = Entry.objects.sent_to(party).select_related("document", "annex__statement")
        found.append({_revision(row.document): row.annex.statement.sent_on or datetime.date.min for row in rows})
    return Sent(found)
