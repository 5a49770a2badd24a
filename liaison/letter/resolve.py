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
from .read_symbols import QUESTIONS as NUMBERS_OF_QUESTIONS

LONG_FORMS = (
    (re.compile(r"\bstudy\s+group\b", re.I), "SG"),
    (re.compile(r"\bworking\s+party\b", re.I), "WP"),
    (re.compile(r"\bworking\s+group\b", re.I), "WG"),
)
BRACKETS = re.compile(r"\(([^()]*)\)")
QUESTIONS = re.compile(rf"[,;/]?\s*(?:\bon\s+)?{NUMBERS_OF_QUESTIONS.pattern}", re.I)
GROUP = re.compile(r"\b(?:SG|WP|WG|Study Group|Working Party|Working Group)\s?\d", re.I)
BARE = re.compile(r"(?:SG|WP|Study Group|Working Party)\s?-?\d+\w?(?:\s*[,/]?\s*Q\S+)?", re.I)
SECTOR = re.compile(r"\bITU-[DRT]\b", re.I)
OF = re.compile(r"\s+of\s+(?:the\s+)?|\s*,\s*", re.I)
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
    head, _comma, rest = bare.partition(",")
    if not GROUP.search(rest):
        yield head
    for inside in BRACKETS.findall(text):
        yield QUESTIONS.sub(" ", inside)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The ways in which a name can be a part and a parent: "SG2 of ITU-T", "ITU-T / SG2", "SG2 (ITU-T)"."""
    bare = BRACKETS.sub(" ", QUESTIONS.sub(" ", text)).strip(" ,;:-–")
    words = bare.split()
    for count in range(len(words) - 1, 0, -1):
        yield " ".join(words[count:]), " ".join(words[:count])
    for inside in BRACKETS.findall(text):
        yield bare, inside
    pieces = OF.split(bare)
    if len(pieces) == 2:
        yield pieces[0], pieces[1]
        yield pieces[1], pieces[0]


class Register:
    """The names of the register, read once for one letter or many."""

    def __init__(self) -> None:
        self.bodies: dict[str, set[Body]] = defaultdict(set)
        bodies = {body.pk: body for body in Body.objects.all()}
        for body in bodies.values():
            for text in (body.code, *(getattr(body, field) for field in NAME_FIELDS)):
                self._add(text, body)
        self.parents = {body.pk: body.parent_id for body in bodies.values()}
        for text, pk in Alias.objects.filter(body__isnull=False).values_list("text", "body_id"):
            self._add(text, bodies[pk])

    def _add(self, text: str, body: Body) -> None:
        if key := body_key(text):
            self.bodies[key].add(body)

    def find_bodies(self, text: str) -> set[Body]:
        """Those whom a printed name may mean: by a name of theirs, or by a parent's name and what is theirs of it.

        A name that begins with a parent's ("ITU-T ... (SG2)") never means a body of another.
        """
        parents = self._parents_in(text)
        forms = (self._below(self.bodies.get(body_key(form), set()), parents) for form in name_forms(text))
        found = next(filter(None, forms), set())
        if len(found) == 1:
            return found
        for part, parent in _parts(text):
            above = self.bodies.get(body_key(parent), set())
            if len(above) == 1 and (below := self._below(self.bodies.get(body_key(part), set()), above) - above):
                return below
        return found

    def is_below(self, body: Body, code: str) -> bool:
        """Whether a body is that with this code, or part of it."""
        return body in self._below({body}, self.bodies.get(body_key(code), set()))

    def _parents_in(self, text: str) -> set[Body]:
        """The body with whose name a longer name begins, if it has parts: "ITU-T" of "ITU-T Study Group 2"."""
        words = text.split()
        for count in range(min(len(words) - 1, 4), 0, -1):
            found = self.bodies.get(body_key(" ".join(words[:count])), set())
            if len(found) == 1 and next(iter(found)).pk in self.parents.values():
                return found
        return set()

    def _below(self, bodies: set[Body], parents: set[Body]) -> set[Body]:
        keys = {body.pk for body in parents}
        return {body for body in bodies if not keys or keys & set(self._line(body.pk))}

    def _line(self, key: int | None) -> Iterator[int]:
        """A body's key and those of all above it."""
        seen: set[int] = set()
        while key is not None and key not in seen:
            seen.add(key)
            yield key
            key = self.parents.get(key)

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
        sector = self._sector_of_sender()
        if sector and BARE.fullmatch(party.text.strip()) and not self.register.is_below(body, sector):
            words = {"text": party.text, "body": body.code, "sector": sector}
            text = _("“%(text)s” may be %(body)s, or a group of %(sector)s, from where the statement comes.") % words
            self._say("warning", f"{field}.body", text)
            return Match()
        return Match(body, tuple(filter(None, (self._question(field, body, number) for number in party.questions))))

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
