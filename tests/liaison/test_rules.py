"""What Annex 4 of WTDC Resolution 1 asks for: each item missing, and there."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from contacts.models import Body
from liaison import services
from liaison.models import Reply, Statement
from tests import factory
from tests.factory import DAY

pytestmark = pytest.mark.django_db


def messages(statement: Statement, *, blocks: bool | None = None) -> list[str]:
    statement = Statement.objects.for_detail().get(pk=statement.pk)
    found = services.problems(statement)
    return [problem.message for problem in found if blocks is None or problem.blocks == blocks]


def change(statement: Statement, **values: Any) -> None:
    Statement.objects.filter(pk=statement.pk).update(**values)


@pytest.fixture
def statement() -> Statement:
    """A draft of ours in which nothing is missing."""
    question = factory.make_question()
    draft = factory.make_statement(
        approval_level="study_group", meeting_text="The May meeting", direction="outgoing", content="<p>Text</p>"
    )
    factory.make_party(draft, part="from", body=question.group, questions=[question])
    factory.make_party(draft, part="to", body=factory.make_body("CWG-COP", name="CWG-COP"), purpose="information")
    factory.make_contact(draft, email="contact@example.org")
    return draft


def test_a_complete_statement_has_no_problem(statement: Statement) -> None:
    assert messages(statement) == []


def test_every_problem_names_a_field_or_rows_of_the_form(statement: Statement) -> None:
    empty = factory.make_statement(title="", date=None)
    fields = {problem.field for problem in services.problems(Statement.objects.for_detail().get(pk=empty.pk))}
    assert fields == {
        "senders", "recipients", "contacts", "meeting_text", "title", "date", "approval_level", "content"
    }  # fmt: skip


# Item 1: Questions of both sides


def test_without_a_sender_nothing_is_sent(statement: Statement) -> None:
    statement.parties.filter(part="from").delete()
    assert messages(statement, blocks=True) == ["There is no sender."]


def test_a_sender_with_questions_names_one(statement: Statement) -> None:
    statement.parties.filter(part="from").update(questions_text="")
    assert messages(statement, blocks=True) == [
        "ITU-D Study Group 2 has Questions: name the one or ones that are concerned."
    ]


def test_a_recipient_with_questions_names_one(statement: Statement) -> None:
    body = factory.make_body("ITU-T SG17", name="ITU-T SG17", kind="study_group")
    factory.make_question("4/17", group=body)
    party = factory.make_party(statement, part="to", body=body, purpose="information")
    assert messages(statement, blocks=True) == ["ITU-T SG17 has Questions: name the one or ones that are concerned."]
    party.questions_text = "4/17"
    party.save()
    assert messages(statement) == []


def test_a_study_group_whose_questions_are_not_known_is_odd(statement: Statement) -> None:
    body = factory.make_body("ITU-T SG17", name="ITU-T SG17", kind="study_group")
    factory.make_party(statement, part="to", body=body, purpose="information")
    assert messages(statement) == ["ITU-T SG17 is a study group: name its Question or Questions."]
    assert messages(statement, blocks=True) == []


def test_a_body_without_questions_needs_none(statement: Statement) -> None:
    factory.make_party(statement, part="to", body=factory.make_body("TSAG", kind="advisory_group"), purpose="comment")
    assert messages(statement) == []


def test_a_question_of_another_group_is_odd(statement: Statement) -> None:
    other = factory.make_question("4/17", group=factory.make_body("ITU-T SG17"))
    statement.parties.get(part="from").questions.add(other)
    assert messages(statement, blocks=False) == [
        "Q4/17 (2022-2025) is not a Question of ITU-D Study Group 2, Question 3/2."
    ]


@pytest.mark.parametrize(("label", "is_odd"), [("2018-2021", True), ("2026-2029", True), ("2022-2025", False)])
def test_a_question_of_another_period_is_odd(statement: Statement, label: str, is_odd: bool) -> None:
    question = factory.make_question("5/2", period=factory.make_period(label))
    statement.parties.get(part="from").questions.set([question])
    text = f"Q5/2 ({label}) is of a study period in which the statement’s date does not lie."
    assert messages(statement) == ([text] if is_odd else [])


# Item 2: the meeting


def test_without_a_meeting_nothing_is_sent(statement: Statement) -> None:
    change(statement, meeting_text="")
    assert messages(statement, blocks=True) == ["Name the meeting where the statement was prepared."]


@pytest.mark.parametrize("field", ["meeting", "approval_meeting"])
def test_a_chosen_meeting_is_enough(statement: Statement, field: str) -> None:
    change(statement, meeting_text="", **{field: factory.make_meeting()})
    assert messages(statement) == []


def test_words_of_the_approval_may_tell_the_meeting(statement: Statement) -> None:
    change(statement, meeting_text="", approval_text="Agreed")
    assert messages(statement, blocks=True) == []
    assert messages(statement) == [
        "Choose the meeting where the statement was prepared, or write it, unless the approval tells it."
    ]


# Item 3: the subject


def test_without_a_title_nothing_is_sent(statement: Statement) -> None:
    change(statement, title=" ")
    assert messages(statement, blocks=True) == ["There is no title."]


@pytest.mark.parametrize(("length", "is_odd"), [(250, False), (251, True)])
def test_a_title_that_is_not_concise_is_odd(statement: Statement, length: int, is_odd: bool) -> None:
    change(statement, title="x" * length)
    text = "The title is longer than 250 characters; a concise one is asked for."
    assert messages(statement, blocks=False) == ([text] if is_odd else [])


SAYS_REPLY = "A reply’s title says “Reply to the liaison statement from …”."


@pytest.mark.parametrize(
    ("language", "title", "is_missing"),
    [
        ("en", "Online protection", True),
        ("en", "Reply to the liaison statement from CWG-COP on online protection", False),
        ("fr", "Protection en ligne", True),
        ("fr", "Réponse à la note de liaison du GTC", False),
        ("es", "Respuesta a la declaración de coordinación", False),
        ("ru", "Ответ на заявление о взаимодействии", False),
        ("ar", "رد على بيان الاتصال", False),
        ("zh", "对联络声明的回复", False),
        ("zh", "保护上网儿童", True),
    ],
)
def test_a_reply_says_so_in_its_title(statement: Statement, language: str, title: str, is_missing: bool) -> None:
    Reply.objects.create(statement=statement, text="Liaison statement from CWG-COP")
    change(statement, language=language, title=title)
    assert messages(statement, blocks=True) == ([SAYS_REPLY] if is_missing else [])


def test_what_is_no_reply_need_not_say_so(statement: Statement) -> None:
    change(statement, title="Online protection")
    assert messages(statement) == []


# Item 4: to whom


def test_without_a_recipient_nothing_is_sent(statement: Statement) -> None:
    statement.parties.filter(part="to").delete()
    assert messages(statement, blocks=True) == ["There is no recipient."]


def test_a_recipient_that_gets_a_copy_as_well_is_odd(statement: Statement) -> None:
    factory.make_party(statement, part="cc", body=Body.objects.get(code="CWG-COP"))
    assert messages(statement, blocks=False) == ["CWG-COP is a recipient and gets a copy as well."]


def test_a_copy_to_somebody_else_is_not_odd(statement: Statement) -> None:
    factory.make_party(statement, part="cc", body=factory.make_body("TSAG"))
    assert messages(statement) == []


# Item 5: approval


def test_without_a_level_of_approval_nothing_is_sent(statement: Statement) -> None:
    change(statement, approval_level="")
    assert messages(statement, blocks=True) == ["Say who approved the statement: the level of approval is missing."]


@pytest.mark.parametrize(("days", "is_odd"), [(1, True), (0, False), (-1, False)])
def test_an_approval_after_the_date_is_odd(statement: Statement, days: int, is_odd: bool) -> None:
    change(statement, approval_date=DAY + datetime.timedelta(days=days))
    text = "The approval is later than the statement’s date."
    assert messages(statement, blocks=False) == ([text] if is_odd else [])


# Items 6 and 7: purpose and deadline of each recipient


def test_a_recipient_without_a_purpose_blocks(statement: Statement) -> None:
    statement.parties.filter(part="to").update(purpose="")
    assert messages(statement, blocks=True) == [
        "Say what CWG-COP gets the statement for: action, comment or information."
    ]


def test_each_recipient_has_its_own_purpose(statement: Statement) -> None:
    factory.make_party(statement, part="to", text="Somebody")
    assert messages(statement, blocks=True) == [
        "Say what Somebody gets the statement for: action, comment or information."
    ]


def test_action_without_a_date_blocks(statement: Statement) -> None:
    statement.parties.filter(part="to").update(purpose="action")
    assert messages(statement, blocks=True) == ["Action is asked of CWG-COP: give a date for the reply."]


@pytest.mark.parametrize("given", [{"deadline": DAY}, {"deadline_text": "mid-May 2024"}])
def test_a_date_or_words_for_it_are_enough_for_action(statement: Statement, given: dict[str, Any]) -> None:
    statement.parties.filter(part="to").update(purpose="action", **given)
    assert messages(statement) == []


def test_comment_needs_no_date(statement: Statement) -> None:
    statement.parties.filter(part="to").update(purpose="comment")
    assert messages(statement) == []


def test_a_date_for_reply_before_the_statement_is_odd(statement: Statement) -> None:
    statement.parties.filter(part="to").update(purpose="action", deadline=datetime.date(2023, 5, 1))
    assert messages(statement, blocks=False) == ["The date for CWG-COP’s reply lies before the statement’s date."]


# Item 8: a contact


def test_without_a_contact_nothing_is_sent(statement: Statement) -> None:
    statement.contacts.all().delete()
    assert messages(statement, blocks=True) == ["There is no contact."]


NOWHERE = "Nowhere Person has no address: give an e-mail address, a telephone number or a postal address."


def test_a_contact_that_cannot_be_reached_is_odd_beside_one_that_can(statement: Statement) -> None:
    factory.make_contact(statement, name="Nowhere Person")
    assert messages(statement, blocks=False) == [NOWHERE]


def test_contacts_none_of_whom_can_be_reached_block(statement: Statement) -> None:
    statement.contacts.all().delete()
    factory.make_contact(statement, name="Nowhere Person")
    assert messages(statement, blocks=True) == [NOWHERE]


@pytest.mark.parametrize("given", [{"email": "a@example.org"}, {"phone": "+41 22 730 5111"}, {"address": "Geneva"}])
def test_any_address_of_a_contact_will_do(statement: Statement, given: dict[str, str]) -> None:
    statement.contacts.all().delete()
    factory.make_contact(statement, **given)
    assert messages(statement) == []


# Beside Annex 4


def test_without_a_date_nothing_is_sent(statement: Statement) -> None:
    change(statement, date=None)
    assert messages(statement, blocks=True) == ["There is no date."]


def test_neither_text_nor_annex_is_odd(statement: Statement) -> None:
    change(statement, content="")
    assert messages(statement, blocks=False) == ["There is neither text nor an annex."]
    factory.make_annex(statement)
    assert messages(statement) == []


@pytest.mark.parametrize("direction", ["incoming", "other"])
def test_what_others_sent_has_no_problems(direction: str) -> None:
    received = factory.make_statement(title="", direction=direction)
    factory.make_party(received, part="from", body=factory.make_body())
    assert messages(received) == []


def test_nothing_is_said_in_more_queries_for_more_parties(statement: Statement, django_assert_num_queries: Any) -> None:
    def cost() -> list[str]:
        return [problem.message for problem in services.problems(whole)]

    for number in range(10):
        factory.make_party(statement, part="to", body=factory.make_body(f"GROUP {number}"), purpose="comment")
    whole = Statement.objects.for_detail().get(pk=statement.pk)
    # which of the bodies have Questions; which receivers close their lists soon
    with django_assert_num_queries(2):
        assert cost() == []
