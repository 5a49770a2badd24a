"""A queue, and a mail server on loopback that answers as a test tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.smtp_server import SmtpServer


@pytest.fixture
def serve(settings: Any) -> Iterator[Callable[..., SmtpServer]]:
    """Starts a server and points the settings to it."""
    settings.MAIL_TIMEOUT = settings.MAIL_ANSWER_TIMEOUT = 5
    with ExitStack() as stack:

        def start(answers: dict[str, Any] | None = None, **options: Any) -> SmtpServer:
            server = stack.enter_context(SmtpServer(answers, **options))
            for name, value in server.settings().items():
                setattr(settings, name, value)
            return server

        yield start
