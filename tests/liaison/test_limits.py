"""How often the public forms may be sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from contacts.attempts import Limit
from contacts.models import Attempt
from liaison.models import Mail
from liaison.views import limits
from tests.factory import make_contact, make_public_statement

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "198.51.100.1"}
ASKED = {"email": "ann@example.org", "frequency": "daily", "language": "en", "website": ""}


def many(limit: Limit, address: str = "192.0.2.1") -> None:
    for _ in range(limit.most):
        limits.attempts.note(limit, address)


def test_form_that_is_sent_too_often_answers_429_and_says_when_again(client: Client) -> None:
    many(limits.FOLLOW)
    answer = client.post("/follow/?list=everything", ASKED, **HERE)
    assert (answer.status_code, 0 < int(answer["Retry-After"]) <= 3600, Mail.objects.count()) == (429, True, 0)
    assert "Try again in 60 minutes." in answer.content.decode()


def test_others_are_not_refused_for_that(client: Client) -> None:
    many(limits.FOLLOW)
    assert client.post("/follow/?list=everything", ASKED, **ELSEWHERE).status_code == 302


def test_reading_is_neither_counted_nor_refused(client: Client) -> None:
    many(limits.FOLLOW)
    before = Attempt.objects.count()
    assert client.get("/follow/?list=everything", **HERE).status_code == 200
    assert Attempt.objects.count() == before


def test_addresses_are_not_shown_to_whoever_asks_for_hundreds(client: Client, settings: Any) -> None:
    settings.EMAIL_ADDRESSES = "click"
    statement = make_public_statement(slug="one")
    make_contact(statement, name="Ana", email="ana@example.org")
    shown = client.post("/statements/one/addresses/", **HERE)
    many(limits.ADDRESSES)
    refused = client.post("/statements/one/addresses/", **HERE)
    assert (shown.status_code, "ana@example.org" in shown.content.decode()) == (200, True)
    assert (refused.status_code, "ana@example.org" in refused.content.decode()) == (429, False)


def test_stopping_by_a_mail_is_never_limited(client: Client) -> None:
    """Mail providers send these from few addresses."""
    many(limits.FOLLOW)
    assert client.post("/follow/stop/made-up/", **HERE).status_code == 404
