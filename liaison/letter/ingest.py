"""A resolved Letter as a draft of the register."""

from __future__ import annotations

import datetime
import hashlib
import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext as _

from contacts.models import StudyPeriod, User
from liaison.models import (
    Annex,
    Attachment,
    Entry,
    Event,
    ImportFinding,
    NextMeeting,
    OriginalText,
    Party,
    Reply,
    Statement,
    StatementContact,
    StatementFile,
    Translation,
)
from liaison.room import room_for_file
from liaison.services import event_add, statement_settle

from . import letter as forms
from .letter import Finding, Letter, Reading
from .readers import read_file, refuse_size
from .register import Register
from .resolve import Match, Resolved, resolve, unresolved
from .rich_text import html_from_blocks
from .source_lines import SourceLine, source_lines

MOST_ANNEXES = 9_999


@dataclass(frozen=True)
class Intake:
    """What became of a file: the draft made of it, or the statement that was made of the same file before."""

    reading: Reading
    resolved: Resolved | None = None
    statement: Statement | None = None
    created: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.reading.findings + (self.resolved.findings if self.resolved else ())


def refuse(name: str, size: int) -> Intake | None:
    """What becomes of a file that is too large to be opened; None where it may be."""
    reading = refuse_size(name, size)
    return Intake(reading) if reading else None


def read_and_resolve(name: str, data: bytes, register: Register | None = None) -> Intake:
    """Read a file and match its names, saving nothing."""
    reading = read_file(name, data)
    return Intake(reading, resolve(reading.letter, register) if reading.letter else None)


def read_without_register(name: str, data: bytes) -> Intake:
    """Read a file where there is no database to look names up in."""
    reading = read_file(name, data)
    return Intake(reading, unresolved(reading.letter) if reading.letter else None)


@transaction.atomic
def import_file(name: str, data: bytes, *, by: User | None = None, register: Register | None = None) -> Intake:
    """Make a draft of a file, once: the same file a second time gives the statement of the first."""
    digest = hashlib.sha256(data).hexdigest()
    intake = read_and_resolve(name, data, register)
    if intake.resolved is None:
        return intake
    if known := Statement.objects.filter(original_sha256=digest).first():
        return Intake(intake.reading, intake.resolved, known)
    original = Original(name, ContentFile(data, name=name[-100:]), len(data), digest)
    original.lines = source_lines(name, data, intake.reading)
    statement = ingest(intake.resolved, intake.reading.findings, by=by, original=original)
    return Intake(intake.reading, intake.resolved, statement, created=True)


@dataclass
class Original:
    """The file that a statement was read from; `file` is its content, or the name under which the storage has it."""

    name: str
    file: ContentFile | str
    size: int
    sha256: str
    lines: tuple[SourceLine, ...] = ()

    def keep(self, statement: Statement, *, translation: Translation | None = None) -> StatementFile:
        with room_for_file():
            row = StatementFile.objects.create(
                statement=statement,
                translation=translation,
                kind=StatementFile.Kind.ORIGINAL,
                name=self.name[-255:],
                file=self.file,
                size=self.size,
                sha256=self.sha256,
            )
        if self.lines:
            OriginalText.objects.create(file=row, lines=[[line.where, line.text] for line in self.lines])
        return row


@transaction.atomic
def ingest(
    resolved: Resolved,
    findings: Iterable[Finding] = (),
    *,
    by: User | None = None,
    original: Original | None = None,
    settled: Collection[Finding] = (),
) -> Statement:
    """Save a resolved letter as a draft, with the findings and the original beside it.

    `settled` are those of the findings that somebody has looked at already.
    """
    statement = _Ingest(resolved, findings, by, settled).run()
    if original:
        Statement.objects.filter(pk=statement.pk).update(original_sha256=original.sha256)
        original.keep(statement)
        event_add(statement=statement, kind=Event.Kind.IMPORTED, by=by, note=original.name)
        statement.refresh_from_db()
    return statement


