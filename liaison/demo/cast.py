"""The made-up surroundings: members, people with roles, meetings, and Questions for the period without titles yet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from contacts.models import Appointment, Body, Entity, Person, Question, Role, StudyPeriod
from contributions.models import Meeting, Topic
from liaison.reference.tables import DATA, read_table

from .scenes import FIRST_DAY
from .words import LANGUAGES, in_each_language, pick

SUBJECTS = (
    "Child Online Protection",
    "Cybersecurity",
    "Digital skills",
    "Smart cities and communities",
    "Accessibility",
    "Emergency telecommunications",
    "E-waste",
    "Broadband",
)
GROUPS = ("ITU-D SG1", "ITU-D SG2")
ADVISERS = "TDAG"
OTHERS = (
    *("CWG-COP", "TSAG", "RAG", "ITU-T SG2", "ITU-T SG5", "ITU-T SG17", "ITU-T SG20", "ITU-R WP 5D"),
    *("3GPP SA2", "ETSI", "GSMA", "IETF", "ISO/IEC JTC 1", "W3C"),
)
MEMBERS = (
    *(("Example Telecom", Entity.Kind.SECTOR_MEMBER, country) for country in ("BR", "KE", "JP", "FR")),
    *(("Example University", Entity.Kind.ACADEMIA, country) for country in ("EG", "IN")),
    *(("Example Systems", Entity.Kind.ASSOCIATE, country) for country in ("CA", "KZ")),
)
PLACE = "Example City"
WITHOUT_TITLES = "2026-2029"
MADE_UP_QUESTIONS = ("91/1", "92/1", "91/2", "92/2")
REAL_PEOPLE = "2022-2025-q3-2"
WITNESS = "Made up, for trying the site."


@dataclass(frozen=True)
class Subject:
    topic: Topic
    names: dict[str, str]


@dataclass(frozen=True)
class Cast:
    groups: tuple[Body, ...]
    advisers: Body
    others: tuple[Body, ...]
    periods: tuple[StudyPeriod, ...]
    questions: dict[tuple[int, int], list[Question]]  # by period and group
    sources: tuple[Entity, ...]
    subjects: tuple[Subject, ...]
    people: tuple[Person, ...]
    holders: dict[int, list[Person]]  # of the people, by the Question for which they hold a role
    meetings: dict[tuple[int, int], Meeting]  # by group and year

    def period_of(self, day: datetime.date) -> StudyPeriod | None:
        return next((p for p in self.periods if p.starts_on and p.ends_on and p.starts_on <= day <= p.ends_on), None)

    def questions_of(self, group: Body, day: datetime.date) -> list[Question]:
        period = self.period_of(day)
        return self.questions.get((period.pk, group.pk), []) if period else []

    def meeting_of(self, group: Body, day: datetime.date, years: int = 0) -> Meeting | None:
        """The group's made-up meeting of that year, or of so many years later."""
        return self.meetings.get((group.pk, day.year + years))


@transaction.atomic
def load_cast(today: datetime.date) -> Cast:
    """Add what is missing of the made-up surroundings; reference data must be there."""
    codes = {slugify(code): code for code in (*GROUPS, ADVISERS, *OTHERS)}
    bodies = {codes[body.slug]: body for body in Body.objects.filter(slug__in=codes)}
    groups = tuple(bodies[code] for code in GROUPS)
    subjects = _subjects()
    _add_questions(bodies, subjects)
    meetings = {
        (group.pk, year): _meeting(group, year, today)
        for group in groups
        for year in range(FIRST_DAY.year, today.year + 2)
    }
    questions: dict[tuple[int, int], list[Question]] = {}
    for question in Question.objects.for_list().filter(group__in=groups).order_by("pk"):
        questions.setdefault((question.period_id, question.group_id), []).append(question)
    members = tuple(_member(number, *member) for number, member in enumerate(MEMBERS, start=1))
    states = tuple(Entity.objects.member_states().order_by("country"))
    people = _people([question for some in questions.values() for question in some], groups, members)
    return Cast(
        groups=groups,
        advisers=bodies[ADVISERS],
        others=tuple(bodies[code] for code in OTHERS if code in bodies),
        periods=tuple(StudyPeriod.objects.all()),
        questions=questions,
        sources=states + members,
        subjects=subjects,
        people=people,
        holders=_holders(people),
        meetings=meetings,
    )


