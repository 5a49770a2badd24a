"""What can't be true the database refuses, whoever writes to it; one case for each constraint, on both engines."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from contacts.models import Alias, Appointment, BodyAddress, Person, Role, StudyPeriod, User
from contacts.models.search import SearchProgress, SearchRow
from contributions.models import Brief, Document, DocumentSource, DocumentSymbol, Topic
from liaison.models import (
    Annex,
    BoardVisit,
    Consideration,
    Follow,
    Follower,
    FollowRequest,
    Mail,
    MailAddress,
    MailFile,
    NextMeeting,
    Party,
    Redaction,
    Reminder,
    Reply,
    ReviewLink,
    Revision,
    Series,
    Statement,
    StatementContact,
    Translation,
)
from tests import factory
from tests.liaison.mail.mails import make_file, make_mail

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

FIRST, LAST = datetime.date(2024, 1, 1), datetime.date(2024, 2, 2)
SOON = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
BACKWARDS = {"starts_on": LAST, "ends_on": FIRST}
MODELS: list[type[Model]] = [
    model for app in ("contacts", "contributions", "liaison") for model in apps.get_app_config(app).get_models()
]


def point_at_itself(row: Model, field: str) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**{field: row.pk})


def twice(model: type[Model], **values: Any) -> None:
    model._default_manager.create(**values)
    model._default_manager.create(**values)


def with_statement(model: type[Model], **values: Any) -> None:
    model._default_manager.create(statement=factory.make_statement(), **values)


def answered_by_itself() -> None:
    party = factory.make_party(factory.make_statement(), part="to")
    party.answered_by = party.statement
    party.save()


def reply_to_itself() -> None:
    statement = factory.make_statement()
    Reply.objects.create(statement=statement, target=statement)


def second_row_of_a_revision() -> None:
    first: Document = factory.make_document("2/34")
    Document.objects.bulk_create(
        [Document(symbol="2/34", title="Again", period=first.period, slug="again", **_parts(first))]
    )


def _parts(document: Document) -> dict[str, Any]:
    names = ("prefix", "series", "number", "addendum", "corrigendum", "revision")
    return {name: getattr(document, name) for name in names}


def appointment(**values: Any) -> None:
    Appointment.objects.create(person=factory.make_person(), role=factory.make_role(), **values)


def request_of(hashed: str = "a", email: str = "a@example.org", hours: int = 1) -> FollowRequest:
    values = {"list": "statements", "frequency": "daily", "language": "en", "token_hash": hashed, "asked_at": SOON}
    return FollowRequest.objects.create(email=email, expires_at=SOON + datetime.timedelta(hours=hours), **values)


def mail_that(**values: Any) -> None:
    Mail.objects.filter(pk=make_mail().pk).update(**values)


CASES: dict[str, Callable[[], object]] = {
    "studyperiod_ends_after_it_starts": lambda: StudyPeriod.objects.create(label="A", **BACKWARDS),
    "studyperiod_prefix": lambda: [StudyPeriod.objects.create(label=label, prefix="D22") for label in "AB"],
    "body_one_home": lambda: [factory.make_body(is_home=True) for _ in range(2)],
    "body_ends_after_it_starts": lambda: factory.make_body(**BACKWARDS),
    "body_not_part_of_itself": lambda: point_at_itself(factory.make_body(), "parent"),
    "body_not_followed_by_itself": lambda: point_at_itself(factory.make_body(), "successor"),
    "bodyaddress_once": lambda: twice(BodyAddress, body=factory.make_body(), email="a@example.org"),
    "alias_of_one": lambda: Alias.objects.create(text="A", body=factory.make_body(), person=factory.make_person()),
    "alias_once_a_body": lambda: twice(Alias, text="A", body=factory.make_body()),
    "alias_once_a_entity": lambda: twice(Alias, text="A", entity=factory.make_entity()),
    "alias_once_a_person": lambda: twice(Alias, text="A", person=factory.make_person()),
    "question_once_a_period": lambda: [factory.make_question("3/2") for _ in range(2)],
    "entity_one_member_state_a_country": lambda: [
        factory.make_entity(kind="member_state", country="CI") for _ in range(2)
    ],
    "entity_country_is_two_letters": lambda: factory.make_entity(country="c1"),
    "appointment_for_body_or_question": appointment,
    "appointment_period_of_body": lambda: appointment(question=factory.make_question(), period=factory.make_period()),
    "appointment_ends_after_it_starts": lambda: appointment(body=factory.make_body(), **BACKWARDS),
    "meeting_ends_after_it_starts": lambda: factory.make_meeting(**BACKWARDS),
    "meeting_end_has_a_start": lambda: factory.make_meeting(starts_on=None),
    "meeting_not_within_itself": lambda: point_at_itself(factory.make_meeting(), "parent"),
    "documentsource_once": lambda: twice(
        DocumentSource, document=factory.make_document(), entity=factory.make_entity()
    ),
    "documentsymbol_once": lambda: twice(DocumentSymbol, document=factory.make_document(), symbol="A/1"),
    "brief_once_a_topic": lambda: twice(Brief, document=factory.make_document(), topic=factory.make_topic(), text="A"),
    "document_one_row_a_revision": second_row_of_a_revision,
    "statement_meeting_ends_after_it_starts": lambda: factory.make_statement(meeting_start=LAST, meeting_end=FIRST),
    "statement_not_correction_of_itself": lambda: point_at_itself(factory.make_statement(), "correction_of"),
    "statement_one_open_correction": lambda: twice(Statement, title="A", correction_of=factory.make_statement()),
    "annex_number_once": lambda: twice(Annex, statement=factory.make_statement(), number=1),
    "annex_number_from_one": lambda: with_statement(Annex, number=0),
    "party_purpose_of_recipient": lambda: with_statement(Party, part="from", text="A", purpose="action"),
    "party_is_somebody": lambda: with_statement(Party, part="to"),
    "party_not_answered_by_itself": answered_by_itself,
    "statementcontact_is_somebody": lambda: with_statement(StatementContact, affiliation="A"),
    "reply_not_to_itself": reply_to_itself,
    "reply_names_something": lambda: with_statement(Reply),
    "nextmeeting_ends_after_it_starts": lambda: with_statement(NextMeeting, **BACKWARDS),
    "consideration_once_a_meeting": lambda: twice(
        Consideration, statement=factory.make_statement(), meeting=factory.make_meeting()
    ),
    "revision_number_once": lambda: twice(Revision, statement=factory.make_statement(), letter={}),
    "revision_has_a_reason": lambda: with_statement(Revision, number=1, letter={}),
    "redaction_has_words_and_a_reason": lambda: with_statement(Redaction, text="A"),
    "translation_once_a_language": lambda: twice(
        Translation, statement=factory.make_statement(), language="fr", letter={}
    ),
    "reviewlink_is_for_somebody": lambda: with_statement(ReviewLink, token_hash="a", expires_at=SOON),
    "series_once_a_period": lambda: twice(
        Series, body=factory.make_body(), period=factory.make_period(), pattern="A{number}"
    ),
    "series_once_for_all_periods": lambda: twice(Series, body=factory.make_body(), pattern="A{number}"),
    "series_from_one": lambda: Series.objects.create(body=factory.make_body(), pattern="A{number}", next_number=0),
    "searchrow_once": lambda: twice(SearchRow, kind="body", key=1, title="A", text="", digest="", words=""),
    "reminder_once": lambda: twice(
        Reminder, party=factory.make_party(factory.make_statement()), deadline=FIRST, days=-3, mail=make_mail()
    ),
    "follow_once_a_list": lambda: twice(
        Follow, follower=Follower.objects.create(email="a@example.org"), list="statements", query="q=a"
    ),
    "followrequest_once_a_list": lambda: [request_of(hashed) for hashed in "ab"],
    "followrequest_expires_later": lambda: request_of(hours=-1),
    "mail_being_sent_is_held": lambda: mail_that(state="sending", leased_by="x", leased_until=None),
    "mail_sent_has_its_time": lambda: mail_that(state="sent", sent_at=None),
    "mail_unknown_was_handed_over": lambda: mail_that(state="unknown", handed_over_at=None),
    "mailaddress_once_a_mail": lambda: MailAddress.objects.create(mail=make_mail(to=["a@x.org"]), email="a@x.org"),
    "mailfile_once_a_mail": lambda: twice(MailFile, mail=make_mail(), file=make_file(), name="a", sha256="0" * 64),
}

UNIQUE: dict[str, Callable[[], object]] = {
    "contacts.StudyPeriod.label": lambda: twice(StudyPeriod, label="A"),
    "contacts.Body.code": lambda: [factory.make_body("A", slug=slug) for slug in "ab"],
    "contacts.Body.slug": lambda: [factory.make_body(slug="a") for _ in range(2)],
    "contacts.Question.slug": lambda: [factory.make_question(number, slug="a") for number in ("1/2", "2/2")],
    "contacts.Entity.slug": lambda: [factory.make_entity(slug="a") for _ in range(2)],
    "contacts.Person.user": lambda: twice(Person, name="A", user=factory.make_user()),
    "contacts.Role.code": lambda: twice(Role, code="a", name="A"),
    "contacts.User.username": lambda: twice(User, username="a"),
    "contributions.Meeting.slug": lambda: [factory.make_meeting(slug="a") for _ in range(2)],
    "contributions.Document.slug": lambda: [factory.make_document(slug="a") for _ in range(2)],
    "contributions.Topic.slug": lambda: twice(Topic, name="A", slug="a"),
    "contacts.SearchProgress.kind": lambda: twice(SearchProgress, kind="body"),
    "liaison.BoardVisit.user": lambda: twice(
        BoardVisit, user=factory.make_user(), seen_at=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    ),
    "liaison.Statement.slug": lambda: twice(Statement, title="A", slug="a"),
    "liaison.ReviewLink.token_hash": lambda: twice(
        ReviewLink, statement=factory.make_statement(), token_hash="a", label="A", expires_at=SOON
    ),
    "liaison.Follower.email": lambda: twice(Follower, email="a@example.org"),
    "liaison.Follower.key": lambda: [Follower.objects.create(email=f"{name}@example.org", key="a") for name in "ab"],
    "liaison.FollowRequest.token_hash": lambda: [request_of(email=f"{name}@example.org") for name in "ab"],
    "liaison.Mail.message_id": lambda: [Mail.objects.create(subject=name, message_id="<a@b>") for name in "AB"],
    "liaison.Statement.registered_as": lambda: twice(Statement, title="A", registered_as=factory.make_document()),
}


def test_every_constraint_has_its_case() -> None:
    assert set(CASES) == {rule.name for model in MODELS for rule in model._meta.constraints}


def test_every_unique_column_has_its_case() -> None:
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in model._meta.local_concrete_fields
        if field.unique and not field.primary_key
    }
    assert set(UNIQUE) == columns


@pytest.mark.parametrize("name", [*CASES, *UNIQUE])
def test_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        (CASES | UNIQUE)[name]()
    table = name.rpartition(".")[0].replace(".", "_").lower()
    assert name in str(refusal.value) or table in str(refusal.value) or _columns(name) in str(refusal.value)


def _columns(name: str) -> str:
    """SQLite names the columns of a unique constraint, not the constraint."""
    for model in MODELS:
        for rule in model._meta.constraints:
            if rule.name == name:
                return f"{model._meta.db_table}.{model._meta.get_field(getattr(rule, 'fields', ['id'])[0]).column}"
    return "nothing"


@pytest.mark.parametrize(
    "odd_but_possible",
    [
        lambda: [factory.make_statement(title="Same", symbol="A") for _ in range(2)],
        lambda: factory.make_statement(title="", date=None),
        lambda: factory.make_statement(approval_date=LAST, date=FIRST, sent_on=FIRST, received_on=FIRST),
        lambda: factory.make_meeting(starts_on=None, ends_on=None, dates_text="autumn"),
        lambda: factory.make_meeting(document_deadline=LAST, starts_on=FIRST, ends_on=FIRST),
        lambda: [factory.make_document("S2-2304711") for _ in range(2)],
        lambda: [factory.make_person("Same", email="same@example.org") for _ in range(2)],
        lambda: with_statement(Party, part="to", text="A", purpose="action", deadline=FIRST),
        lambda: with_statement(Party, part="from", text="A", deadline_text="as printed"),
        lambda: StudyPeriod.objects.create(label="2022-2025", starts_on=FIRST, ends_on=LAST),
        lambda: appointment(body=factory.make_body(), starts_on=LAST),
        lambda: (
            factory.make_entity(kind="sector_member", country="CI")
            and factory.make_entity(kind="member_state", country="CI")
        ),
    ],
)
def test_what_is_only_odd_is_stored(odd_but_possible: Callable[[], object]) -> None:
    odd_but_possible()
