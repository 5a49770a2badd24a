"""What is logged of a request and of an error, and what is not."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client, override_settings

from config import logs

TOKEN = "dGhpcy1pcy1hLXNlY3JldA"


@pytest.fixture
def lines() -> Any:
    """A handler as LOG_FORMAT=json has it, and what it wrote, as data."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    watched = [logging.getLogger(name) for name in (logs.REQUESTS, "django")]
    levels = [logger.level for logger in watched]
    for logger in watched:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger, level in zip(watched, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_request_is_a_line_of_json_without_its_query(client: Client, lines: Any) -> None:
    response = client.get("/robots.txt?q=Ann+Example")
    line = lines()[0]
    assert (line["method"], line["path"], line["status"], line["ms"] > 0) == ("GET", "/robots.txt", 200, True)
    assert (line["request"], "Ann" in json.dumps(line)) == (response["X-Request-ID"], False)


@pytest.mark.django_db
@pytest.mark.parametrize("path", [f"/review/{TOKEN}/", f"/fr/review/{TOKEN}/draft.pdf", f"/review/{TOKEN}x"])
def test_address_that_is_a_secret_is_logged_nowhere(client: Client, lines: Any, path: str) -> None:
    client.get(path, follow=True)
    text = json.dumps(lines(), ensure_ascii=False)
    assert (TOKEN in text, "review/…" in text) == (False, True)


@pytest.mark.django_db
def test_email_address_in_a_path_is_not_logged(client: Client, lines: Any) -> None:
    client.get("/members/ann.example@example.org/")
    text = json.dumps(lines(), ensure_ascii=False)
    assert ("ann.example" in text, "/members/…@…/" in text) == (False, True)


def test_probes_that_succeed_are_not_logged(client: Client, lines: Any) -> None:
    client.get("/healthz")
    assert lines() == []


@pytest.mark.parametrize(("given", "is_trusted", "is_kept"), [
    ("abc-123", True, True),
    ("abc-123", False, False),
    ("a" * 65, True, False),
    ("a b\tc", True, False),
    ("", True, False),
])  # fmt: skip
def test_number_of_a_request_comes_from_a_trusted_proxy_alone(
    client: Client, given: str, is_trusted: bool, is_kept: bool
) -> None:
    with override_settings(BEHIND_PROXY=is_trusted):
        number = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]
    assert (number == given, len(number) in (7, 32)) == (is_kept, True)


def formatted(error: Exception) -> str:
    try:
        raise error
    except Exception as raised:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "Failed", (), (type(raised), raised, None))
        return logs.LineFormatter().format(record)


def test_error_of_the_database_is_logged_without_the_row_that_it_quotes() -> None:
    text = formatted(IntegrityError("duplicate key of ann@example.org\nDETAIL:  Key (name)=(Ann Example) exists.\n"))
    assert ("Ann" in text, "ann@" in text, text.endswith("IntegrityError: duplicate key of …@…")) == (
        False,
        False,
        True,
    )


@pytest.mark.django_db
def test_path_is_cut_where_it_is_long(client: Client, lines: Any) -> None:
    client.get("/doc/" + "x" * 1000)
    assert max(len(line.get("path", "")) for line in lines()) == logs.LONGEST


@pytest.fixture
def mailing() -> Any:
    handler = logs.ErrorMail(["ops@example.org"])
    handler.setFormatter(logs.LineFormatter())
    logger = logging.getLogger("tests.mailing")
    logger.addHandler(handler)
    yield logger, handler
    logger.removeHandler(handler)


def test_errors_are_mailed_once_in_a_while_with_the_number_of_the_others(mailing: Any) -> None:
    logger, handler = mailing
    for number in range(3):
        logger.error("Wrong at /review/%s/, %s", TOKEN, number)
    handler.next_at = 0
    logger.error("Wrong again")
    bodies = [message.body for message in mail.outbox]
    assert [message.subject for message in mail.outbox] == ["[Liaison] Wrong at /review/… 0", "[Liaison] Wrong again"]
    assert (TOKEN in bodies[0], "2 other errors" in bodies[1]) == (False, True)


def test_report_to_a_service_holds_no_query_cookie_user_or_row() -> None:
    event = {
        "request": {"method": "GET", "url": f"https://x.org/review/{TOKEN}/?q=Ann", "cookies": {"a": "b"}, "data": "c"},
        "user": {"email": "ann@example.org"},
        "exception": {"values": [{"type": "IntegrityError", "value": "key\nDETAIL:  (Ann)"}]},
    }
    assert logs.scrubbed(event, {}) == {
        "request": {"method": "GET", "url": "/review/…"},
        "exception": {"values": [{"type": "IntegrityError", "value": "key\n"}]},
        "tags": {"request": ""},
    }


@pytest.mark.parametrize(("form", "mail_to", "level", "handlers"), [
    ("text", [], "WARNING", ["console"]),
    ("json", ["ops@example.org"], "INFO", ["console", "mail"]),
])  # fmt: skip
def test_configuration_follows_the_environment(form: str, mail_to: list[str], level: str, handlers: list[str]) -> None:
    made = logs.configuration(form, mail_to)
    assert (made["loggers"][logs.REQUESTS]["level"], made["root"]["handlers"]) == (level, handlers)
    assert made["handlers"]["console"]["formatter"] == form
