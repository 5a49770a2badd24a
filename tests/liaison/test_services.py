import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from contacts.models import Body
from contributions.models import Document
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


def test_settling_leaves_annex_rows_and_replies_as_they_are():
    """What others sent is recorded as it is, gaps and all."""
    statement = make_incoming()
    row = make_entry(make_annex(statement), document=make_document("2/34"), title="")
    reply = Reply.objects.create(statement=statement, target=make_outgoing())
    services.statement_settle(statement=statement)
    row.refresh_from_db()
    reply.refresh_from_db()
    assert (row.symbol, row.title, reply.text) == ("", "", "")


def test_rows_without_a_brief_get_that_on_the_topics():
    topic, other = make_topic("COP"), make_topic("Other")
    statement = make_statement(language="fr")
    statement.topics.add(topic)
    annex = make_annex(statement)
    document = make_document()
    for language, subject, text in [("en", topic, "English"), ("fr", topic, "Français"), ("fr", other, "Autre")]:
        make_brief(document=document, topic=subject, language=language, text=text)
    rows = [make_entry(annex, document=document), make_entry(annex, document=document, brief="Ours")]
    rows.append(make_entry(annex, document=make_document()))
    assert services.briefs_fill(statement=statement) == 1
    assert [row.brief for row in annex.entries.all()] == ["Français", "Ours", ""]
    assert len(rows) == 3


def test_a_brief_in_another_language_is_better_than_none():
    brief = make_brief(language="en")
    statement = make_statement(language="fr")
    statement.topics.add(brief.topic)
    row = make_entry(make_annex(statement), document=brief.document)
    services.briefs_fill(statement=statement)
    row.refresh_from_db()
    assert row.brief == brief.text


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


def test_what_the_register_fills_in_is_written_out_when_it_is_frozen():
    statement = make_outgoing(language="fr")
    recipient = statement.recipients[0]
    Body.objects.filter(pk=recipient.body_id).update(name_fr="Groupe de travail", code="CWG-COP")
    document = make_document("2/34", url="https://example.org/then")
    row = make_entry(make_annex(statement), document=document)
    sent = services.statement_record_sent(statement=statement, by=None)
    Body.objects.filter(pk=recipient.body_id).update(name_fr="Autre nom", code="NEW")
    Document.objects.update(url="https://example.org/now")
    again = build(Statement.objects.for_detail().get(pk=sent.pk))
    row.refresh_from_db()
    assert (again.to[0].text, again.to[0].body, row.address) == (
        "Groupe de travail",
        "CWG-COP",
        "https://example.org/then",
    )
    assert to_dict(again) == sent.revisions.get().letter


def test_question_of_a_party_is_printed_though_only_chosen():
    statement = make_outgoing()
    letter = build(Statement.objects.for_detail().get(pk=statement.pk))
    assert (letter.from_[0].text, letter.from_[0].questions) == ("ITU-D Study Group 2, Question 3/2", ("3/2",))


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "ITU-D Study Group 2, Questions 3/2, 4/2"),
        ("fr", "ITU-D Study Group 2, Questions 3/2, 4/2"),
        ("es", "ITU-D Study Group 2, Cuestiones 3/2, 4/2"),
        ("ru", "ITU-D Study Group 2, Вопросы 3/2, 4/2"),
        ("ar", "ITU-D Study Group 2، المسائل 3/2، 4/2"),
        ("zh", "ITU-D Study Group 2，第3/2，4/2号课题"),
    ],
)
def test_several_questions_are_printed_in_the_statements_language(language, printed):
    party = make_party(make_statement(language=language), part="from", body=make_home(), questions_text="3/2, 4/2")
    assert party.printed == printed


def test_contacts_speak_the_statements_language():
    statement = make_outgoing(language="fr")
    role = make_role("rapporteur", name_fr="Rapporteur (fr)")
    entity = make_entity("Côte d’Ivoire", name_fr="Côte d’Ivoire (fr)")
    person = make_person("Ada", entity=entity, address="Genève", phone="1")
    make_appointment(question=statement.senders[0].questions.get(), role=role, person=person)
    with translation.override("ru"):
        services.contacts_fill(statement=statement)
    contact = statement.contacts.get(name="Ada")
    assert contact.role.startswith("Rapporteur (fr)")
    assert (contact.affiliation, contact.address, contact.phone) == ("Côte d’Ivoire (fr)", "Genève", "1")


def test_a_name_in_another_spelling_is_not_added_again():
    statement = make_outgoing()
    make_contact(statement, name="JOSE  NUÑEZ")
    make_appointment(question=statement.senders[0].questions.get(), person=make_person("José Nuñez"))
    assert services.contacts_fill(statement=statement) == 0


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
        "There is no contact.",
    ]


def test_a_complete_draft_goes_to_review_and_back():
    statement = services.statement_submit(statement=make_outgoing(), by=None)
    assert statement.status == "in_review"
    assert services.statement_return(statement=statement, by=None).status == "draft"
