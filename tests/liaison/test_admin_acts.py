"""The buttons of a statement: each has a page that says what will happen, and does it by POST alone."""

from __future__ import annotations

import html
import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from liaison import services
from liaison.models import Statement
from tests import factory

pytestmark = pytest.mark.django_db


def clerk(*names: str) -> object:
    user = factory.make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="secretary"))
    return client


def ready(**values: object) -> Statement:
    """A draft of ours that lacks nothing."""
    question = factory.make_question()
    statement = factory.make_statement(
        direction="outgoing", approval_level="rapporteur_group", meeting_text="The May meeting", **values
    )
    factory.make_party(statement, part="from", body=question.group, questions=[question])
    factory.make_party(statement, part="to", body=factory.make_body("CWG-COP"), purpose="information")
    factory.make_contact(statement, email="a@example.org")
    return statement


def act(statement: Statement, name: str) -> str:
    return reverse("admin:liaison_statement_act", args=[statement.pk, name])


def offered(client: Client, statement: Statement) -> list[str]:
    response = client.get(reverse("admin:liaison_statement_change", args=[statement.pk]))
    return [offer.name for offer in response.context["acts"]]


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"status": "draft", "direction": "outgoing"}, ["submit", "agree", "record-sent"]),
        ({"status": "in_review", "direction": "outgoing"}, ["agree", "record-sent", "return"]),
        ({"status": "approved", "direction": "outgoing"}, ["record-sent", "return"]),
        ({"status": "draft", "direction": "incoming"}, ["record-received"]),
        ({"status": "sent", "direction": "outgoing"}, ["publish", "correct", "withdraw", "redact", "remove"]),
        ({"status": "recorded", "direction": "incoming"}, ["close", "publish", "correct", "redact", "remove"]),
        ({"status": "closed", "direction": "incoming"}, ["reopen", "publish", "correct", "redact", "remove"]),
        ({"status": "withdrawn", "direction": "outgoing"}, ["publish", "redact", "remove"]),
    ],
)
def test_buttons_are_those_that_fit(desk: Client, values: dict[str, str], names: list[str]) -> None:
    assert offered(desk, factory.make_statement(**values)) == names


BUTTON = re.compile(r'<a class="desk-act([^"]*)" href="[^"]*">([^<]*)</a>')


def buttons(client: Client, statement: Statement) -> list[tuple[str, str]]:
    """What stands on the buttons at the head, with how each looks: "" for the next step."""
    page = client.get(reverse("admin:liaison_statement_change", args=[statement.pk])).content.decode()
    head = page.split('<ul class="desk-acts"', 1)[1].split("</section>")[0]
    return [(look.strip(), html.unescape(label)) for look, label in BUTTON.findall(head)]


@pytest.mark.parametrize(
    ("values", "next_step"),
    [
        ({"status": "draft", "direction": "outgoing"}, ["Submit for review"]),
        ({"status": "in_review", "direction": "outgoing"}, ["Record what a meeting agreed"]),
        ({"status": "approved", "direction": "outgoing"}, ["Send …"]),
        ({"status": "draft", "direction": "incoming"}, ["Record as received"]),
        ({"status": "recorded", "direction": "incoming"}, ["Deal with it"]),
        ({"status": "sent", "direction": "outgoing"}, []),
    ],
)
def test_next_step_stands_first_and_alone_is_stressed(
    desk: Client, values: dict[str, str], next_step: list[str]
) -> None:
    shown = buttons(desk, factory.make_statement(**values))
    assert [label for look, label in shown if look == ""] == next_step
    assert shown[0][0] == ("" if next_step else "desk-quiet")


def test_correction_says_beside_each_other_whether_it_is_mailed(desk: Client) -> None:
    sent = services.statement_record_sent(statement=ready(title="Sent"), by=None)
    correction = services.statement_correct(statement=sent, by=None)
    assert buttons(desk, correction)[:2] == [
        ("", "Put in place and mail it …"),
        ("desk-quiet", "Put in place without mail"),
    ]


def test_what_cannot_be_undone_stands_last(desk: Client) -> None:
    shown = buttons(desk, factory.make_statement(status="sent", direction="outgoing"))
    assert [label for look, label in shown if look == "desk-grave"] == [label for _look, label in shown[-3:]]


def test_page_of_an_act_changes_nothing(desk: Client) -> None:
    statement = ready()
    assert desk.get(act(statement, "submit")).status_code == 200
    statement.refresh_from_db()
    assert (statement.status, statement.events.count()) == ("draft", 0)


