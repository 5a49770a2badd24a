"""What the database refuses, the form says: a message beside what was typed, never an error page, and nothing saved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.admin import ModelAdmin
from django.db import IntegrityError
from django.db.models import Model
from django.test import Client

from contacts.models import Alias, Appointment, Body, BodyAddress, Entity, Person, Question, Role, StudyPeriod, User
from contributions.models import Brief, Document, DocumentSymbol, Meeting
from liaison.models import Reply, Series, Statement
from tests import factory, test_constraints
from tests.desk import Page, open_add, open_change

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

LATER, EARLIER = "2024-02-02", "2024-01-01"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


def period_ends_before_it_starts(desk: Client) -> Page:
    return open_add(desk, StudyPeriod).fill(label="2026-2029", starts_on=LATER, ends_on=EARLIER)


def period_with_the_prefix_of_another(desk: Client) -> Page:
    factory.make_period(prefix="D22")
    return open_add(desk, StudyPeriod).fill(label="2026-2029", prefix="D22")


def new_body(desk: Client, **values: object) -> Page:
    return open_add(desk, Body).fill(code="NEW", name="New body", **values)


def second_home_body(desk: Client) -> Page:
    factory.make_home()
    return new_body(desk, is_home="on")


def body_ends_before_it_starts(desk: Client) -> Page:
    return new_body(desk, starts_on=LATER, ends_on=EARLIER)


def body_part_of_itself(desk: Client) -> Page:
    body = factory.make_body()
    return open_change(desk, body).fill(parent=body)


def body_followed_by_itself(desk: Client) -> Page:
    body = factory.make_body()
    return open_change(desk, body).fill(successor=body)


def meeting_within_itself(desk: Client) -> Page:
    meeting = factory.make_meeting()
    return open_change(desk, meeting).fill(parent=meeting)


def appointment_with_the_period_of_another(desk: Client) -> Page:
    return new_appointment(desk, question=factory.make_question(), period=factory.make_period("2018-2021"))


def appointment_of_a_person_with_the_period_of_another(desk: Client) -> Page:
    values = {"role": factory.make_role(), "question": factory.make_question()}
    return open_change(desk, factory.make_person()).add(
        "appointments", period=factory.make_period("2018-2021"), **values
    )


def address_twice(desk: Client) -> Page:
    body = factory.make_body()
    BodyAddress.objects.create(body=body, email="a@example.org")
    return open_change(desk, body).add("addresses", email="a@example.org")


def address_twice_on_a_new_body(desk: Client) -> Page:
    return new_body(desk).add("addresses", email="a@example.org").add("addresses", email="a@example.org")


def alias_twice_on_a_new_body(desk: Client) -> Page:
    return new_body(desk).add("aliases", text="Twice").add("aliases", text="Twice")


def alias_twice_of_a_body(desk: Client) -> Page:
    body = factory.make_body()
    return open_change(desk, body).add("aliases", text="Twice").add("aliases", text="Twice")


def alias_again_of_an_entity(desk: Client) -> Page:
    entity = factory.make_entity()
    Alias.objects.create(entity=entity, text="Twice")
    return open_change(desk, entity).add("aliases", text="Twice")


def alias_twice_of_a_person(desk: Client) -> Page:
    return open_change(desk, factory.make_person()).add("aliases", text="Twice").add("aliases", text="Twice")


def question_twice(desk: Client) -> Page:
    question = factory.make_question()
    again = open_add(desk, Question).fill(period=question.period, group=question.group, number=question.number)
    return again.fill(name="Again")


def second_member_state_of_a_country(desk: Client) -> Page:
    factory.make_entity(kind="member_state", country="CI")
    return open_add(desk, Entity).fill(name="Again", kind="member_state", country="CI")


def country_in_small_letters(desk: Client) -> Page:
    return open_add(desk, Entity).fill(name="Somewhere", country="ci")


def new_appointment(desk: Client, **values: object) -> Page:
    return open_add(desk, Appointment).fill(person=factory.make_person(), role=factory.make_role(), **values)


def appointment_for_nothing(desk: Client) -> Page:
    return new_appointment(desk)


def appointment_for_both(desk: Client) -> Page:
    return new_appointment(desk, body=factory.make_body(), question=factory.make_question())


def appointment_for_nothing_of_a_person(desk: Client) -> Page:
    return open_change(desk, factory.make_person()).add("appointments", role=factory.make_role())


def appointment_ends_before_it_starts(desk: Client) -> Page:
    return new_appointment(desk, body=factory.make_body(), starts_on=LATER, ends_on=EARLIER)


def new_meeting(desk: Client, **values: object) -> Page:
    return open_add(desk, Meeting).fill(name="Meeting", body=factory.make_body(), **values)


def meeting_ends_before_it_starts(desk: Client) -> Page:
    return new_meeting(desk, starts_on=LATER, ends_on=EARLIER)


def meeting_with_an_end_alone(desk: Client) -> Page:
    return new_meeting(desk, ends_on=LATER)


def source_twice(desk: Client) -> Page:
    entity = factory.make_entity()
    document = factory.make_document(sources=[entity])
    return open_change(desk, document).add("source_rows", entity=entity)


def other_symbol_twice_on_a_new_document(desk: Client) -> Page:
    page = open_add(desk, Document).fill(symbol="2/77", period=factory.make_period(), title="Paper")
    return page.add("other_symbols", symbol="SG2RGQ/20").add("other_symbols", symbol="SG2RGQ/20")


def other_symbol_again(desk: Client) -> Page:
    document = factory.make_document()
    DocumentSymbol.objects.create(document=document, symbol="SG2RGQ/20")
    return open_change(desk, document).add("other_symbols", symbol="SG2RGQ/20")


def brief_twice(desk: Client) -> Page:
    brief: Brief = factory.make_brief()
    return open_change(desk, brief.document).add("briefs", topic=brief.topic, text="Again")


def document_in_another_spelling(desk: Client) -> Page:
    factory.make_document("2/34")
    return open_add(desk, Document).fill(symbol="D22-SG02-C-0034", period=factory.make_period(), title="Again")


def annex_number_twice(desk: Client) -> Page:
    statement = factory.make_statement()
    factory.make_annex(statement)
    return open_change(desk, statement).add("annexes", number=1, title="Another")


def annex_number_of_another_on_its_page(desk: Client) -> Page:
    statement = factory.make_statement()
    factory.make_annex(statement)
    return open_change(desk, factory.make_annex(statement)).fill(number=1)


def annex_number_nought(desk: Client) -> Page:
    return open_change(desk, factory.make_annex(factory.make_statement())).fill(number=0)


def party_without_a_word(desk: Client) -> Page:
    return open_change(desk, factory.make_statement()).add("recipients", purpose="action")


def party_answered_by_its_own_statement(desk: Client) -> Page:
    statement = factory.make_public_statement()
    page = open_change(desk, statement)
    return page.fill(parties__0__answered_by=statement)


def contact_without_a_word(desk: Client) -> Page:
    return open_change(desk, factory.make_statement()).add("contacts", affiliation="Somewhere")


def reply_to_itself(desk: Client) -> Page:
    statement = factory.make_statement()
    return open_change(desk, statement).add("replies", target=statement)


def reply_to_nothing(desk: Client) -> Page:
    return open_change(desk, factory.make_statement()).add("replies", date=LATER)


def next_meeting_ends_before_it_starts(desk: Client) -> Page:
    page = open_change(desk, factory.make_statement())
    return page.add("next_meetings", text="Then", starts_on=LATER, ends_on=EARLIER)


def statement_of_a_meeting_that_ends_before_it_starts(desk: Client) -> Page:
    return open_add(desk, Statement).fill(title="T", meeting_start=LATER, meeting_end=EARLIER)


def new_series(desk: Client, **values: object) -> Page:
    return open_add(desk, Series).fill(**{"pattern": "LS{number}", "next_number": 1} | values)


def second_series_of_a_period(desk: Client) -> Page:
    series = factory.make_series(period=factory.make_period())
    return new_series(desk, body=series.body, period=series.period)


def second_series_for_all_periods(desk: Client) -> Page:
    return new_series(desk, body=factory.make_series().body)


def series_from_nought(desk: Client) -> Page:
    return new_series(desk, body=factory.make_body(), next_number=0)


CASES: list[tuple[str, Callable[[Client], Page]]] = [
    ("studyperiod_ends_after_it_starts", period_ends_before_it_starts),
    ("studyperiod_prefix", period_with_the_prefix_of_another),
    ("body_one_home", second_home_body),
    ("body_ends_after_it_starts", body_ends_before_it_starts),
    ("body_not_part_of_itself", body_part_of_itself),
    ("body_not_followed_by_itself", body_followed_by_itself),
    ("bodyaddress_once", address_twice),
    ("bodyaddress_once", address_twice_on_a_new_body),
    ("alias_once_a_body", alias_twice_on_a_new_body),
    ("alias_once_a_body", alias_twice_of_a_body),
    ("alias_once_a_entity", alias_again_of_an_entity),
    ("alias_once_a_person", alias_twice_of_a_person),
    ("question_once_a_period", question_twice),
    ("entity_one_member_state_a_country", second_member_state_of_a_country),
    ("entity_country_is_two_letters", country_in_small_letters),
    ("appointment_for_body_or_question", appointment_for_nothing),
    ("appointment_for_body_or_question", appointment_for_both),
    ("appointment_for_body_or_question", appointment_for_nothing_of_a_person),
    ("appointment_period_of_body", appointment_with_the_period_of_another),
    ("appointment_period_of_body", appointment_of_a_person_with_the_period_of_another),
    ("appointment_ends_after_it_starts", appointment_ends_before_it_starts),
    ("meeting_ends_after_it_starts", meeting_ends_before_it_starts),
    ("meeting_end_has_a_start", meeting_with_an_end_alone),
    ("meeting_not_within_itself", meeting_within_itself),
    ("documentsource_once", source_twice),
    ("documentsymbol_once", other_symbol_twice_on_a_new_document),
    ("documentsymbol_once", other_symbol_again),
    ("brief_once_a_topic", brief_twice),
    ("document_one_row_a_revision", document_in_another_spelling),
    ("annex_number_once", annex_number_twice),
    ("annex_number_once", annex_number_of_another_on_its_page),
    ("annex_number_from_one", annex_number_nought),
    ("party_is_somebody", party_without_a_word),
    ("party_not_answered_by_itself", party_answered_by_its_own_statement),
    ("statementcontact_is_somebody", contact_without_a_word),
    ("reply_not_to_itself", reply_to_itself),
    ("reply_names_something", reply_to_nothing),
    ("nextmeeting_ends_after_it_starts", next_meeting_ends_before_it_starts),
    ("series_once_a_period", second_series_of_a_period),
    ("series_once_for_all_periods", second_series_for_all_periods),
    ("series_from_one", series_from_nought),
    ("statement_meeting_ends_after_it_starts", statement_of_a_meeting_that_ends_before_it_starts),
]
# No form can break these: the owner of a spelling is the page, a sender's rows have no purpose, and what services keep
# (corrections, revisions, redactions, language versions, the queue of mails, reminders, meetings' lists) has no form.
OUT_OF_REACH = {
    "alias_of_one",
    "follow_once_a_list",
    "followrequest_expires_later",
    "followrequest_once_a_list",
    "consideration_once_a_meeting",
    "mail_being_sent_is_held",
    "mail_sent_has_its_time",
    "mail_unknown_was_handed_over",
    "mailaddress_once_a_mail",
    "mailfile_once_a_mail",
    "party_purpose_of_recipient",
    "redaction_has_words_and_a_reason",
    "reviewlink_is_for_somebody",
    "statement_one_open_correction",
    "reminder_once",
    "statement_not_correction_of_itself",
    "revision_number_once",
    "searchrow_once",
    "revision_has_a_reason",
    "translation_once_a_language",
}


# What a form says of more than the database can see.
SAID_BEFORE = {
    "body_not_part_of_itself": "A body cannot be part of itself or of its own parts.",
    "meeting_not_within_itself": "A meeting cannot sit within itself or one of its own sittings.",
}


def constraints() -> dict[str, str]:
    """The message of each constraint by its name."""
    models = [
        model for app in ("contacts", "contributions", "liaison") for model in apps.get_app_config(app).get_models()
    ]
    rules = [rule for model in models for rule in model._meta.constraints]
    return {rule.name: str(rule.get_violation_error_message()) for rule in rules}


def test_every_constraint_is_tried_or_out_of_reach() -> None:
    assert {name for name, _ in CASES} | OUT_OF_REACH == set(constraints())


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_constraint_is_told_beside_the_form(desk: Client, name: str, case: Callable[[Client], Page]) -> None:
    page = case(desk)
    before = counts()
    message = SAID_BEFORE.get(name, constraints()[name])
    assert message in page.errors()
    assert counts() == before


def address_of_another(desk: Client, row: Model, **values: object) -> Page:
    return open_add(desk, type(row)).fill(slug=row.slug, **values)  # type: ignore[attr-defined]


def question_with_the_address_of_another(desk: Client) -> Page:
    question = factory.make_question()
    own = {"period": question.period, "group": question.group, "number": "4/2", "name": "Another"}
    return address_of_another(desk, question, **own)


def meeting_with_the_address_of_another(desk: Client) -> Page:
    return address_of_another(desk, factory.make_meeting(), name="Another", body=factory.make_body())


def document_with_the_address_of_another(desk: Client) -> Page:
    document = factory.make_document("2/34")
    return address_of_another(desk, document, symbol="2/35", title="Another", period=document.period)


def account_of_another(desk: Client) -> Page:
    user = factory.make_user()
    factory.make_person(user=user)
    return open_add(desk, Person).fill(name="Another", user=user)


def registered_as_another(desk: Client) -> Page:
    document = factory.make_document()
    factory.make_statement(registered_as=document)
    return open_add(desk, Statement).fill(title="Another", registered_as=document)


def username_of_another(desk: Client) -> Page:
    factory.make_user(username="clerk")
    password = {"password1": "correct horse 9", "password2": "correct horse 9"}
    return open_add(desk, User).fill(username="clerk", **password)


UNIQUE: list[tuple[str, Callable[[Client], Page]]] = [
    ("contacts.StudyPeriod.label", lambda desk: open_add(desk, StudyPeriod).fill(label=factory.make_period().label)),
    ("contacts.Body.code", lambda desk: open_add(desk, Body).fill(code=factory.make_body().code, name="Another")),
    ("contacts.Body.slug", lambda desk: address_of_another(desk, factory.make_body(), code="NEW", name="New")),
    ("contacts.Question.slug", question_with_the_address_of_another),
    ("contacts.Entity.slug", lambda desk: address_of_another(desk, factory.make_entity(), name="Another")),
    ("contacts.Person.user", account_of_another),
    ("contacts.Role.code", lambda desk: open_add(desk, Role).fill(code=factory.make_role().code, name="Another")),
    ("contacts.User.username", username_of_another),
    ("contributions.Meeting.slug", meeting_with_the_address_of_another),
    ("contributions.Document.slug", document_with_the_address_of_another),
    ("contributions.Topic.slug", lambda desk: address_of_another(desk, factory.make_topic(), name="Another")),
    ("liaison.Statement.registered_as", registered_as_another),
]


def test_every_unique_column_of_a_form_is_tried() -> None:
    assert {name for name, _ in UNIQUE} == set(test_constraints.UNIQUE) - {
        "contacts.SearchProgress.kind",
        "liaison.BoardVisit.user",
        "liaison.FollowRequest.token_hash",
        "liaison.Follower.email",
        "liaison.Follower.key",
        "liaison.Statement.slug",
        "liaison.Mail.message_id",
        "liaison.ReviewLink.token_hash",
    }


@pytest.mark.parametrize(("name", "case"), UNIQUE, ids=[name for name, _ in UNIQUE])
def test_double_of_a_unique_column_is_told_beside_it(desk: Client, name: str, case: Callable[[Client], Page]) -> None:
    page = case(desk)
    before = counts()
    response = page.post()
    errors = response.context["adminform"].form.errors
    assert list(errors) == [name.rpartition(".")[2]]
    assert "already exists" in errors[name.rpartition(".")[2]][0]
    assert counts() == before


def counts() -> dict[str, int]:
    names = ("contacts", "contributions", "liaison")
    models: list[type[Model]] = [model for app in names for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_sender_cannot_be_given_a_purpose_by_a_forged_post(desk: Client) -> None:
    statement = factory.make_statement()
    page = open_change(desk, statement).add("senders", text="Somebody", purpose="action", part="to", deadline=LATER)
    assert page.errors() == []
    assert list(statement.parties.values_list("part", "purpose", "deadline")) == [("from", "", None)]


def test_reply_of_somebody_else_is_kept_as_typed_after_an_error(desk: Client) -> None:
    page = open_change(desk, factory.make_statement()).fill(title="Typed title").add("replies", date=LATER)
    page.errors()
    shown = page.answer.content.decode()
    assert ("Typed title" in shown, f'value="{LATER}"' in shown, Reply.objects.count()) == (True, True, 0)


def test_row_that_somebody_else_stored_a_moment_ago_is_told(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form was valid when it was checked; the database refused it, for the same label had come in between."""
    as_ever = ModelAdmin.changeform_view
    page = open_add(desk, StudyPeriod).fill(label="2026-2029")

    def overtaken(*args: object, **kwargs: object) -> object:
        monkeypatch.setattr(ModelAdmin, "changeform_view", as_ever)
        StudyPeriod.objects.create(label="2026-2029")
        raise IntegrityError

    monkeypatch.setattr(ModelAdmin, "changeform_view", overtaken)
    assert page.errors() == ["Study period with this Label already exists."]
