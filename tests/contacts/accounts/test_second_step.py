"""The second step of signing in: set up, asked for, enforced, reset."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client

from contacts.accounts.second_step import has_second_step
from contacts.models import User
from tests.factory import make_secretary

from .steps import CODE, INDEX, LOGIN, PASSWORD, code, give_second_step, is_signed_in, sign_in, wrong_code

pytestmark = pytest.mark.django_db
SET_UP = "/admin/second-step/set-up/"


@pytest.fixture
def secretary() -> User:
    return make_secretary(username="ana")


def confirm(client: Client, page: str) -> Any:
    """Open a page that asks first whether it is you."""
    client.post("/admin/confirm/", {"password": PASSWORD, "next": page})
    return client.get(page)


def set_up(client: Client) -> Any:
    page = confirm(client, SET_UP).content.decode()
    secret = re.search(r'desk-key" dir="ltr">([A-Z2-7]+)<', page)
    assert secret
    return client.post(SET_UP, {"code": code(secret=secret[1])})


def test_account_without_a_second_step_is_signed_in_by_its_password(client: Client, secretary: User) -> None:
    assert (sign_in(client, secretary)["Location"], is_signed_in(client)) == (INDEX, True)


def test_password_alone_does_not_sign_in_where_there_is_a_second_step(client: Client, secretary: User) -> None:
    give_second_step(secretary)
    answer = sign_in(client, secretary)
    assert (answer["Location"], is_signed_in(client), client.get(INDEX).status_code) == (CODE, False, 302)


def test_page_of_the_code_begins_in_its_field(client: Client, secretary: User) -> None:
    give_second_step(secretary)
    sign_in(client, secretary)
    [field] = re.findall(r"<input[^>]*name=.code.[^>]*>", client.get(CODE).content.decode())
    assert " autofocus" in field


def test_code_of_the_app_signs_in_and_goes_where_one_wanted(client: Client, secretary: User) -> None:
    give_second_step(secretary)
    client.post(LOGIN, {"username": "ana", "password": PASSWORD, "next": "/admin/keys/"})
    assert (client.post(CODE, {"code": code()})["Location"], is_signed_in(client)) == ("/admin/keys/", True)


def test_wrong_code_is_said_beside_the_field(client: Client, secretary: User) -> None:
    give_second_step(secretary)
    sign_in(client, secretary)
    answer = client.post(CODE, {"code": wrong_code()})
    assert (answer.status_code, is_signed_in(client), "Incorrect code" in answer.content.decode()) == (200, False, True)


def test_code_signs_in_once(client: Client, secretary: User) -> None:
    give_second_step(secretary)
    used = code()
    for visitor in (client, other := Client()):
        sign_in(visitor, secretary)
        visitor.post(CODE, {"code": used})
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)


def test_recovery_code_signs_in_once(client: Client, secretary: User) -> None:
    recovery = give_second_step(secretary)[0]
    for visitor in (client, other := Client()):
        sign_in(visitor, secretary)
        visitor.post(CODE, {"code": recovery})
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)


def test_after_five_wrong_codes_a_right_one_has_to_wait(client: Client, secretary: User) -> None:
    give_second_step(secretary)
    sign_in(client, secretary)
    for _ in range(5):
        client.post(CODE, {"code": wrong_code()})
    answer = client.post(CODE, {"code": code()})
    assert (is_signed_in(client), "Try again in 5 minutes" in answer.content.decode()) == (False, True)


def test_wrong_codes_from_many_addresses_are_counted_together(client: Client, secretary: User) -> None:
    give_second_step(secretary)
    sign_in(client, secretary)
    for number in range(20):
        client.post(CODE, {"code": wrong_code()}, REMOTE_ADDR=f"192.0.2.{number}")
    client.post(CODE, {"code": code()}, REMOTE_ADDR="198.51.100.1")
    assert not is_signed_in(client)


def test_setting_it_up_asks_for_the_password_first(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    assert client.get(SET_UP)["Location"].startswith("/admin/confirm/?next=")


def test_it_is_set_up_with_a_code_and_gives_recovery_codes(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    answer = set_up(client)
    page = client.get(answer["Location"]).content.decode()
    assert (has_second_step(secretary), len(re.findall(r"<li><code>\d{8}</code></li>", page))) == (True, 10)


def test_wrong_code_does_not_set_it_up(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    confirm(client, SET_UP)
    client.post(SET_UP, {"code": "000000"})
    assert not has_second_step(secretary)


def test_secrets_are_stored_encrypted(client: Client, secretary: User, settings: Any) -> None:
    codes = give_second_step(secretary)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert not [word for word in ("JBSWY3DP", *codes) if word in stored]
    settings.SECRET_KEY = "another key, with which nothing of it can be read"
    sign_in(client, secretary)
    client.post(CODE, {"code": code()})
    assert not is_signed_in(client)


@pytest.mark.parametrize("page", [INDEX, "/admin/keys/", "/admin/liaison/statement/", "/admin/contacts/user/"])
def test_whoever_lacks_a_required_one_is_led_to_set_it_up(
    client: Client, secretary: User, settings: Any, page: str
) -> None:
    settings.REQUIRE_MFA = True
    client.force_login(secretary)
    assert client.get(page)["Location"] == SET_UP


def test_a_required_one_opens_the_desk_once_it_is_set_up(client: Client, secretary: User, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client.force_login(secretary)
    set_up(client)
    assert client.get(INDEX).status_code == 200


def test_acts_wait_for_a_required_one(client: Client, secretary: User, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client.force_login(secretary)
    client.post("/admin/contacts/user/add/", {"username": "new", "usable_password": "false"})
    assert not User.objects.filter(username="new").exists()


@pytest.mark.parametrize(("required", "is_left"), [(True, True), (False, False)])
def test_it_is_switched_off_unless_it_is_required(
    client: Client, secretary: User, settings: Any, required: bool, is_left: bool
) -> None:
    give_second_step(secretary)
    settings.REQUIRE_MFA = required
    client.force_login(secretary)
    client.post("/admin/second-step/confirm/", {"code": code(), "next": INDEX})
    client.post("/admin/second-step/switch-off/")
    assert has_second_step(secretary) == is_left


def test_superuser_resets_it_and_the_history_says_so(client: Client, secretary: User) -> None:
    other = make_secretary(username="bob")
    give_second_step(other)
    client.force_login(secretary)
    answer = client.post(f"/admin/contacts/user/{other.pk}/second-step/")
    entry = LogEntry.objects.get(object_id=other.pk)
    assert (answer.status_code, has_second_step(other)) == (302, False)
    assert (entry.user, entry.get_change_message()) == (secretary, "Changed Second step of signing in.")


def test_looking_at_the_reset_page_resets_nothing(client: Client, secretary: User) -> None:
    give_second_step(secretary)
    client.force_login(secretary)
    page = client.get(f"/admin/contacts/user/{secretary.pk}/second-step/").content.decode()
    assert ("Reset the second step</button>" in page, has_second_step(secretary)) == (True, True)


def test_operator_resets_it_by_a_command(secretary: User, capsys: pytest.CaptureFixture[str]) -> None:
    give_second_step(secretary)
    call_command("reset_second_step", "ana")
    assert (has_second_step(secretary), capsys.readouterr().out) == (False, "The second step of “ana” was reset.\n")


@pytest.mark.parametrize("name", ["ana", "nobody"])
def test_command_says_when_there_is_nothing_to_reset(secretary: User, name: str) -> None:
    with pytest.raises(CommandError, match=name):
        call_command("reset_second_step", name)


CLOSED = "signup logout email password/reset password/change password/set login/code 2fa social/signup".split()


@pytest.mark.parametrize("path", [f"/{before}{name}/" for before in ("accounts/", "") for name in CLOSED])
def test_other_pages_of_the_library_are_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
