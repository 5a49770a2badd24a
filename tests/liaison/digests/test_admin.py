"""What the desk sees of followers: counts. And what superusers may do at an owner's request."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from liaison.board import Board
from liaison.models import Follower, FollowRequest, Mail
from tests import factory
from tests.desk import change_url, list_url

from .followers import ANN, ask, make_follower

pytestmark = pytest.mark.django_db
PAGE = "/admin/followers/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_page_counts_and_names_nobody(desk: Client) -> None:
    make_follower()
    make_follower("documents", frequency="weekly")
    ask(email="bo@example.org")
    found = text(desk.get(PAGE))
    counts = [
        found.split(f'<th scope="row">{label}</th><td>')[1][0] for label in ("Addresses", "Documents: Once a week")
    ]
    assert (counts, "example.org" in found) == (["1", "1"], False)


def test_mails_to_followers_are_in_no_list_of_the_desk(desk: Client) -> None:
    ask()
    mail = Mail.objects.get()
    found = [text(desk.get(address)) for address in (list_url(mail), f"{list_url(mail)}?q=ann", "/admin/")]
    assert [ANN in page for page in found] == [False] * 3
    assert desk.get(change_url(mail)).status_code == 302


def test_mails_to_followers_are_nobody_s_task() -> None:
    ask()
    Mail.objects.update(state="failed")
    assert Board(factory.make_secretary()).section("mails").rows == []


def test_address_is_erased_by_who_types_it(desk: Client) -> None:
    make_follower()
    ask("documents")
    answer = desk.post(PAGE, {"erase": "1", "email": "Ann@Example.org"}, follow=True)
    assert "The address is erased." in text(answer)
    assert (Follower.objects.count(), FollowRequest.objects.count(), Mail.objects.count()) == (0, 0, 0)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("email", "said"), [("bo@example.org", "Nothing was stored"), ("bo", "is not an e-mail address")]
)
def test_what_is_not_there_or_no_address_erases_nothing(desk: Client, email: str, said: str) -> None:
    make_follower()
    assert said in text(desk.post(PAGE, {"erase": "1", "email": email}, follow=True))
    assert Follower.objects.count() == 1


def test_paused_addresses_get_mails_again(desk: Client) -> None:
    make_follower()
    Follower.objects.all().pause()
    desk.post(PAGE, {"resume": "1"})
    assert Follower.objects.paused().count() == 0


@pytest.mark.parametrize(("role", "reads", "erases"), [("Secretary", 200, 403), ("", 403, 403)])
def test_others_read_the_counts_or_nothing(client: Client, role: str, reads: int, erases: int) -> None:
    make_follower()
    client.force_login(factory.make_member_of(role))
    answers = [client.get(PAGE).status_code, client.post(PAGE, {"erase": "1", "email": ANN}).status_code]
    assert (answers, Follower.objects.count()) == ([reads, erases], 1)


def test_followers_have_no_page_of_the_admin(desk: Client) -> None:
    for name in ("follower", "follow", "followrequest"):
        assert desk.get(f"/admin/liaison/{name}/").status_code == 404
    assert reverse("admin:followers") == PAGE


def test_command_says_what_it_did_and_names_nobody() -> None:
    make_follower()
    printed = io.StringIO()
    call_command("send_digests", stdout=printed)
    assert printed.getvalue() == "0 mails queued, nothing new for 1. Erased: 0 requests, 0 addresses.\n"
