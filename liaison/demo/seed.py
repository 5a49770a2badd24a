"""The statement of 22 May 2023 from ITU-D SG2 Q3/2 to CWG-COP, with its meetings, people and documents.

What the statement says is taken over and nothing else: who held a role is known, from when to when is not.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction

from contacts.keys import match_key
from contacts.models import Appointment, Entity, Person, Question, Role
from contacts.search import index
from contributions.models import Brief, Document, DocumentSource, Meeting, Topic
from liaison.letter.ingest import import_file
from liaison.models import Statement
from liaison.reference.tables import Row, Tally, names_in, read_table, values_of
from liaison.services import statement_record_sent

DATA = Path(__file__).parent / "data"
STATEMENT = Path(__file__).parents[1] / "data" / "statement-2023-05-22-q3-2-cwg-cop.txt"
SENT_ON = datetime.date(2023, 5, 22)
WITNESS = "Liaison statement of 22 May 2023 from ITU-D SG2 Q3/2 to CWG-COP"


@dataclass(frozen=True)
class Surroundings:
    """The rows of the reference data that the statement concerns."""

    question: Question
    topic: Topic

    @classmethod
    def read(cls) -> Surroundings:
        question = Question.objects.for_list().get(slug="2022-2025-q3-2")
        return cls(question, Topic.objects.get(slug="child-online-protection"))


@transaction.atomic
def load_seed() -> tuple[dict[str, Tally], Statement]:
    """Add what is missing, the statement last; reference data must be there."""
    around = Surroundings.read()
    tallies = load_papers(around)
    tallies["Statements"], statement = load_statement(around)
    index.rebuild(kinds=["person"])
    return tallies, statement


def load_papers(around: Surroundings) -> dict[str, Tally]:
    """The meetings, people and documents that the statement speaks of."""
    return {
        "Meetings": _load(DATA / "meetings.csv", _add_meeting, around),
        "People": _load(DATA / "people.csv", _add_person, around),
        "Documents": _load(DATA / "documents.csv", _add_document, around),
    }


def _load(path: Path, add: Callable[[Row, Surroundings], bool], around: Surroundings) -> Tally:
    rows = read_table(path)
    added = sum(add(row, around) for row in rows)
    return Tally(added, len(rows) - added)


def _add_meeting(row: Row, around: Surroundings) -> bool:
    if Meeting.objects.filter(slug=row["slug"]).exists():
        return False
    plain = ("slug", "kind", "number", "status", "dates_text", "note")
    meeting = Meeting.objects.create(
        body=around.question.group,
        period=around.question.period,
        parent=Meeting.objects.filter(slug=row["within"]).first(),
        starts_on=datetime.date.fromisoformat(row["starts_on"]),
        ends_on=datetime.date.fromisoformat(row["ends_on"]),
        **{column: row[column] for column in plain},
        **names_in(row),
    )
    if row["question"]:
        meeting.questions.add(around.question)
    return True


def _add_person(row: Row, around: Surroundings) -> bool:
    if Person.objects.known_as([match_key(row["name"])], [row["email"]]).exists():
        return False
    plain = {column: row[column] for column in ("name", "honorific", "email")}
    person = Person.objects.create(entity=_entity(row["entity"]), **plain)
    Appointment.objects.create(
        person=person,
        role=Role.objects.get(code=row["role"]),
        question=around.question,
        entity=person.entity,
        position=Appointment.objects.for_question(around.question).count() + 1,
        witness=WITNESS,
    )
    return True


def _entity(code: str) -> Entity | None:
    """A Member State by its country, the bureau by its code."""
    states = Entity.objects.member_states().filter(country=code)
    return states.first() or Entity.objects.filter(code=code, kind=Entity.Kind.SECRETARIAT).first()


def _add_document(row: Row, around: Surroundings) -> bool:
    plain = ("symbol", "kind", "title", "source_text", "note")
    document = Document(
        period=around.question.period, body=around.question.group, **{column: row[column] for column in plain}
    )
    document.read_symbol()
    if Document.objects.twins(document).exists():
        return False
    document.save()
    if row["question"]:
        document.questions.add(around.question)
    sources = filter(None, map(_entity, values_of(row["countries"])))
    DocumentSource.objects.bulk_create(
        DocumentSource(document=document, entity=entity, position=position)
        for position, entity in enumerate(sources, start=1)
    )
    if row["brief"]:
        Brief.objects.create(document=document, topic=around.topic, text=row["brief"])
    index.touch(document)
    return True


def load_statement(around: Surroundings) -> tuple[Tally, Statement]:
    """Read the statement's file as any other, and record it as sent; one that was read before stays as it is."""
    intake = import_file(STATEMENT.name, STATEMENT.read_bytes())
    if intake.statement is None:
        reasons = " ".join(finding.message for finding in intake.findings)
        raise CommandError(f"{STATEMENT.name} was not read as a statement. {reasons}")
    if not intake.created:
        return Tally(0, 1), intake.statement
    intake.statement.topics.add(around.topic)
    return Tally(1, 0), statement_record_sent(statement=intake.statement, by=None, sent_on=SENT_ON)
