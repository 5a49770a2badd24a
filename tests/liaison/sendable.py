"""A statement of ours that can be sent, and what somebody at the desk says about its mails."""

from __future__ import annotations

from typing import Any

from contacts.models import Body, BodyAddress, Question
from liaison import services
from liaison.models import Series, Statement
from liaison.services.covers import Cover, Dispatch
from liaison.services.dispatch import proposals
from tests import factory


def make_receiver(code: str = "CWG-COP", *emails: str, language: str = "", **values: Any) -> Body:
    body = factory.make_body(code, **values)
    for email in emails:
        BodyAddress.objects.create(body=body, email=email, language=language)
    return body


def make_approved(*receivers: Body, copies: tuple[Body, ...] = (), **values: Any) -> Statement:
    """Approved, of a group of ours, lacking nothing; by default to CWG-COP at cop@example.org."""
    question = Question.objects.first() or factory.make_question()
    defaults = {
        "status": "approved",
        "approval_level": "rapporteur_group",
        "approval_text": "Agreed at the May meeting",
        "approval_date": factory.DAY,
        "content": "<p>Text</p>",
    }
    statement = factory.make_statement(**defaults | values)
    factory.make_party(statement, part="from", body=question.group, questions=[question])
    for body in receivers or (make_receiver("CWG-COP", "cop@example.org"),):
        factory.make_party(statement, part="to", body=body, purpose="information")
    for body in copies:
        factory.make_party(statement, part="cc", body=body)
    factory.make_contact(statement, email="contact@example.org")
    return services.statement_settle(statement=statement)


def make_numbers(statement: Statement, **values: Any) -> Series:
    """A series of the sender: SG2/LS1 and so on."""
    return factory.make_series(body=statement.senders[0].body, **values)


def proposed(statement: Statement, **values: Any) -> Dispatch:
    """What the form proposes; who has no address is left out."""
    found = proposals(Statement.objects.for_detail().get(pk=statement.pk))
    covers = tuple(proposal.cover for proposal in found if proposal.to)
    left_out = frozenset(proposal.party.pk for proposal in found if not proposal.to)
    return Dispatch(**{"covers": covers, "left_out": left_out} | values)


def send(statement: Statement, **values: Any) -> Statement:
    values = {"dispatch": None, "by": None} | values
    values["dispatch"] = values["dispatch"] or proposed(statement)
    return services.statement_send(statement=statement, **values)


def cover(statement: Statement, **values: Any) -> Cover:
    """A mail to the first recipient."""
    defaults = {"party": statement.recipients[0].pk, "to": ("ann@example.org",), "subject": "S", "text": "T"}
    return Cover(**defaults | values)
