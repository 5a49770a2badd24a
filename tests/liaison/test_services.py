import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from liaison import services
from liaison.letter.build import build
from liaison.letter.to_json import to_dict
from liaison.models import Event, Reply, Statement
from tests.factory import (
    DAY,
    make_annex,
    make_appointment,
    make_body,
    make_brief,
    make_contact,
    make_document,
    make_entity,
    make_entry,
    make_home,
    make_party,
    make_person,
    make_question,
    make_role,
    make_secretary,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def make_outgoing(**values):
    """A complete draft of ours, dated 22 May 2023, in which Annex 4 misses nothing."""
    question = make_question()
    whole = {"approval_level": "rapporteur_group", "approval_text": "Agreed", "approval_date": DAY}
    statement = make_statement(**whole | values)
    make_party(statement, part="from", body=question.group, questions=[question])
    make_party(statement, part="to", body=make_body("CWG-COP"), purpose="information")
    make_contact(statement, email="contact@example.org")
    return services.statement_settle(statement=statement)


def make_incoming(**values):
    statement = make_statement(**values)
    make_party(statement, part="from", body=make_body("OUTSIDE"))
    make_party(statement, part="to", body=make_home(), purpose="comment")
    return services.statement_settle(statement=statement)


@pytest.mark.parametrize(
    ("sender", "recipients", "direction"),
    [
        ("ours", ["theirs"], "outgoing"),
        ("ours", ["ours", "theirs"], "outgoing"),
        ("ours", ["ours"], "internal"),
        ("theirs", ["ours"], "incoming"),
        ("theirs", ["theirs", "ours"], "incoming"),
        ("theirs", ["theirs"], "other"),
        ("theirs", [], "other"),
        ("ours", [], "outgoing"),
    ],
)
def test_direction_follows_from_the_parties(sender, recipients, direction):
    bodies = {"ours": make_home(), "theirs": make_body("CWG-COP")}
    statement = make_statement()
    make_party(statement, part="from", body=bodies[sender])
    for recipient in recipients:
        make_party(statement, part="to", body=bodies[recipient], purpose="information")
    assert services.statement_settle(statement=statement).direction == direction


def test_settling_writes_the_numbers_of_the_chosen_questions():
    statement = make_statement()
    party = make_party(statement, part="from", body=make_home(), questions=[make_question()], questions_text="")
    services.statement_settle(statement=statement)
    party.refresh_from_db()
    assert party.questions_text == "3/2"


def test_settling_fills_an_empty_row_from_its_document():
    topic = make_topic("COP")
    document = make_document("2/34", title="Paper", sources=[make_entity("Nigeria")])
    make_brief(document=document, topic=topic, text="What it says on COP.")
    statement = make_statement()
    statement.topics.add(topic)
    row = make_entry(make_annex(statement), document=document, title="")
    services.statement_settle(statement=statement)
    row.refresh_from_db()
    assert (row.symbol, row.source, row.title, row.brief) == ("2/34", "Nigeria", "Paper", "What it says on COP.")


def test_settling_keeps_what_is_written_in_a_row():
    row = make_entry(make_annex(make_statement()), document=make_document("2/34"), title="Our words", symbol="Doc 34")
    services.statement_settle(statement=row.annex.statement)
    row.refresh_from_db()
    assert (row.symbol, row.title) == ("Doc 34", "Our words")


def test_a_reply_names_what_it_answers():
    asked = make_incoming(symbol="X-1")
    statement = make_outgoing()
    Reply.objects.create(statement=statement, target=asked)
    services.statement_settle(statement=statement)
    reply = statement.replies.get()
    assert (reply.text, reply.symbol, reply.date) == (
        "Liaison statement from Body OUTSIDE of 22 May 2023",
        "X-1",
        DAY,
    )


def test_contacts_are_filled_with_those_in_office_on_the_date():
    statement = make_outgoing()
    question = statement.senders[0].questions.get()
    focal = make_role("bdt-focal-point", contact_label="BDT Focal Point", position=9)
    make_appointment(question=question, role=focal, person=make_person("Focal One", honorific="Mr", email="f@x.org"))
    make_appointment(question=question, person=make_person("Gone Before"), ends_on=datetime.date(2023, 5, 21))
    make_appointment(question=question, person=make_person("Not Yet"), starts_on=datetime.date(2023, 5, 23))
    assert services.contacts_fill(statement=statement) == 1
    contact = statement.contacts.get(name="Focal One")
    assert (contact.label, contact.honorific, contact.role, contact.email) == (
        "BDT Focal Point",
        "Mr",
        "Bdt Focal Point for Question 3/2",
        "f@x.org",
    )


def test_filling_contacts_again_adds_nobody_twice():
    statement = make_outgoing()
    make_appointment(question=statement.senders[0].questions.get())
    services.contacts_fill(statement=statement)
    assert services.contacts_fill(statement=statement) == 0


def test_recording_as_sent_freezes_the_letter_and_shows_it():
    statement = make_outgoing()
    secretary = make_secretary()
    sent = services.statement_record_sent(statement=statement, by=secretary, sent_on=DAY)
    revision = sent.revisions.get()
    assert (sent.status, sent.visibility, sent.sent_on) == ("sent", "public", DAY)
    assert sent.slug == "2023-05-22-itu-d-sg2-q3-2-to-cwg-cop"
    assert revision.letter == to_dict(build(Statement.objects.for_detail().get(pk=sent.pk)))
    assert [(event.kind, event.by, event.from_status, event.to_status) for event in sent.events.all()] == [
        (Event.Kind.SENT, secretary, "draft", "sent")
    ]


def test_an_address_that_is_taken_gets_a_number():
    first, second = make_outgoing(), make_outgoing_twin()
    services.statement_record_sent(statement=first, by=None)
    assert services.statement_record_sent(statement=second, by=None).slug.endswith("-to-cwg-cop-2")


def make_outgoing_twin():
    first = Statement.objects.get()
    twin = make_statement(approval_level="rapporteur_group", approval_text="Agreed")
    for party in first.parties.all():
        party.pk, party.statement = None, twin
        party.save()
    make_contact(twin, email="c@example.org")
    return services.statement_settle(statement=twin)


def test_a_statement_of_today_is_not_sent_with_gaps():
    statement = make_outgoing(date=timezone.localdate(), approval_level="")
    with pytest.raises(ValidationError) as error:
        services.statement_record_sent(statement=statement, by=None)
    assert error.value.messages == ["Say who approved the statement: the level of approval is missing."]
    statement.refresh_from_db()
    assert (statement.status, statement.slug, statement.revisions.count()) == ("draft", None, 0)


def test_an_old_statement_is_recorded_with_its_gaps():
    statement = make_outgoing(approval_level="", approval_text="")
    assert services.statement_record_sent(statement=statement, by=None).status == "sent"


def test_nothing_is_sent_tomorrow():
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError, match="in the future"):
        services.statement_record_sent(statement=make_outgoing(), by=None, sent_on=tomorrow)


