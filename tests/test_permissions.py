"""Who may open and do what: every address of the desk, by every role, and every address of the API."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from liaison.admin.acts import ACTS
from liaison.roles import EDITOR, READER, SECRETARY
from tests import factory
from tests.permissions import ACT_OF, CLOSED, RANKS, STAFF, STRANGER, SUPERUSER, Address, addresses, named

pytestmark = pytest.mark.django_db
BY_ALL = {"login", "logout"}  # these are for whoever is not signed in, or is
KEPT = ["contacts", "contributions", "liaison", "auth"]


@pytest.fixture(autouse=True)
def quiet(few_files: None) -> Iterator[None]:
    """A thousand refusals are no news."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def clients() -> dict[str, Client]:
    users = {
        STRANGER: factory.make_user(),
        STAFF: factory.make_user(is_staff=True),
        SUPERUSER: factory.make_secretary(),
    }
    users |= {role: factory.make_member_of(role) for role in (READER, EDITOR, SECRETARY)}
    found = {"nobody": Client()}
    for role, user in users.items():
        found[role] = Client()
        found[role].force_login(user)
    return found


def answer(client: Client, method: str, address: Address) -> str:
    """In a word; what it changed is undone."""
    with transaction.atomic():
        response = getattr(client, method)(address.path)
        transaction.set_rollback(True)
    if response.streaming:
        b"".join(response)  # to its end, by which the file is closed
    if response.status_code == 302 and response["Location"].startswith("/admin/login/"):
        return "sign in"
    return {403: "refused", 404: "refused", 405: "refused"}.get(response.status_code, "open")


def refused_to(least: str) -> list[str]:
    return RANKS if least == CLOSED else RANKS[: RANKS.index(least)]


def counts() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for app in KEPT
        for model in apps.get_app_config(app).get_models()
    }


def test_every_address_of_the_desk_has_its_least_role() -> None:
    """One that is new goes to PAGES in tests/permissions.py."""
    names = {address.name for address in addresses()}
    assert named() - names == BY_ALL | {"liaison_statement_act"}
    assert set(ACT_OF) == set(ACTS)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_open_to_whoever_has_not_the_role(clients: dict[str, Client], method: str) -> None:
    found, wrong = addresses(), []
    before = counts()
    for address in found:
        least = address.needs[method == "post"]
        for role in refused_to(least):
            expected = "sign in" if role in ("nobody", STRANGER) else "refused"
            if (said := answer(clients[role], method, address)) != expected:
                wrong.append(f"{method} {address.name} by {role}: {said}")
    assert wrong == []
    assert counts() == before


def test_every_page_is_open_to_the_least_role_that_may(clients: dict[str, Client]) -> None:
    """So that what is refused to others is there, and is refused for the role alone."""
    opened = [address for address in addresses() if address.needs[0] != CLOSED]
    wrong = [
        f"{address.name} by {address.needs[0]}"
        for address in opened
        if answer(clients[address.needs[0]], "get", address) != "open"
    ]
    assert wrong == []
