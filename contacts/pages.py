"""What public pages read of bodies, Questions and people: kept until one of them changes, and for one day.

Rows and lists are shared by all who read them. `on` is today; what was in office yesterday is not kept as being so.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from config.data_version import kept

from .models import Appointment, Body, Entity, Question, StudyPeriod


@kept
def body_at(slug: str) -> Body | None:
    return Body.objects.for_page().filter(slug=slug).first()


@kept
def question_at(slug: str) -> Question | None:
    return Question.objects.for_list().filter(slug=slug).first()


@kept
def questions_by_key() -> Mapping[int, Question]:
    """All of them: they are few."""
    return Question.objects.for_list().in_bulk()


@kept
def member_at(slug: str) -> Entity | None:
    return Entity.objects.filter(slug=slug).first()


@kept
def all_periods() -> list[StudyPeriod]:
    return list(StudyPeriod.objects.all())


@kept
def bodies_beside(body: Body) -> list[Body]:
    return list(Body.objects.beside(body))


@kept
def questions_beside(question: Question) -> list[Question]:
    return list(Question.objects.beside(question).for_list())


@kept
def questions_of(group: Body) -> list[Question]:
    return list(Question.objects.of_group(group).for_list().latest_first())


@kept
def people_of_body(body: Body, on: datetime.date) -> list[Appointment]:
    return list(Appointment.objects.for_body(body).in_office_first().for_list())


@kept
def people_of_group(group: Body, period: StudyPeriod | None, on: datetime.date) -> list[Appointment]:
    """Of a study group and its Questions of a period."""
    return list(Appointment.objects.in_group(group, period).in_office_first().for_list())


@kept
def people_of_question(question: Question, on: datetime.date) -> list[Appointment]:
    return list(Appointment.objects.for_question(question).in_office_first().for_list())


@kept
def people_of_member(member: Entity, on: datetime.date) -> list[Appointment]:
    """In office on its behalf."""
    return list(Appointment.objects.for_entity(member).current(on).in_office_first().for_list())


@kept
def people_in_office(questions: tuple[int, ...], on: datetime.date) -> list[Appointment]:
    """Who holds a role for the Questions of these keys, or for those that took them up."""
    return list(Appointment.objects.current(on).taking_up(questions).for_list())
