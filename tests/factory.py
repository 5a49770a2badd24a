"""Rows for tests: one plain function a model, each with defaults that are plainly made up."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group

from contacts.models import Appointment, Body, Entity, Person, Question, Role, StudyPeriod, User
from contacts.search import index
from contributions.models import Brief, Document, Meeting, Topic
from liaison.models import Annex, Entry, Party, Series, Statement, StatementContact
from liaison.roles import ROLES, make_roles

_number = itertools.count(1)

DAY = datetime.date(2023, 5, 22)


def index_all() -> None:
    """Let search find what was made here, for rows that are stored without a service are not in its index."""
    index.rebuild(afresh=True)


def make_user(**values: Any) -> User:
    values = {"username": f"user{next(_number)}", "password": "correct horse"} | values
    return User.objects.create_user(**values)


def make_secretary(**values: Any) -> User:
    return make_user(is_staff=True, is_superuser=True, **values)


def make_member_of(role: str, **values: Any) -> User:
    """An account of the desk in one of the groups Reader, Editor, Secretary; in none for another word."""
    user = make_user(**{"is_staff": True} | values)
    if role in ROLES and not Group.objects.filter(name=role).exists():
        make_roles(apps)  # a test with transactions of its own empties the tables, these too
    user.groups.set(Group.objects.filter(name=role))
    return User.objects.get(pk=user.pk)


def make_period(label: str = "2022-2025", **values: Any) -> StudyPeriod:
    first, _, last = label.partition("-")
    dates = {"starts_on": datetime.date(int(first), 1, 1), "ends_on": datetime.date(int(last), 12, 31)}
    return StudyPeriod.objects.get_or_create(label=label, defaults={"prefix": f"D{first[2:]}", **dates, **values})[0]


def make_body(code: str = "", **values: Any) -> Body:
    code = code or f"BODY {next(_number)}"
    return Body.objects.create(**{"code": code, "name": f"Body {code}"} | values)


def make_home(**values: Any) -> Body:
    """The home body, ITU-D, with its study group ITU-D SG2; returns the study group."""
    home = make_body("ITU-D", **{"is_home": True, "kind": "sector", "letterhead": "Example Union\nSector D"} | values)
    return make_body("ITU-D SG2", name="ITU-D Study Group 2", kind="study_group", parent=home)


def make_question(number: str = "3/2", **values: Any) -> Question:
    values = {"name": f"Title of Question {number}"} | values
    values.setdefault("period", None)
    values["period"] = values["period"] or make_period()
    if "group" not in values:
        values["group"] = Body.objects.filter(code="ITU-D SG2").first() or make_home()
    return Question.objects.create(number=number, **values)


def make_entity(name: str = "", **values: Any) -> Entity:
    return Entity.objects.create(name=name or f"Entity {next(_number)}", **values)


def make_person(name: str = "", **values: Any) -> Person:
    return Person.objects.create(name=name or f"Person Number {next(_number)}", **values)


def make_role(code: str = "rapporteur", **values: Any) -> Role:
    defaults = {"name": code.replace("-", " ").title()} | values
    return Role.objects.get_or_create(code=code, defaults=defaults)[0]


def make_appointment(**values: Any) -> Appointment:
    values.setdefault("person", None)
    values["person"] = values["person"] or make_person()
    values.setdefault("role", None)
    values["role"] = values["role"] or make_role()
    if "body" not in values and "question" not in values:
        values["question"] = make_question()
    return Appointment.objects.create(**values)


def make_topic(name: str = "", **values: Any) -> Topic:
    return Topic.objects.create(name=name or f"Topic {next(_number)}", **values)


def make_meeting(**values: Any) -> Meeting:
    values = {"name": f"Meeting {next(_number)}", "starts_on": DAY, "ends_on": DAY} | values
    if "body" not in values:
        values["body"] = make_body()
    return Meeting.objects.create(**values)


def make_document(symbol: str = "", **values: Any) -> Document:
    """A document of the period 2022-2025, its symbol read."""
    values.setdefault("period", None)
    values["period"] = values["period"] or make_period()
    sources = values.pop("sources", [])
    questions = values.pop("questions", [])
    document = Document(**{"symbol": symbol or f"2/{next(_number) + 1000}", "title": f"Paper {next(_number)}"} | values)
    document.read_symbol()
    document.save()
    for position, entity in enumerate(sources, start=1):
        document.source_rows.create(entity=entity, position=position)
    document.questions.set(questions)
    return document


def make_brief(**values: Any) -> Brief:
    values.setdefault("document", None)
    values["document"] = values["document"] or make_document()
    values.setdefault("topic", None)
    values["topic"] = values["topic"] or make_topic()
    return Brief.objects.create(**{"text": f"Brief {next(_number)}"} | values)


def make_statement(**values: Any) -> Statement:
    """A draft without parties."""
    return Statement.objects.create(**{"title": f"Statement {next(_number)}", "date": DAY} | values)


def make_public_statement(**values: Any) -> Statement:
    """Sent and public, with one sender and one recipient for information."""
    sender, recipient = values.pop("sender", None), values.pop("recipient", None)
    defaults = {
        "status": Statement.Status.SENT,
        "visibility": Statement.Visibility.PUBLIC,
        "direction": Statement.Direction.OUTGOING,
        "slug": f"statement-{next(_number)}",
    }
    statement = make_statement(**defaults | values)
    make_party(statement, part="from", body=sender or make_body())
    make_party(statement, part="to", body=recipient or make_body(), purpose="information")
    return statement


def make_complete(**values: Any) -> Statement:
    """A draft of ours, from ITU-D SG2 to CWG-COP, that lacks nothing which Annex 4 asks for."""
    whole = {"approval_level": "rapporteur_group", "approval_text": "Agreed", "approval_date": DAY}
    statement = make_statement(**{"direction": "outgoing", "meeting_text": "The meeting"} | whole | values)
    make_party(statement, part="from", body=make_home())
    make_party(statement, part="to", body=make_body("CWG-COP"), purpose="information")
    make_contact(statement, email="a@example.org")
    return statement


def make_party(statement: Statement, **values: Any) -> Party:
    if not values.get("text") and not values.get("body"):
        values["text"] = f"Somebody {next(_number)}"
    questions = values.pop("questions", [])
    numbers = ", ".join(question.number for question in questions)
    party = Party.objects.create(statement=statement, **{"questions_text": numbers} | values)
    party.questions.set(questions)
    return party


def make_series(**values: Any) -> Series:
    values.setdefault("body", None)
    values["body"] = values["body"] or make_body()
    return Series.objects.create(**{"pattern": "SG2/LS{number}"} | values)


def make_contact(statement: Statement, **values: Any) -> StatementContact:
    return StatementContact.objects.create(statement=statement, **{"name": f"Contact {next(_number)}"} | values)


def make_annex(statement: Statement, **values: Any) -> Annex:
    number = statement.annexes.count() + 1
    columns = ["Doc. & source", "Title", "Brief"]
    return Annex.objects.create(
        statement=statement, **{"number": number, "title": f"Annex title {number}", "columns": columns} | values
    )


def make_entry(annex: Annex, **values: Any) -> Entry:
    return Entry.objects.create(annex=annex, **{"position": annex.entries.count() + 1, "title": "Row"} | values)