class _Ingest:
    def __init__(
        self, resolved: Resolved, findings: Iterable[Finding], by: User | None, settled: Collection[Finding]
    ) -> None:
        self.resolved = resolved
        self.letter: Letter = resolved.letter
        self.findings = [*findings, *resolved.findings]
        self.by = by
        self.settled = settled

    def run(self) -> Statement:
        self.statement = self._statement()
        self._all_parties()
        self._contacts()
        self._replies()
        self._meetings()
        self._attachments()
        self._annexes()
        for finding in self.findings:
            self._create(
                ImportFinding,
                level=finding.level,
                field=finding.field[:100],
                where=finding.where[:100],
                message=finding.message,
                is_settled=finding in self.settled,
            )
        return statement_settle(statement=self.statement)

    def _fit(self, model: type[models.Model], path: str, values: dict[str, Any]) -> dict[str, Any]:
        """Cut what is longer than its column, and keep the whole as a finding."""
        for name, value in values.items():
            limit = getattr(model._meta.get_field(name), "max_length", None)
            if isinstance(value, str) and limit and len(value) > limit:
                values[name] = value[: limit - 1] + "…"
                self.findings.append(Finding("warning", path or name, "", value))
        return values

    def _cannot_be(self, path: str, said: object, reason: str) -> None:
        """What the file says and the register cannot hold is kept as a finding."""
        if said is not None:
            self.findings.append(Finding("warning", path, "", f"{said}: {reason}"))

    def _end_of(self, meeting: forms.Meeting, path: str) -> datetime.date | None:
        if meeting.start and meeting.end and meeting.end < meeting.start:
            self._cannot_be(f"{path}.end", meeting.end, _("A meeting cannot end before it starts."))
            return None
        return meeting.end

    def _create(self, model: type[models.Model], path: str = "", /, **values: Any) -> Any:
        return model._default_manager.create(statement=self.statement, **self._fit(model, path, values))

    def _statement(self) -> Statement:
        letter = self.letter
        period = StudyPeriod.objects.filter(label=letter.study_period).first() if letter.study_period else None
        questions = [question for match in self.resolved.senders for question in match.questions]
        values = {
            "title": letter.title,
            "subtitle": "\n".join(letter.subtitle),
            "symbol": letter.symbol or "",
            "other_symbols": "\n".join(letter.other_symbols),
            "reference": letter.reference,
            "date": letter.date,
            "language": letter.language,
            "original_language": letter.original_language,
            "action_required": letter.action_required,
            "meeting_text": letter.meeting.text,
            "meeting_start": letter.meeting.start,
            "meeting_end": self._end_of(letter.meeting, "meeting"),
            "approval_text": letter.approval.text,
            "approval_level": letter.approval.level or "",
            "approval_date": letter.approval.date,
            "reply_to": letter.reply_to,
            "signatures": "\n".join(letter.signatures),
            "keywords": "\n".join(letter.keywords),
            "abstract": html_from_blocks(letter.abstract),
            "content": html_from_blocks(letter.content),
        }
        if period is None and questions:
            period = questions[0].period
        approved_at = self.resolved.approval_meeting
        links = {"created_by": self.by, "period": period, "approval_meeting": approved_at}
        return Statement.objects.create(**links, **self._fit(Statement, "", values))

    def _all_parties(self) -> None:
        part, resolved = Party.Part, self.resolved
        self._parties(part.FROM, self.letter.from_, resolved.senders)
        self._parties(part.TO, self.letter.to, resolved.recipients)
        self._parties(part.CC, self.letter.cc, resolved.copies)

    def _parties(self, part: str, parties: tuple[forms.Party, ...], matches: tuple[Match, ...]) -> None:
        """Of whom nothing is printed is known by what else is said; of whom nothing is said is nobody."""
        for position, (party, match) in enumerate(zip(parties, matches, strict=True), start=1):
            path, questions = f"{part}[{position - 1}]", ", ".join(party.questions)
            text = party.text or questions or party.address
            if not (text or match.body):
                asked = [getattr(party, name, None) for name in ("purpose", "deadline", "deadline_text")]
                said = " ".join(str(value) for value in asked if value)
                self._cannot_be(path, said or None, _("Choose a body, or write what is printed."))
                continue
            values: dict[str, Any] = {}
            if isinstance(party, forms.Recipient) and part == Party.Part.TO:
                values = {"purpose": party.purpose or "", "deadline": party.deadline}
            if isinstance(party, forms.Recipient):
                values["deadline_text"] = party.deadline_text
            row = self._create(
                Party,
                path,
                part=part,
                position=position,
                text=party.text if match.body else text,
                body=match.body,
                questions_text=questions,
                address=party.address,
                **values,
            )
            row.questions.set(match.questions)

    def _contacts(self) -> None:
        """Who is known by an affiliation or a title alone has that as a role; of whom nothing is known is nobody."""
        for position, contact in enumerate(self.letter.contacts, start=1):
            person = self.resolved.people[position - 1]
            said = dict(vars(contact))
            if not any(said[name] for name in StatementContact.SOMEBODY):
                known_by = "affiliation" if said["affiliation"] else "honorific"
                said |= {"role": said[known_by], known_by: ""}
            if any(said[name] for name in StatementContact.SOMEBODY):
                self._create(StatementContact, f"contacts[{position - 1}]", position=position, person=person, **said)

    def _replies(self) -> None:
        for position, reply in enumerate(self.letter.in_reply_to, start=1):
            path = f"in_reply_to[{position - 1}]"
            if not (reply.text or reply.symbol):
                self._cannot_be(path, reply.date, _("Choose a statement, or write its words or symbol."))
                continue
            self._create(
                Reply,
                path,
                position=position,
                text=reply.text,
                symbol=reply.symbol or "",
                date=reply.date,
                target=self.resolved.replies[position - 1],
            )

    def _meetings(self) -> None:
        for position, meeting in enumerate(self.letter.next_meetings, start=1):
            path = f"next_meetings[{position - 1}]"
            self._create(
                NextMeeting,
                path,
                position=position,
                text=meeting.text,
                starts_on=meeting.start,
                ends_on=self._end_of(meeting, path),
                meeting=self.resolved.next_meetings[position - 1],
            )

    def _attachments(self) -> None:
        for position, file in enumerate(self.letter.attachments, start=1):
            values = vars(file) | {"symbol": file.symbol or ""}
            self._create(Attachment, f"attachments[{position - 1}]", position=position, **values)

    def _annexes(self) -> None:
        taken: set[int] = set()
        for place, (annex, documents) in enumerate(zip(self.letter.annexes, self.resolved.documents, strict=True)):
            path = f"annexes[{place}]"
            number = annex.number
            if number in taken or not 1 <= number <= MOST_ANNEXES:
                taken_already = _("The statement has an annex of this number already.")
                self._cannot_be(path, number, taken_already if number in taken else _("Annexes are numbered from 1."))
                number = next(free for free in itertools.count(1) if free not in taken)
            taken.add(number)
            row = self._create(
                Annex,
                path,
                number=number,
                title=annex.title,
                intro=html_from_blocks(annex.intro),
                columns=list(annex.columns),
                content=html_from_blocks(annex.content),
            )
            Entry.objects.bulk_create(
                Entry(annex=row, **self._fit(Entry, f"{path}.entries[{at}]", self._entry(at + 1, entry, document)))
                for at, (entry, document) in enumerate(zip(annex.entries, documents, strict=True))
            )

    @staticmethod
    def _entry(position: int, entry: forms.Entry, document: Any) -> dict[str, Any]:
        return {
            "position": position,
            "document": document,
            "symbol": entry.symbol or "",
            "source": entry.source,
            "title": entry.title,
            "brief": "\n".join(forms.plain_lines(entry.brief)),
            "url": entry.url,
        }
