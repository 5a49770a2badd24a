"""Handing over by SMTP to a server that answers in every way it may."""

from __future__ import annotations

import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liaison.mail.message import QueuedMessage
from liaison.mail.smtp import SmtpTransport, dotted
from liaison.mail.transport import Outcome, Parcel, Reply, Verdict
from tests.smtp_server import CLOSE, SILENCE, SmtpServer

ANN, BOB = "ann@example.org", "bob@example.org"
TAKEN, DEFERRED, REFUSED = Verdict.TAKEN, Verdict.DEFERRED, Verdict.REFUSED
UNCLEAR, UNREACHABLE = Verdict.UNCLEAR, Verdict.UNREACHABLE
Serve = Callable[..., SmtpServer]


class Notes:
    """A watch that notes what it was told, and that raises where it is asked to."""

    def __init__(self, raises: Exception | None = None) -> None:
        self.handed: list[dict[str, Reply]] = []
        self.raises = raises

    def going_on(self) -> None:
        pass

    def handing_over(self, replies: dict[str, Reply]) -> None:
        self.handed.append(dict(replies))
        if self.raises:
            raise self.raises


def parcel(*recipients: str, text: str = "Hello.\n") -> Parcel:
    message = QueuedMessage("Subject", text, "liaison@example.org", [ANN], headers={"Message-ID": "<1@example.org>"})
    return Parcel("liaison@example.org", list(recipients) or [ANN], message, message.as_bytes())


def send(*recipients: str, notes: Notes | None = None, text: str = "Hello.\n") -> Outcome:
    transport = SmtpTransport()
    try:
        return transport.send(parcel(*recipients, text=text), notes or Notes())
    finally:
        transport.close()


def test_server_gets_sender_recipients_and_message(serve: Serve) -> None:
    server = serve()
    outcome = send(ANN, BOB)
    (taken,) = server.taken
    assert (outcome.verdict, str(outcome.reply)) == (TAKEN, "250 2.0.0 queued as 1")
    assert (taken.sender, taken.recipients) == ("liaison@example.org", [ANN, BOB])
    assert (taken.message_id, taken.message.get_content().strip()) == ("<1@example.org>", "Hello.")


@pytest.mark.parametrize(
    ("answers", "verdict", "was_handed"),
    [
        ({"GREETING": "421 busy"}, UNREACHABLE, False),
        ({"GREETING": "554 no service"}, UNREACHABLE, False),
        ({"GREETING": CLOSE}, UNREACHABLE, False),
        ({"EHLO": "550 no", "HELO": "550 no"}, UNREACHABLE, False),
        ({"MAIL": "530 5.7.0 log in first"}, UNREACHABLE, False),
        ({"MAIL": "451 later"}, DEFERRED, False),
        ({"MAIL": "550 not you"}, REFUSED, False),
        ({"MAIL": CLOSE}, DEFERRED, False),
        ({"RCPT": "450 greylisted"}, DEFERRED, False),
        ({"RCPT": "550 unknown"}, REFUSED, False),
        ({"RCPT": "552 too many"}, DEFERRED, False),
        ({"RCPT": "421 closing"}, DEFERRED, False),
        ({"RCPT": CLOSE}, DEFERRED, False),
        ({"DATA": "451 disk full"}, DEFERRED, False),
        ({"DATA": "554 no"}, REFUSED, False),
        ({"DATA": "250 what"}, DEFERRED, False),
        ({"DATA": CLOSE}, DEFERRED, False),
        ({".": "451 later"}, DEFERRED, True),
        ({".": "421 closing"}, DEFERRED, True),
        ({".": "554 spam"}, REFUSED, True),
        ({".": CLOSE}, UNCLEAR, True),
        ({".": "nonsense"}, UNCLEAR, True),
        ({".": "354 more"}, UNCLEAR, True),
        ({".": "x" * 9000}, UNCLEAR, True),
        ({"RSET": CLOSE}, TAKEN, True),
        ({"QUIT": CLOSE}, TAKEN, True),
        ({"EHLO": "502 what", "HELO": "250 hi"}, TAKEN, True),
    ],
)
def test_every_answer_has_its_meaning(
    serve: Serve, answers: dict[str, str], verdict: Verdict, was_handed: bool
) -> None:
    serve(answers)
    notes = Notes()
    assert (send(notes=notes).verdict, bool(notes.handed)) == (verdict, was_handed)


def test_no_answer_to_the_message_is_unclear(serve: Serve, settings: Any) -> None:
    serve({".": SILENCE})
    settings.MAIL_ANSWER_TIMEOUT = 0.2
    outcome = send()
    assert (outcome.verdict, str(outcome.reply)) == (UNCLEAR, "The mail server did not answer in time.")


@pytest.mark.parametrize("stage", ["GREETING", "MAIL", "RCPT", "DATA"])
def test_no_answer_before_the_message_is_no_harm(serve: Serve, settings: Any, stage: str) -> None:
    server = serve({stage: SILENCE})
    settings.MAIL_TIMEOUT = 0.2
    assert send().verdict in (DEFERRED, UNREACHABLE)
    assert server.taken == []


def test_message_may_take_longer_to_be_judged_than_a_command(serve: Serve, settings: Any) -> None:
    serve(watch=lambda stage: time.sleep(0.4) if stage == "." else None)
    settings.MAIL_TIMEOUT, settings.MAIL_ANSWER_TIMEOUT = 0.2, 5
    assert send().verdict == TAKEN


