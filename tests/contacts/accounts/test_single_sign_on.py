"""Single sign-on, from the button to the desk, with a provider that runs beside the test; and whom it refuses."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.test import Client

from contacts.models import User
from tests.factory import make_secretary, make_user

from .provider import Provider, running
from .steps import CODE, INDEX, LOGIN, code, give_second_step, is_signed_in

pytestmark = pytest.mark.django_db
SET_UP = "/admin/second-step/set-up/"
BEGIN, BACK = "/admin/sso/", "/admin/sso/back/"


@pytest.fixture(autouse=True)
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setitem(registry.provider_map, "openid_connect", OpenIDConnectProvider)
    with running() as provider:
        app = {"provider_id": "sso", "name": "The Union", "client_id": "liaison", "secret": "s"}
        settings.SINGLE_SIGN_ON = [app | {"settings": {"server_url": provider.address}}]
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": settings.SINGLE_SIGN_ON}
        }
        yield provider


@pytest.fixture
def ana() -> User:
    return make_secretary(username="ana", email="Ana@example.org")


def begin(client: Client, provider: Provider, after: str = INDEX) -> dict[str, str]:
    """Press the button; returns what the provider is sent, and lets it answer to that."""
    page = client.post(BEGIN, {"next": after}).content.decode()
    address = urlsplit(html.unescape(re.findall(r'<a href="(http[^"]+)"', page)[0]))
    assert f"{address.scheme}://{address.netloc}" == provider.address
    sent = {name: values[0] for name, values in parse_qs(address.query).items()}
    provider.nonce = sent["nonce"]
    return sent


def come_back(client: Client, state: str, **more: str) -> Any:
    return client.get(BACK, {"state": state, "code": "abc"} | more)


def sign_in(client: Client, provider: Provider) -> Any:
    return come_back(client, begin(client, provider)["state"])


def refusal(client: Client, answer: Any) -> tuple[int, bool, int]:
    """The status, and that it left nobody signed in and bound nothing."""
    return answer.status_code, is_signed_in(client), SocialAccount.objects.count()


def test_button_leads_to_the_desk(client: Client, provider: Provider, ana: User) -> None:
    assert "Sign in with The Union" in client.get(LOGIN).content.decode()
    sent = begin(client, provider, "/fr/admin/keys/")
    answer = come_back(client, sent["state"])
    assert (answer.status_code, answer["Location"]) == (302, "/fr/admin/keys/")
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_provider_is_told_one_address_to_come_back_to(client: Client, provider: Provider) -> None:
    sent = begin(client, provider)
    assert (sent["redirect_uri"], sent["client_id"], sent["response_type"], set(sent["scope"].split())) == (
        f"http://testserver{BACK}",
        "liaison",
        "code",
        {"openid", "profile", "email"},
    )


def test_code_is_of_use_to_whoever_began_alone(client: Client, provider: Provider, ana: User) -> None:
    """PKCE: what is given with the code is what was announced by its hash."""
    sent = begin(client, provider)
    come_back(client, sent["state"])
    digest = hashlib.sha256(provider.posted["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == sent["code_challenge"]


def test_first_time_binds_the_account_and_makes_none(client: Client, provider: Provider, ana: User) -> None:
    sign_in(client, provider)
    sign_in(Client(), provider)
    assert [(row.user, row.uid) for row in SocialAccount.objects.all()] == [(ana, "17")]
    assert list(User.objects.all()) == [ana]


def test_password_stays_what_it_was(client: Client, provider: Provider, ana: User) -> None:
    sign_in(client, provider)
    ana.refresh_from_db()
    assert ana.check_password("correct horse")


@pytest.mark.parametrize(
    "said",
    [
        {"email": "stranger@example.org"},
        {"email": "ana@example.com"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email": None},
        {"email": ""},
    ],
)
def test_unknown_or_unverified_address_is_refused(
    client: Client, provider: Provider, ana: User, said: dict[str, Any]
) -> None:
    provider.person |= said
    assert refusal(client, sign_in(client, provider)) == (403, False, 0)


def test_missing_word_about_the_address_is_no_verification(client: Client, provider: Provider, ana: User) -> None:
    del provider.person["email_verified"]
    assert refusal(client, sign_in(client, provider)) == (403, False, 0)


@pytest.mark.parametrize("values", [{"is_active": False}, {"is_staff": False}])
def test_account_that_may_not_sign_in_is_refused(client: Client, provider: Provider, values: dict[str, Any]) -> None:
    make_user(**{"username": "ana", "email": "ana@example.org", "is_staff": True} | values)
    assert refusal(client, sign_in(client, provider)) == (403, False, 0)


def test_address_of_two_accounts_is_refused(client: Client, provider: Provider, ana: User) -> None:
    make_secretary(username="bob", email="ana@example.org")
    assert refusal(client, sign_in(client, provider)) == (403, False, 0)


def test_address_that_somebody_else_has_now_opens_nothing(client: Client, provider: Provider, ana: User) -> None:
    sign_in(Client(), provider)
    provider.person["sub"] = "18"
    assert refusal(client, sign_in(client, provider)) == (403, False, 1)


def test_account_that_was_bound_and_is_closed_is_refused(client: Client, provider: Provider, ana: User) -> None:
    sign_in(Client(), provider)
    User.objects.update(is_active=False)
    assert refusal(client, sign_in(client, provider)) == (403, False, 1)


def test_state_that_was_not_given_is_refused(client: Client, provider: Provider, ana: User) -> None:
    begin(client, provider)
    assert refusal(client, come_back(client, "made-up")) == (401, False, 0)


def test_state_of_another_browser_is_refused(client: Client, provider: Provider, ana: User) -> None:
    state = begin(Client(), provider)["state"]
    assert refusal(client, come_back(client, state)) == (401, False, 0)


def test_state_is_good_once(client: Client, provider: Provider, ana: User) -> None:
    state = begin(client, provider)["state"]
    come_back(client, state)
    client.logout()
    assert come_back(client, state).status_code == 401


@pytest.mark.parametrize(
    "token",
    [
        {"nonce": "of another request"},
        {"nonce": None},
        {"sub": "18"},
        {"aud": "another site"},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1},
    ],
)
def test_token_that_does_not_fit_is_refused(
    client: Client, provider: Provider, ana: User, token: dict[str, Any]
) -> None:
    provider.token = token
    assert refusal(client, sign_in(client, provider)) == (401, False, 0)


def test_whoever_says_no_there_is_told_so(client: Client, provider: Provider, ana: User) -> None:
    state = begin(client, provider)["state"]
    answer = client.get(BACK, {"state": state, "error": "access_denied"})
    assert (refusal(client, answer), "Try again" in answer.content.decode()) == ((401, False, 0), True)


@pytest.mark.parametrize("when", ["before", "after"])
def test_provider_that_answers_nonsense_is_named_and_no_error_of_ours(
    client: Client, provider: Provider, ana: User, when: str
) -> None:
    state = begin(client, provider)["state"] if when == "after" else ""
    provider.is_broken = True
    answer = come_back(client, state) if state else client.post(BEGIN)
    assert refusal(client, answer) == (502, False, 0)


def test_provider_that_cannot_be_reached_is_no_error_of_ours(client: Client, settings: Any) -> None:
    settings.SINGLE_SIGN_ON[0]["settings"]["server_url"] = "http://127.0.0.1:1"
    assert refusal(client, client.post(BEGIN)) == (502, False, 0)


def test_second_step_of_the_account_is_asked_for(client: Client, provider: Provider, ana: User) -> None:
    give_second_step(ana)
    assert (sign_in(client, provider)["Location"], is_signed_in(client)) == (CODE, False)
    client.post(CODE, {"code": code()})
    assert is_signed_in(client)


@pytest.fixture
def without_a_password(ana: User, settings: Any) -> User:
    settings.REQUIRE_MFA = True
    ana.set_unusable_password()
    ana.save()
    return ana


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + seconds)


def test_second_step_is_set_up_by_somebody_without_a_password(
    client: Client, provider: Provider, without_a_password: User
) -> None:
    sign_in(client, provider)
    assert client.get(INDEX)["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_who_came_a_while_ago_signs_in_once_more_to_set_it_up(
    client: Client, provider: Provider, without_a_password: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, provider)
    later(monkeypatch, 301)
    page = client.get(SET_UP, follow=True)
    assert page.redirect_chain == [(f"/admin/confirm/sign-on/?next={quote(SET_UP, '')}", 302)]
    assert f'name="next" value="{SET_UP}"' in page.content.decode()
    assert come_back(client, begin(client, provider, SET_UP)["state"])["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_who_has_a_password_types_it_though_they_came_by_single_sign_on(
    client: Client, provider: Provider, ana: User
) -> None:
    sign_in(client, provider)
    assert client.get(SET_UP)["Location"].startswith("/admin/confirm/?next=")


def test_page_to_sign_in_once_more_is_for_who_is_signed_in(client: Client) -> None:
    assert client.get("/admin/confirm/sign-on/")["Location"] == LOGIN


def test_nothing_of_the_request_changes_what_is_asked(client: Client, provider: Provider) -> None:
    query = "?scope=admin&process=connect&auth_params=redirect_uri%3Dhttps%3A%2F%2Fexample.org"
    page = html.unescape(client.post(BEGIN + query).content.decode())
    assert ("admin+" in page, "example.org" in page, provider.asked) == (
        False,
        False,
        ["/.well-known/openid-configuration"],
    )


def test_get_begins_nothing(client: Client, provider: Provider) -> None:
    assert (client.get(BEGIN).status_code, provider.asked) == (405, [])


@pytest.mark.parametrize(("path", "method"), [(BEGIN, "post"), (BACK, "get")])
def test_without_it_there_is_no_button_and_no_page(client: Client, settings: Any, path: str, method: str) -> None:
    settings.SINGLE_SIGN_ON, settings.SOCIALACCOUNT_PROVIDERS = [], {}
    page = client.get(LOGIN).content.decode()
    assert (getattr(client, method)(path).status_code, BEGIN in page) == (404, False)
