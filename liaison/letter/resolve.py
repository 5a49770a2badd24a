"""Match the names of a Letter against the register.

A name is taken for a row where it matches exactly one, by code, name, other spelling, or these within a longer text
("ITU-D Study Group 2 (SG2), Question 3/2"). One that matches several is asked, one that matches none is listed;
in both cases the printed text stays and nothing is guessed.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from contacts.keys import match_key
from contacts.models import Alias, Body, Entity, Person, Question
from contributions import symbols
from contributions.models import Document, Meeting
from liaison.models import Statement

from .letter import Contact, Entry, Finding, InReplyTo, Letter, Party

LONG_FORMS = (
    (re.compile(r"\bstudy\s+group\b", re.I), "SG"),
    (re.compile(r"\bworking\s+party\b", re.I), "WP"),
    (re.compile(r"\bworking\s+group\b", re.I), "WG"),
)
BRACKETS = re.compile(r"\(([^()]*)\)")
QUESTIONS = re.compile(
    r"[,;/]?\s*\b(?:on\s+)?(?:Questions?|Q)\s?\d+(?:[A-Z]?/\d+)?(?:\s*(?:,|and|&)\s*(?:Q\s?)?\d+/\d+)*", re.I
)
NAME_FIELDS = ("name", "name_ar", "name_zh", "name_fr", "name_ru", "name_es")


@dataclass(frozen=True)
class Match:
    """Rows of the register for one party of the letter."""

    body: Body | None = None
    questions: tuple[Question, ...] = ()


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


def body_key(text: str) -> str:
    """The match key of a body's name; long and short forms of Study Group and the like are one."""
    for pattern, short in LONG_FORMS:
        text = pattern.sub(short, text)
    return match_key(text)


def name_forms(text: str) -> Iterator[str]:
    """The parts of a printed name under which a body may stand in the register, the most telling first."""
    yield text
    without_questions = QUESTIONS.sub(" ", text)
    bare = BRACKETS.sub(" ", without_questions).strip(" ,;:-–")
    yield without_questions
    yield bare
    yield bare.partition(",")[0]
    for inside in BRACKETS.findall(text):
        yield QUESTIONS.sub(" ", inside)


class Register:
    """The names of the register, read once for one letter or many."""

    def __init__(self) -> None:
        self.bodies: dict[str, set[Body]] = defaultdict(set)
        bodies = {body.pk: body for body in Body.objects.all()}
        for body in bodies.values():
            for text in (body.code, *(getattr(body, field) for field in NAME_FIELDS)):
                self._add(text, body)
        for text, pk in Alias.objects.filter(body__isnull=False).values_list("text", "body_id"):
            self._add(text, bodies[pk])

    def _add(self, text: str, body: Body) -> None:
        if key := body_key(text):
            self.bodies[key].add(body)

    def find_bodies(self, text: str) -> set[Body]:
        for form in name_forms(text):
            if found := self.bodies.get(body_key(form)):
                return found
        return set()

    def entities(self, names: Iterable[str]) -> dict[str, set[int]]:
        """The primary keys of the entities under each match key."""
        found: dict[str, set[int]] = defaultdict(set)
        keys = {match_key(name) for name in names} - {""}
        for key, pk in Entity.objects.filter(name_key__in=keys).values_list("name_key", "pk"):
            found[key].add(pk)
        for key, pk in Alias.objects.filter(key__in=keys, entity__isnull=False).values_list("key", "entity_id"):
            found[key].add(pk)
        return found

    def people(self, contacts: Iterable[Contact]) -> dict[str, set[Person]]:
        """People by the match key of a name, or by an e-mail address in lower case."""
        contacts = list(contacts)
        keys = {match_key(contact.name) for contact in contacts} - {""}
        emails = {contact.email for contact in contacts} - {""}
        found: dict[str, set[Person]] = defaultdict(set)
        for person in Person.objects.known_as(keys, emails).prefetch_related("aliases"):
            for key in {person.name_key, person.email.casefold(), *(alias.key for alias in person.aliases.all())} - {
                ""
            }:
                found[key].add(person)
        return found


def resolve(letter: Letter, register: Register | None = None) -> Resolved:
    return _Resolver(letter, register or Register()).run()


class _Resolver:
    def __init__(self, letter: Letter, register: Register) -> None:
        self.letter = letter
        self.register = register
        self.findings: list[Finding] = []

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
        )

    def _say(self, level: str, field: str, message: str) -> None:
        self.findings.append(Finding(level, field, "", message))

    @staticmethod
    def _coded(parties: tuple, matches: tuple[Match, ...]) -> tuple:
        return tuple(
            replace(party, body=match.body.code if match.body else None)
            for party, match in zip(parties, matches, strict=True)
        )

    def _parties(self, part: str, parties: tuple[Party, ...]) -> tuple[Match, ...]:
        return tuple(self._party(f"{part}[{number}]", party) for number, party in enumerate(parties))

    def _party(self, field: str, party: Party) -> Match:
        found = self.register.find_bodies(party.body or party.text)
        if len(found) > 1:
            names = ", ".join(sorted(body.code for body in found))
            self._say(
                "warning", f"{field}.body", _("“%(text)s” may be %(names)s.") % {"text": party.text, "names": names}
            )
            return Match()
        if not found:
            self._say(
                "warning", f"{field}.body", _("No body of the register is called “%(text)s”.") % {"text": party.text}
            )
            return Match()
        body = found.pop()
        return Match(body, tuple(filter(None, (self._question(field, body, number) for number in party.questions))))

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
        words = {"number": number, "body": body.code}
        if not found:
            self._say("warning", f"{field}.questions", _("%(body)s has no Question %(number)s then.") % words)
        elif len(found) > 1:
            text = _("Question %(number)s of %(body)s stands in several study periods.") % words
            self._say("warning", f"{field}.questions", text)
        return found[0] if len(found) == 1 else None

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
            self._say("warning", f"{field}.symbol", str(error))
            return None
        found = [row for row in Document.objects.with_symbol(symbol) if row.revision == symbol.revision]
        if len(found) == 1:
            return found[0]
        if found:
            text = _("“%(symbol)s” is a document of several study periods.") % words
        else:
            text = _("The document “%(symbol)s” is not in the register.") % words
        self._say("warning", f"{field}.symbol", text)
        return None

    def _people(self, contacts: tuple[Contact, ...]) -> tuple[Person | None, ...]:
        known = self.register.people(contacts)
        return tuple(self._person(contact, number, known) for number, contact in enumerate(contacts))

    def _person(self, contact: Contact, number: int, known: dict[str, set[Person]]) -> Person | None:
        by_name, by_mail = known[match_key(contact.name)], known[contact.email.casefold()]
        found = (by_name & by_mail) or by_name or by_mail
        words = {"name": contact.name or contact.email}
        if not found:
            self._say(
                "note", f"contacts[{number}].name", _("“%(name)s” is not among the people of the register.") % words
            )
        elif len(found) > 1:
            text = _("Several people of the register are called “%(name)s”.") % words
            self._say("warning", f"contacts[{number}].name", text)
        return next(iter(found)) if len(found) == 1 else None

    def _reply(self, reply: InReplyTo, number: int) -> Statement | None:
        if not reply.symbol:
            return None
        found = list(Statement.objects.with_symbol(reply.symbol)[:2])
        if len(found) != 1:
            text = _("The statement answered, “%(symbol)s”, is not in the register.") % {"symbol": reply.symbol}
            self._say("note", f"in_reply_to[{number}]", text)
        return found[0] if len(found) == 1 else None

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
                self._say("note", field, _("No entity of the register is called “%(text)s”.") % {"text": text})
