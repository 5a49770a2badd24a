"""What is chosen from the register is written out, and follows when something else is chosen; what was typed stays."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from contributions.models import Document
from liaison.models import Reply, Statement
from tests import factory
from tests.desk import open_add, open_change

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 10, 30)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


# Parties


def test_another_question_changes_what_is_printed(desk: Client) -> None:
    statement, first = factory.make_statement(), factory.make_question("3/2")
    second = factory.make_question("4/2", group=first.group)
    factory.make_party(statement, part="from", body=first.group, questions=[first])
    assert open_change(desk, statement).fill(senders__0__questions=[second]).errors() == []
    assert statement.parties.get().printed == "ITU-D Study Group 2, Question 4/2"


def test_questions_printed_otherwise_stay_when_they_are_linked(desk: Client) -> None:
    statement, question = factory.make_statement(), factory.make_question("3/2")
    factory.make_party(statement, part="from", text="SG2", questions_text="3/2, 9/2")
    open_change(desk, statement).fill(senders__0__questions=[question]).errors()
    assert statement.parties.get().questions_text == "3/2, 9/2"


def test_question_without_a_body_tells_its_group(desk: Client) -> None:
    question = factory.make_question("3/2")
    page = open_add(desk, Statement).fill(title="T").fill(senders__0__questions=[question])
    assert page.errors() == []
    party = Statement.objects.get().parties.get()
    assert (party.body, party.questions_text) == (question.group, "3/2")


# Contacts


def test_chosen_person_is_written_out(desk: Client) -> None:
    person = factory.make_person("Ada Example", honorific="Ms", email="ada@example.org", address="Geneva")
    statement = factory.make_statement()
    open_change(desk, statement).add("contacts", person=person, email="desk@example.org").errors()
    contact = statement.contacts.get()
    assert (contact.honorific, contact.name, contact.email, contact.address) == (
        "Ms",
        "Ada Example",
        "desk@example.org",
        "Geneva",
    )


def test_another_person_takes_the_place_of_the_first(desk: Client) -> None:
    first, second = (factory.make_person(name, email=f"{name}@example.org") for name in ("Ada", "Bert"))
    statement = factory.make_statement()
    factory.make_contact(statement, name="Ada", email="ada@example.net", person=first, role="Rapporteur")
    open_change(desk, statement).fill(contacts__0__person=second).errors()
    contact = statement.contacts.get()
    assert (contact.name, contact.email, contact.role) == ("Bert", "ada@example.net", "Rapporteur")


def by_others() -> Statement:
    statement = factory.make_statement(direction="incoming")
    factory.make_party(statement, part="from", body=factory.make_body())
    return statement


def test_person_linked_to_a_contact_of_ours_fills_its_gaps(desk: Client) -> None:
    statement = factory.make_statement()
    factory.make_contact(statement, name="A. Example")
    person = factory.make_person("Ada Example", phone="123")
    open_change(desk, statement).fill(contacts__0__person=person).errors()
    contact = statement.contacts.get()
    assert (contact.name, contact.phone) == ("A. Example", "123")


def test_person_linked_to_a_contact_that_others_printed_adds_nothing(desk: Client) -> None:
    statement = by_others()
    factory.make_contact(statement, name="A. Example")
    person = factory.make_person("Ada Example", phone="123")
    open_change(desk, statement).fill(contacts__0__person=person).errors()
    contact = statement.contacts.get()
    assert (contact.name, contact.phone, contact.person) == ("A. Example", "", person)


# Annex rows


def document(symbol: str, title: str, source: str) -> Document:
    return factory.make_document(symbol, title=title, source_text=source)


def words(statement: Statement) -> list[tuple[str, str, str, str]]:
    entries = statement.annexes.get().entries.all()
    return [(entry.symbol, entry.source, entry.title, entry.brief) for entry in entries]


def test_chosen_document_fills_in_its_row(desk: Client) -> None:
    statement, paper = factory.make_statement(), document("2/34", "Paper", "Nigeria")
    brief = factory.make_brief(document=paper, text="What it says on COP.")
    statement.topics.add(brief.topic)
    annex = factory.make_annex(statement)
    assert open_change(desk, annex).add("entries", document=paper, title="Our title").errors() == []
    assert words(statement) == [("2/34", "Nigeria", "Our title", "What it says on COP.")]


def test_another_document_replaces_what_the_first_one_said(desk: Client) -> None:
    statement = factory.make_statement()
    annex = factory.make_annex(statement)
    first, second = document("2/34", "First", "Nigeria"), document("2/35", "Second", "Kenya")
    factory.make_entry(annex, document=first, symbol="2/34", source="Nigeria", title="First", brief="Ours")
    open_change(desk, annex).fill(entries__0__document=second).errors()
    assert words(statement) == [("2/35", "Kenya", "Second", "Ours")]


def test_document_linked_to_a_row_of_ours_fills_its_gaps(desk: Client) -> None:
    statement = factory.make_statement()
    annex = factory.make_annex(statement)
    factory.make_entry(annex, title="Our title")
    open_change(desk, annex).fill(entries__0__document=document("2/34", "Paper", "Kenya")).errors()
    assert words(statement) == [("2/34", "Kenya", "Our title", "")]


def test_document_linked_to_a_row_that_others_printed_adds_nothing(desk: Client) -> None:
    statement = by_others()
    annex = factory.make_annex(statement)
    factory.make_entry(annex, title="As printed")
    open_change(desk, annex).fill(entries__0__document=document("2/34", "Paper", "Kenya")).errors()
    assert words(statement) == [("", "", "As printed", "")]


def test_document_taken_away_leaves_the_words(desk: Client) -> None:
    statement = factory.make_statement()
    annex = factory.make_annex(statement)
    factory.make_entry(annex, document=document("2/34", "Paper", "Kenya"), symbol="2/34", title="Paper")
    open_change(desk, annex).fill(entries__0__document="").errors()
    assert words(statement) == [("2/34", "", "Paper", "")]


def test_emptied_cell_stays_empty(desk: Client) -> None:
    statement = factory.make_statement()
    annex = factory.make_annex(statement)
    factory.make_entry(annex, document=document("2/34", "Paper", "Kenya"), symbol="2/34", source="Kenya", title="P")
    open_change(desk, annex).fill(entries__0__source="").errors()
    assert words(statement) == [("2/34", "", "P", "")]


def test_sources_of_a_row_are_named_in_the_statements_language(desk: Client) -> None:
    statement = factory.make_statement(language="fr")
    entities = [factory.make_entity("Egypt", name_fr="Égypte"), factory.make_entity("Nigeria", name_fr="Nigéria")]
    paper = factory.make_document("2/34", sources=entities)
    open_change(desk, factory.make_annex(statement)).add("entries", document=paper).errors()
    assert words(statement)[0][1] == "Égypte, Nigéria"


def test_topics_chosen_later_bring_the_briefs(desk: Client) -> None:
    brief = factory.make_brief(text="What it says on COP.")
    statement = factory.make_statement()
    factory.make_party(statement, part="from", body=factory.make_home())
    factory.make_entry(factory.make_annex(statement), document=brief.document)
    open_change(desk, statement).fill(topics=[brief.topic]).errors()
    assert statement.annexes.get().entries.get().brief == "What it says on COP."


def test_topics_bring_no_briefs_to_what_others_sent(desk: Client) -> None:
    brief = factory.make_brief()
    statement = factory.make_statement()
    factory.make_party(statement, part="from", body=factory.make_body())
    factory.make_party(statement, part="to", body=factory.make_home())
    factory.make_entry(factory.make_annex(statement), document=brief.document)
    open_change(desk, statement).fill(topics=[brief.topic]).errors()
    assert statement.annexes.get().entries.get().brief == ""


# Replies


def answered(**values: object) -> Statement:
    statement = factory.make_statement(**values)
    factory.make_party(statement, part="from", body=factory.make_body("CWG-COP", name="CWG on COP"))
    return statement


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Liaison statement from CWG on COP of 22 May 2023"),
        ("fr", "Note de liaison (CWG on COP), 22 mai 2023"),
        ("ru", "Заявление о взаимодействии (CWG on COP), 22 мая 2023 г."),
    ],
)
def test_reply_names_what_it_answers_in_its_own_language(desk: Client, language: str, text: str) -> None:
    target = answered(symbol="X-1")
    open_add(desk, Statement).fill(title="Reply", language=language).add("replies", target=target).errors()
    reply = Reply.objects.get()
    assert (reply.text, reply.symbol, reply.date) == (text, "X-1", target.date)


def test_reply_to_another_statement_names_that_one(desk: Client) -> None:
    first, second = answered(symbol="X-1"), factory.make_statement(symbol="X-2")
    factory.make_party(second, part="from", text="Somebody else")
    statement = factory.make_statement()
    open_change(desk, statement).add("replies", target=first).errors()
    open_change(desk, statement).fill(replies__0__target=second).errors()
    reply = statement.replies.get()
    assert (reply.text, reply.symbol) == ("Liaison statement from Somebody else of 22 May 2023", "X-2")


def test_words_of_a_reply_that_were_typed_stay(desk: Client) -> None:
    statement = factory.make_statement()
    open_change(desk, statement).add("replies", target=answered(), text="Your letter").errors()
    assert statement.replies.get().text == "Your letter"


# Meetings


def test_chosen_meeting_is_written_out(desk: Client) -> None:
    body = factory.make_body("ITU-D SG2")
    meeting = factory.make_meeting(
        name="Rapporteur Group meeting", kind="rapporteur_group", body=body, starts_on=DAY, ends_on=DAY
    )
    open_add(desk, Statement).fill(title="T", meeting=meeting, approval_meeting=meeting).errors()
    statement = Statement.objects.get()
    printed = "ITU-D SG2, Rapporteur Group meeting, 30 October 2023"
    assert (statement.meeting_text, statement.meeting_start, statement.meeting_end) == (printed, DAY, DAY)
    approval = (statement.approval_text, statement.approval_level, statement.approval_date)
    assert approval == (printed, "rapporteur_group", DAY)


def test_another_meeting_takes_its_place(desk: Client) -> None:
    first, second = (factory.make_meeting(name=name, body=factory.make_body(name)) for name in ("First", "Second"))
    open_add(desk, Statement).fill(title="T", meeting=first).errors()
    statement = Statement.objects.get()
    open_change(desk, statement).fill(meeting=second).errors()
    statement.refresh_from_db()
    assert statement.meeting_text == "Second, 22 May 2023"


def test_meeting_fills_the_gaps_beside_what_was_typed(desk: Client) -> None:
    statement = factory.make_statement(approval_text="Agreed in May")
    open_change(desk, statement).fill(approval_meeting=factory.make_meeting(kind="study_group")).errors()
    statement.refresh_from_db()
    approval = (statement.approval_text, statement.approval_level, statement.approval_date)
    assert approval == ("Agreed in May", "study_group", factory.DAY)


def test_nothing_is_written_into_what_others_sent(desk: Client) -> None:
    statement = by_others()
    open_change(desk, statement).fill(approval_meeting=factory.make_meeting()).errors()
    statement.refresh_from_db()
    assert statement.approval_text == ""


def test_next_meeting_is_written_out_with_its_days(desk: Client) -> None:
    days = {"starts_on": DAY, "ends_on": DAY + datetime.timedelta(days=4)}
    meeting = factory.make_meeting(name="Week of SG2", body=factory.make_body("SG2"), **days)
    statement = factory.make_statement()
    open_change(desk, statement).add("next_meetings", meeting=meeting).errors()
    row = statement.next_meetings.get()
    assert (row.text, row.starts_on, row.ends_on) == (
        "Week of SG2, 30 October 2023 – 3 November 2023",
        DAY,
        meeting.ends_on,
    )


# Documents


def test_corrected_symbol_takes_its_addresses_along(desk: Client) -> None:
    paper = factory.make_document("2/34")
    open_change(desk, paper).fill(symbol="2/43").errors()
    paper.refresh_from_db()
    assert (paper.slug, paper.url) == ("d22-sg02-c-0043", "https://www.itu.int/md/D22-SG02-C-0043/en")


def test_addresses_that_were_typed_stay(desk: Client) -> None:
    paper = factory.make_document("2/34", slug="our-paper", url="https://example.org/34")
    open_change(desk, paper).fill(symbol="2/43").errors()
    paper.refresh_from_db()
    assert (paper.slug, paper.url) == ("our-paper", "https://example.org/34")
