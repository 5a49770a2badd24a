import datetime

import pytest

from liaison import services
from liaison.models import Statement
from tests.factory import DAY, make_body, make_contact, make_home, make_party, make_question, make_statement

pytestmark = pytest.mark.django_db


def messages(statement, *, blocks=None):
    statement = Statement.objects.for_detail().get(pk=statement.pk)
    found = services.problems(statement)
    return [problem.message for problem in found if blocks is None or problem.blocks == blocks]


@pytest.fixture
def statement():
    """A draft of ours in which nothing is missing."""
    question = make_question()
    draft = make_statement(approval_level="study_group", approval_text="Approved", direction="outgoing")
    make_party(draft, part="from", body=question.group, questions=[question])
    make_party(draft, part="to", body=make_body("CWG-COP", name="CWG-COP"), purpose="information")
    make_contact(draft, email="contact@example.org")
    return draft


def test_a_complete_statement_has_no_problem(statement):
    assert messages(statement) == []


def test_a_study_group_without_a_question_is_odd(statement):
    statement.parties.filter(part="from").update(questions_text="")
    assert messages(statement, blocks=False) == [
        "ITU-D Study Group 2 is a study group: name its Question or Questions."
    ]


def test_a_recipient_without_a_purpose_blocks(statement):
    statement.parties.filter(part="to").update(purpose="")
    assert messages(statement, blocks=True) == [
        "Say what CWG-COP gets the statement for: action, comment or information."
    ]


def test_action_without_a_date_blocks(statement):
    statement.parties.filter(part="to").update(purpose="action")
    assert messages(statement, blocks=True) == ["Action is asked of CWG-COP: give a date for the reply."]


def test_a_date_in_words_is_enough_for_action(statement):
    statement.parties.filter(part="to").update(purpose="action", deadline_text="mid-May 2024")
    assert messages(statement) == []


def test_a_date_for_reply_before_the_statement_is_odd(statement):
    statement.parties.filter(part="to").update(purpose="action", deadline=datetime.date(2023, 5, 1))
    assert messages(statement, blocks=False) == ["The date for CWG-COP’s reply is past."]


def test_an_approval_after_the_date_is_odd(statement):
    Statement.objects.filter(pk=statement.pk).update(approval_date=DAY + datetime.timedelta(days=1))
    assert messages(statement, blocks=False) == ["The approval is later than the statement’s date."]


def test_a_recipient_that_gets_a_copy_as_well_is_odd(statement):
    make_party(statement, part="cc", body=statement.parties.get(part="to").body)
    assert messages(statement, blocks=False) == ["CWG-COP is a recipient and gets a copy as well."]


def test_a_contact_that_cannot_be_reached_is_odd(statement):
    make_contact(statement, name="Nowhere Person")
    assert messages(statement) == ["Nowhere Person has no e-mail address or telephone number."]


def test_what_others_sent_has_no_problems():
    received = make_statement(title="", direction="incoming")
    make_party(received, part="from", body=make_body())
    make_party(received, part="to", body=make_home())
    assert messages(received) == []