def _subjects() -> tuple[Subject, ...]:
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    rows = {row["name"]: row for row in read_table(DATA / "topics.csv")}
    names = {
        name: {code: rows[name]["name" if code == "en" else f"name_{code}"] for code in LANGUAGES} for name in rows
    }
    return tuple(Subject(topics[slugify(name)], names[name]) for name in SUBJECTS)


def _add_questions(bodies: dict[str, Body], subjects: tuple[Subject, ...]) -> None:
    period = StudyPeriod.objects.filter(label=WITHOUT_TITLES).first()
    for place, number in enumerate(MADE_UP_QUESTIONS if period else ()):
        first, _, group = number.partition("/")
        Question.objects.get_or_create(
            slug=f"{WITHOUT_TITLES}-q{first}-{group}",
            defaults={
                "period": period,
                "group": bodies[f"ITU-D SG{group}"],
                "number": number,
                "position": int(first),
                **in_each_language("question", subject=subjects[place].names),
            },
        )


def _member(number: int, name: str, kind: str, country: str) -> Entity:
    state = Entity.objects.member_states().filter(country=country).first()
    name = f"{name} {number}"
    values = {"name": name, "kind": kind, "country": country, "region": state.region if state else ""}
    return Entity.objects.get_or_create(slug=slugify(name), defaults=values)[0]


def _meeting(group: Body, year: int, today: datetime.date) -> Meeting:
    """A week in March; that of a year to come is planned."""
    starts_on = datetime.date(year, 3, 10 if group.code == GROUPS[0] else 17)
    local = {code: group.name_in(code) for code in LANGUAGES}
    values: dict[str, Any] = {
        "kind": Meeting.Kind.STUDY_GROUP,
        "body": group,
        "period": StudyPeriod.objects.current(starts_on).first(),
        "starts_on": starts_on,
        "ends_on": starts_on + datetime.timedelta(days=4),
        "place": PLACE,
        "status": Meeting.Status.PLANNED if starts_on > today else Meeting.Status.CONFIRMED,
        "document_deadline": starts_on - datetime.timedelta(days=45),
        **in_each_language("meeting", year=year, body=local),
    }
    return Meeting.objects.get_or_create(slug=f"made-up-{year}-{group.slug}", defaults=values)[0]


def _people(questions: list[Question], groups: tuple[Body, ...], members: tuple[Entity, ...]) -> tuple[Person, ...]:
    """Two people for each Question but the one whose people are real, and a chair for each group."""
    roles = {role.code: role for role in Role.objects.all()}
    posts: list[tuple[str, dict[str, Any]]] = [("chair", {"body": group}) for group in groups]
    for question in questions:
        if question.slug != REAL_PEOPLE:
            ends_on = None if question.period.label >= "2022" else question.period.ends_on
            dated = {"question": question, "starts_on": question.period.starts_on, "ends_on": ends_on}
            posts += [("rapporteur", dated), ("vice-rapporteur", dated)]
    emails = [f"person{number}@example.org" for number in range(1, len(posts) + 1)]
    present = {person.email: person for person in Person.objects.filter(email__in=emails)}
    people = []
    for number, (email, (role, post)) in enumerate(zip(emails, posts, strict=True), start=1):
        person = present.get(email)
        if person is None:
            values = {"honorific": ("Ms", "Mr")[number % 2], "entity": pick(members, "member", number)}
            person = Person.objects.create(name=f"Person Example {number}", email=email, **values)
            if role in roles:
                offered = {"role": roles[role], "entity": person.entity, "witness": WITNESS}
                Appointment.objects.create(person=person, **offered, **post)
        people.append(person)
    return tuple(people)


def _holders(people: tuple[Person, ...]) -> dict[int, list[Person]]:
    """In the order of their roles; the appointments are read back, since staff may have changed them."""
    found: dict[int, list[Person]] = {}
    by_key = {person.pk: person for person in people}
    offices = Appointment.objects.filter(person__in=people, question__isnull=False)
    for question, person in offices.values_list("question_id", "person_id"):
        found.setdefault(question, []).append(by_key[person])
    return found
