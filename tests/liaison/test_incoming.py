"""What came in: our symbol, the meetings on whose list it sits, who deals with it, who is told."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone, translation

from contacts.models import BodyAddress
from contributions.models import Document
from contributions.numbering import next_symbol
from liaison import services
from liaison.models import Mail, Statement
from liaison.services.incoming import files_to_mail, meeting_for
from tests import factory
from tests.liaison.mail.mails import make_file

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TITLE = "Work on marsh telephony"


def in_days(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=days)


def make_period() -> Any:
    return factory.make_period("2022-2099", ends_on=in_days(3000))


def make_meeting(days: int, **values: Any) -> Any:
    body = values.pop("body", None) or factory.Body.objects.get(code="ITU-D SG2")
    dates = {"starts_on": in_days(days), "ends_on": in_days(days + 2)}
    return factory.make_meeting(**{"body": body, "period": make_period(), "kind": "study_group"} | dates | values)


def make_received(**values: Any) -> Statement:
    """From an outside body to Question 3/2 of ITU-D SG2, for action; recorded, and kept with staff."""
    question = factory.Question.objects.filter(number="3/2").first() or factory.make_question(period=make_period())
    statement = factory.make_statement(
        **{"title": TITLE, "direction": "incoming", "status": "recorded", "recorded_on": TODAY} | values
    )
    with services_unsealed():
        factory.make_party(statement, part="from", body=factory.make_body(name="Marsh Institute"))
        factory.make_party(statement, part="to", body=question.group, questions=[question], purpose="action")
    return statement


def services_unsealed() -> Any:
    from liaison.models.sealing import unsealed  # noqa: PLC0415 -- tests alone write past the seal

    return unsealed()


def register(statement: Statement, **values: Any) -> Statement:
    return services.incoming_register(statement=statement, by=None, **values)


def waiting(statement: Statement) -> list[str]:
    return [str(row.meeting) for row in statement.considerations.open()]


# Our symbol


def test_first_paper_of_a_study_group_meeting_is_number_one() -> None:
    make_received()
    assert next_symbol(make_meeting(5)) == "2/1"


def test_first_paper_of_a_rapporteur_group_meeting_is_in_its_series() -> None:
    make_received()
    assert next_symbol(make_meeting(5, kind="rapporteur_group")) == "SG2RGQ/1"


def make_papers(meeting: Any, *symbols: str, **values: Any) -> None:
    for symbol in symbols:
        factory.make_document(symbol, period=make_period(), meeting=meeting, body=meeting.body, **values)


def test_number_goes_on_in_the_series_of_contributions() -> None:
    make_received()
    meeting = make_meeting(5)
    make_papers(meeting, "2/34", "2/71 (Rev.1)", "2/ADM/88", "2/ADM/89", "2/ADM/90")
    assert next_symbol(meeting) == "2/72"


def test_number_goes_on_in_the_series_where_liaison_statements_stand() -> None:
    make_received()
    meeting = make_meeting(5)
    make_papers(meeting, "2/34", "2/35", "2/36")
    make_papers(meeting, "2/TD/7", kind="liaison")
    assert next_symbol(meeting) == "2/TD/8"


def test_number_of_a_meeting_without_papers_follows_the_one_before() -> None:
    make_received()
    make_papers(make_meeting(-50), "2/34")
    make_papers(make_meeting(-40, kind="rapporteur_group"), "SG2RGQ/20")
    assert next_symbol(make_meeting(5)) == "2/35"


def test_registered_statement_is_a_document_of_the_meeting_and_on_its_list() -> None:
    statement, meeting = make_received(), make_meeting(5)
    document = register(statement, meeting=meeting).registered_as
    assert (document.symbol, document.kind, document.title) == ("2/1", "liaison", TITLE)
    assert (document.meeting, document.body, document.source_text) == (meeting, meeting.body, "Marsh Institute")
    assert [question.number for question in document.questions.all()] == ["3/2"]
    assert waiting(statement) == [str(meeting)]


def test_two_statements_get_two_numbers() -> None:
    one, two, meeting = make_received(), make_received(), make_meeting(5)
    assert [register(row, meeting=meeting).registered_as.symbol for row in (one, two)] == ["2/1", "2/2"]


def test_number_taken_at_the_same_moment_is_not_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    statement, meeting = make_received(), make_meeting(5)
    factory.make_document("2/1", period=make_period())
    offered = iter(["2/1", "2/1", "2/2"])
    monkeypatch.setattr("liaison.services.incoming.next_symbol", lambda _meeting: next(offered))
    assert register(statement, meeting=meeting).registered_as.symbol == "2/2"


def test_number_that_the_database_refuses_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    statement, meeting = make_received(), make_meeting(5)
    factory.make_document("2/1", period=make_period())
    offered = iter(["2/1", "2/2"])
    monkeypatch.setattr("liaison.services.incoming.next_symbol", lambda _meeting: next(offered))
    monkeypatch.setattr(type(Document.objects.all()), "twins", lambda documents, _document: documents.none())
    assert register(statement, meeting=meeting).registered_as.symbol == "2/2"


def test_typed_symbol_is_taken() -> None:
    assert register(make_received(), meeting=make_meeting(5), symbol="2/57").registered_as.code == "D22-SG02-C-0057"


@pytest.mark.parametrize("symbol", ["nonsense", "Q3/2", "2/57 or so"])
def test_symbol_that_cannot_be_read_is_refused_and_nothing_stored(symbol: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        register(make_received(), meeting=make_meeting(5), symbol=symbol)
    assert "symbol" in refusal.value.error_dict
    assert not Document.objects.exists()


def test_document_that_is_there_already_is_taken_over() -> None:
    known = factory.make_document("2/57", period=make_period(), kind="liaison")
    assert register(make_received(), meeting=make_meeting(5), symbol="2-57").registered_as == known


def test_symbol_of_a_contribution_is_refused() -> None:
    factory.make_document("2/57", period=make_period(), title="About something else")
    with pytest.raises(ValidationError, match="About something else"):
        register(make_received(), meeting=make_meeting(5), symbol="2/57")


def test_symbol_of_another_statement_is_refused() -> None:
    meeting = make_meeting(5, body=make_received().recipients[0].body)
    register(make_received(), meeting=meeting, symbol="2/57")
    with pytest.raises(ValidationError, match="Another liaison statement"):
        register(make_received(), meeting=meeting, symbol="2/57")


def test_registered_twice_is_refused() -> None:
    statement = register(make_received(), meeting=make_meeting(5))
    with pytest.raises(ValidationError, match="registered as 2/1 already"):
        register(statement, meeting=make_meeting(9))


@pytest.mark.parametrize("values", [{"status": "draft", "recorded_on": None}, {"direction": "outgoing"}])
def test_what_is_not_received_is_not_registered(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        register(make_received(**values), meeting=make_meeting(5))


def test_reader_may_do_none_of_it() -> None:
    statement, reader = make_received(), factory.make_user(is_staff=True)
    meeting = make_meeting(5)
    place = services.incoming_place(statement=statement, by=None, meeting=meeting)
    acts = [
        lambda: services.incoming_register(statement=statement, by=reader, meeting=meeting),
        lambda: services.incoming_place(statement=statement, by=reader, meeting=meeting),
        lambda: services.incoming_decide(consideration=place, by=reader, outcome="noted"),
        lambda: services.incoming_assign(statement=statement, by=reader, questions=[], assigned_to=None),
        lambda: services.incoming_mail(statement=statement, by=reader, subject="S", text="T"),
        lambda: services.incoming_forward(statement=statement, by=reader, body=factory.make_body()),
        lambda: services.incoming_note(statement=statement, by=reader, text="T"),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


# Meetings


def test_next_meeting_is_the_first_of_the_addressed_question_that_is_not_over() -> None:
    statement = make_received()
    make_meeting(-9)
    make_meeting(3, status="cancelled")
    make_meeting(4, body=factory.make_body("ITU-D SG1", parent=factory.Body.objects.get(code="ITU-D")))
    wanted = make_meeting(6)
    make_meeting(20)
    assert meeting_for(statement) == wanted


def test_meeting_of_another_question_is_not_the_next_one() -> None:
    statement = make_received()
    other = factory.make_question("5/2", period=make_period())
    make_meeting(2).questions.add(other)
    own = make_meeting(6)
    own.questions.add(factory.Question.objects.get(number="3/2"))
    assert meeting_for(statement) == own


@pytest.mark.parametrize("outcome", ["noted", "reply_agreed", "no_action"])
def test_outcome_ends_its_waiting_and_is_kept_with_the_recipient(outcome: str) -> None:
    statement, meeting = make_received(), make_meeting(-1)
    row = services.incoming_place(statement=statement, by=None, meeting=meeting)
    make_meeting(20)
    services.incoming_decide(consideration=row, by=None, outcome=outcome, note="Between us")
    party = statement.parties.get(part="to")
    assert (waiting(statement), party.outcome, party.considered_at) == ([], outcome, meeting)
    assert services.considerations_carry_over(on=in_days(10)) == []


def test_deferred_statement_goes_on_to_the_next_meeting() -> None:
    statement = make_received()
    row = services.incoming_place(statement=statement, by=None, meeting=make_meeting(-1))
    later = make_meeting(20)
    services.incoming_decide(consideration=row, by=None, outcome="deferred")
    assert waiting(statement) == [str(later)]


def test_statement_without_an_outcome_is_carried_over_once_the_meeting_is_over() -> None:
    statement = make_received()
    services.incoming_place(statement=statement, by=None, meeting=make_meeting(1))
    later = make_meeting(20)
    assert services.considerations_carry_over(on=in_days(3)) == []
    assert [row.meeting for row in services.considerations_carry_over(on=in_days(4))] == [later]
    assert services.considerations_carry_over(on=in_days(4)) == []
    assert waiting(statement) == [str(later)]


def test_statement_of_a_cancelled_meeting_is_carried_over() -> None:
    statement, meeting = make_received(), make_meeting(5)
    services.incoming_place(statement=statement, by=None, meeting=meeting)
    later = make_meeting(20)
    type(meeting).objects.filter(pk=meeting.pk).update(status="cancelled")
    services.considerations_carry_over()
    assert waiting(statement) == [str(later)]


def test_statement_waits_where_it_is_while_no_meeting_is_planned() -> None:
    statement, meeting = make_received(), make_meeting(-9)
    services.incoming_place(statement=statement, by=None, meeting=meeting)
    assert services.considerations_carry_over() == []
    assert waiting(statement) == [str(meeting)]


def test_closed_statement_waits_for_nothing() -> None:
    statement = make_received()
    services.incoming_place(statement=statement, by=None, meeting=make_meeting(-9))
    make_meeting(9)
    services.statement_close(statement=statement, by=None)
    assert (waiting(statement), services.considerations_carry_over()) == ([], [])


def test_outcome_is_written_down_once() -> None:
    row = services.incoming_place(statement=make_received(), by=None, meeting=make_meeting(-1))
    services.incoming_decide(consideration=row, by=None, outcome="noted")
    with pytest.raises(ValidationError):
        services.incoming_decide(consideration=row, by=None, outcome="no_action")


# People


def test_mail_goes_to_those_in_office_today_with_the_original_and_to_nobody_else() -> None:
    statement = make_received()
    question = factory.Question.objects.get(number="3/2")
    people = {name: factory.make_person(name, email=f"{name.lower()}@example.org") for name in ("Ann", "Bo", "Cy")}
    factory.make_appointment(person=people["Ann"], question=question)
    factory.make_appointment(person=people["Bo"], question=question, ends_on=in_days(-1))
    factory.make_appointment(person=people["Cy"], question=factory.make_question("5/2", period=make_period()))
    make_file("ls.docx", statement=statement)
    statement.files.update(kind="original")
    files = files_to_mail(statement)
    mail = services.incoming_mail(statement=statement, by=None, subject="S", text="T", files=files)
    assert ([address.email for address in mail.to], mail.kind) == (["ann@example.org"], "handling")
    assert [file.name for file in mail.files.all()] == ["ls.docx"]


def test_assigned_questions_decide_who_is_told() -> None:
    statement = make_received()
    other = factory.make_question("5/2", period=make_period())
    factory.make_appointment(person=factory.make_person(email="cy@example.org"), question=other)
    services.incoming_assign(statement=statement, by=None, questions=[other], assigned_to=None)
    mail = services.incoming_mail(statement=statement, by=None, subject="S", text="T")
    assert [address.email for address in mail.to] == ["cy@example.org"]


def test_mail_is_in_the_language_of_whoever_wrote_it() -> None:
    statement = make_received()
    factory.make_appointment(
        question=factory.Question.objects.get(), person=factory.make_person(email="ann@example.org")
    )
    with translation.override("zh-hans"):
        mail = services.incoming_mail(statement=statement, by=None, subject="S", text="T")
    assert mail.language == "zh"


def test_mail_to_nobody_is_refused() -> None:
    with pytest.raises(ValidationError, match="Nobody"):
        services.incoming_mail(statement=make_received(), by=None, subject="S", text="T")
    assert not Mail.objects.exists()


def test_forwarded_to_a_group_of_ours_it_waits_for_the_meeting_of_that_group() -> None:
    statement = make_received()
    row = services.incoming_place(statement=statement, by=None, meeting=make_meeting(5))
    group = factory.make_body("ITU-D SG1", parent=factory.Body.objects.get(code="ITU-D"))
    meeting = make_meeting(9, body=group)
    services.incoming_forward(statement=statement, by=None, body=group)
    row.refresh_from_db()
    assert (row.outcome, row.forwarded_to, waiting(statement)) == ("forwarded", group, [str(meeting)])


def test_forwarded_by_mail_it_goes_to_the_liaison_addresses() -> None:
    statement, body = make_received(), factory.make_body("3GPP SA2")
    BodyAddress.objects.create(body=body, email="sa2@example.org")
    services.incoming_forward(statement=statement, by=None, body=body, is_mailed=True)
    assert [address.email for address in Mail.objects.get().to] == ["sa2@example.org"]


@pytest.mark.parametrize(("languages", "expected"), [(["fr", "fr"], "fr"), (["fr", ""], "en"), (["fr", "ru"], "en")])
def test_forwarded_mail_is_in_the_one_language_of_the_liaison_addresses(languages: list[str], expected: str) -> None:
    statement, body = make_received(), factory.make_body("3GPP SA2")
    for place, language in enumerate(languages):
        BodyAddress.objects.create(body=body, email=f"sa2-{place}@example.org", language=language)
    services.incoming_forward(statement=statement, by=None, body=body, is_mailed=True)
    assert Mail.objects.get().language == expected


def test_forwarding_by_mail_without_an_address_does_nothing() -> None:
    statement = make_received()
    row = services.incoming_place(statement=statement, by=None, meeting=make_meeting(5))
    with pytest.raises(ValidationError):
        services.incoming_forward(statement=statement, by=None, body=factory.make_body(), is_mailed=True)
    row.refresh_from_db()
    assert row.outcome == ""


# What nobody outside sees

SECRETS = ["note of the clerk", "note of the meeting", "passed on quietly"]


def make_handled(visibility: str) -> tuple[Statement, Any]:
    statement, meeting = make_received(), make_meeting(5)
    register(statement, meeting=meeting)
    services.incoming_note(statement=statement, by=None, text=SECRETS[0])
    row = statement.considerations.get()
    services.incoming_decide(consideration=row, by=None, outcome="noted", note=SECRETS[1])
    services.incoming_forward(statement=statement, by=None, body=factory.make_body("X"), note=SECRETS[2])
    if visibility != "staff":
        services.statement_publish(statement=statement, by=None, visibility=visibility)
    statement.refresh_from_db()
    return statement, meeting


def pages(client: Client, statement: Statement, meeting: Any) -> str:
    """All that the public may ask for about it, as one text."""
    paths = [
        "/",
        "/statements/",
        meeting.get_absolute_url(),
        "/documents/",
        "/search/?q=marsh",
        "/documents/d22-sg02-c-0001/",
    ]
    paths += ["/doc/2/1", "/questions/2022-2099-q3-2/", "/study-groups/itu-d-sg2/"]
    if statement.slug:
        own = f"/statements/{statement.slug}"
        paths += [f"{own}/", f"{own}/history/", f"{own}.json", f"{own}.txt"]
    return " ".join(client.get(path).content.decode() for path in paths)


@pytest.mark.parametrize("visibility", ["public", "header", "staff"])
def test_notes_never_become_public(client: Client, visibility: str) -> None:
    shown = pages(client, *make_handled(visibility))
    assert [secret for secret in SECRETS if secret in shown] == []
    assert (TITLE in shown) == (visibility != "staff")


def test_document_of_ours_is_listed_only_while_the_statement_is_public() -> None:
    statement, _meeting = make_handled("public")
    assert Document.objects.public().filter(pk=statement.registered_as_id).exists()
    services.statement_publish(statement=statement, by=None, visibility="staff")
    assert not Document.objects.public().exists()


def test_words_that_are_redacted_go_from_the_document_of_ours_too(client: Client) -> None:
    statement, meeting = make_received(title="Letter of Ada Marsh"), make_meeting(5)
    document = register(statement, meeting=meeting).registered_as
    services.statement_publish(statement=statement, by=None, visibility="public")
    assert "Ada Marsh" in client.get("/documents/").content.decode()
    services.statement_redact(statement=statement, by=None, words="Ada Marsh", reason="Asked for")
    document.refresh_from_db()
    assert (document.title, "Ada Marsh" in client.get("/documents/").content.decode()) == (
        "Letter of [redacted]",
        False,
    )


def test_contribution_under_which_it_was_registered_stays_as_it_is() -> None:
    statement = make_received(registered_as=factory.make_document("2/57", title=TITLE, period=make_period()))
    services.statement_publish(statement=statement, by=None, visibility="staff")
    services.statement_remove(statement=statement, by=None, reason="Sent by mistake")
    assert Document.objects.public().get().title == TITLE
