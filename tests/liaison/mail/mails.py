"""Mails for tests, and what is to be seen of them afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from liaison.mail.services import mail_queue
from liaison.mail.transport import Outcome, Parcel, Reply, Verdict, Watch
from liaison.models import Mail, MailAddress, Statement, StatementFile
from tests import factory


def make_mail(**values: Any) -> Mail:
    defaults = {"kind": "statement", "to": ["ann@example.org"], "subject": "A statement", "text": "Dear Ann,\n"}
    return mail_queue(**defaults | values)


def make_file(
    name: str = "statement.pdf", data: bytes = b"%PDF-1.7", statement: Statement | None = None, **values: Any
) -> StatementFile:
    return StatementFile.objects.create(
        statement=statement or factory.make_statement(),
        kind=StatementFile.Kind.ISSUED,
        name=name,
        file=ContentFile(data, name="kept.bin"),
        sha256=hashlib.sha256(data).hexdigest(),
        **{"media_type": "application/pdf", "size": len(data)} | values,
    )


def make_unknown(**values: Any) -> Mail:
    """A mail that was handed over by a worker of whom nothing was heard since."""
    mail = make_mail(**values)
    mail.addresses.exclude(use="reply_to").update(state=MailAddress.State.HANDED)
    past = timezone.now() - timedelta(minutes=1)
    stand(mail, state="unknown", handed_over_at=past, leased_by="gone", leased_until=past, attempts=1)
    return mail


def make_failed(**values: Any) -> Mail:
    mail = make_mail(**values)
    stand(mail, state="failed", attempts=18, answer="550 no")
    return mail


def stand(mail: Mail, **values: Any) -> None:
    Mail.objects.filter(pk=mail.pk).update(**values)
    mail.refresh_from_db()


def state(mail: Mail) -> str:
    mail.refresh_from_db()
    return str(mail.state)


def addresses(mail: Mail) -> dict[str, str]:
    return dict(mail.addresses.exclude(use="reply_to").values_list("email", "state"))


def steps(mail: Mail) -> list[str]:
    return list(mail.steps.values_list("kind", flat=True))


class Postman:
    """A transport that does in the middle of a handing over what a test asks for, before and after its mark."""

    def __init__(self, before: Callable[[], object] = bool, after: Callable[[], object] = bool) -> None:
        self.before, self.after, self.delivered = before, after, 0

    def send(self, parcel: Parcel, watch: Watch) -> Outcome:
        self.before()
        watch.going_on()
        watch.handing_over({})
        self.delivered += 1
        self.after()
        return Outcome(Verdict.TAKEN, Reply(250, "ok"))

    def close(self) -> None: ...
