"""What a row of a list would change in the register, told by column with the old and the new value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import formats
from django.utils.translation import gettext as _

from contacts.enumeration import enumerated
from contacts.models import Entity, Question
from contributions import symbols
from contributions.models import Brief, Document, DocumentSymbol

from .cells import clean, one_line
from .papers import CONTRIBUTION, Paper
from .register import Register
from .words import label_of

KINDS = {  # of series whose symbol says it
    "ADM": Document.Kind.ADMINISTRATIVE,
    "REP": Document.Kind.REPORT,
    "LS": Document.Kind.LIAISON_STATEMENT,
    "INF": Document.Kind.FOR_INFORMATION,
    "TD": Document.Kind.TEMPORARY,
    "TEMP": Document.Kind.TEMPORARY,
    "DT": Document.Kind.TEMPORARY,
}
TOLD_OF_NEW = ("kind", "body", "period")  # the first two whether or not the row says them; the last is the list's
ONE_LINE = ("title", "source_text")


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass
class Entry:
    """A document as it is to be stored: the changed columns, and the rows of other tables that are to be written."""

    paper: Paper
    document: Document
    is_new: bool
    changes: list[Change] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    sources: list[Entity] | None = None  # those that take the place of the stored ones; None leaves them
    questions: list[Question] | None = None
    new_symbols: list[DocumentSymbol] = field(default_factory=list)
    new_briefs: list[Brief] = field(default_factory=list)
    changed_briefs: list[Brief] = field(default_factory=list)

    def set(self, column: str, value: Any) -> None:
        """Take a value for a column, and tell it where another one is stored."""
        old = getattr(self.document, column)
        if _same(column, old, value):
            return
        setattr(self.document, column, value)
        self.columns.add(column)
        if not (self.is_new and column in TOLD_OF_NEW):
            self.tell_column(column, shown(self.document, column, old))

    def tell_column(self, column: str, old: str = "") -> None:
        label = str(Document._meta.get_field(column).verbose_name)
        self.tell(label, old, shown(self.document, column, getattr(self.document, column)))

    def tell(self, label: str, old: str, new: str) -> None:
        self.changes.append(Change(label, old, new))


def entry_of(paper: Paper, stored: Document | None, register: Register) -> Entry:
    """What to store of a row. Adds to the paper's refusals what no document can have."""
    entry = Entry(paper, stored or Document(symbol=paper.symbol_text), is_new=stored is None)
    if stored is None:
        _begin(entry, register)
    for column, value in paper.columns.items():
        if column != "kind" or value != CONTRIBUTION:
            entry.set(column, value)
        elif entry.document.kind not in Document.CONTRIBUTIONS:
            entry.set(column, Document.Kind.FOR_ACTION)
    if stored is None:
        entry.document.read_symbol()
        for column in ("kind", "body"):
            if getattr(entry.document, column):
                entry.tell_column(column)
    _take_sources(entry)
    _take_questions(entry)
    _take_symbols(entry)
    _take_briefs(entry)
    if entry.is_new or entry.columns:
        _check(entry)
    return entry


def _begin(entry: Entry, register: Register) -> None:
    """What a new document has besides what its row says: what the symbol tells of its kind and who issued it."""
    paper, document = entry.paper, entry.document
    if not paper.title and not any("title" in column for column in paper.columns):
        paper.refusals.append(_("A new document needs a title."))
    if paper.symbol is None:
        return
    document.kind = KINDS.get(paper.symbol.series.partition("-")[0], document.kind)
    document.body = register.body_of(paper.symbol)


def _take_sources(entry: Entry) -> None:
    """Entities in the order of the cell. Where it holds unknown names, what somebody chose for them by hand stays."""
    sources = entry.paper.sources
    if sources is None:
        return
    stored = [] if entry.is_new else entry.document.entities
    wanted = sources.entities
    if not sources.all_known and "source_text" not in entry.columns and not entry.is_new:
        wanted = [*stored, *(entity for entity in wanted if entity not in stored)]
    if wanted != stored:
        entry.sources = wanted
        entry.tell(_("sources"), _names(stored), _names(wanted))


def _take_questions(entry: Entry) -> None:
    wanted = entry.paper.questions
    if wanted is None:
        return
    stored = [] if entry.is_new else sorted(entry.document.questions.all(), key=lambda question: question.place)
    wanted = sorted(wanted, key=lambda question: question.place)
    if wanted != stored:
        entry.questions = wanted
        old, new = (enumerated(question.label for question in questions) for questions in (stored, wanted))
        entry.tell(label_of("questions"), old, new)


def _take_symbols(entry: Entry) -> None:
    """Other symbols are added; none is taken away."""
    document = entry.document
    stored = [] if entry.is_new else list(document.other_symbols.all())
    known = {_symbol_key(document, text) for text in [document.symbol, *(other.symbol for other in stored)]}
    for text in entry.paper.other_symbols:
        key = _symbol_key(document, text)
        if key not in known:
            known.add(key)
            other = DocumentSymbol(document=document, symbol=text)
            other.read_symbol()
            entry.new_symbols.append(other)
    if entry.new_symbols:
        old = [other.symbol for other in stored]
        new = old + [other.symbol for other in entry.new_symbols]
        entry.tell(label_of("other_symbols"), enumerated(old), enumerated(new))


def _symbol_key(document: Document, text: str) -> object:
    try:
        return symbols.parse(text, document.context)
    except symbols.SymbolError:
        return text.casefold()


def _take_briefs(entry: Entry) -> None:
    """Topics are added, and briefs put in the place of those in the same language; none is taken away."""
    document = entry.document
    stored = [] if entry.is_new else list(document.briefs.all())
    for topic, text in entry.paper.briefs.items():
        on_topic = [brief for brief in stored if brief.topic_id == topic.pk]
        same = next((b for b in on_topic if b.language == document.language or not b.text), None)
        label = _("brief on %(topic)s") % {"topic": topic}
        if same is None and (text or not on_topic):
            entry.new_briefs.append(Brief(document=document, topic=topic, language=document.language, text=text))
            entry.tell(label if text else label_of("topics"), "", text or str(topic))
        elif same and text and clean(same.text) != text:
            entry.tell(label, same.text, text)
            same.text, same.language = text, document.language
            entry.changed_briefs.append(same)


def _check(entry: Entry) -> None:
    """What the admin would hold against a value; references are of the register, so they need no look-up."""
    fields = Document._meta.concrete_fields
    exclude = {column.name for column in fields if column.is_relation or column.name in ("id", "slug")}
    if entry.paper.refusals:
        exclude.add("title")
    try:
        entry.document.clean_fields(exclude=exclude)
    except ValidationError as refusal:
        for column, messages in refusal.message_dict.items():
            label = str(Document._meta.get_field(column).verbose_name)
            entry.paper.refusals += [f"{label[:1].upper()}{label[1:]}: {message}" for message in messages]


def _same(column: str, old: Any, new: Any) -> bool:
    """Texts that differ in spaces alone are the same."""
    if isinstance(old, str) and isinstance(new, str):
        if column in ONE_LINE:
            return one_line(clean(old)) == one_line(new)
        return clean(old) == new
    return old == new


def shown(document: Document, column: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, Model):
        return str(value)
    choices = dict(Document._meta.get_field(column).flatchoices)
    if choices:
        return str(choices.get(value, value))
    return formats.date_format(value) if hasattr(value, "isoformat") else str(value)


def _names(entities: Iterable[Entity]) -> str:
    return enumerated(entities)
