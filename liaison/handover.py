"""What is left when somebody's role ends: the drafts of their Question or body, and what is open for it.

Whoever holds a role for the same Question, or for the Question that continues it, inherits it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from contacts.models import Appointment, Body, Question, StudyPeriod
from contacts.unions import read_all
from liaison.models import Party, Statement


@dataclass
class Left:
    """Drafts of ours, requests that we are to answer, and requests of ours that others are to answer."""

    drafts: list[Statement] = field(default_factory=list)
    requests: list[Party] = field(default_factory=list)
    awaited: list[Party] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.drafts) + len(self.requests) + len(self.awaited)

    def add(self, other: Left) -> None:
        for name in ("drafts", "requests", "awaited"):
            known = getattr(self, name)
            known += [row for row in getattr(other, name) if row not in known]


@dataclass
class Work:
    """By the key of a Question, and by that of a body for what names no Question."""

    of_question: dict[int, Left]
    of_body: dict[int, Left]

    def of(self, appointment: Appointment) -> Left:
        if appointment.question_id:
            return self.of_question.get(appointment.question_id, Left())
        return self.of_body.get(appointment.body_id or 0, Left())


def work_of(questions: Collection[int], bodies: Collection[int] = ()) -> Work:
    """In a constant number of queries, whatever the number of Questions and bodies."""
    work = Work(defaultdict(Left), defaultdict(Left))
    for party in _parties(Party.objects.of_drafts(), questions, bodies):
        for left in _places(work, party):
            if party.statement not in left.drafts:
                left.drafts.append(party.statement)
    for party in _parties(Party.objects.awaited(), questions, bodies):
        for left in _places(work, party):
            left.requests.append(party)
    ours = Body.objects.keys_of_ours()
    for party in _parties(Party.objects.filter(part=Party.Part.FROM).of_open_requests(ours), questions, bodies):
        for left in _places(work, party):
            left.awaited += [row for row in party.statement.open_requests if row not in left.awaited]
    return work


def left_counts(appointments: Collection[Appointment], ours: Collection[int]) -> dict[int, int]:
    """Of each of the appointments, by its key, how much `work_of` would find for it. One query, of keys alone."""
    questions = {row.question_id for row in appointments if row.question_id}
    bodies = {row.body_id for row in appointments if row.body_id and not row.question_id}
    drafts, requests = Party.objects.of_drafts(), Party.objects.awaited()
    by_sender, by_sending_body = requests.outside(ours).pairs_by_sender(questions, bodies)
    of_questions = {
        "drafts": drafts.pairs_with(questions, "statement"),
        "requests": requests.pairs_with(questions, "pk"),
        "requests given to it": requests.pairs_with(questions, "pk", "statement__assigned_questions"),
        "awaited": by_sender,
    }
    of_bodies = {
        "drafts of a body": drafts.pairs_by_body(bodies, "statement"),
        "requests to a body": requests.pairs_by_body(bodies, "pk"),
        "awaited by a body": by_sending_body,
    }
    left: dict[tuple[bool, int], set[tuple[str, int]]] = defaultdict(set)  # by whether it is a Question's, and its key
    for name, pairs in read_all(of_questions | of_bodies).items():
        kind = name.partition(" ")[0]
        for key, counted in pairs:
            left[name in of_questions, key].add((kind, counted))
    return {row.pk: len(left[bool(row.question_id), row.question_id or row.body_id or 0]) for row in appointments}


def _parties(parties: object, questions: Collection[int], bodies: Collection[int]) -> Iterable[Party]:
    return parties.concerning(questions, bodies).for_handover()  # type: ignore[attr-defined]


def _places(work: Work, party: Party) -> list[Left]:
    own = [question.pk for question in party.questions.all()]
    assigned = [question.pk for question in party.statement.assigned_questions.all()]
    named = own + assigned if party.part == Party.Part.TO else own
    if named:
        return [work.of_question[key] for key in dict.fromkeys(named)]
    return [work.of_body[party.body_id]] if party.body_id else []


def left_by(appointments: Collection[Appointment]) -> list[tuple[Appointment, Left, list[Appointment]]]:
    """Each with what it leaves and with who inherits that: others than the person, in office today."""
    questions = {row.question_id for row in appointments if row.question_id}
    bodies = {row.body_id for row in appointments if row.body_id}
    work, heirs = work_of(questions, bodies), heirs_of(questions)
    of_body: dict[int, list[Appointment]] = defaultdict(list)
    for holder in Appointment.objects.current().filter(body__in=bodies).for_list():
        of_body[holder.body_id or 0].append(holder)
    found = []
    for row in appointments:
        following = heirs[row.question_id] if row.question_id else of_body[row.body_id or 0]
        found.append((row, work.of(row), [one for one in following if one.person_id != row.person_id]))
    return found


def heirs_of(questions: Collection[int], on: datetime.date | None = None) -> dict[int, list[Appointment]]:
    """Who holds a role on a day (today) for each of the Questions, or for one that continues it. Three queries."""
    following = Question.objects.filter(continues__in=questions).values_list("continues", "pk")
    heir_of: dict[int, list[int]] = {key: [key] for key in questions}
    for old, new in following:
        heir_of.setdefault(old, []).append(new)
    wanted = {key for keys in heir_of.values() for key in keys}
    holders: dict[int, list[Appointment]] = defaultdict(list)
    for appointment in Appointment.objects.current(on).filter(question__in=wanted).for_list():
        holders[appointment.question_id or 0].append(appointment)
    return {old: [holder for key in keys for holder in holders[key]] for old, keys in heir_of.items()}


@dataclass(frozen=True)
class Inherited:
    """What is left of a Question, the Questions that take it up, and who is in office for those."""

    question: Question
    left: Left
    following: list[Question]
    heirs: list[Appointment]


def left_by_period(
    before: StudyPeriod, continued: Iterable[tuple[Question, Question]], on: datetime.date | None
) -> list[Inherited]:
    """Drafts and open requests of a period's Questions, with who inherits them on a day.

    `continued` are pairs of old and new Questions that are not stored yet, beside those that are.
    """
    questions = list(Question.objects.of_period(before).for_list().in_order().prefetch_related("continued_by__period"))
    work = work_of({question.pk for question in questions})
    following: dict[int, list[Question]] = {row.pk: list(row.continued_by.all()) for row in questions}
    for old, new in continued:
        if new.number not in [row.number for row in following[old.pk]]:
            following[old.pk].append(new)
    heirs = heirs_of([question.pk for question in questions], on)
    return [
        Inherited(row, work.of_question[row.pk], following[row.pk], heirs[row.pk])
        for row in questions
        if row.pk in work.of_question
    ]
