"""The password: how often it may be wrong, from where, and who else is locked out by that."""

from __future__ import annotations

import datetime
import logging
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from contacts.accounts.limits import ACCOUNT
from contacts.attempts import note
from contacts.models import Attempt, User
from tests.factory import make_secretary, make_user

from .steps import LOGIN, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "198.51.100.1"}


@pytest.fixture
def secretary() -> User:
    return make_secretary(username="ana")


def fail(times: int, user: User, **more: Any) -> None:
    for _ in range(times):
        sign_in(Client(), user, "wrong", **more)


def later(**time: int) -> None:
    """As if so much time had passed."""
    for attempt in Attempt.objects.all():
        attempt.at -= datetime.timedelta(**time)
        attempt.save()


def test_sixth_attempt_after_five_wrong_passwords_has_to_wait(client: Client, secretary: User) -> None:
    fail(5, secretary, **HERE)
    answer = sign_in(client, secretary, **HERE)
    assert (answer.status_code, is_signed_in(client)) == (429, False)
    assert ("Try again in 5 minutes." in answer.content.decode(), 240 < int(answer["Retry-After"]) <= 300) == (
        True,
        True,
    )


def test_name_in_other_letters_is_the_same_account(client: Client, secretary: User) -> None:
    for _ in range(5):
        client.post(LOGIN, {"username": "ANA", "password": "wrong"}, **HERE)
    assert sign_in(client, secretary, **HERE).status_code == 429


def test_after_the_time_that_was_said_it_goes_on(client: Client, secretary: User) -> None:
    fail(5, secretary, **HERE)
    later(minutes=5)
    sign_in(client, secretary, **HERE)
    assert is_signed_in(client)


def test_person_at_another_address_is_not_locked_out(client: Client, secretary: User) -> None:
    fail(8, secretary, **HERE)
    sign_in(client, secretary, **ELSEWHERE)
    assert is_signed_in(client)


def test_colleague_at_the_same_address_is_not_locked_out(client: Client, secretary: User) -> None:
    fail(8, secretary, **HERE)
    sign_in(client, make_secretary(username="bob"), **HERE)
    assert is_signed_in(client)


def test_waiting_is_not_made_longer_by_trying(client: Client, secretary: User) -> None:
    fail(5, secretary, **HERE)
    later(minutes=4)
    fail(5, secretary, **HERE)
    later(minutes=1)
    sign_in(client, secretary, **HERE)
    assert is_signed_in(client)


def test_right_password_begins_the_count_anew(client: Client, secretary: User) -> None:
    fail(4, secretary, **HERE)
    sign_in(Client(), secretary, **HERE)
    fail(4, secretary, **HERE)
    sign_in(client, secretary, **HERE)
    assert is_signed_in(client)


def test_account_that_is_attacked_from_everywhere_still_opens_to_its_owner(client: Client, secretary: User) -> None:
    for _ in range(50):
        note(ACCOUNT, "ana")
    sign_in(client, secretary, **ELSEWHERE)
    assert is_signed_in(client)


def test_account_that_is_attacked_from_everywhere_takes_one_attempt_a_minute(client: Client, secretary: User) -> None:
    for _ in range(50):
        note(ACCOUNT, "ana")
    fail(1, secretary, **HERE)
    answer = sign_in(client, secretary, **HERE)
    assert (answer.status_code, "Try again in 1 minute." in answer.content.decode()) == (429, True)


def test_unknown_name_is_limited_like_a_known_one(client: Client) -> None:
    answers = [client.post(LOGIN, {"username": "nobody", "password": "x"}, **HERE) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_header_that_anybody_can_send_changes_nothing_without_a_proxy(client: Client, secretary: User) -> None:
    for number in range(5):
        fail(1, secretary, **HERE, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert sign_in(client, secretary, **HERE, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429


def test_behind_a_proxy_what_the_proxy_wrote_counts_and_not_what_stands_before_it(
    client: Client, secretary: User, settings: Any
) -> None:
    settings.BEHIND_PROXY = True
    for number in range(5):
        fail(1, secretary, **HERE, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.7")
    same = sign_in(client, secretary, **HERE, HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")
    other = sign_in(client, secretary, **HERE, HTTP_X_FORWARDED_FOR="198.51.100.7, 198.51.100.8")
    assert (same.status_code, other.status_code) == (429, 302)


def test_addresses_of_one_customer_are_one(client: Client, secretary: User) -> None:
    for number in range(5):
        fail(1, secretary, REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert sign_in(client, secretary, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429


def test_account_that_is_not_staff_is_refused(client: Client) -> None:
    sign_in(client, make_user(username="reader"))
    assert not is_signed_in(client)


def test_neither_name_nor_address_is_stored_or_logged(secretary: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "liaison.accounts"):
        fail(6, secretary, **HERE)
    lines = [record.getMessage() for record in caplog.records if record.name == "liaison.accounts"]
    told = str(list(Attempt.objects.values())) + str(lines)
    assert ("ana" in told, "192.0.2.1" in told, len(lines)) == (False, False, 6)


def test_attempts_are_deleted_after_a_day(secretary: User) -> None:
    fail(2, secretary, **HERE)
    Attempt.objects.update(at=timezone.now() - datetime.timedelta(days=1))
    fail(1, secretary, **HERE)
    assert Attempt.objects.count() == 2


def test_next_page_is_never_on_another_site(client: Client, secretary: User) -> None:
    answer = client.post(LOGIN, {"username": "ana", "password": "correct horse", "next": "https://example.org/"})
    assert answer["Location"] == "/admin/"
