"""A mail server on loopback that answers as it is told and remembers what it took."""

from __future__ import annotations

import email
import socketserver
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Any

CLOSE, SILENCE = "close", "silence"
USUAL = {"GREETING": "220 ready", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", ".": "250 2.0.0 queued as 1"}


@dataclass
class Taken:
    """A message that the server has said, or is about to say, that it took."""

    sender: str
    recipients: list[str]
    data: bytes
    lines: list[str] = field(default_factory=list)

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.data, policy=default)

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])


class SmtpServer:
    """`answers` maps a verb ("MAIL", "."), or verb and address ("RCPT ann@example.org"), to an answer, to several of
    which the last stays, to CLOSE (hang up) or to SILENCE. `watch` is called with each stage as it is reached:
    "connect", each verb before it is answered, "body" in the middle of one, ".", "taken", "answered".
    """

    def __init__(
        self,
        answers: dict[str, str | list[str]] | None = None,
        *,
        extensions: tuple[str, ...] = (),
        login: str = "",
        certificate: tuple[str, str] | None = None,
        is_tls: bool = False,
        watch: Callable[[str], None] = lambda stage: None,
        taken: list[Taken] | None = None,
    ) -> None:
        self.answers = {
            verb: [given] if isinstance(given, str) else list(given) for verb, given in (answers or {}).items()
        }
        self.extensions, self.login, self.is_tls, self.watch = extensions, login, is_tls, watch
        self.taken = [] if taken is None else taken
        self.said: list[str] = []
        self.connections = 0
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if certificate:
            self.context.load_cert_chain(*certificate)
        self.has_certificate = certificate is not None
        self._stopped = threading.Event()
        self._listener = _Listener(("127.0.0.1", 0), _Session)
        self._listener.mail = self
        self.port = int(self._listener.server_address[1])
        self._thread = threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> SmtpServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._listener.shutdown()
        self._listener.server_close()

    def settings(self) -> dict[str, Any]:
        """Django's, for a client of this server."""
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": "",
            "EMAIL_HOST_PASSWORD": "",
            "EMAIL_USE_TLS": False,
            "EMAIL_USE_SSL": False,
        }

    def answer(self, verb: str, argument: str = "") -> str:
        for key in (f"{verb} {argument}", verb):
            if given := self.answers.get(key):
                return given.pop(0) if len(given) > 1 else given[0]
        return USUAL.get(verb, "250 ok")

    def wait_until_stopped(self) -> None:
        self._stopped.wait(10)


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False
    request_queue_size = 50
    mail: SmtpServer


class _HungUp(Exception):
    pass


class _Session(socketserver.StreamRequestHandler):
    server: _Listener

    def handle(self) -> None:
        self.mail = self.server.mail
        self.mail.connections += 1
        self.sender, self.recipients, self.lines = "", [], []
        try:
            if self.mail.is_tls:
                self._secure()
            self.mail.watch("connect")
            self._say(self.mail.answer("GREETING"))
            while self._command():
                pass
        except (OSError, _HungUp):
            pass
        finally:
            self.connection.close()

    def _command(self) -> bool:
        line = self._line().decode()
        self.mail.said.append(line)
        verb, _, rest = line.partition(" ")
        verb = verb.upper()
        argument = rest.partition("<")[2].partition(">")[0]
        self.mail.watch(verb)
        answer = self.mail.answer(verb, argument)
        if verb in ("EHLO", "HELO") and answer == "250 ok":
            self._hello()
        elif verb == "AUTH":
            self._say("235 welcome" if rest.split()[-1] == self.mail.login else "535 5.7.8 wrong password")
        elif verb == "STARTTLS" and answer == "250 ok":
            self._say("220 go on")
            self._secure()
        else:
            self._say("221 bye" if verb == "QUIT" else answer)
            self._note(verb, argument, answer)
        if verb == "DATA" and answer.startswith("354"):
            self._body()
        return verb != "QUIT"

    def _note(self, verb: str, argument: str, answer: str) -> None:
        if verb in ("MAIL", "RSET"):
            self.sender, self.recipients = argument, []
        elif verb == "RCPT" and answer.startswith("2"):
            self.recipients.append(argument)

    def _hello(self) -> None:
        extensions = [*self.mail.extensions]
        if self.mail.login:
            extensions.append("AUTH PLAIN")
        if self.mail.has_certificate and not isinstance(self.connection, ssl.SSLSocket):
            extensions.append("STARTTLS")
        lines = ["test.example.org", *extensions]
        self._say("\r\n".join(f"250{' ' if line == lines[-1] else '-'}{line}" for line in lines))

    def _body(self) -> None:
        lines: list[bytes] = []
        while (line := self._line()) != b".":
            lines.append(line.removeprefix(b"."))
            if len(lines) == 5:
                self.mail.watch("body")
        self.mail.watch(".")
        answer = self.mail.answer(".")
        if answer.startswith("2") or answer in (CLOSE, SILENCE):
            data = b"\r\n".join(lines) + b"\r\n"
            self.mail.taken.append(Taken(self.sender, list(self.recipients), data, list(self.mail.said)))
            self.mail.watch("taken")
        self._say(answer)
        self.mail.watch("answered")

    def _line(self) -> bytes:
        line = self.rfile.readline()
        if not line.endswith(b"\r\n"):
            raise _HungUp
        return line[:-2]

    def _say(self, answer: str) -> None:
        if answer == SILENCE:
            self.mail.wait_until_stopped()
        if answer in (CLOSE, SILENCE):
            raise _HungUp
        self.wfile.write(answer.encode() + b"\r\n")
        if answer.startswith("421"):
            raise _HungUp

    def _secure(self) -> None:
        self.rfile.close()
        self.connection = self.mail.context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = socketserver._SocketWriter(self.connection)  # type: ignore[attr-defined]


def wait_for(happened: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.01)
    return happened()
