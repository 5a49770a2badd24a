"""What can be found of bodies, Questions, members and people in office."""

from __future__ import annotations

from contacts.models import Alias, Appointment, Body, Entity, Named, Person, Question, Role, StudyPeriod
from contacts.models.naming import NAMES
from contacts.search.sources import Findable, Said, Source, refers, register


def names_of(row: Named) -> list[Said]:
    """A name in each of its languages, English first."""
    return [(text, name.partition("_")[2] or "en") for name in NAMES if (text := getattr(row, name))]


def spoken(question: Question) -> Said:
    """The number as people write it: Q3/2, Question 3/2."""
    return (f"{question.label} Question {question.number}", "en")


def spellings(row: Body | Entity | Person) -> list[Said]:
    return [(alias.text, "en") for alias in row.aliases.all()]


def _question(question: Question) -> Findable:
    return Findable(
        title=[spoken(question), (question.name, "en")],
        names=[*names_of(question)[1:], (question.group.code, "en"), (question.period.label, "en")],
        date=question.period.starts_on,
    )


def _body(body: Body) -> Findable:
    return Findable(
        title=[(body.code, "en"), (body.name, "en")],
        names=[*names_of(body)[1:], *spellings(body)],
    )


def _member(entity: Entity) -> Findable:
    codes = f"{entity.code} {entity.country}"
    return Findable(title=[(entity.name, "en")], names=[*names_of(entity)[1:], *spellings(entity), (codes, "en")])


def _holder(appointment: Appointment) -> Findable:
    """A person is found by an office only: nobody else is part of the public register."""
    person, office, entity = appointment.person, appointment.office, appointment.represents
    return Findable(
        title=[(person.name, "en")],
        names=[
            *spellings(person),
            *names_of(appointment.role),
            spoken(office) if isinstance(office, Question) else (office.code, "en"),
            *(names_of(entity) if entity else []),
        ],
        text=names_of(office),
        date=appointment.starts_on,
    )


def register_all() -> None:
    register(
        Source(
            "question",
            Question,
            lambda: Question.objects.select_related("group", "period"),
            _question,
            {Body: refers(Question, "group"), StudyPeriod: refers(Question, "period")},
        )
    )
    register(
        Source(
            "body",
            Body,
            lambda: Body.objects.prefetch_related("aliases"),
            _body,
            {Alias: refers(Body, "aliases")},
        )
    )
    register(
        Source(
            "member",
            Entity,
            lambda: Entity.objects.prefetch_related("aliases"),
            _member,
            {Alias: refers(Entity, "aliases")},
        )
    )
    register(
        Source(
            "person",
            Appointment,
            lambda: Appointment.objects.select_related(
                "person__entity", "role", "entity", "body", "question__period"
            ).prefetch_related("person__aliases"),
            _holder,
            {
                Person: refers(Appointment, "person"),
                Role: refers(Appointment, "role"),
                Body: refers(Appointment, "body"),
                Question: refers(Appointment, "question"),
                Entity: refers(Appointment, "entity", "person__entity"),
                Alias: refers(Appointment, "person__aliases"),
            },
        )
    )
