"""What a meeting agreed: recorded for one statement or several at once."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contributions.models import Meeting
from liaison.models import Event, Statement
from tests import factory
from tests.desk import list_url

pytestmark = pytest.mark.django_db
PAGE = "/admin/liaison/statement/agree/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_member_of("Secretary", username="secretary"))
    return client


@pytest.fixture
def meeting() -> Meeting:
    days = {"starts_on": datetime.date(2023, 5, 22), "ends_on": datetime.date(2023, 5, 26)}
    return factory.make_meeting(name="SG2, second meeting", kind="study_group", **days)


def drafts() -> list[Statement]:
    return [factory.make_statement(direction="outgoing", title=title, language=code) for title, code in TITLES]


TITLES = [("First", "en"), ("Second", "fr")]


def approvals(rows: list[Statement]) -> list[tuple[object, ...]]:
    names = ("status", "approval_level", "approval_date", "approval_meeting_id", "approval_paragraph")
    return [Statement.objects.values_list(*names).get(pk=row.pk) for row in rows]


def test_list_offers_those_that_can_be_agreed(desk: Client) -> None:
    rows = [*drafts(), factory.make_public_statement(), factory.make_statement(direction="incoming")]
    chosen = {"action": "agree_selected", "_selected_action": [row.pk for row in rows]}
    answer = desk.post(list_url(Statement), chosen, follow=True)
    assert {row.title for row in answer.context["offered"]} == {"First", "Second"}


def test_several_are_agreed_at_once_and_what_is_left_empty_follows(desk: Client, meeting: Meeting) -> None:
    rows = drafts()
    address = f"{PAGE}?statement={rows[0].pk}&statement={rows[1].pk}"
    posted = {"statements": [row.pk for row in rows], "meeting": meeting.pk, "paragraph": "3.4"}
    assert desk.post(address, posted).status_code == 302
    agreed = ("approved", "study_group", meeting.ends_on, meeting.pk, "3.4")
    assert approvals(rows) == [agreed, agreed]
    texts = [row.approval_text for row in Statement.objects.order_by("pk")]
    assert "SG2, second meeting" in texts[0]
    assert Event.objects.filter(kind="agreed", by__username="secretary").count() == 2


def test_what_is_typed_stands_instead_of_what_the_meeting_says(desk: Client, meeting: Meeting) -> None:
    row = drafts()[0]
    typed = {"level": "management", "date": "2023-05-24", "text": "As the report says", "paragraph": "9"}
    desk.post(f"{PAGE}?statement={row.pk}", {"statements": [row.pk], "meeting": meeting.pk} | typed)
    row.refresh_from_db()
    assert (row.approval_level, str(row.approval_date), row.approval_text, row.approval_paragraph) == tuple(
        typed.values()
    )


@pytest.mark.parametrize("key", ["none", "<p>x</p>", "9" * 400, "2024-05-01"])
@pytest.mark.parametrize("address", [f"{PAGE}?statement={{0}}", "/admin/liaison/statement/{0}/act/agree/"])
def test_meeting_that_cannot_be_one_is_refused_beside_its_field(desk: Client, address: str, key: str) -> None:
    row = drafts()[0]
    answer = desk.post(address.format(row.pk), {"statements": [row.pk], "meeting": key, "level": "management"})
    assert (answer.status_code, "meeting" in answer.context["form"].errors) == (200, True)


def test_none_is_agreed_where_one_is_refused(desk: Client, meeting: Meeting) -> None:
    rows = drafts()
    address = f"{PAGE}?statement={rows[0].pk}&statement={rows[1].pk}"
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    posted = {"statements": [row.pk for row in rows], "meeting": meeting.pk, "date": tomorrow, "text": "Typed"}
    answer = desk.post(address, posted)
    assert list(answer.context["form"].errors) == ["date"]
    assert "Typed" in answer.content.decode()
    assert [status for status, *_rest in approvals(rows)] == ["draft", "draft"]


def test_statement_that_went_on_meanwhile_is_refused_with_all(desk: Client, meeting: Meeting) -> None:
    rows = drafts()
    address = f"{PAGE}?statement={rows[0].pk}&statement={rows[1].pk}"
    Statement.objects.filter(pk=rows[1].pk).update(status="approved")
    answer = desk.post(address, {"statements": [row.pk for row in rows], "meeting": meeting.pk})
    assert (answer.status_code, approvals(rows)[0][0]) == (200, "draft")


@pytest.mark.parametrize("missing", ["level", "date", "meeting", "statements"])
def test_what_is_missing_is_told_beside_its_field(desk: Client, missing: str) -> None:
    row = drafts()[0]
    posted = {"statements": row.pk, "level": "correspondence", "date": "2023-05-22", "text": "By mail"}
    del posted["text" if missing == "meeting" else missing]
    answer = desk.post(f"{PAGE}?statement={row.pk}", posted)
    assert (list(answer.context["form"].errors), approvals([row])[0][0]) == ([missing], "draft")


def test_meeting_offers_what_was_prepared_there(desk: Client, meeting: Meeting) -> None:
    sitting = factory.make_meeting(name="A sitting", parent=meeting)
    factory.make_statement(direction="outgoing", title="There", meeting=meeting)
    factory.make_statement(direction="outgoing", title="At a sitting", meeting=sitting)
    factory.make_statement(direction="outgoing", title="Elsewhere")
    answer = desk.get(f"{PAGE}?meeting={meeting.pk}")
    assert {row.title for row in answer.context["offered"]} == {"There", "At a sitting"}


@pytest.mark.parametrize("query", ["", "?statement=x", "?meeting=999999999999999999999", "?statement=%00&statement=-1"])
def test_nothing_to_agree_is_said(desk: Client, query: str) -> None:
    answer = desk.get(f"{PAGE}{query}")
    assert (answer.status_code, b"There is nothing here to be agreed" in answer.content) == (200, True)


@pytest.mark.parametrize("role", ["Reader", "Editor", "nobody"])
def test_only_who_may_records_what_was_agreed(client: Client, role: str, meeting: Meeting) -> None:
    client.force_login(factory.make_member_of(role))
    row = drafts()[0]
    assert client.get(f"{PAGE}?statement={row.pk}").status_code == 403
    posted = {"statements": [row.pk], "meeting": meeting.pk}
    assert (client.post(f"{PAGE}?statement={row.pk}", posted).status_code, approvals([row])[0][0]) == (403, "draft")
    chosen = {"action": "agree_selected", "_selected_action": [row.pk]}
    assert reverse("admin:liaison_statement_agree") not in client.post(list_url(Statement), chosen).headers.get(
        "Location", ""
    )


def test_one_is_agreed_with_what_is_written_on_it(desk: Client, meeting: Meeting) -> None:
    row = factory.make_statement(direction="outgoing", meeting=meeting, approval_paragraph="7")
    answer = desk.get(reverse("admin:liaison_statement_act", args=[row.pk, "agree"]))
    assert (answer.context["form"]["meeting"].value(), answer.context["form"]["paragraph"].value()) == (meeting.pk, "7")
