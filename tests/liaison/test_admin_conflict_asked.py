"""Two people at one approved statement: what differs is told first, then each is asked how far their change goes."""

from __future__ import annotations

import pytest
from django.test import Client

from liaison.letter.build import build
from liaison.models import Statement
from tests import factory
from tests.desk import Page, open_change
from tests.liaison.test_admin_conflicts import ada, again, bert, refused  # noqa: F401 -- fixtures among them

pytestmark = pytest.mark.django_db

QUESTION = "Say beside the save buttons whether your change is editorial or one of substance."


@pytest.fixture
def approved() -> Statement:
    return factory.make_complete(status="approved", title="As agreed", content="<p>As agreed</p>")


@pytest.fixture
def opened(approved: Statement, ada: Client, bert: Client) -> Page:  # noqa: F811
    """Bert's page, opened before Ada stored an editorial change of the title."""
    page = open_change(bert, approved)
    assert open_change(ada, approved).fill(title="Ada's", change="editorial").errors() == []
    return page


def is_asked(page: Page) -> bool:
    return QUESTION in page.answer.context["adminform"].form.errors.get("change", [])


def stored(statement: Statement) -> tuple[str, str, str]:
    statement.refresh_from_db()
    return statement.title, statement.content, statement.status


def test_what_differs_is_told_first_and_the_question_is_put_next(opened: Page, approved: Statement) -> None:
    opened.fill(title="Bert's", content="<p>Bert's</p>")
    assert refused(opened) == ([("Title", "Ada's", "Bert's")], [])
    assert not is_asked(opened)
    assert again(opened, _save_mine="1") == 200
    assert is_asked(opened)
    assert stored(approved) == ("Ada's", "<p>As agreed</p>", "approved")


def test_nothing_typed_is_lost_between_the_two(opened: Page, approved: Statement) -> None:
    opened.fill(title="Bert's", content="<p>Bert's</p>").post()
    again(opened, _save_mine="1")
    assert again(opened, _save_mine="1", change="substance") == 302
    assert stored(approved) == ("Bert's", "<p>Bert's</p>", "in_review")


def test_answer_given_before_the_refusal_is_kept(opened: Page, approved: Statement) -> None:
    opened.fill(title="Bert's", change="editorial").post()
    assert again(opened, _save_mine="1") == 302
    assert stored(approved) == ("Bert's", "<p>As agreed</p>", "approved")


def test_both_changes_are_among_the_events(opened: Page, approved: Statement) -> None:
    opened.fill(title="Bert's", change="substance").post()
    again(opened, _save_mine="1")
    notes = [(event.by.username, event.kind) for event in approved.events.all()]
    assert notes == [("ada", "edited"), ("bert", "edited"), ("bert", "revised")]


def test_question_is_put_too_where_the_other_changed_something_else(opened: Page, approved: Statement) -> None:
    opened.fill(content="<p>Bert's</p>")
    assert refused(opened) == ([], [("Title", "As agreed", "Ada's")])
    assert again(opened) == 200
    assert is_asked(opened)
    assert again(opened, change="editorial") == 302
    assert stored(approved) == ("Ada's", "<p>Bert's</p>", "approved")


def test_who_comes_after_a_change_of_substance_is_not_asked(ada: Client, bert: Client, approved: Statement) -> None:  # noqa: F811
    page = open_change(bert, approved)
    open_change(ada, approved).fill(title="Ada's", change="substance").post()
    page.fill(content="<p>Bert's</p>").post()
    assert again(page) == 302
    assert stored(approved) == ("Ada's", "<p>Bert's</p>", "in_review")
    assert build(Statement.objects.for_detail().get(pk=approved.pk)).approval.level is None