def test_port_without_a_server_is_unreachable(settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free.getsockname()[1]
        settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
        outcome = send()
    assert (outcome.verdict, "cannot be reached" in str(outcome.reply)) == (UNREACHABLE, True)


def test_name_that_does_not_resolve_is_unreachable(settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.invalid", 25
    settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
    assert send().verdict == UNREACHABLE


def test_answer_to_each_address_is_kept(serve: Serve) -> None:
    server = serve({f"RCPT {BOB}": "550 5.1.1 nobody here"})
    outcome = send(ANN, BOB)
    assert (outcome.verdict, server.taken[0].recipients) == (TAKEN, [ANN])
    assert {address: str(reply) for address, reply in outcome.replies.items()} == {
        ANN: "250 ok",
        BOB: "550 5.1.1 nobody here",
    }


def test_one_address_to_be_tried_later_keeps_all_from_being_refused(serve: Serve) -> None:
    serve({f"RCPT {ANN}": "550 no", f"RCPT {BOB}": "450 later"})
    assert send(ANN, BOB).verdict == DEFERRED


def test_message_is_complete_for_the_server_only_after_the_handing_over(serve: Serve) -> None:
    server = serve()
    with pytest.raises(RuntimeError):
        send(notes=Notes(RuntimeError("the database is away")))
    assert (server.said[-1], server.taken) == ("data", [])


def test_connection_is_used_again_for_the_next_message(serve: Serve) -> None:
    server = serve()
    transport = SmtpTransport()
    verdicts = [transport.send(parcel(), Notes()).verdict for _ in range(3)]
    transport.close()
    assert (verdicts, server.connections, len(server.taken)) == ([TAKEN] * 3, 1, 3)


@pytest.mark.parametrize("answers", [{"RSET": CLOSE}, {"RSET": "421 enough"}, {".": ["421 later", "250 ok"]}])
def test_connection_that_ended_is_opened_again(serve: Serve, answers: dict[str, Any]) -> None:
    server = serve(answers)
    transport = SmtpTransport()
    transport.send(parcel(), Notes())
    assert (transport.send(parcel(), Notes()).verdict, server.connections) == (TAKEN, 2)
    transport.close()


def test_size_is_told_and_a_limit_is_kept(serve: Serve) -> None:
    server = serve(extensions=("SIZE 1000",))
    assert send().verdict == TAKEN
    assert next(line for line in server.said if line.startswith("mail")).partition(" size=")[2].isdigit()
    outcome = send(text="long " * 400)
    assert (outcome.verdict, "takes at most 1000" in str(outcome.reply)) == (REFUSED, True)


def test_large_message_arrives_whole(serve: Serve) -> None:
    server = serve()
    text = "".join(f"{number} of many lines\n" for number in range(40_000))
    assert send(text=text).verdict == TAKEN
    assert server.taken[0].message.get_content().replace("\r\n", "\n") == text


def test_line_with_a_dot_does_not_end_the_message(serve: Serve) -> None:
    server = serve()
    text = "one\n.\nMAIL FROM:<eve@example.org>\n..two\n"
    assert send(text=text).verdict == TAKEN
    assert (len(server.taken), server.taken[0].message.get_content().replace("\r\n", "\n")) == (1, text)


def test_dots_are_doubled_at_the_beginning_of_lines_alone() -> None:
    assert dotted(b".a\r\nb.c\r\n.\r\n..") == b"..a\r\nb.c\r\n..\r\n...\r\n"


def test_answer_of_the_server_is_stored_without_what_a_database_refuses(serve: Serve) -> None:
    serve({".": "554 a\x00b\x1b[31m\u202e" + "c" * 5000})
    text = str(send().reply)
    assert (text[:14], len(text) <= 1010, text.isprintable()) == ("554 a b [31m c"[:14], True, True)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """For 127.0.0.1, signed by itself: the certificate and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    paths = str(folder / "certificate.pem"), str(folder / "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
    return paths


@pytest.fixture
def trusted(certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The same, trusted as if an authority had signed it."""
    monkeypatch.setenv("SSL_CERT_FILE", certificate[0])
    assert Path(ssl.get_default_verify_paths().cafile or "") == Path(certificate[0])
    return certificate


@pytest.mark.parametrize("is_tls", [False, True])
def test_message_goes_encrypted_with_a_login(
    serve: Serve, settings: Any, trusted: tuple[str, str], is_tls: bool
) -> None:
    server = serve(certificate=trusted, is_tls=is_tls, login="AGxpYWlzb24Ac2VjcmV0")  # NUL liaison NUL secret
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = not is_tls, is_tls
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "liaison", "secret"
    assert (send().verdict, len(server.taken)) == (TAKEN, 1)
    assert ("STARTTLS" in server.said) is not is_tls


@pytest.mark.parametrize("is_tls", [False, True])
def test_certificate_that_is_not_trusted_stops_the_mail(
    serve: Serve, settings: Any, certificate: tuple[str, str], is_tls: bool
) -> None:
    server = serve(certificate=certificate, is_tls=is_tls)
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = not is_tls, is_tls
    outcome = send()
    assert (outcome.verdict, "certificate" in str(outcome.reply), server.taken) == (UNREACHABLE, True, [])


def test_server_without_encryption_gets_nothing_where_it_is_asked_for(serve: Serve, settings: Any) -> None:
    server = serve()
    settings.EMAIL_USE_TLS = True
    assert (send().verdict, server.taken, "mail" in " ".join(server.said)) == (UNREACHABLE, [], False)


def test_wrong_password_is_no_fault_of_the_mail(serve: Serve, settings: Any) -> None:
    serve(login="AGxpYWlzb24Ac2VjcmV0")
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "liaison", "wrong"
    outcome = send()
    assert (outcome.verdict, str(outcome.reply)) == (UNREACHABLE, "535 5.7.8 wrong password")
