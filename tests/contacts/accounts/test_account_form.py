"""The form of an account: groups to tick, days that nobody types."""

from __future__ import annotations

import lxml.html
import pytest
from django.contrib.auth.models import Group
from django.test import Client

from contacts.models import User
from tests import factory
from tests.desk import change_url, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


@pytest.fixture
def account() -> User:
    return factory.make_member_of("Reader")


def test_groups_are_boxes_to_tick_under_their_name(desk: Client, account: User) -> None:
    page = lxml.html.fromstring(desk.get(change_url(account)).content)
    (boxes,) = page.xpath("//*[@role='group' and @aria-label='Groups']")
    ticked = [box.getparent().text_content().strip() for box in boxes.xpath(".//input[@checked]")]
    shown = [label.text_content().strip() for label in boxes.xpath(".//label")]
    assert (ticked, set(shown) >= {"Reader", "Editor", "Secretary"}) == (["Reader"], True)


def test_ticked_groups_are_stored(desk: Client, account: User) -> None:
    chosen = list(Group.objects.filter(name__in=["Editor", "Secretary"]))
    assert open_change(desk, account).fill(groups=chosen).errors() == []
    assert set(account.groups.all()) == set(chosen)


def test_days_of_an_account_are_not_typed(desk: Client, account: User) -> None:
    joined = account.date_joined
    page = open_change(desk, account).fill(date_joined_0="2001-01-01", date_joined_1="00:00", last_login_0="2001-01-01")
    assert page.errors() == []
    account.refresh_from_db()
    assert (account.date_joined, account.last_login) == (joined, None)


def test_single_permissions_lie_folded_and_are_kept(desk: Client, account: User) -> None:
    page = open_change(desk, account)
    folded = lxml.html.fromstring(page.text).xpath("//details//select[@name='user_permissions']/option")
    assert len(folded) > 100
    assert page.fill(user_permissions=folded[0].get("value")).errors() == []
    assert account.user_permissions.count() == 1
