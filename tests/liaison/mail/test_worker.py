"""The worker: what becomes of a mail after each answer, and what is stored of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import OperationalError
from django.utils import timezone

from liaison.mail import worker
from liaison.mail.services import mail_cancel, mail_retry
from liaison.mail.worker import PAUSES, pause_after, queue_work
from liaison.models import Mail, StatementFile
from tests import factory
from tests.smtp_server import CLOSE, SmtpServer

from .mails import Postman, addresses, make_file, make_mail, stand, state, steps

pytestmark = pytest.mark.django_db
Serve = Callable[..., SmtpServer]
ANN, BOB, EVE = "ann@example.org", "bob@example.org", "eve@example.org"


def make_due(mail: Mail) -> None:
    stand(mail, next_try_at=timezone.now() - timedelta(seconds=1))


def test_mail_is_sent_and_the_answer_of_the_server_is_kept(serve: Serve) -> None:
    server, mail = serve(), make_mail()
    assert queue_work() == {"sent": 1}
    mail.refresh_from_db()
    assert (mail.state, mail.answer, mail.attempts, mail.leased_by) == ("sent", "250 2.0.0 queued as 1", 1, "")
    assert timezone.now() - mail.sent_at < timedelta(seconds=10)
    assert ([taken.message_id for taken in server.taken], steps(mail)) == ([mail.message_id], ["queued", "sent"])


def test_nothing_due_is_nothing_done(serve: Serve) -> None:
    server, later = serve(), make_mail()
    stand(later, next_try_at=timezone.now() + timedelta(minutes=1))
    mail_cancel(mail=make_mail(), by=None)
    assert (queue_work(), server.connections) == ({}, 0)


def test_mails_go_in_the_order_in_which_they_are_due(serve: Serve) -> None:
    server = serve()
    mails = [make_mail(subject=str(number)) for number in range(3)]
    stand(mails[2], next_try_at=timezone.now() - timedelta(hours=1))
    queue_work()
    assert [taken.message["Subject"] for taken in server.taken] == ["2", "0", "1"]


def test_limit_is_kept(serve: Serve) -> None:
    server = serve()
    for _ in range(3):
        make_mail()
    queue_work(limit=2)
    assert (len(server.taken), Mail.objects.waiting().count()) == (2, 1)


def test_worker_that_is_told_to_stop_finishes_the_mail_that_it_sends(serve: Serve) -> None:
    server = serve()
    for _ in range(3):
        make_mail()
    queue_work(stop=lambda: len(server.taken) == 1)
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["queued", "queued", "sent"]


@pytest.mark.parametrize("answers", [{"MAIL": "550 no"}, {"RCPT": "550 no"}, {"DATA": "550 no"}, {".": "550 no"}])
def test_permanent_refusal_fails_at_once_with_the_answer(serve: Serve, answers: dict[str, str]) -> None:
    serve(answers)
    mail = make_mail()
    queue_work()
    mail.refresh_from_db()
    assert (mail.state, mail.answer, steps(mail)) == ("failed", "550 no", ["queued", "failed"])


@pytest.mark.parametrize(
    "answers", [{"MAIL": "451 no"}, {"RCPT": "451 no"}, {"DATA": "451 no"}, {".": "451 no"}, {"GREETING": "451 no"}]
)
def test_temporary_refusal_is_tried_again_after_a_pause(serve: Serve, answers: dict[str, str]) -> None:
    serve(answers)
    mail = make_mail()
    queue_work()
    mail.refresh_from_db()
    pause = (mail.next_try_at - timezone.now()).total_seconds()
    assert (mail.state, mail.answer, steps(mail)) == ("queued", "451 no", ["queued", "deferred"])
    assert 40 < pause < 80


def test_second_try_sends_the_same_message_id(serve: Serve) -> None:
    server, mail = serve({".": ["451 later", "250 ok"]}), make_mail()
    queue_work()
    make_due(mail)
    queue_work()
    assert [taken.message_id for taken in server.taken] == [mail.message_id]
    assert (state(mail), mail.attempts, steps(mail)) == ("sent", 2, ["queued", "deferred", "sent"])


def test_pauses_grow_and_take_two_days_in_all() -> None:
    assert sorted(PAUSES) == PAUSES
    assert timedelta(hours=44) < timedelta(minutes=sum(PAUSES)) < timedelta(hours=52)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (4, 30), (17, 240), (400, 240)])
def test_pause_differs_a_little_each_time(attempts: int, minutes: int) -> None:
    pauses = {pause_after(attempts) for _ in range(20)}
    assert len(pauses) > 1
    assert all(timedelta(minutes=minutes * 0.8) <= pause <= timedelta(minutes=minutes * 1.2) for pause in pauses)


def test_after_the_last_try_it_has_failed_with_the_last_answer(serve: Serve) -> None:
    serve({"MAIL": "451 still full"})
    mail = make_mail()
    for number in range(len(PAUSES) + 1):
        assert state(mail) == "queued", number
        make_due(mail)
        queue_work()
    mail.refresh_from_db()
    assert (mail.state, mail.answer) == ("failed", "Given up after 18 tries. The last answer: 451 still full")


def test_failed_mail_that_is_tried_again_can_be_sent(serve: Serve) -> None:
    serve({"MAIL": ["550 not yet", "250 ok"]})
    mail = make_mail()
    queue_work()
    mail_retry(mail=mail, by=None)
    queue_work()
    assert (state(mail), steps(mail)) == ("sent", ["queued", "failed", "retried", "sent"])


def test_refused_address_is_told_and_the_others_get_the_mail(serve: Serve) -> None:
    server = serve({f"RCPT {BOB}": "550 nobody"})
    mail = make_mail(to=[ANN, BOB], cc=[EVE])
    queue_work()
    assert addresses(mail) == {ANN: "accepted", BOB: "refused", EVE: "accepted"}
    assert (state(mail), server.taken[0].recipients) == ("failed", [ANN, EVE])
    assert mail.answer == "Taken for 2 of 3 addresses. To another the server said: 550 nobody"


def test_only_the_address_that_was_to_wait_is_tried_again(serve: Serve) -> None:
    server = serve({f"RCPT {BOB}": ["450 greylisted", "250 ok"]})
    mail = make_mail(to=[ANN, BOB])
    queue_work()
    assert (state(mail), addresses(mail)) == ("queued", {ANN: "accepted", BOB: "waiting"})
    make_due(mail)
    queue_work()
    assert (state(mail), [taken.recipients for taken in server.taken]) == ("sent", [[ANN], [BOB]])
    assert {taken.message["To"] for taken in server.taken} == {f"{ANN}, {BOB}"}


def test_all_addresses_refused_is_failed_with_each_answer(serve: Serve) -> None:
    serve({f"RCPT {ANN}": "550 no Ann", f"RCPT {BOB}": "551 no Bob"})
    mail = make_mail(to=[ANN, BOB])
    queue_work()
    assert state(mail) == "failed"
    assert list(mail.addresses.values_list("answer", flat=True)) == ["550 no Ann", "551 no Bob"]


def test_no_answer_after_the_handing_over_is_unknown_and_not_sent_again(serve: Serve) -> None:
    server, mail = serve({".": CLOSE}), make_mail()
    queue_work()
    make_due(mail)
    queue_work()
    assert (state(mail), addresses(mail), len(server.taken)) == ("unknown", {ANN: "handed"}, 1)
    assert (steps(mail), list(Mail.objects.unknown())) == (["queued", "unknown"], [mail])


def test_server_that_cannot_be_reached_ends_the_run(serve: Serve) -> None:
    server = serve({"GREETING": "421 busy"})
    mails = [make_mail() for _ in range(5)]
    assert queue_work() == {"queued": 1, "unreachable": 1}
    assert (server.connections, [state(mail) for mail in mails]) == (1, ["queued"] * 5)
    assert [mail.attempts for mail in mails] == [1, 0, 0, 0, 0]


def test_sending_is_noted_with_the_recipient_of_the_statement(serve: Serve) -> None:
    serve({f"RCPT {BOB}": "550 no"})
    party = factory.make_public_statement().recipients[0]
    make_mail(party=party, statement=party.statement, to=[ANN, BOB], cc=[EVE])
    queue_work()
    party.refresh_from_db()
    assert (party.sent_address, party.sent_on) == (f"{ANN}, {EVE}", timezone.localdate())


def test_reminder_changes_nothing_of_what_was_sent(serve: Serve) -> None:
    serve()
    party = factory.make_public_statement().recipients[0]
    make_mail(kind="reminder", party=party)
    queue_work()
    party.refresh_from_db()
    assert (party.sent_address, party.sent_on) == ("", None)


def test_altered_file_fails_the_mail_before_the_server_is_asked(serve: Serve) -> None:
    server, file = serve(), make_file()
    mail = make_mail(files=[file])
    with file.file.storage.open(file.file.name, "wb") as stored:
        stored.write(b"altered")
    queue_work()
    assert (state(mail), server.connections, addresses(mail)) == ("failed", 0, {ANN: "waiting"})
    assert "altered since it was chosen" in mail.answer


def test_storage_that_is_away_for_now_is_tried_again(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server, mail = serve(), make_mail(files=[make_file()])

    def away(*arguments: object) -> None:
        raise TimeoutError("storage.example.org")

    monkeypatch.setattr(StatementFile._meta.get_field("file").storage, "_open", away)
    queue_work()
    assert (state(mail), server.taken, mail.answer) == ("queued", [], "A file cannot be read: storage.example.org")


def test_mail_that_is_too_big_after_all_fails_with_both_sizes(serve: Serve, settings: Any) -> None:
    server, mail = serve(), make_mail(text="word " * 2000)
    settings.MAIL_MAX_BYTES = 5000
    queue_work()
    assert (state(mail), server.connections) == ("failed", 0)
    assert mail.answer.endswith("bytes and may have 5000.")


def test_mail_that_cannot_be_made_does_not_stop_the_others(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server, bad, good = serve(), make_mail(subject="bad"), make_mail(subject="good")
    compose = worker.compose
    monkeypatch.setattr(worker, "compose", lambda mail: 1 / 0 if mail.subject == "bad" else compose(mail))
    queue_work()
    assert (state(bad), state(good), len(server.taken)) == ("queued", "sent", 1)
    assert bad.answer == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize("name", ["console", "locmem", "dummy", "filebased"])
def test_backend_without_a_server_counts_as_sent(settings: Any, tmp_path: Any, name: str) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{name}.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    mail = make_mail(cc=[BOB], files=[make_file()])
    queue_work()
    assert (state(mail), addresses(mail)) == ("sent", {ANN: "accepted", BOB: "accepted"})


def test_backend_gets_the_message_as_a_server_would(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail = make_mail(text="Côte d’Ivoire\n")
    queue_work()
    (message,) = django_mail.outbox
    assert (message.message()["Message-ID"], message.recipients()) == (mail.message_id, [ANN])
    assert message.as_bytes().isascii()


def test_files_of_the_file_backend_hold_the_message(settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    mail = make_mail()
    queue_work()
    (file,) = (tmp_path / "mails").iterdir()
    assert f"Message-ID: {mail.message_id}" in file.read_text()


def test_backend_that_raises_leaves_the_outcome_unknown(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.liaison.mail.test_worker.BrokenBackend"
    mail = make_mail()
    queue_work()
    assert (state(mail), mail.answer) == ("unknown", "ValueError: broken")


class BrokenBackend:
    def __init__(self, **options: Any) -> None: ...

    def close(self) -> None: ...

    def send_messages(self, messages: list[Any]) -> int:
        raise ValueError("broken")


def test_log_names_no_address_and_no_words(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    serve({f"RCPT {BOB}": f"550 <{BOB}> is unknown"})
    caplog.set_level(logging.DEBUG)
    make_mail(to=[ANN, BOB], subject="Secret subject", text="Secret text")
    queue_work()
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("liaison")]
    assert [line.partition(": ")[2] for line in lines] == ["failed (taken 250)"]


def test_answer_is_stored_as_soon_as_the_database_is_back(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()
    mail, settle, pauses = make_mail(), worker.settle, []

    def sometimes(*arguments: Any) -> None:
        if len(pauses) < 3:
            raise OperationalError("the database is locked")
        settle(*arguments)

    monkeypatch.setattr(worker, "settle", sometimes)
    monkeypatch.setattr(worker.time, "sleep", pauses.append)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    queue_work()
    assert (state(mail), pauses) == ("sent", worker.COMMIT_PAUSES[:3])


def test_nothing_is_locked_and_all_is_stored_while_the_server_is_spoken_to() -> None:
    mail, seen = make_mail(), []

    def look() -> None:
        seen.append((state(mail), mail.handed_over_at is not None, mail.leased_until > timezone.now()))

    queue_work(transport=Postman(look, look))
    assert seen == [("sending", False, True), ("sending", True, True)]
