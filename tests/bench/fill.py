"""A register of any size: documents with sources and briefs, a quarter as many statements with parties and annexes."""

from __future__ import annotations

import datetime
import itertools
import random
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from contacts.models import Body, Entity, Question, StudyPeriod
from contacts.search import index
from contacts.search.sources import SOURCES
from contributions.models import Brief, Document, DocumentSource, Topic
from liaison.models import Annex, Entry, Party, Statement
from liaison.reference.loading import load_reference

from .multiply import multiply
from .words import ALL, language_of

BATCH = 2_000
MADE_UP = 200_000
DAYS = 10 * 365  # before today
APART = 60  # days that rows of one time may lie apart
STATEMENTS_OF_DOCUMENTS = 4


class Register:
    """The rows to which the made-up ones refer. Of `size` documents the first are the oldest, as in one that grew."""

    def __init__(self, size: int) -> None:
        load_reference()
        self.size = size
        self.periods = list(StudyPeriod.objects.exclude(prefix="").order_by("label"))
        self.today = timezone.localdate()
        self.groups = list(Body.objects.study_groups())
        self.bodies = list(Body.objects.all())
        self.questions = list(Question.objects.all())
        self.questions_of = {
            period: [row for row in self.questions if row.period_id == period.pk] or self.questions
            for period in self.periods
        }
        self.entities = list(Entity.objects.all())
        self.topics = list(Topic.objects.all())

    def day(self, dice: random.Random, number: int) -> datetime.date:
        """About when the document of a number came."""
        ago = (DAYS - APART) * (self.size - number) // self.size
        return self.today - datetime.timedelta(days=ago + dice.randrange(APART))

    def period(self, day: datetime.date) -> StudyPeriod:
        return next(row for row in reversed(self.periods) if row.starts_on and row.starts_on <= day)


