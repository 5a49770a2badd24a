"""What a statement of the register becomes as a Letter, where its rows leave something to say."""

import pytest
from django.utils import translation

from liaison.letter.build import build
from liaison.models import Statement
from tests.factory import make_body, make_party, make_question, make_statement

pytestmark = pytest.mark.django_db

NAMES = {"name": "Study Group 2", "name_fr": "Commission 2", "name_zh": "第2研究组"}


def sender_of(**values):
    """The sender's text in the Letter of a statement from a body with a Question."""
    statement = make_statement(**values)
    make_party(statement, part="from", body=make_body("SG2", **NAMES), questions=[make_question("3/2")])
    return build(Statement.objects.for_detail().get(pk=statement.pk)).from_[0].text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Study Group 2, Question 3/2"),
        ("fr", "Commission 2, Question 3/2"),
        ("zh", "第2研究组，第3/2号课题"),
        ("ru", "Study Group 2, Вопрос 3/2"),
    ],
)
def test_party_without_printed_text_is_named_with_its_question_in_the_language_of_the_statement(language, text):
    assert sender_of(language=language) == text


def test_language_of_the_reader_changes_nothing():
    with translation.override("fr"):
        assert sender_of(language="en") == "Study Group 2, Question 3/2"


def test_printed_text_of_a_party_stays_as_it_is():
    statement = make_statement()
    make_party(statement, text="SG 2 as printed", body=make_body("SG2", **NAMES), questions=[make_question("3/2")])
    assert build(Statement.objects.for_detail().get(pk=statement.pk)).to[0].text == "SG 2 as printed"
