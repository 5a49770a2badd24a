"""What each row of a list says of a document, in terms of the register, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contacts.enumeration import enumerated
from contacts.models import Question, StudyPeriod
from contributions import symbols
from contributions.models import Document, Meeting, Topic

from .cells import Cell
from .dates import day_comes_first, looks_like_day
from .headings import Table, TableRow
from .questions import ALL, question_numbers
from .register import Register
from .sources import Sources, sources_of
from .values import Refused, checked_url, day, made_of_slash, meaning, parts_of, shown, the_one, told_of, within
from .words import is_nothing, label_of, meaning_of

LONGEST_CELL = 20_000  # of a text
LONGEST_LIST = 4_000  # of a cell with names
MOST_NAMES = 100_000  # of sources, in a list
LONGEST_SYMBOL = 80
_WRAPPED = re.compile(r"doc|contrib|https?:|www\.", re.IGNORECASE)  # Document 2/34, or its address
CONTRIBUTION = "contribution"  # for action or for information
Identity = tuple[Any, ...]


@dataclass
class Paper:
    """A row of the list. `columns` are those of Document; what a cell leaves empty is not among them."""

    row: int
    symbol_text: str = ""
    symbol: symbols.Symbol | None = None
    lacks_period: bool = False
    is_identified: bool = False  # its symbol can be taken, whatever else is wrong
    period: StudyPeriod | None = None
    columns: dict[str, Any] = field(default_factory=dict)
    sources: Sources | None = None
    questions: list[Question] | None = None
    briefs: dict[Topic, str] = field(default_factory=dict)  # "" where the list says no more than the topic
    other_symbols: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def identity(self) -> Identity:
        """What no two documents have alike: the parts of a symbol; one of unknown form as printed, in its period."""
        if self.symbol is None:
            return (self.period.pk if self.period else None, self.symbol_text.lower())
        parts = self.symbol
        return (parts.prefix, parts.series_key, parts.number, parts.addendum, parts.corrigendum, parts.revision)

    @property
    def title(self) -> str:
        return str(self.columns.get("title", ""))


class PaperReader:
    """Period, meeting and topic are those of rows that name none themselves."""

    def __init__(
        self,
        table: Table,
        register: Register,
        period: StudyPeriod | None = None,
        meeting: Meeting | None = None,
        topic: Topic | None = None,
    ) -> None:
        self.table, self.register, self.names = table, register, 0
        self.period, self.meeting, self.topic = period, meeting, topic
        self.day_first = day_comes_first(row["received"].text for row in table.rows if row["received"].day is None)
        self.about = {column.about: self._topic_about(column.about) for column in table.briefs if column.about}
        if table.briefs and not (self.about or topic or "topics" in table.columns):
            words = {"column": table.briefs[0].name}
            text = _("The briefs in column %(column)s need a topic: choose one for all, or add a column Topic.")
            raise ValidationError({"topic": text % words})

    def _topic_about(self, words: str) -> Topic:
        found = self.register.topics_within(words)
        if len(found) != 1:
            text = _("A column of briefs is headed “%(words)s”, which names no one topic of the register.")
            raise ValidationError({"file": text % {"words": words}})
        return found[0]

    def read(self, row: TableRow) -> Paper:
        paper = Paper(row.number)
        self._read(paper, row, "meeting", self._meeting)
        self._read(paper, row, "period", self._period)
        self._read(paper, row, "symbol", self._symbol, is_needed=True)
        for name, read in (
            ("title", self._title),
            ("source", self._source),
            ("received", self._received),
            ("kind", self._kind),
            ("language", self._language),
            ("access", self._access),
            ("body", self._body),
            ("url", self._url),
            ("abstract", self._abstract),
            ("other_symbols", self._other_symbols),
            ("questions", self._questions),
        ):
            self._read(paper, row, name, read)
        self._read_briefs(paper, row)
        return paper

    def _read(
        self, paper: Paper, row: TableRow, name: str, read: Callable[[Paper, Cell], None], is_needed: bool = False
    ) -> None:
        cell = row[name]
        try:
            if cell.fault:
                raise Refused(cell.fault)
            if is_needed or (cell.text and not is_nothing(cell.text)) or name in ("meeting", "period"):
                read(paper, cell)
        except Refused as refusal:
            label = label_of(name)
            paper.refusals.append(f"{label[:1].upper()}{label[1:]}: {refusal}")

    # Where the row stands

    def _meeting(self, paper: Paper, cell: Cell) -> None:
        meeting = self.meeting
        if cell.text:
            meeting = the_one(self.register.meetings_called(cell.line), cell.line, _("meetings"))
        if meeting:
            paper.columns["meeting"] = meeting

    def _period(self, paper: Paper, cell: Cell) -> None:
        if cell.text:
            paper.period = the_one(self.register.periods_called(cell.line), cell.line, _("study periods"))
            paper.columns["period"] = paper.period
            return
        meeting = paper.columns.get("meeting")
        paper.period = self.period or (meeting.period if meeting else None)

    def _symbol(self, paper: Paper, cell: Cell) -> None:
        text = paper.symbol_text = cell.line
        if not text:
            raise Refused(_("It is missing."))
        if cell.day or looks_like_day(text):
            raise Refused(_("“%(text)s” is a date. %(advice)s") % {"text": shown(cell), "advice": made_of_slash()})
        prefix = (paper.period.prefix or None) if paper.period else None
        try:
            paper.symbol = symbols.parse(text, symbols.Context(period_prefix=prefix))
        except symbols.SymbolError as error:
            self._odd_symbol(paper, error)
        else:
            self._parsed_symbol(paper, text)
        paper.is_identified = not paper.lacks_period
        if cell.url and "url" not in paper.columns:
            self._link(paper, cell.url)

    def _odd_symbol(self, paper: Paper, error: symbols.SymbolError) -> None:
        """One of another organisation is kept as it is; what looks like one of ours and is none, is refused."""
        text = paper.symbol_text
        has_both = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
        if error.reason != "unknown" or not has_both or len(text) > LONGEST_SYMBOL:
            raise Refused(_(error.message) % error.params)
        paper.columns["period"] = paper.period
        paper.warnings.append(_("The symbol “%(text)s” is of no form that this site can read.") % {"text": text})

    def _parsed_symbol(self, paper: Paper, text: str) -> None:
        symbol = paper.symbol
        told = self.register.period_of(symbol)
        if "period" in paper.columns and told and paper.period != told:
            words = {"text": text, "told": told, "period": paper.period}
            raise Refused(_("“%(text)s” is of %(told)s, but the row says %(period)s.") % words)
        if told and paper.period and paper.period != told:
            words = {"text": text, "told": told, "period": paper.period}
            paper.warnings.append(_("“%(text)s” is of %(told)s, not of %(period)s.") % words)
        if told:
            paper.period = told
        paper.lacks_period = not (symbol.prefix or paper.period or symbol.sector in ("S", "R"))
        if paper.lacks_period and not paper.refusals:
            raise Refused(_("“%(text)s” does not tell its study period. Choose one for the list.") % {"text": text})
        if paper.period:
            paper.columns["period"] = paper.period
        if _WRAPPED.match(text) or len(text) > LONGEST_SYMBOL:
            paper.symbol_text = symbol.printed

    def _link(self, paper: Paper, address: str) -> None:
        """The hyperlink of a symbol, if it leads to a page."""
        if address.lower().startswith(("http://", "https://")):
            try:
                paper.columns["url"] = checked_url(address)
            except Refused as refusal:
                paper.warnings.append(_("The link of the symbol was left out. %(why)s") % {"why": refusal})

    # What the cells say

    def _title(self, paper: Paper, cell: Cell) -> None:
        paper.columns["title"] = within(cell.line, LONGEST_CELL)

    def _abstract(self, paper: Paper, cell: Cell) -> None:
        paper.columns["abstract"] = within(cell.text, LONGEST_CELL)

    def _source(self, paper: Paper, cell: Cell) -> None:
        sources = paper.sources = sources_of(within(cell.text, LONGEST_LIST), self.register)
        self.names += sources.count
        if self.names > MOST_NAMES:
            text = _("More than %(most)d sources are named. Is the column %(column)s one of sources?")
            words = {"most": MOST_NAMES, "column": self.table.columns["source"].name}
            raise ValidationError({"file": text % words})
        paper.warnings += told_of(sources)
        if len(sources.printed) <= Document._meta.get_field("source_text").max_length:
            paper.columns["source_text"] = sources.printed
        elif sources.all_known:
            paper.warnings.append(_("The source is too long to be kept as printed; its entities are kept."))
        else:
            raise Refused(_("It is too long: up to 400 characters can be kept as printed."))
        if sources.unclear:
            asked = (f"“{name}”: {' / '.join(map(str, entities))}" for name, entities in sources.unclear)
            raise Refused(_("More than one entity may be meant. %(asked)s") % {"asked": "; ".join(asked)})

    def _received(self, paper: Paper, cell: Cell) -> None:
        paper.columns["received_on"] = cell.day or day(cell.line, self.day_first)

    def _kind(self, paper: Paper, cell: Cell) -> None:
        paper.columns["kind"] = meaning("kind", cell.line, Document.Kind)

    def _language(self, paper: Paper, cell: Cell) -> None:
        parts = [meaning_of("language", part) for part in cell.line.replace(",", "/").replace(";", "/").split("/")]
        if len(parts) > 1 and all(parts):
            text = _("“%(text)s” is more than one language; the one of the title was not changed.")
            paper.warnings.append(text % {"text": cell.line})
        else:
            paper.columns["language"] = meaning("language", cell.line)

    def _access(self, paper: Paper, cell: Cell) -> None:
        paper.columns["access"] = meaning("access", cell.line, Document.Access)

    def _body(self, paper: Paper, cell: Cell) -> None:
        paper.columns["body"] = the_one(self.register.bodies_called(cell.line), cell.line, _("bodies"))

    def _url(self, paper: Paper, cell: Cell) -> None:
        """The address behind a link counts where the cell shows other words."""
        shown = cell.line if cell.line.lower().startswith(("http://", "https://", "www.")) else ""
        paper.columns["url"] = checked_url(shown or cell.url or cell.line)

    def _other_symbols(self, paper: Paper, cell: Cell) -> None:
        for text in parts_of(cell.text):
            if len(text) > LONGEST_SYMBOL or cell.day or looks_like_day(text):
                raise Refused(_("“%(text)s” is no symbol. %(advice)s") % {"text": text, "advice": made_of_slash()})
            paper.other_symbols.append(text)

    def _questions(self, paper: Paper, cell: Cell) -> None:
        numbers = None if cell.day else question_numbers(cell.text)
        if numbers is None:
            advice = made_of_slash() if cell.day or looks_like_day(cell.line) else _("Write them as 3/2, 5/2.")
            words = {"text": shown(cell), "advice": advice}
            raise Refused(_("“%(text)s” is not read as Questions. %(advice)s") % words)
        if paper.period is None:
            if paper.lacks_period:
                return  # which is told already
            raise Refused(_("The study period of “%(text)s” is not known.") % {"text": cell.line})
        found = [question for number in numbers for question in self._questions_of(paper, number)]
        paper.questions = list(dict.fromkeys(found))

    def _questions_of(self, paper: Paper, number: str) -> list[Question]:
        first, _slash, group = number.partition("/")
        if first == ALL:
            found = self.register.questions_of_group(paper.period, group)
            if found:
                return found
        else:
            found = self.register.questions_numbered(paper.period, number)
        if len(found) > 1:
            body = paper.columns.get("body") or (self.register.body_of(paper.symbol) if paper.symbol else None)
            found = [question for question in found if question.group == body] or found
        words = {"number": number, "period": paper.period}
        if not found:
            raise Refused(_("%(period)s has no Question %(number)s.") % words)
        if len(found) > 1:
            raise Refused(_("Several groups have a Question %(number)s in %(period)s. Say who issued it.") % words)
        return found

    def _read_briefs(self, paper: Paper, row: TableRow) -> None:
        """Topics and briefs together: a brief belongs to the topics of its row, or to that of its heading."""
        refused = len(paper.refusals)
        self._read(paper, row, "topics", self._topics)
        if len(paper.refusals) > refused:
            return
        for column, cell in row.briefs:
            topics = [self.about[column.about]] if column.about else list(paper.briefs) or [self.topic]
            if cell.fault:
                paper.refusals.append(f"{column.heading}: {cell.fault}")
            elif not cell.text or is_nothing(cell.text):
                continue
            elif topics == [None]:
                paper.refusals.append(_("The brief has no topic: fill in its column."))
            else:
                paper.briefs |= dict.fromkeys(topics, cell.text)
                self._say_shared(paper, topics)

    def _topics(self, paper: Paper, cell: Cell) -> None:
        whole = self.register.topics_called(cell.line)
        parts = [cell.line] if whole else parts_of(cell.text)
        paper.briefs |= {the_one(self.register.topics_called(text), text, _("topics")): "" for text in parts}

    @staticmethod
    def _say_shared(paper: Paper, topics: list[Topic]) -> None:
        if len(topics) > 1:
            names = enumerated(topics)
            paper.warnings.append(_("The brief is kept under each of its topics: %(names)s.") % {"names": names})