def test_submitting_leaves_an_event_with_who_and_why(desk: Client) -> None:
    statement = ready()
    desk.post(act(statement, "submit"), {"note": "Please read"})
    statement.refresh_from_db()
    event = statement.events.get()
    assert (statement.status, event.kind, event.by.username, event.note) == (
        "in_review",
        "submitted",
        "secretary",
        "Please read",
    )


def test_what_is_missing_is_told_and_nothing_is_done(desk: Client) -> None:
    statement = ready()
    statement.contacts.all().delete()
    response = desk.post(act(statement, "submit"), {"note": "Kept as typed"})
    shown = html.unescape(response.content.decode())
    statement.refresh_from_db()
    assert ("There is no contact." in shown, "Kept as typed" in shown, statement.status) == (True, True, "draft")


def test_recording_as_sent_makes_it_public_on_the_day_given(desk: Client) -> None:
    statement = ready()
    desk.post(act(statement, "record-sent"), {"sent_on": "2023-05-24"})
    statement.refresh_from_db()
    assert (statement.status, statement.visibility, str(statement.sent_on)) == ("sent", "public", "2023-05-24")


def test_day_in_the_future_is_refused_beside_its_field(desk: Client) -> None:
    statement = ready()
    response = desk.post(act(statement, "record-sent"), {"sent_on": "2999-01-01"})
    assert response.context["form"].errors == {"sent_on": ["A statement cannot have been sent in the future."]}


def test_recording_as_received_keeps_it_with_staff(desk: Client) -> None:
    statement = factory.make_statement(direction="incoming")
    desk.post(act(statement, "record-received"), {"received_on": "2023-05-24"})
    statement.refresh_from_db()
    assert (statement.status, statement.visibility, str(statement.received_on)) == ("recorded", "staff", "2023-05-24")


@pytest.mark.parametrize("visibility", ["public", "header", "staff"])
def test_visibility_is_changed(desk: Client, visibility: str) -> None:
    statement = factory.make_public_statement(visibility="staff" if visibility == "public" else "public")
    desk.post(act(statement, "publish"), {"visibility": visibility})
    statement.refresh_from_db()
    assert statement.visibility == visibility


def test_withdrawal_without_a_reason_is_refused(desk: Client) -> None:
    statement = factory.make_public_statement()
    response = desk.post(act(statement, "withdraw"), {"reason": "  "})
    statement.refresh_from_db()
    assert (statement.status, list(response.context["form"].errors)) == ("sent", ["reason"])


def test_withdrawal_keeps_its_reason(desk: Client) -> None:
    statement = factory.make_public_statement()
    desk.post(act(statement, "withdraw"), {"reason": "Sent in error"})
    statement.refresh_from_db()
    assert (statement.status, statement.withdrawal_reason) == ("withdrawn", "Sent in error")


@pytest.mark.parametrize("name", ["record-sent", "publish", "withdraw"])
def test_sending_publishing_and_withdrawing_need_their_permission(client: Client, name: str) -> None:
    client.force_login(clerk("change_statement", "view_statement"))
    statement = factory.make_public_statement()
    answer = client.post(act(statement, name), {"reason": "x", "visibility": "staff", "sent_on": "2023-05-24"})
    statement.refresh_from_db()
    assert (answer.status_code, statement.status, statement.visibility) == (403, "sent", "public")


def test_buttons_that_may_not_be_used_are_not_shown(client: Client) -> None:
    client.force_login(clerk("change_statement", "view_statement"))
    assert offered(client, ready()) == ["submit"]


def test_reader_sees_no_buttons_and_no_form(client: Client) -> None:
    client.force_login(clerk("view_statement"))
    statement = ready()
    response = client.get(reverse("admin:liaison_statement_change", args=[statement.pk]))
    assert (response.context["acts"], b'name="title"' in response.content) == ([], False)


def test_unknown_act_is_not_found(desk: Client) -> None:
    assert desk.post(act(ready(), "explode")).status_code == 404


def test_preview_of_a_draft_is_a_pdf(desk: Client) -> None:
    response = desk.get(reverse("admin:liaison_statement_preview", args=[ready().pk]))
    assert (response["Content-Type"], "no-store" in response["Cache-Control"]) == ("application/pdf", True)
    assert response.content.startswith(b"%PDF-")


def test_preview_needs_leave_to_see_the_statement(client: Client) -> None:
    client.force_login(clerk("view_body"))
    assert client.get(reverse("admin:liaison_statement_preview", args=[ready().pk])).status_code == 403


def test_view_on_site_is_offered_for_public_statements_alone(desk: Client) -> None:
    shown = [
        desk.get(reverse("admin:liaison_statement_change", args=[statement.pk])).context["has_absolute_url"]
        for statement in (ready(), factory.make_public_statement(), factory.make_public_statement(visibility="staff"))
    ]
    assert shown == [False, True, False]
