"""The page of the mail queue: read by those who may, decided upon by POST alone."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liaison.models import Mail
from tests import factory
from tests.desk import add_url, change_url, list_url
from tests.liaison.mail.mails import make_failed, make_file, make_mail, make_unknown, stand, state, steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="secretary"))
    return client


def clerk(*names: str) -> Any:
    user = factory.make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def act(mail: Mail, name: str) -> str:
    return reverse("admin:liaison_mail_act", args=[mail.pk, name])


def shown(response: Any) -> str:
    return html.unescape(response.content.decode())


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (make_mail, ["cancel"]),
        (make_failed, ["try-again", "cancel"]),
        (make_unknown, ["arrived", "send-again", "cancel"]),
    ],
)
def test_buttons_are_those_that_fit(desk: Client, make: Any, names: list[str]) -> None:
    assert [offer.name for offer in desk.get(change_url(make())).context["acts"]] == names


def test_mail_that_was_sent_has_no_buttons(desk: Client) -> None:
    mail = make_mail()
    stand(mail, state="sent", sent_at=timezone.now())
    assert desk.get(change_url(mail)).context["acts"] == []


@pytest.mark.parametrize(
    ("make", "name", "after"),
    [
        (make_mail, "cancel", "cancelled"),
        (make_failed, "try-again", "queued"),
        (make_unknown, "arrived", "sent"),
        (make_unknown, "send-again", "queued"),
    ],
)
def test_button_does_what_it_says_by_post_alone(desk: Client, make: Any, name: str, after: str) -> None:
    mail = make()
    before = mail.state
    assert (desk.get(act(mail, name)).status_code, state(mail)) == (200, before)
    assert desk.post(act(mail, name), {"note": "They called"}).status_code == 302
    last = mail.steps.last()
    assert (state(mail), last.by.username, last.note) == (after, "secretary", "They called")


def test_sending_again_without_a_reason_is_refused_beside_the_note(desk: Client) -> None:
    mail = make_unknown()
    response = desk.post(act(mail, "send-again"), {"note": " "})
    assert "Say how you know that it did not arrive" in response.context["form"].errors["note"][0]
    assert (response.status_code, state(mail)) == (200, "unknown")


def test_button_of_a_page_that_is_out_of_date_changes_nothing_and_keeps_the_note(desk: Client) -> None:
    mail = make_failed()
    stand(mail, state="sent", sent_at=timezone.now())
    response = desk.post(act(mail, "try-again"), {"note": "Kept as typed"})
    assert ("is left as it is" in shown(response), "Kept as typed" in shown(response)) == (True, True)
    assert state(mail) == "sent"


def test_page_shows_addresses_answers_files_and_what_happened(desk: Client) -> None:
    mail = make_unknown(cc=["copy@example.org"], text="Dear <b>Ann</b>", files=[make_file("Déclaration.pdf")])
    mail.addresses.filter(use="cc").update(state="refused", answer="550 5.1.1 <copy@example.org> nobody")
    text = desk.get(change_url(mail)).content.decode()
    for part in ("ann@example.org", "Déclaration.pdf", "Dear &lt;b&gt;Ann&lt;/b&gt;", mail.files.get().sha256):
        assert part in text
    assert "550 5.1.1 &lt;copy@example.org&gt; nobody" in text
    assert "It is not sent again by itself." in text


def test_list_shows_how_many_are_in_each_state(desk: Client) -> None:
    for make in (make_mail, make_failed, make_failed, make_unknown):
        make()
    counts = desk.get(list_url(Mail)).context["counts"]
    assert [(name, number) for name, _, number in counts] == [
        ("queued", 1),
        ("sending", 0),
        ("failed", 2),
        ("unknown", 1),
    ]


@pytest.mark.parametrize(("minutes", "is_told"), [(10, False), (20, True)])
def test_list_tells_where_nothing_is_sent(desk: Client, minutes: int, is_told: bool) -> None:
    stand(make_mail(), next_try_at=timezone.now() - timedelta(minutes=minutes))
    assert ("Perhaps nothing sends them" in shown(desk.get(list_url(Mail)))) is is_told


@pytest.mark.parametrize("name", Mail.State.values)
def test_list_is_filtered_by_state(desk: Client, name: str) -> None:
    for make in (make_mail, make_failed, make_unknown):
        make()
    found = desk.get(list_url(Mail), {"state__exact": name}).context["cl"].result_list
    assert {mail.state for mail in found} == ({name} & {"queued", "failed", "unknown"})


def test_mail_is_found_by_address(desk: Client) -> None:
    wanted, _other = make_mail(to=["wanted@example.org"]), make_mail()
    assert list(desk.get(list_url(Mail), {"q": "wanted@"}).context["cl"].result_list) == [wanted]


def select(client: Client, name: str, *mails: Mail) -> None:
    client.post(list_url(Mail), {"action": name, "_selected_action": [mail.pk for mail in mails]})


def test_selected_failed_mails_are_tried_again_and_no_others(desk: Client) -> None:
    mails = [make_failed(), make_failed(), make_unknown(), make_mail()]
    select(desk, "try_selected", *mails)
    assert [state(mail) for mail in mails] == ["queued", "queued", "unknown", "queued"]
    assert steps(mails[3]) == ["queued"]


def test_selected_waiting_and_failed_mails_are_cancelled_and_no_unknown_ones(desk: Client) -> None:
    mails = [make_failed(), make_unknown(), make_mail()]
    select(desk, "cancel_selected", *mails)
    assert [state(mail) for mail in mails] == ["cancelled", "unknown", "cancelled"]


def test_nobody_adds_changes_or_deletes_a_mail(desk: Client) -> None:
    mail = make_mail()
    answers = [desk.get(add_url(Mail)), desk.post(change_url(mail), {"subject": "Another"})]
    answers += [desk.post(reverse("admin:liaison_mail_delete", args=[mail.pk]), {"post": "yes"})]
    mail.refresh_from_db()
    assert ([answer.status_code for answer in answers], mail.subject) == ([403, 403, 403], "A statement")


def test_reader_of_mails_decides_nothing(client: Client) -> None:
    client.force_login(clerk("view_mail"))
    mail = make_failed()
    assert client.get(change_url(mail)).context["acts"] == []
    select(client, "try_selected", mail)
    assert (client.post(act(mail, "try-again")).status_code, state(mail)) == (403, "failed")


def test_who_may_not_read_mails_sees_none(client: Client) -> None:
    client.force_login(clerk("view_statement", "change_statement", "send_statement"))
    mail = make_failed()
    pages = [list_url(Mail), change_url(mail), act(mail, "try-again")]
    assert [client.get(page).status_code for page in pages] == [403] * 3


def test_unknown_act_or_mail_is_not_found(desk: Client) -> None:
    pages = [act(make_mail(), "explode"), reverse("admin:liaison_mail_act", args=[0, "cancel"])]
    assert [desk.post(page).status_code for page in pages] == [404, 404]
