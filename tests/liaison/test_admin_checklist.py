"""The checklist on a draft follows the form as it is filled in, and storing is left to the save."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liaison import services
from liaison.models import Party, Reply, Statement
from tests import factory
from tests.desk import Page, add_url, change_url
from tests.liaison.sendable import make_approved

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


@pytest.fixture
def statement() -> Statement:
    """A draft of ours in which nothing is missing."""
    question = factory.make_question()
    draft = factory.make_statement(
        title="The statement",
        approval_level="study_group",
        meeting_text="The May meeting",
        direction="outgoing",
        content="<p>Text</p>",
    )
    factory.make_party(draft, part="from", body=question.group, questions=[question])
    factory.make_party(draft, part="to", body=factory.make_body("CWG-COP", name="CWG-COP"), purpose="information")
    factory.make_contact(draft, email="contact@example.org")
    return draft


def ask(client: Client, page: Page, statement: Statement | None = None) -> Any:
    if statement:
        url = reverse("admin:liaison_statement_problems", args=[statement.pk])
    else:
        url = reverse("admin:liaison_statement_problems_new")
    sent = {name: values for name, values in page.values.items() if "__prefix__" not in name}
    return client.post(url, sent)


def listed(response: Any) -> list[tuple[str, str]]:
    """The places and messages of the list."""
    assert response.status_code == 200
    links = re.findall(r'<a href="#([^"]*)">(.*?)</a>', response.content.decode())
    return [(place, html.unescape(text)) for place, text in links]


def test_whole_draft_has_an_empty_list(desk: Client, statement: Statement) -> None:
    assert listed(ask(desk, Page(desk, change_url(statement)), statement)) == []


def test_new_statement_opens_with_the_list_of_its_untouched_form(desk: Client) -> None:
    page = Page(desk, add_url(Statement))
    checklist = page.text.partition('id="desk-checklist"')[2].partition("</ul>")[0]
    links = re.findall(r'<a href="#([^"]*)">(.*?)</a>', checklist)
    shown = [(place, html.unescape(text)) for place, text in links]
    assert ("id_title", "There is no title.") in shown
    assert shown == listed(ask(desk, page))


def test_new_statement_that_comes_back_with_errors_lists_what_is_left(desk: Client) -> None:
    page = Page(desk, add_url(Statement)).fill(title="Typed", date="no day")
    problems = page.post().context["problems"]
    assert "There is no title." not in [str(problem.message) for problem, _place in problems]


def test_list_follows_what_is_typed(desk: Client, statement: Statement) -> None:
    page = Page(desk, change_url(statement)).fill(title="", recipients__0__purpose="action")
    assert listed(ask(desk, page, statement)) == [
        ("id_title", "There is no title."),
        ("id_recipients-0-deadline", "Action is asked of CWG-COP: give a date for the reply."),
    ]
    page.fill(title="Again", recipients__0__deadline="2023-09-01")
    assert listed(ask(desk, page, statement)) == []


def test_asking_stores_nothing(desk: Client, statement: Statement) -> None:
    page = Page(desk, change_url(statement)).fill(title="Typed", recipients__0__text="Typed", contacts__0__name="Typed")
    page.add("recipients", text="Somebody")
    with CaptureQueriesContext(connection) as queries:
        ask(desk, page, statement)
    written = [query["sql"] for query in queries if re.match(r"(INSERT|UPDATE|DELETE)", query["sql"])]
    assert written == []
    assert Party.objects.count() == 2


def test_row_that_is_added_counts(desk: Client, statement: Statement) -> None:
    page = Page(desk, change_url(statement)).add("recipients", text="The Council")
    assert listed(ask(desk, page, statement)) == [
        ("id_recipients-1-purpose", "Say what The Council gets the statement for: action, comment or information.")
    ]


def test_row_that_was_moved_is_found_where_it_stands_in_the_form(desk: Client, statement: Statement) -> None:
    page = Page(desk, change_url(statement)).add("recipients", text="The Council", position=1)
    page.fill(recipients__0__position=2)
    assert [place for place, _text in listed(ask(desk, page, statement))] == ["id_recipients-1-purpose"]


def test_what_is_stored_leads_to_fields_that_are_there(desk: Client, statement: Statement) -> None:
    factory.make_party(statement, part="to", position=9, text="The Council", purpose="")
    factory.make_party(statement, part="to", position=9, text="Somebody", purpose="action")
    factory.make_party(statement, part="cc", position=9, text="Somebody")
    statement.contacts.update(email="")
    places = [place for place, _text in listed(ask(desk, Page(desk, change_url(statement)), statement))]
    to = ["id_recipients-1-purpose", "id_recipients-2-deadline"]
    assert places == ["id_copies-0-body", *to, "id_contacts-0-email"]
    page = desk.get(change_url(statement)).content.decode()
    assert [place for place in places if f'id="{place}"' not in page or f'href="#{place}"' not in page] == []


def test_row_that_is_to_be_deleted_does_not_count(desk: Client, statement: Statement) -> None:
    page = Page(desk, change_url(statement)).fill(contacts__0__DELETE="on")
    assert listed(ask(desk, page, statement)) == [("contacts-group", "There is no contact.")]


def test_question_that_is_chosen_counts_before_it_is_saved(desk: Client, statement: Statement) -> None:
    sender = statement.parties.get(part="from")
    question = sender.questions.get()
    sender.questions.clear()
    Party.objects.filter(pk=sender.pk).update(questions_text="")
    page = Page(desk, change_url(statement))
    assert [place for place, _text in listed(ask(desk, page, statement))] == ["id_senders-0-questions"]
    page.fill(senders__0__questions=[question.pk])
    assert listed(ask(desk, page, statement)) == []


def test_new_statement_is_checked_before_its_first_save(desk: Client, statement: Statement) -> None:
    sender, recipient = statement.parties.get(part="from"), statement.parties.get(part="to")
    page = Page(desk, add_url(Statement)).fill(title="New", date="2023-05-22", meeting_text="May", content="<p>x</p>")
    page.fill(senders__0__questions=[sender.questions.get().pk], recipients__0__body=recipient.body)
    assert listed(ask(desk, page)) == [
        ("id_approval_level", "Say who approved the statement: the level of approval is missing."),
        ("id_recipients-0-purpose", "Say what CWG-COP gets the statement for: action, comment or information."),
        ("contacts-group", "There is no contact."),
    ]
    assert Statement.objects.count() == 1


def test_form_with_errors_still_gets_its_list(desk: Client, statement: Statement) -> None:
    page = Page(desk, change_url(statement)).fill(date="the day before", title="", contacts__0__email="x" * 300)
    assert ("id_title", "There is no title.") in listed(ask(desk, page, statement))


def test_annexes_count_with_the_rows_of_their_tables(desk: Client, statement: Statement) -> None:
    factory.make_entry(factory.make_annex(statement), document=factory.make_document("2/71"), symbol="2/71")
    factory.make_document("2/71 (Rev.1)")
    page = Page(desk, change_url(statement))
    assert [place for place, _text in listed(ask(desk, page, statement))] == ["id_annexes-0-title"]


def test_statement_of_others_is_never_told_anything(desk: Client, statement: Statement) -> None:
    page = Page(desk, change_url(statement)).fill(senders__0__body=factory.make_body("OUTSIDE"), title="")
    page.fill(senders__0__questions=[])
    assert listed(ask(desk, page, statement)) == []


def test_list_says_the_same_as_the_rules_after_a_save(desk: Client, statement: Statement) -> None:
    page = Page(desk, change_url(statement)).fill(approval_level="", approval_date=datetime.date(2023, 6, 1))
    page.fill(recipients__0__purpose="", content="<p>See http://localhost/</p>")
    before = [text for _place, text in listed(ask(desk, page, statement))]
    page.post()
    stored = Statement.objects.for_detail().get(pk=statement.pk)
    assert before == [problem.message for problem in services.problems(stored)] != []


def test_stored_list_is_given_to_get(desk: Client, statement: Statement) -> None:
    statement.contacts.all().delete()
    response = desk.get(reverse("admin:liaison_statement_problems", args=[statement.pk]))
    assert listed(response) == [("contacts-group", "There is no contact.")]


def test_reader_gets_no_list(client: Client, statement: Statement) -> None:
    client.force_login(factory.make_user(is_staff=True))
    assert client.post(reverse("admin:liaison_statement_problems", args=[statement.pk])).status_code == 403
    assert client.post(reverse("admin:liaison_statement_problems_new")).status_code == 403


@pytest.mark.parametrize("key", ["999999", "x", "9" * 30])
def test_statement_that_is_not_there_has_no_list(desk: Client, key: str) -> None:
    assert desk.post(reverse("admin:liaison_statement_problems", args=[key])).status_code == 404


@pytest.mark.parametrize("data", [{}, {"senders-TOTAL_FORMS": "x"}, {"title": "\0", "date": "\0", "topics": "x"}])
def test_forged_form_is_no_error(desk: Client, statement: Statement, data: dict[str, str]) -> None:
    assert desk.post(reverse("admin:liaison_statement_problems", args=[statement.pk]), data).status_code == 200
    assert desk.post(reverse("admin:liaison_statement_problems_new"), data).status_code == 200


def test_page_of_sending_leads_to_the_rows_that_are_to_be_settled(desk: Client) -> None:
    statement = make_approved(title="Reply to the liaison statement")
    Reply.objects.create(statement=statement, target=factory.make_public_statement())
    page = desk.get(reverse("admin:liaison_statement_send", args=[statement.pk])).content.decode()
    assert f'href="{statement.get_admin_url()}#id_replies-0-text"' in page