def fill(size: int, say: Any = lambda text: None) -> None:
    """So many documents and a quarter as many statements, then the index of search and the engine's statistics.

    Texts are made up for MADE_UP documents at most; of a larger register the rows are copied, with other days.
    """
    made_up = min(size, MADE_UP)
    register = Register(made_up)
    for first in range(0, made_up, BATCH):
        numbers = range(first, min(first + BATCH, made_up))
        with transaction.atomic():
            documents = _documents(numbers, register)
            _statements(numbers[::STATEMENTS_OF_DOCUMENTS], documents, register)
        if first % (10 * BATCH) == 0:
            say(f"{numbers[-1] + 1} of {made_up} documents")
    _index(say, size // made_up)


def _index(say: Any, times: int) -> None:
    """Makes the index of search; on PostgreSQL with both cores, and the indexes of its table last, which is quicker."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        made_last: list[tuple[str, str]] = []
        if is_postgresql:
            cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'searchrow_words%'")
            made_last = cursor.fetchall()
        for name, _definition in made_last:
            cursor.execute(f"DROP INDEX {name}")
        beside = subprocess.Popen([sys.executable, "manage.py", "reindex", "statement"]) if is_postgresql else None
        kinds = [kind for kind in SOURCES if kind != "statement" or not is_postgresql]
        index.rebuild(
            kinds=kinds, say=lambda step: step.seen % 20_000 or say(f"index, {step.kind}: {step.seen} of {step.total}")
        )
        if beside and beside.wait():
            raise SystemExit("The index of the statements was not made.")
        if times > 1:
            multiply(times, say)
        if is_postgresql:
            cursor.execute("SET maintenance_work_mem = '1GB'")
        for _name, definition in made_last:
            cursor.execute(definition)
        if is_postgresql:
            cursor.execute("VACUUM ANALYZE")


def _documents(numbers: range, register: Register) -> list[Document]:
    rows = []
    for number in numbers:
        dice = random.Random(number)  # noqa: S311 -- made-up rows, the same each time
        language = language_of(number)
        group, day = dice.choice(register.groups[:2]), register.day(dice, number)
        document = Document(
            symbol=f"{group.code[-1]}/{number + 1000}",
            period=register.period(day),
            body=group,
            slug=f"bench-{number}",
            kind=dice.choice(Document.Kind.values),
            title=ALL[language].text(dice, 8),
            language=language,
            received_on=day,
            abstract=ALL[language].text(dice, 200),
            is_public=number % 50 != 0,
        )
        document.read_symbol()
        rows.append(document)
    Document.objects.bulk_create(rows)
    sources, links, briefs = [], [], []
    for number, document in zip(numbers, rows, strict=True):
        dice = random.Random(-number)  # noqa: S311 -- the same
        sources.append(DocumentSource(document=document, entity=dice.choice(register.entities), position=1))
        question = dice.choice(register.questions_of[document.period])
        links.append(Document.questions.through(document=document, question=question))
        if number % 4 == 0:
            briefs.append(Brief(document=document, topic=dice.choice(register.topics), text=ALL["en"].text(dice, 30)))
    DocumentSource.objects.bulk_create(sources)
    Document.questions.through.objects.bulk_create(links)
    Brief.objects.bulk_create(briefs)
    return rows


def _statements(numbers: range, documents: list[Document], register: Register) -> None:
    rows = [_statement(number, register) for number in numbers]
    Statement.objects.bulk_create(rows)
    parties, questions, topics, annexes, entries = [], [], [], [], []
    for number, statement in zip(numbers, rows, strict=True):
        dice = random.Random(number + 7)  # noqa: S311 -- the same
        for party in _parties(statement, dice, register):
            parties.append(party)
            if dice.random() < 0.5:
                questions.append((party, dice.choice(register.questions_of[statement.period])))
        topics.append(Statement.topics.through(statement=statement, topic=dice.choice(register.topics)))
        annex = Annex(statement=statement, number=1, title=ALL[statement.language].text(dice, 6))
        annexes.append(annex)
        entries += [(annex, place, dice.choice(documents)) for place in range(1, 5)]
    Party.objects.bulk_create(parties)
    Party.questions.through.objects.bulk_create(
        Party.questions.through(party=party, question=question) for party, question in questions
    )
    Statement.topics.through.objects.bulk_create(topics)
    Annex.objects.bulk_create(annexes)
    Entry.objects.bulk_create(
        Entry(annex=annex, position=place, document=document, symbol=document.symbol, title=document.title)
        for annex, place, document in entries
    )


def _statement(number: int, register: Register) -> Statement:
    dice = random.Random(number + 3)  # noqa: S311 -- the same
    language = language_of(number // STATEMENTS_OF_DOCUMENTS)
    is_draft = number % 100 == 0
    day = register.day(dice, number)
    return Statement(
        title=ALL[language].text(dice, 9),
        symbol=f"LS/{number}",
        slug=None if is_draft else f"bench-{number}",
        language=language,
        original_language=language,
        date=day,
        period=register.period(day),
        status=Statement.Status.DRAFT if is_draft else Statement.Status.SENT,
        visibility=Statement.Visibility.STAFF if is_draft else Statement.Visibility.PUBLIC,
        direction=dice.choice(Statement.Direction.values),
        content="".join(f"<p>{ALL[language].text(dice, 60)}</p>" for _ in range(3)),
    )


def _parties(statement: Statement, dice: random.Random, register: Register) -> Iterator[Party]:
    yield Party(statement=statement, part="from", position=1, body=dice.choice(register.groups))
    for place in itertools.count(1):
        purpose = dice.choice(Party.Purpose.values)
        is_asked = purpose != Party.Purpose.INFORMATION
        day = statement.date + datetime.timedelta(days=dice.randrange(30, 180)) if is_asked else None
        is_open = is_asked and (day > register.today or dice.random() < 0.1)
        yield Party(
            statement=statement,
            part="to",
            position=place,
            body=dice.choice(register.bodies),
            purpose=purpose,
            deadline=day,
            answered_on=None if is_open else day,
        )
        if dice.random() < 0.6:
            return
