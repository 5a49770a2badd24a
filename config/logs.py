"""What is logged and reported: what happened, never who typed what, and no address that is a secret.

A line names the request by its number, which the reader of the page and the proxy in front have too. Addresses with a
token (drafts for review, and the like) lose all that follows their first words; e-mail addresses become “…@…”; of an
error of the database goes what quotes a row.
"""

from __future__ import annotations

import datetime
import json
import logging
import re
import time
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.apps import apps
from django.core.mail import EmailMessage
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

LONGEST = 300  # characters of a path, or of one line of an error
LONGEST_TRACE = 20_000
MAIL_PAUSE = 600  # seconds in which one process mails one error, and counts the others
EMAIL = re.compile(r"[^\s<>\"'(),;:/=\[\]]+@[^\s<>\"'(),;:/=\[\]]+")
QUOTED_ROW = re.compile(
    r"^(DETAIL|CONTEXT|HINT):.*(\n(?!\S*Error\b|\S*Exception\b|Traceback|The above|During|\s).*)*", re.M
)
SECRETS = {"key", "secret", "token", "uidb64"}  # parameters of addresses that open what others may not see
FIELDS = ("method", "path", "status", "ms")

request_number: ContextVar[str] = ContextVar("request_number", default="")


def masked(text: str) -> str:
    """`text` without e-mail addresses, and without what follows the first words of an address that is a secret."""
    if apps.ready and (secret := secret_paths()):
        text = secret.sub(r"\1…", text)
    return EMAIL.sub("…@…", text) if "@" in text else text


@cache
def secret_paths() -> re.Pattern[str] | None:
    starts = sorted({start for start in _starts(get_resolver(), "") if start.strip("/")}, key=len, reverse=True)
    return re.compile(f"((?:^|(?<=[\\s/:]))/?(?:{'|'.join(map(re.escape, starts))}))\\S+") if starts else None


def _starts(resolver: URLResolver, before: str) -> Iterator[str]:
    """What comes before the first parameter in the routes that have a secret one. A language's prefix is left out."""
    for pattern in resolver.url_patterns:
        route = getattr(pattern.pattern, "_route", "")
        if isinstance(pattern, URLResolver):
            yield from _starts(pattern, before + route)
        elif isinstance(pattern, URLPattern) and SECRETS & pattern.pattern.converters.keys():
            yield (before + route).partition("<")[0]


class LineFormatter(logging.Formatter):
    """A line for people; a request's number at its end."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the library's name
        number = request_number.get()
        return masked(super().formatMessage(record)) + (f" [{number}]" if number else "")

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- the library's name
        trace = QUOTED_ROW.sub("", masked(super().formatException(ei)))
        return "\n".join(line[:LONGEST] for line in trace.splitlines() if line)[-LONGEST_TRACE:]


class JsonFormatter(LineFormatter):
    """A line of JSON for programs."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if number := request_number.get():
            line["request"] = number
        line |= {field: getattr(record, field) for field in FIELDS if field in record.__dict__ and record.name in OURS}
        if record.exc_info and record.exc_info[0]:
            line |= {"error": record.exc_info[0].__name__, "trace": self.formatException(record.exc_info)}
        return json.dumps(line, ensure_ascii=False)


REQUESTS = "liaison.requests"
OURS = {REQUESTS}


class ErrorMail(logging.Handler):
    """Mails an error's lines as they are logged: one, and then no other for ten minutes, but their number."""

    def __init__(self, to: list[str]) -> None:
        super().__init__(level=logging.ERROR)
        self.to, self.next_at, self.kept_back = to, 0.0, 0

    def emit(self, record: logging.LogRecord) -> None:
        if time.monotonic() < self.next_at:
            self.kept_back += 1
            return
        self.next_at, kept_back, self.kept_back = time.monotonic() + MAIL_PAUSE, self.kept_back, 0
        more = f"\n\n{kept_back} other errors since the last mail: see the log.\n" if kept_back else "\n"
        subject = masked(record.getMessage()).splitlines()[0][:100]
        try:
            EmailMessage(f"[Liaison] {subject}", self.format(record) + more, to=self.to).send()
        except Exception:  # a handler never raises
            self.handleError(record)


def configuration(form: str, mail_to: list[str]) -> dict[str, Any]:
    """For settings.LOGGING. As JSON there is a line for each request too; as text the proxy has those."""
    handlers: dict[str, Any] = {
        "console": {"class": "logging.StreamHandler", "formatter": form},
        "nowhere": {"class": "logging.NullHandler"},
    }
    if mail_to:
        handlers["mail"] = {"()": ErrorMail, "to": mail_to, "formatter": "text"}
    used = [name for name in handlers if name != "nowhere"]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"text": {"()": LineFormatter}, "json": {"()": JsonFormatter}},
        "handlers": handlers,
        "root": {"handlers": used, "level": "WARNING"},
        "loggers": {
            "liaison": {"level": "INFO"},
            REQUESTS: {"level": "INFO" if form == "json" else "WARNING"},
            "django": {"handlers": used, "level": "INFO", "propagate": False},
            # Scanners ask for made-up hosts all day; they get their 400, and the log stays readable.
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        },
    }


def report_to(address: str) -> None:
    """Send errors to a service that speaks Sentry's protocol, as bare as they are logged."""
    if not address:
        return
    import sentry_sdk  # noqa: PLC0415 -- an extra that most sites do without

    sentry_sdk.init(
        dsn=address,
        before_send=scrubbed,
        include_local_variables=False,
        max_breadcrumbs=0,
        max_request_body_size="never",
        send_default_pii=False,
    )


def scrubbed(event: Any, hint: Any) -> Any:
    """The type, place and masked words of an error, the method and masked path of its request; nothing else of it."""
    asked = event.pop("request", {})
    path = "/" + asked.get("url", "").partition("?")[0].partition("://")[2].partition("/")[2]
    event["request"] = {"method": asked.get("method", ""), "url": masked(path)[:LONGEST]}
    event["tags"] = {"request": request_number.get()}
    for key in ("user", "extra", "breadcrumbs", "server_name", "logentry", "transaction"):
        event.pop(key, None)
    for error in event.get("exception", {}).get("values", []):
        error["value"] = QUOTED_ROW.sub("", masked(str(error.get("value", ""))))[:LONGEST]
    return event
