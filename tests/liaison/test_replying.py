"""A reply swaps the parties and names what it answers; it closes the request on the other side, or does not."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contacts.models import Body
from liaison import services
from liaison.models import Party, Reply, Statement
from tests import factory
from tests.factory import DAY

pytestmark = pytest.mark.django_db

MARCH = datetime.date(2023, 3, 12)


def asked_of(sender: Body, recipient: Body, *, status: str, direction: str, **values: Any) -> Statement:
    """A statement that asks its recipient for action."""
    words = {"title": "X.509 certificates", "date": MARCH} | values
    statement = factory.make_statement(status=status, direction=direction, **words)
    factory.make_party(statement, part="from", body=sender, text=sender.name)
    factory.make_party(statement, part="to", body=recipient, text=recipient.name, purpose="action", deadline=DAY)
    return statement


@pytest.fixture
def ours() -> Body:
    return factory.make_home()


@pytest.fixture
def theirs() -> Body:
    return factory.make_body("ITU-T SG17", name="ITU-T Study Group 17")


@pytest.fixture
def incoming(ours: Body, theirs: Body) -> Statement:
    return asked_of(theirs, ours, status="recorded", direction="incoming", symbol="SG17-LS12")


@pytest.fixture
def outgoing(ours: Body, theirs: Body) -> Statement:
    return asked_of(ours, theirs, status="sent", direction="outgoing", sent_on=MARCH)


def whole(statement: Statement) -> Statement:
    return Statement.objects.for_detail().get(pk=statement.pk)


def record(reply: Statement) -> Statement:
    Statement.objects.filter(pk=reply.pk).update(date=DAY, title="Reply")
    if whole(reply).direction == "incoming":
        return services.statement_record_received(statement=reply, by=None)
    return services.statement_record_sent(statement=reply, by=None)


def recipient_of(statement: Statement) -> Party:
    return statement.parties.get(part="to")


# The draft


def test_reply_swaps_the_parties(incoming: Statement, ours: Body, theirs: Body) -> None:
    reply = whole(services.statement_reply(statement=incoming, by=None))
    assert [(party.body, party.purpose) for party in reply.senders] == [(ours, "")]
    assert [(party.body, party.purpose, party.deadline) for party in reply.recipients] == [(theirs, "", None)]
    assert (reply.status, reply.direction) == ("draft", "outgoing")


def test_reply_has_the_prescribed_title_and_names_what_it_answers(incoming: Statement) -> None:
    reply = whole(services.statement_reply(statement=incoming, by=None))
    assert reply.title == (
        "Reply to the liaison statement from ITU-T Study Group 17 of 12 March 2023 on “X.509 certificates”"
    )
    row = reply.replies.get()
    assert (row.target, row.text, row.symbol, row.date, row.closes) == (
        incoming, "Liaison statement from ITU-T Study Group 17 of 12 March 2023", "SG17-LS12", MARCH, True
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Réponse à la note de liaison de ITU-T Study Group 17 du 12 mars 2023 sur"),
        ("es", "Respuesta a la declaración de coordinación de ITU-T Study Group 17 de fecha 12 de marzo de 2023"),
        ("ru", "Ответ на заявление о взаимодействии от ITU-T Study Group 17 (12 марта 2023"),
        ("zh", "对ITU-T Study Group 17联络声明的回复"),
        ("ar", "رد على بيان الاتصال الوارد من ITU-T Study Group 17"),
    ],
)
def test_title_is_in_the_statements_language_and_the_rules_know_it(
    incoming: Statement, language: str, title: str
) -> None:
    Statement.objects.filter(pk=incoming.pk).update(language=language)
    reply = whole(services.statement_reply(statement=incoming, by=None))
    assert (reply.language, reply.title[: len(title)]) == (language, title)
    assert not [problem for problem in services.problems(reply) if problem.field in ("title", "replies")]


@pytest.mark.parametrize("title", ["Liaison statement from ITU-T SG17 to ITU-D SG2", "Long " * 60])
def test_title_stays_concise(incoming: Statement, title: str) -> None:
    Statement.objects.filter(pk=incoming.pk).update(title=title)
    reply = services.statement_reply(statement=incoming, by=None)
    assert reply.title == "Reply to the liaison statement from ITU-T Study Group 17 of 12 March 2023"


def test_reply_keeps_topics_and_gets_the_people_in_office(incoming: Statement, ours: Body) -> None:
    topic = factory.make_topic()
    incoming.topics.add(topic)
    factory.make_appointment(person=factory.make_person("Ada Example", email="ada@example.org"), body=ours)
    reply = services.statement_reply(statement=incoming, by=None)
    assert list(reply.topics.all()) == [topic]
    assert list(reply.contacts.values_list("name", flat=True)) == ["Ada Example"]


def test_of_several_recipients_those_who_are_ours_reply(incoming: Statement, ours: Body) -> None:
    factory.make_party(incoming, part="to", body=factory.make_body("3GPP SA2"), purpose="information")
    reply = whole(services.statement_reply(statement=incoming, by=None))
    assert [party.body for party in reply.senders] == [ours]


def test_reply_of_others_is_typed_as_they_wrote_it(outgoing: Statement, theirs: Body) -> None:
    reply = whole(services.statement_reply(statement=outgoing, by=None))
    assert (reply.direction, reply.title, [party.body for party in reply.senders]) == ("incoming", "", [theirs])
    row = reply.replies.get()
    assert (row.target, row.text, row.symbol) == (outgoing, "", "")


def test_reply_says_who_began_it_and_to_what(incoming: Statement) -> None:
    secretary = factory.make_secretary()
    event = services.statement_reply(statement=incoming, by=secretary).events.get()
    assert (event.kind, event.by, event.note) == ("created", secretary, "Reply to “SG17-LS12”.")


def test_draft_cannot_be_answered(incoming: Statement) -> None:
    Statement.objects.filter(pk=incoming.pk).update(status="draft")
    with pytest.raises(ValidationError, match="sent or recorded"):
        services.statement_reply(statement=incoming, by=None)
    assert Statement.objects.count() == 1


def test_reader_may_neither_reply_nor_copy(incoming: Statement) -> None:
    for act in (services.statement_reply, services.statement_copy):
        with pytest.raises(PermissionDenied):
            act(statement=incoming, by=factory.make_user())
    assert Statement.objects.count() == 1


# What it does to the request


def test_sent_reply_closes_the_request_with_an_event(incoming: Statement) -> None:
    reply = record(services.statement_reply(statement=incoming, by=None))
    party = recipient_of(incoming)
    assert (party.answered_by, party.answered_on) == (reply, DAY)
    assert incoming.events.get().kind == "answered"


def test_incoming_reply_that_is_only_recorded_closes_the_request_too(outgoing: Statement) -> None:
    reply = record(services.statement_reply(statement=outgoing, by=None))
    assert recipient_of(outgoing).answered_by == reply
    assert not Statement.objects.open().contains(outgoing)


def test_reply_in_draft_closes_nothing(incoming: Statement) -> None:
    services.statement_reply(statement=incoming, by=None)
    assert recipient_of(incoming).answered_on is None


@pytest.mark.parametrize("choice", [{"is_interim": True}, {"closes": False}])
def test_interim_reply_closes_nothing(incoming: Statement, choice: dict[str, bool]) -> None:
    record(services.statement_reply(statement=incoming, by=None, **choice))
    assert recipient_of(incoming).answered_on is None
    assert not incoming.events.exists()


def test_withdrawn_reply_reopens_the_request(incoming: Statement) -> None:
    reply = record(services.statement_reply(statement=incoming, by=None))
    services.statement_withdraw(statement=reply, by=None, reason="Sent in error")
    party = recipient_of(incoming)
    assert (party.answered_by, party.answered_on) == (None, None)
    assert [event.kind for event in incoming.events.all()] == ["answered", "reopened"]


def test_correction_that_makes_the_reply_interim_reopens_the_request(incoming: Statement) -> None:
    reply = record(services.statement_reply(statement=incoming, by=None))
    correction = services.statement_correct(statement=reply, by=None)
    Statement.objects.filter(pk=correction.pk).update(is_interim=True, title="Interim reply")
    services.correction_send(correction=correction, reason="It was an interim reply", by=None)
    assert recipient_of(incoming).answered_on is None


def test_reply_of_one_recipient_leaves_the_others_open(outgoing: Statement) -> None:
    other = factory.make_party(outgoing, part="to", body=factory.make_body("3GPP SA2"), purpose="action")
    first = outgoing.parties.get(part="to", body__code="ITU-T SG17")
    record(services.statement_reply(statement=outgoing, by=None, senders=[first]))
    open_now = Party.objects.open_of(outgoing)
    assert list(open_now) == [other]


@pytest.mark.parametrize(("answering", "closes"), [("4/17", True), ("5/17", False), ("", True)])
def test_question_that_was_not_asked_closes_nothing(outgoing: Statement, answering: str, closes: bool) -> None:
    outgoing.parties.filter(part="to").update(questions_text="4/17")
    reply = services.statement_reply(statement=outgoing, by=None)
    reply.parties.filter(part="from").update(questions_text=answering)
    record(reply)
    assert (recipient_of(outgoing).answered_on is not None) is closes


def test_part_of_the_body_that_was_asked_answers_for_it(outgoing: Statement, theirs: Body) -> None:
    part = factory.make_body("ITU-T SG17 WP1", parent=theirs)
    reply = services.statement_reply(statement=outgoing, by=None)
    reply.parties.filter(part="from").update(body=part)
    record(reply)
    assert recipient_of(outgoing).answered_on == DAY


def test_sender_known_by_words_alone_answers_for_the_same_words(outgoing: Statement) -> None:
    outgoing.parties.filter(part="to").update(body=None, text="The Council")
    reply = services.statement_reply(statement=outgoing, by=None)
    reply.parties.filter(part="from").update(text="THE COUNCIL")
    record(reply)
    assert recipient_of(outgoing).answered_on == DAY


def test_request_recorded_after_its_reply_is_closed_at_once(incoming: Statement) -> None:
    reply = record(services.statement_reply(statement=incoming, by=None))
    late = asked_of(reply.recipients[0].body, reply.senders[0].body, status="draft", direction="incoming")
    Reply.objects.filter(statement=reply).update(target=late)
    services.statement_record_received(statement=late, by=None)
    assert recipient_of(late).answered_by == reply


def test_answer_that_a_clerk_wrote_down_stays(incoming: Statement) -> None:
    services.party_handle(party=recipient_of(incoming), by=None, answered_on=MARCH)
    record(services.statement_reply(statement=incoming, by=None))
    party = recipient_of(incoming)
    assert (party.answered_by, party.answered_on) == (None, MARCH)


# Copy from last


@pytest.fixture
def copied(outgoing: Statement, ours: Body) -> Statement:
    """The copy of a statement with a contact, an approval and an annex."""
    Statement.objects.filter(pk=outgoing.pk).update(
        approval_level="study_group", approval_text="Agreed", approval_date=MARCH, content="<p>Text</p>", symbol="LS1"
    )
    factory.make_contact(outgoing, name="Gone Example")
    factory.make_appointment(person=factory.make_person("Ada Example"), body=ours)
    annex = factory.make_annex(outgoing, title="Contributions", compiled={"topics": [1], "passed": [2]})
    factory.make_entry(annex)
    return whole(services.statement_copy(statement=outgoing, by=None))


def test_copy_has_parties_and_text(copied: Statement, ours: Body, theirs: Body) -> None:
    parties = [(party.part, party.body, party.purpose, party.deadline) for party in copied.parties.all()]
    assert sorted(parties) == [("from", ours, "", None), ("to", theirs, "action", None)]
    assert (copied.status, copied.title, copied.content) == ("draft", "X.509 certificates", "<p>Text</p>")


def test_copy_has_no_symbol_date_or_approval(copied: Statement) -> None:
    names = ["symbol", "date", "sent_on", "approval_level", "approval_text", "approval_date", "slug", "recorded_on"]
    assert {getattr(copied, name) for name in names} == {"", None}


def test_copy_has_the_contacts_in_office_today(copied: Statement) -> None:
    assert [contact.name for contact in copied.contacts.all()] == ["Ada Example"]


def test_copy_keeps_the_annexes_heads_and_what_was_chosen_without_rows(copied: Statement) -> None:
    annex = copied.annexes.get()
    assert (annex.title, annex.columns, annex.entries.count()) == (
        "Contributions",
        ["Doc. & source", "Title", "Brief"],
        0,
    )
    assert annex.compiled == {"topics": [1]}


def test_copy_says_where_it_comes_from(copied: Statement) -> None:
    assert copied.events.get().note == "Copied from “LS1”."
