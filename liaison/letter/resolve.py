"""Match the names of a Letter against the register.

A name is taken for a row where it matches exactly one, by code, name, other spelling, or these within a longer text
("ITU-D Study Group 2 (SG2), Question 3/2"). One that matches several is asked, one that matches none is listed;
in both cases the printed text stays and nothing is guessed. What a clerk answered to either is taken (`Answers`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import DatabaseError, models
from django.utils.translation import gettext as _

from contacts.keys import match_key
from contacts.models import Body, Person, Question
from contributions import symbols
from contributions.models import Document, Meeting
from liaison.models import Statement

from .letter import Contact, Entry, Finding, InReplyTo, Letter, Party
from .register import Register

BARE = re.compile(r"(?:SG|WP|Study Group|Working Party)\s?-?\d+\w?(?:\s*[,/]?\s*Q\S+)?", re.I)
SECTOR = re.compile(r"\bITU-[DRT]\b", re.I)


@dataclass(frozen=True)
class Match:
    """Rows of the register for one party of the letter."""

    body: Body | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A printed name for which the register has no row, or several. `field` is its first place in the letter.

    `kind` is "body", "question", "person", "document", "entity" or "statement". One that is not `is_open` may stay
    words without anybody's leave. `body` is that of the party whose Question is asked.
    """

    kind: str
    field: str
    text: str
    message: str
    candidates: tuple[models.Model, ...] = ()
    is_open: bool = True
    body: Body | None = None

    @property
    def key(self) -> str:
        """The same wherever the same is printed."""
        name = match_key(self.text) if self.kind in ("body", "person", "entity") else ""
        return f"{self.kind}:{name or ' '.join(self.text.split()).casefold()}"


# What a clerk said of names that were asked, by their keys: the row that is meant, or None where the words shall stay.
Answers = Mapping[str, models.Model | None]


@dataclass(frozen=True)
class Resolved:
    """The letter with the register's codes in it, the rows behind them in the letter's order, and what is left."""

    letter: Letter
    findings: tuple[Finding, ...]
    senders: tuple[Match, ...]
    recipients: tuple[Match, ...]
    copies: tuple[Match, ...]
    people: tuple[Person | None, ...]
    replies: tuple[Statement | None, ...]
    documents: tuple[tuple[Document | None, ...], ...]
    approval_meeting: Meeting | None = None
    next_meetings: tuple[Meeting | None, ...] = ()
    asked: tuple[Asked, ...] = ()


def resolve(letter: Letter, register: Register | None = None, answers: Answers | None = None) -> Resolved:
    return _Resolver(letter, register or Register(), answers or {}).run()


def has_register() -> bool:
    """Whether there is a database with all the tables that names are looked up in."""
    try:
        for model in (*Register.MODELS, Question, Document, Meeting, Statement):
            model.objects.exists()
    except DatabaseError:
        return False
    return True


def _words(party: Party) -> str:
    """What is printed of a party, or else the code that a file has for it."""
    return party.text or party.body or ""


def unresolved(letter: Letter) -> Resolved:
    """Where there is no register: codes are null and the printed text stays."""
    parties = [tuple(replace(one, body=None) for one in part) for part in (letter.from_, letter.to, letter.cc)]
    nobody = [tuple(Match() for _one in part) for part in parties]
    note = Finding("note", "", "", _("There is no register here, so no name was looked up in it."))
    return Resolved(
        letter.replace(from_=parties[0], to=parties[1], cc=parties[2]),
        (note,),
        *nobody,
        people=(None,) * len(letter.contacts),
        replies=(None,) * len(letter.in_reply_to),
        documents=tuple((None,) * len(annex.entries) for annex in letter.annexes),
        next_meetings=(None,) * len(letter.next_meetings),
    )