def test_a_statement_of_others_is_not_sent_by_us():
    with pytest.raises(ValidationError, match="Record it as received"):
        services.statement_record_sent(statement=make_incoming(), by=None)


def test_a_received_statement_stays_with_staff():
    received = services.statement_record_received(statement=make_incoming(), by=None, received_on=DAY)
    assert (received.status, received.visibility, received.slug) == ("recorded", "staff", None)
    assert not Statement.objects.public().exists()


def test_a_received_statement_can_be_published_by_its_header():
    received = services.statement_record_received(statement=make_incoming(content="<p>Secret</p>"), by=None)
    shown = services.statement_publish(statement=received, by=None, visibility="header")
    letter = build(Statement.objects.for_detail().get(pk=shown.pk), public=True)
    assert (Statement.objects.listed().get(), letter.content) == (shown, ())


def test_a_draft_cannot_be_published():
    with pytest.raises(ValidationError, match="draft cannot be made public"):
        services.statement_publish(statement=make_outgoing(), by=None, visibility="public")


def test_an_address_stays_when_a_statement_is_hidden_and_shown_again():
    sent = services.statement_record_sent(statement=make_outgoing(), by=None)
    hidden = services.statement_publish(statement=sent, by=None, visibility="staff")
    assert not Statement.objects.public().exists()
    assert services.statement_publish(statement=hidden, by=None, visibility="public").slug == sent.slug


def test_a_withdrawal_needs_a_reason():
    sent = services.statement_record_sent(statement=make_outgoing(), by=None)
    with pytest.raises(ValidationError, match="needs a reason"):
        services.statement_withdraw(statement=sent, by=None, reason=" ")


def test_a_withdrawn_statement_keeps_its_page_but_is_not_listed():
    sent = services.statement_record_sent(statement=make_outgoing(), by=None)
    services.statement_withdraw(statement=sent, by=None, reason="Sent twice.")
    assert Statement.objects.public().get().withdrawal_reason == "Sent twice."
    assert not Statement.objects.listed().exists()


@pytest.mark.parametrize("status", ["sent", "withdrawn", "recorded", "closed"])
def test_what_went_out_is_not_submitted_again(status):
    statement = make_outgoing()
    Statement.objects.filter(pk=statement.pk).update(status=status)
    with pytest.raises(ValidationError, match="cannot become"):
        services.statement_submit(statement=statement, by=None)


def test_submitting_with_gaps_says_all_of_them():
    statement = make_statement(title="", date=None)
    with pytest.raises(ValidationError) as error:
        services.statement_submit(statement=statement, by=None)
    assert error.value.messages == [
        "There is no sender.",
        "Name the meeting where the statement was prepared.",
        "There is no title.",
        "There is no date.",
        "There is no recipient.",
        "Say who approved the statement: the level of approval is missing.",
        "There is no contact.",
    ]


def test_a_complete_draft_goes_to_review_and_back():
    statement = services.statement_submit(statement=make_outgoing(), by=None)
    assert statement.status == "in_review"
    assert services.statement_return(statement=statement, by=None).status == "draft"
