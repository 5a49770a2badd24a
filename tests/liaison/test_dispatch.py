"""Sending a statement from here: all of it is stored, or nothing, and what was looked at is what leaves."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from contacts.models import BodyAddress
from liaison import services
from liaison.letter.build import build
from liaison.letter.to_json import to_dict
from liaison.models import Event, Mail, Reply, Statement, StatementFile
from liaison.services import files as file_services
from liaison.services.covers import Dispatch
from liaison.services.dispatch import proposals, reply_addresses
from tests import factory
from tests.liaison.mail.mails import make_file
from tests.liaison.sendable import cover, make_approved, make_numbers, make_receiver, proposed, send

pytestmark = pytest.mark.django_db


def again(statement: Statement) -> Statement:
    return Statement.objects.for_detail().get(pk=statement.pk)


def refusal(statement: Statement, **values: Any) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        send(statement, **values)
    return caught.value


def test_sending_freezes_the_letter_as_revision_0() -> None:
    statement = again(send(make_approved()))
    assert (statement.status, statement.visibility, statement.sent_on) == ("sent", "public", timezone.localdate())
    assert [(row.number, row.letter) for row in statement.revisions.all()] == [(0, to_dict(build(statement)))]


def test_sending_keeps_the_files_with_their_checksums(media_root: Path) -> None:
    statement = send(make_approved())
    files = list(statement.files.order_by("pk"))
    assert [file.name.rpartition(".")[2] for file in files] == ["pdf", "docx", "txt", "json"]
    for file in files:
        assert hashlib.sha256((media_root / file.file.name).read_bytes()).hexdigest() == file.sha256


def test_sending_numbers_the_statement_in_its_letter_and_mail() -> None:
    statement = make_approved()
    make_numbers(statement, next_number=12)
    statement = again(send(statement))
    assert (statement.symbol, statement.revisions.get().letter["symbol"]) == ("SG2/LS12", "SG2/LS12")
    assert "Number: SG2/LS12\n" in statement.mails.get().text
    assert statement.mails.get().subject.startswith("Liaison statement SG2/LS12 (ITU-D SG2 Q3/2): ")


def test_without_a_series_it_is_sent_without_a_number() -> None:
    statement = send(make_approved())
    assert (statement.symbol, "{symbol}" in statement.mails.get().text) == ("", False)


def test_each_recipient_and_copy_gets_one_mail_with_the_chosen_files() -> None:
    first, second = make_receiver("A", "a@example.org", "a2@example.org"), make_receiver("B", "b@example.org")
    statement = send(make_approved(first, copies=(second,)))
    mails = [
        ([row.email for row in mail.to], [file.name.rpartition(".")[2] for file in mail.files.all()])
        for mail in statement.mails.order_by("pk")
    ]
    assert mails == [(["a2@example.org", "a@example.org"], ["pdf", "docx"]), (["b@example.org"], ["pdf", "docx"])]


def test_files_of_a_mail_are_those_that_were_kept() -> None:
    statement = send(make_approved())
    chosen = {file.sha256 for file in statement.mails.get().files.all()}
    assert chosen == set(statement.files.filter(name__regex="(pdf|docx)$").values_list("sha256", flat=True))


def test_files_of_attachments_can_go_with_it() -> None:
    statement = make_approved()
    file = make_file("table.xlsx", statement=statement)
    StatementFile.objects.filter(pk=file.pk).update(kind="attached")
    send(statement, dispatch=Dispatch(covers=(cover(statement, files=("json", f"attached-{file.pk}")),)))
    assert [row.name.rpartition(".")[2] for row in Mail.objects.get().files.all()] == ["json", "xlsx"]


def test_mail_names_the_page_of_the_statement() -> None:
    statement = again(send(make_approved()))
    assert f"Web page:\nhttp://127.0.0.1:8000/statements/{statement.slug}/\n" in statement.mails.get().text


@pytest.mark.parametrize(
    ("of_addresses", "of_statement", "written"),
    [
        ("fr", "en", "Vous trouverez ci-joint"),
        ("", "fr", "Vous trouverez ci-joint"),
        ("", "en", "Please find attached"),
    ],
)
def test_text_is_in_the_language_of_the_receiver_or_else_of_the_statement(
    of_addresses: str, of_statement: str, written: str
) -> None:
    receiver = make_receiver("A", "a@example.org", language=of_addresses)
    statement = send(make_approved(receiver, language=of_statement))
    assert written in statement.mails.get().text


def test_addresses_for_the_language_of_the_statement_are_preferred() -> None:
    receiver = make_receiver("A", "en@example.org", language="en")
    for language, email in [("fr", "fr@example.org"), ("", "all@example.org")]:
        BodyAddress.objects.create(body=receiver, email=email, language=language)
    statement = make_approved(receiver, language="fr")
    assert sorted(proposals(again(statement))[0].to) == ["all@example.org", "fr@example.org"]


def test_address_for_copies_stands_as_such() -> None:
    receiver = make_receiver("A", "a@example.org")
    BodyAddress.objects.create(body=receiver, email="copy@example.org", use="cc")
    mail = send(make_approved(receiver)).mails.get()
    assert ([row.email for row in mail.to], [row.email for row in mail.cc]) == (["a@example.org"], ["copy@example.org"])


@pytest.mark.parametrize(
    ("words", "addresses"),
    [
        ("The secretariat <sg2@example.org>, chair@example.org.", ["sg2@example.org", "chair@example.org"]),
        ("the secretariat", ["group@example.org"]),
    ],
)
def test_replies_go_where_the_statement_says_or_else_to_the_sender(words: str, addresses: list[str]) -> None:
    statement = make_approved(reply_to=words)
    BodyAddress.objects.create(body=statement.senders[0].body, email="group@example.org")
    assert reply_addresses(again(statement)) == addresses


def test_recipient_without_an_address_is_named_and_nothing_sent() -> None:
    statement = make_approved(make_receiver("A", "a@example.org"), make_receiver("B", name="Body B"))
    error = refusal(statement, dispatch=proposed(statement, left_out=frozenset()))
    assert "Body B" in error.messages[0]
    assert (again(statement).status, Mail.objects.count()) == ("approved", 0)


def test_recipient_without_an_address_is_left_out_by_choice_and_the_events_say_so() -> None:
    statement = send(make_approved(make_receiver("A", "a@example.org"), make_receiver("B", name="Body B")))
    assert statement.mails.count() == 1
    assert "No mail to: Body B." in statement.events.get(kind="sent").note


def test_what_annex_4_asks_for_is_not_waived_for_an_old_date() -> None:
    statement = make_approved()
    statement.contacts.all().delete()
    assert refusal(statement).messages == ["There is no contact."]


@pytest.mark.parametrize("status", ["draft", "in_review", "sent", "withdrawn"])
def test_only_what_was_approved_is_sent(status: str) -> None:
    statement = make_approved(status=status)
    refusal(statement)
    assert (again(statement).status, Mail.objects.count()) == (status, 0)


def test_statement_of_others_is_not_sent() -> None:
    statement = make_approved()
    Statement.objects.filter(pk=statement.pk).update(direction="incoming")
    refusal(statement)
    assert Mail.objects.count() == 0


def test_second_send_is_refused() -> None:
    statement = make_approved()
    dispatch = proposed(statement)
    send(statement, dispatch=dispatch)
    refusal(statement, dispatch=dispatch)
    assert (Mail.objects.count(), statement.revisions.count()) == (1, 1)


def test_who_may_not_send_is_refused() -> None:
    statement = make_approved()
    with pytest.raises(PermissionDenied):
        send(statement, by=factory.make_user(is_staff=True))
    assert again(statement).status == "approved"


def test_wrong_address_is_named_with_its_party_and_gives_the_number_back(media_root: Path) -> None:
    statement = make_approved()
    series = make_numbers(statement)
    wrong = cover(statement, to=("no address",))
    error = refusal(statement, dispatch=Dispatch(covers=(wrong,)))
    series.refresh_from_db()
    assert list(error.message_dict) == [f"p{wrong.party}-to"]
    assert (series.next_number, again(statement).symbol, again(statement).recorded_on) == (1, "", None)
    assert [path for path in media_root.rglob("*") if path.is_file()] == []


def test_file_that_cannot_be_made_undoes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    statement = make_approved()
    series = make_numbers(statement)
    broken = [dataclasses.replace(file_services.PUBLIC_WRITERS[1], write=lambda *given: 1 / 0)]
    monkeypatch.setattr(file_services, "PUBLIC_WRITERS", [file_services.PUBLIC_WRITERS[0], *broken])
    refusal(statement)
    series.refresh_from_db()
    assert (again(statement).status, series.next_number, StatementFile.objects.count()) == ("approved", 1, 0)


@pytest.mark.parametrize(("field", "place"), [("subject", "{symbol}"), ("text", "{symbol}")])
def test_place_for_a_number_that_never_comes_is_refused(field: str, place: str) -> None:
    statement = make_approved()
    wrong = cover(statement, **{field: f"Statement {place}"})
    assert list(refusal(statement, dispatch=Dispatch(covers=(wrong,))).message_dict) == [f"p{wrong.party}-{field}"]


def test_what_was_looked_at_is_what_leaves() -> None:
    statement = make_approved(make_receiver("A", "a@example.org"), make_receiver("B", "b@example.org"))
    make_numbers(statement, next_number=3)
    dispatch = proposed(statement, reply_to=("reply@example.org",))
    look = services.dispatch_look(statement=statement, dispatch=dispatch, by=None)
    statement = again(send(statement, dispatch=dispatch))
    seen = [(mail.to, mail.reply_to, mail.subject, mail.text, mail.size, mail.file_names) for mail in look.mails]
    left = [
        (
            [row.email for row in mail.to],
            [row.email for row in mail.reply_to],
            mail.subject,
            mail.text,
            mail.size,
            [(file.name, file.size) for file in mail.files.all()],
        )
        for mail in statement.mails.order_by("pk")
    ]
    assert seen == left
    assert (look.symbol, look.slug) == (statement.symbol, statement.slug)


def test_looking_changes_nothing(media_root: Path) -> None:
    statement = make_approved()
    series = make_numbers(statement)
    before = Statement.objects.values().get(pk=statement.pk)
    look = services.dispatch_look(statement=statement, dispatch=proposed(statement), by=None)
    series.refresh_from_db()
    assert (look.symbol, look.is_symbol_certain, series.next_number) == ("SG2/LS1", False, 1)
    assert Statement.objects.values().get(pk=statement.pk) == before
    assert (Mail.objects.count(), list(media_root.rglob("*"))) == (0, [])


def test_statement_changed_since_it_was_looked_at_is_not_sent() -> None:
    statement = make_approved()
    look = services.dispatch_look(statement=statement, dispatch=proposed(statement), by=None)
    Statement.objects.filter(pk=statement.pk).update(title="Another title")
    error = refusal(statement, dispatch=proposed(statement, seen=look.seen))
    assert (error.code, Mail.objects.count()) == ("changed", 0)


def test_statement_unchanged_since_it_was_looked_at_is_sent_whatever_number_it_gets() -> None:
    statement = make_approved()
    series = make_numbers(statement)
    look = services.dispatch_look(statement=statement, dispatch=proposed(statement), by=None)
    series.next_number = 2
    series.save()
    assert send(statement, dispatch=proposed(statement, seen=look.seen)).symbol == "SG2/LS2"


def test_delivery_is_noted_with_the_recipient() -> None:
    statement = send(make_approved())
    mail = statement.mails.get()
    assert (mail.party.part, mail.party.body.code, mail.kind) == ("to", "CWG-COP", "statement")


# The thread


def test_mail_of_a_reply_stands_in_the_thread_of_what_was_sent_to_the_same_body() -> None:
    asked, other = make_receiver("A", "a@example.org"), make_receiver("B", "b@example.org")
    first = send(make_approved(asked, other))
    theirs = factory.make_public_statement(sender=asked)
    Reply.objects.create(statement=theirs, target=first)
    second = make_approved(asked, make_receiver("C", "c@example.org"), title="Reply to the liaison statement")
    Reply.objects.create(statement=second, target=theirs, text="Theirs")
    send(second)
    threads = {mail.party.body.code: mail.references for mail in second.mails.all()}
    assert threads == {"A": first.mails.get(party__body=asked).message_id, "C": ""}


@pytest.mark.parametrize(
    ("header", "thread"),
    [
        ("Message-ID: <their.mail@example.org>\r\n", ["<their.mail@example.org>"]),
        ("Message-ID: <a@b> <c@d>\r\n", []),
        ("Message-ID: nothing\r\n", []),
        ("", []),
    ],
)
def test_mail_of_a_reply_answers_the_mail_in_which_the_request_came(header: str, thread: list[str]) -> None:
    asking, other = make_receiver("A", "a@example.org"), make_receiver("B", "b@example.org")
    theirs = factory.make_public_statement(sender=asking)
    file = make_file("request.eml", f"{header}Subject: A request\r\n\r\nText".encode(), theirs)
    StatementFile.objects.filter(pk=file.pk).update(kind="original")
    statement = make_approved(asking, other, title="Reply to the liaison statement")
    Reply.objects.create(statement=statement, target=theirs, text="Theirs")
    send(statement)
    found = {mail.party.body.code: mail.references.split() for mail in statement.mails.all()}
    assert found == {"A": thread, "B": []}


def test_thread_begins_with_the_oldest_mail(media_root: Path) -> None:
    body = make_receiver("A", "a@example.org")
    first = send(make_approved(body))
    theirs = factory.make_public_statement(sender=body)
    Reply.objects.create(statement=theirs, target=first)
    file = make_file("reply.eml", b"Message-ID: <their@example.org>\n\n", theirs)
    StatementFile.objects.filter(pk=file.pk).update(kind="original")
    statement = make_approved(body, title="Reply to the liaison statement")
    Reply.objects.create(statement=statement, target=theirs, text="Theirs")
    send(statement)
    expected = [first.mails.get().message_id, "<their@example.org>"]
    assert statement.mails.get().references.split() == expected


def test_mail_that_never_left_is_no_part_of_a_thread() -> None:
    body = make_receiver("A", "a@example.org")
    first = send(make_approved(body))
    first.mails.update(state="cancelled")
    second = make_approved(body, title="Reply to the liaison statement")
    Reply.objects.create(statement=second, target=first, text="The first")
    assert send(second).mails.get().references == ""


# Corrections


def corrected(statement: Statement, **values: Any) -> Statement:
    draft = services.statement_correct(statement=statement, by=None)
    Statement.objects.filter(pk=draft.pk).update(title="A better title")
    values = {"correction": draft, "reason": "The title was wrong.", "by": None} | values
    if "dispatch" not in values:
        values["dispatch"] = proposed(draft)
    return services.correction_send(**values)


def test_correction_is_mailed_with_its_own_files_in_the_thread_of_the_first_mail() -> None:
    statement = send(make_approved())
    first = statement.mails.get()
    statement = again(corrected(statement))
    last = statement.mails.exclude(pk=first.pk).get()
    files = {file.file_id for file in last.files.all()}
    assert files <= set(statement.revisions.get(number=1).files.values_list("pk", flat=True))
    assert (len(files), last.references, last.party_id) == (2, first.message_id, first.party_id)
    assert "corrected liaison statement" in last.text


def test_correction_keeps_its_number_and_takes_no_other() -> None:
    statement = make_approved()
    series = make_numbers(statement)
    statement = corrected(send(statement))
    series.refresh_from_db()
    assert (statement.symbol, series.next_number) == ("SG2/LS1", 2)


def test_correction_is_mailed_only_if_that_is_chosen() -> None:
    statement = corrected(send(make_approved()), dispatch=None)
    assert (statement.mails.count(), statement.revisions.count()) == (1, 2)


def test_correction_with_a_wrong_address_is_not_sent() -> None:
    statement = send(make_approved())
    draft = services.statement_correct(statement=statement, by=None)
    Statement.objects.filter(pk=draft.pk).update(title="A better title")
    wrong = Dispatch(covers=(cover(again(draft), to=("no address",)),))
    with pytest.raises(ValidationError):
        services.correction_send(correction=draft, reason="Because", by=None, dispatch=wrong)
    assert (statement.revisions.count(), again(statement).title) == (1, statement.title)


def test_withdrawal_cancels_what_waits() -> None:
    statement = send(make_approved())
    services.statement_withdraw(statement=statement, by=None, reason="Sent by mistake")
    assert statement.mails.get().state == "cancelled"


def test_sending_leaves_one_event() -> None:
    statement = send(make_approved(), note="At last")
    event = statement.events.get(kind=Event.Kind.SENT)
    assert (event.from_status, event.to_status, event.note) == ("approved", "sent", "1 mail was queued.\nAt last")
