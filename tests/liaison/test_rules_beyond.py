"""What else is odd about a draft, beyond Annex 4: what would go wrong in print, and what the register knows."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from liaison import services
from liaison.models import Reply, Statement
from liaison.rules_of_print import is_internal
from liaison.services import Problem
from tests import factory
from tests.factory import DAY

pytestmark = pytest.mark.django_db


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


def found(statement: Statement) -> list[Problem]:
    return services.problems(Statement.objects.for_detail().get(pk=statement.pk))


def change(statement: Statement, **values: Any) -> None:
    Statement.objects.filter(pk=statement.pk).update(**values)


def test_nothing_is_wrong_with_a_whole_draft(statement: Statement) -> None:
    assert found(statement) == []


# Links


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000/x", "https://intranet/page", "http://10.0.0.1/", "http://192.168.1.1", "http://[::1]/",
        "https://files.corp/x", "https://wiki.example.local", "file:///home/clerk/draft.docx", r"\\server\share\x",
        "http://127.0.0.1", "http://169.254.1.1/", "HTTPS://LOCALHOST", "http://printer.lan./",
    ],
)  # fmt: skip
def test_address_that_nobody_outside_can_open_is_internal(address: str) -> None:
    assert is_internal(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.itu.int/md/D22-SG02-C-0034/en", "www.jemeprotegeenligne.ci", "mailto:somebody@example.org",
        "http://8.8.8.8/", "https://example.org/localhost", "ftp://ftp.3gpp.org/x",
    ],
)  # fmt: skip
def test_address_of_the_web_is_not_internal(address: str) -> None:
    assert not is_internal(address)


def test_internal_link_in_the_text_blocks(statement: Statement) -> None:
    change(statement, content='<p>See <a href="http://localhost/draft">the draft</a>.</p>')
    text = "Nobody outside can open the address http://localhost/draft (Text)."
    assert found(statement) == [Problem("content", text, blocks=True)]


def test_internal_link_in_an_annex_blocks_and_names_its_row(statement: Statement) -> None:
    factory.make_entry(factory.make_annex(statement), url="http://10.0.0.1/2-34")
    text = "Nobody outside can open the address http://10.0.0.1/2-34 (Annex 1, row 1, web address)."
    assert found(statement) == [Problem("annexes", text, blocks=True)]


def test_internal_address_written_in_a_brief_blocks(statement: Statement) -> None:
    factory.make_entry(factory.make_annex(statement), brief="It is at file:///C:/papers/2-34.docx.")
    assert [(problem.field, problem.blocks) for problem in found(statement)] == [("annexes", True)]


@pytest.mark.parametrize("address", ["http://www..example.org", "https://exa_mple.org:port/", "http://-x.org/"])
def test_malformed_address_is_odd(statement: Statement, address: str) -> None:
    change(statement, content=f"<p>See {address}</p>")
    assert found(statement) == [Problem("content", f"The address {address} is malformed (Text).", blocks=False)]


def test_statement_with_an_internal_link_is_not_sent(statement: Statement) -> None:
    change(statement, content="<p>http://localhost/</p>", date=timezone.localdate(), approval_date=DAY)
    with pytest.raises(ValidationError, match="Nobody outside can open"):
        services.statement_record_sent(statement=statement, by=None)


def test_what_others_sent_is_never_blocked(statement: Statement) -> None:
    change(statement, direction="incoming", content="<p>http://localhost/</p>")
    assert found(statement) == []


# Characters


def test_character_that_no_font_draws_is_odd(statement: Statement) -> None:
    change(statement, title="The \U0001f600 statement")
    assert found(statement) == [Problem("title", "The PDF cannot print \U0001f600 (Title).", blocks=False)]


def test_character_of_a_contact_leads_to_the_contacts(statement: Statement) -> None:
    statement.contacts.update(name="\U00013000")
    assert [problem.field for problem in found(statement)] == ["contacts"]


@pytest.mark.parametrize("title", ["Côte d’Ivoire", "لجنة الدراسات 2", "研究组", "Вопрос 3/2"])
def test_six_languages_can_be_printed(statement: Statement, title: str) -> None:
    change(statement, title=title)
    assert found(statement) == []


# Contacts in office


def contact_who_held(statement: Statement, **dates: Any) -> None:
    question = statement.parties.get(part="from").questions.get()
    person = factory.make_person("Ada Example")
    factory.make_appointment(person=person, question=question, **dates)
    statement.contacts.update(person=person, name=person.name)


def test_contact_whose_appointment_ended_is_odd(statement: Statement) -> None:
    contact_who_held(statement, ends_on=DAY - datetime.timedelta(days=1))
    text = "Ada Example is in office no longer: Rapporteur for Question 3/2 until 21 May 2023."
    assert found(statement) == [Problem("contacts", text, blocks=False)]


def test_contact_in_office_on_the_statements_date_is_not_odd(statement: Statement) -> None:
    contact_who_held(statement, ends_on=DAY)
    assert found(statement) == []


def test_contact_who_was_appointed_anew_is_not_odd(statement: Statement) -> None:
    contact_who_held(statement, ends_on=DAY - datetime.timedelta(days=1))
    contact = statement.contacts.get()
    question = statement.parties.get(part="from").questions.get()
    factory.make_appointment(person=contact.person, question=question, role=factory.make_role("chair"))
    assert found(statement) == []


def test_contact_who_never_held_a_role_here_is_not_odd(statement: Statement) -> None:
    person = factory.make_person()
    factory.make_appointment(person=person, body=factory.make_body(), ends_on=datetime.date(2020, 1, 1))
    statement.contacts.update(person=person)
    assert found(statement) == []


# Superseded revisions


def test_entry_of_a_superseded_revision_is_odd(statement: Statement) -> None:
    factory.make_entry(factory.make_annex(statement), document=factory.make_document("2/71"), symbol="2/71")
    assert found(statement) == []
    factory.make_document("2/71 (Rev.1)")
    text = "Annex 1: Annex title 1 cites 2/71, which 2/71 (Rev.1) has replaced."
    assert found(statement) == [Problem("annexes", text, blocks=False)]


def test_revision_kept_for_staff_or_of_another_paper_supersedes_nothing(statement: Statement) -> None:
    factory.make_entry(factory.make_annex(statement), document=factory.make_document("2/71"), symbol="2/71")
    factory.make_document("2/71 (Rev.1)", is_public=False)
    factory.make_document("2/72 (Rev.1)")
    assert found(statement) == []


# Replies


def test_interim_reply_that_names_nothing_is_not_sent(statement: Statement) -> None:
    change(statement, is_interim=True)
    assert found(statement) == [Problem("replies", "An interim reply names the statement that it answers.")]


def test_title_of_a_reply_without_a_statement_answered_is_odd(statement: Statement) -> None:
    change(statement, title="Reply to the liaison statement from SG17")
    assert [(problem.field, problem.blocks) for problem in found(statement)] == [("replies", False)]


def test_reply_that_would_print_nothing_blocks(statement: Statement) -> None:
    change(statement, title="Reply to the liaison statement from SG17")
    target = factory.make_statement()
    factory.make_party(target, part="to", body=statement.parties.get(part="from").body)
    Reply.objects.create(statement=statement, target=target)
    text = "A reply names nothing: write the words or the symbol of the statement that it answers."
    assert found(statement) == [Problem("replies", text)]


def test_reply_that_closes_nobodys_request_is_odd(statement: Statement) -> None:
    change(statement, title="Reply to the liaison statement from SG17")
    target = factory.make_statement(title="Asked")
    factory.make_party(target, part="to", body=factory.make_body("SOMEBODY ELSE"))
    Reply.objects.create(statement=statement, target=target, text="Liaison statement from SG17")
    assert [(problem.field, problem.blocks) for problem in found(statement)] == [("replies", False)]
    Reply.objects.update(closes=False)
    assert found(statement) == []


# Copies and deadlines


def test_recipient_known_by_words_alone_is_found_among_the_copies(statement: Statement) -> None:
    factory.make_party(statement, part="to", text="The Council", purpose="information")
    factory.make_party(statement, part="cc", text="THE COUNCIL")
    text = "THE COUNCIL is a recipient and gets a copy as well."
    assert found(statement) == [Problem("copies", text, blocks=False)]


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (7, True), (8, False)])
def test_receivers_document_deadline_in_a_few_days_is_told(statement: Statement, days: int, is_told: bool) -> None:
    day = timezone.localdate() + datetime.timedelta(days=days)
    body = statement.parties.get(part="to").body
    factory.make_meeting(body=body, document_deadline=day, starts_on=None, ends_on=None)
    assert [(problem.field, problem.blocks) for problem in found(statement)] == [("recipients", False)] * is_told


def test_deadline_of_a_cancelled_meeting_is_not_told(statement: Statement) -> None:
    body = statement.parties.get(part="to").body
    factory.make_meeting(body=body, document_deadline=timezone.localdate(), status="cancelled")
    assert found(statement) == []
