"""`manage.py send_mail_queue`."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from liaison.management.commands import send_mail_queue as command
from tests.smtp_server import SmtpServer

from .mails import make_mail, state

pytestmark = pytest.mark.django_db
Serve = Callable[..., SmtpServer]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    call_command("send_mail_queue", *arguments)
    return capsys.readouterr().out.splitlines()


def test_one_pass_tells_what_was_done(serve: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    serve({"RCPT a@example.org": "550 no", "RCPT b@example.org": "450 later"})
    for name in "abcd":
        make_mail(to=[f"{name}@example.org"])
    assert run(capsys, "--once") == ["2 sent, 1 to be tried again, 1 failed."]
    assert run(capsys) == ["Nothing was due."]


def test_server_that_is_away_is_told(serve: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    serve({"GREETING": "421 busy"})
    make_mail()
    assert run(capsys) == ["1 to be tried again. The mail server cannot be reached."]


def test_limit_is_for_one_look(serve: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    serve()
    for _ in range(3):
        make_mail()
    assert run(capsys, "--limit", "2") == ["2 sent."]
    assert run(capsys, "--limit", "2") == ["1 sent."]


@pytest.mark.parametrize("arguments", [["--once", "--loop"], ["--limit", "0"], ["--limit", "-1"], ["--limit", "x"]])
def test_senseless_arguments_are_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("send_mail_queue", *arguments)


@pytest.mark.django_db(transaction=True)  # the loop opens its connections anew
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_the_loop_after_the_mail_that_is_being_sent(
    serve: Serve, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    before = signal.getsignal(number)
    serve(watch=lambda stage: os.kill(os.getpid(), number) if stage == "body" else None)
    first, second = make_mail(text="line\n" * 9), make_mail()
    assert (run(capsys, "--loop"), state(first), state(second)) == (["1 sent."], "sent", "queued")
    assert signal.getsignal(number) == before


def test_loop_looks_again_and_waits_longer_while_something_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([OperationalError("gone"), {"unreachable": 1, "queued": 1}, {"unreachable": 1}, {}])
    stop, pauses = command.Stop(), []

    def work(**options: Any) -> Any:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return command.Counter(answer)

    def wait(seconds: float) -> None:
        pauses.append(seconds)
        stop.is_asked = len(pauses) == 4

    monkeypatch.setattr(stop, "wait", wait)
    monkeypatch.setattr(command, "queue_work", work)
    monkeypatch.setattr(command, "close_old_connections", lambda: None)
    monkeypatch.setattr(command.connection, "close", lambda: None)
    command.Command()._loop(stop, None)
    assert pauses == [10, 20, 40, 5]


def test_pause_ends_as_soon_as_somebody_asks() -> None:
    stop, start = command.Stop(), time.monotonic()
    threading.Timer(0.1, setattr, [stop, "is_asked", True]).start()
    stop.wait(20)
    assert time.monotonic() - start < 5


def test_neither_addresses_nor_texts_are_printed(
    serve: Serve, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    serve({"RCPT": "550 <ann@example.org> Secret"})
    make_mail(subject="Secret", text="Secret")
    call_command("send_mail_queue")
    printed = capsys.readouterr()
    everything = printed.out + printed.err + caplog.text
    assert ("failed" in everything, "ann@" in everything, "Secret" in everything) == (True, False, False)