class _Resolver:
    def __init__(self, letter: Letter, register: Register, answers: Answers) -> None:
        self.letter = letter
        self.register = register
        self.answers = answers
        self.findings: list[Finding] = []
        self.asked: list[Asked] = []

    def run(self) -> Resolved:
        letter = self.letter
        senders = self._parties("from", letter.from_)
        recipients = self._parties("to", letter.to)
        copies = self._parties("cc", letter.cc)
        context = self._context(senders)
        people = self._people(letter.contacts)
        replies = tuple(self._reply(reply, number) for number, reply in enumerate(letter.in_reply_to))
        documents = tuple(
            self._documents(annex.entries, f"annexes[{number}]", context) for number, annex in enumerate(letter.annexes)
        )
        self._sources(letter)
        return Resolved(
            letter.replace(
                from_=self._coded(letter.from_, senders),
                to=self._coded(letter.to, recipients),
                cc=self._coded(letter.cc, copies),
            ),
            tuple(self.findings),
            senders,
            recipients,
            copies,
            people,
            replies,
            documents,
            self._meeting(letter.approval.date, letter.approval.date, senders),
            tuple(self._meeting(meeting.start, meeting.end, senders) for meeting in letter.next_meetings),
            tuple(self.asked),
        )

    def _ask(self, kind: str, field: str, text: str, message: str, *, level: str = "warning", **more: Any) -> Any:
        """What was answered; None where the words stay. What nobody answered yet is listed."""
        place = field.rpartition(".")[0] if kind in ("body", "person", "question") else field
        asked = Asked(kind, place, text, message, is_open=level == "warning", **more)
        if asked.key in self.answers:
            return self.answers[asked.key]
        self.asked.append(asked)
        self.findings.append(Finding(level, field, "", message))
        return None

    @staticmethod
    def _coded(parties: tuple, matches: tuple[Match, ...]) -> tuple:
        return tuple(
            replace(party, body=match.body.code) if match.body else replace(party, body=None, text=_words(party))
            for party, match in zip(parties, matches, strict=True)
        )

    def _parties(self, part: str, parties: tuple[Party, ...]) -> tuple[Match, ...]:
        return tuple(self._party(f"{part}[{number}]", party) for number, party in enumerate(parties))

    def _party(self, field: str, party: Party) -> Match:
        body = self._body(f"{field}.body", party)
        if body is None:
            return Match()
        return Match(body, tuple(filter(None, (self._question(field, body, number) for number in party.questions))))

    def _body(self, field: str, party: Party) -> Body | None:
        found = sorted(self.register.find_bodies(party.body or party.text), key=lambda body: body.code)
        words = {"text": _words(party), "names": ", ".join(body.code for body in found)}
        if not found:
            message = _("No body of the register is called “%(text)s”.") % words
        elif len(found) > 1:
            message = _("“%(text)s” may be %(names)s.") % words
        else:
            sector = self._sector_of_sender()
            if not (sector and BARE.fullmatch(party.text.strip())) or self.register.is_below(found[0], sector):
                return found[0]
            words |= {"body": found[0].code, "sector": sector}
            message = _("“%(text)s” may be %(body)s, or a group of %(sector)s, from where the statement comes.") % words
        return self._ask("body", field, _words(party), message, candidates=tuple(found))

    def _sector_of_sender(self) -> str:
        """The sector that the senders name, if they name one: "SG2" in a text of ITU-T is hardly a group of ITU-D."""
        sectors = {match[0].upper() for party in self.letter.from_ for match in SECTOR.finditer(party.text)}
        return sectors.pop() if len(sectors) == 1 else ""

    def _question(self, field: str, body: Body, number: str) -> Question | None:
        found = list(Question.objects.of_group(body).filter(number=number).for_list())
        if self.letter.study_period:
            found = [question for question in found if question.period.label == self.letter.study_period]
        elif self.letter.date and len(found) > 1:
            day = self.letter.date
            found = [
                question
                for question in found
                if question.period.starts_on
                and question.period.ends_on
                and question.period.starts_on <= day <= question.period.ends_on
            ]
        if len(found) == 1:
            return found[0]
        words = {"number": number, "body": body.code}
        message = _("Question %(number)s of %(body)s stands in several study periods.") % words
        if not found:
            message = _("%(body)s has no Question %(number)s then.") % words
        text = f"{body.code} Q{number}"
        return self._ask("question", f"{field}.questions", text, message, candidates=tuple(found), body=body)

    def _context(self, senders: tuple[Match, ...]) -> symbols.Context:
        """Short symbols stand in the period of the sender's Question."""
        prefixes = {question.period.prefix for match in senders for question in match.questions} - {""}
        return symbols.Context(period_prefix=prefixes.pop() if len(prefixes) == 1 else None)

    @staticmethod
    def _meeting(start: datetime.date | None, end: datetime.date | None, senders: tuple[Match, ...]) -> Meeting | None:
        """The senders' one meeting of those days, for their Questions; a meeting is never worth a question."""
        bodies = [match.body for match in senders if match.body]
        if start is None or not bodies:
            return None
        questions = [question for match in senders for question in match.questions]
        meetings = Meeting.objects.held_on(start, bodies, questions)
        found = [meeting for meeting in meetings if not end or end <= (meeting.ends_on or start)]
        return found[0] if len(found) == 1 else None

    def _documents(
        self, entries: tuple[Entry, ...], field: str, context: symbols.Context
    ) -> tuple[Document | None, ...]:
        return tuple(
            self._document(entry, f"{field}.entries[{number}]", context) for number, entry in enumerate(entries)
        )

    def _document(self, entry: Entry, field: str, context: symbols.Context) -> Document | None:
        if not entry.symbol:
            return None
        words = {"symbol": entry.symbol}
        try:
            symbol = symbols.parse(entry.symbol, context)
        except symbols.SymbolError as error:
            return self._ask("document", f"{field}.symbol", entry.symbol, str(error))
        found = [row for row in Document.objects.with_symbol(symbol) if row.revision == symbol.revision]
        if len(found) == 1:
            return found[0]
        if found:
            text = _("“%(symbol)s” is a document of several study periods.") % words
        else:
            text = _("The document “%(symbol)s” is not in the register.") % words
        return self._ask("document", f"{field}.symbol", entry.symbol, text, candidates=tuple(found))

    def _people(self, contacts: tuple[Contact, ...]) -> tuple[Person | None, ...]:
        known = self.register.people(contacts)
        return tuple(self._person(contact, number, known) for number, contact in enumerate(contacts))

    def _person(self, contact: Contact, number: int, known: dict[str, set[Person]]) -> Person | None:
        by_name, by_mail = known[match_key(contact.name)], known[contact.email.casefold()]
        found = (by_name & by_mail) or by_name or by_mail
        if len(found) == 1:
            return next(iter(found))
        words = {"name": contact.name or contact.email}
        if found:
            message, level = _("Several people of the register are called “%(name)s”.") % words, "warning"
        else:
            message, level = _("“%(name)s” is not among the people of the register.") % words, "note"
        candidates = tuple(sorted(found, key=lambda person: person.pk))
        return self._ask(
            "person", f"contacts[{number}].name", words["name"], message, level=level, candidates=candidates
        )

    def _reply(self, reply: InReplyTo, number: int) -> Statement | None:
        if not reply.symbol:
            return None
        found = list(Statement.objects.with_symbol(reply.symbol)[:2])
        if len(found) == 1:
            return found[0]
        text = _("The statement answered, “%(symbol)s”, is not in the register.") % {"symbol": reply.symbol}
        return self._ask(
            "statement", f"in_reply_to[{number}]", reply.symbol, text, level="note", candidates=tuple(found)
        )

    def _sources(self, letter: Letter) -> None:
        """Sources of annex rows and affiliations of contacts that are no entity of the register."""
        printed = [
            (f"annexes[{a}].entries[{e}].source", entry.source)
            for a, annex in enumerate(letter.annexes)
            for e, entry in enumerate(annex.entries)
        ] + [(f"contacts[{number}].affiliation", contact.affiliation) for number, contact in enumerate(letter.contacts)]
        known = self.register.entities(text for _field, text in printed)
        for field, text in printed:
            if text and not known.get(match_key(text)):
                message = _("No entity of the register is called “%(text)s”.") % {"text": text}
                self._ask("entity", field, text, message, level="note")
