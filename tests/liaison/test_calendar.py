"""/calendar.ics, read back by the icalendar library: which meetings and deadlines are in it, and what of them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar, Event

from contributions.models import Meeting
from tests import factory
from tests.liaison.leaks import HEADER_SECRET, SECRET, body_of, make_leaky_register

pytestmark = pytest.mark.django_db

DUE = datetime.date(2023, 9, 1)


def events_of(client: Client, query: str = "") -> list[Event]:
    calendar = Calendar.from_ical(body_of(client, f"/calendar.ics{query}"))
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    return list(calendar.walk("VEVENT"))


def uids(client: Client, query: str = "") -> list[str]:
    return sorted(str(event["uid"]).partition("@")[0] for event in events_of(client, query))


def test_calendar_holds_nothing_that_is_hidden(client: Client, settings: Any) -> None:
    settings.EMAIL_ADDRESSES = "hidden"
    make_leaky_register()
    text = Calendar.from_ical(body_of(client, "/calendar.ics")).to_ical().decode().replace("\r\n ", "")
    assert [word for word in (SECRET, HEADER_SECRET, "@example.org") if word in text] == []
    deadlines = [uid.rsplit("-", 1)[0] for uid in uids(client) if uid.startswith("deadline")]
    assert deadlines == ["deadline-corrected", "deadline-header", "deadline-shown"]


def test_deadline_of_a_withdrawn_statement_is_cancelled_where_it_is_asked_for(client: Client) -> None:
    make_leaky_register()
    (event,) = [found for found in events_of(client, "?status=withdrawn") if "deadline" in found["uid"]]
    assert (str(event["status"]), event["dtstart"].dt) == ("CANCELLED", DUE)


@pytest.mark.parametrize(
    ("status", "shown"), [("planned", "TENTATIVE"), ("confirmed", "CONFIRMED"), ("cancelled", "CANCELLED")]
)
def test_meeting_is_an_event_of_whole_days(client: Client, settings: Any, status: str, shown: str) -> None:
    settings.SITE_URL = "https://liaison.example"
    day = factory.DAY
    factory.make_meeting(
        name="Week", slug="week", place="Geneva, Popov", starts_on=day, ends_on=day.replace(day=26), status=status
    )
    (event,) = events_of(client)
    assert (event["dtstart"].dt, event["dtend"].dt) == (day, day.replace(day=27))
    assert (str(event["status"]), str(event["location"])) == (shown, "Geneva, Popov")
    assert str(event["url"]) == "https://liaison.example/meetings/week/"
    assert (str(event["uid"]), event["dtstamp"].dt.tzinfo is not None) == ("meeting-week@liaison.example", True)
    assert b"DTSTART;VALUE=DATE:20230522" in event.to_ical()


def test_uid_stays_when_the_meeting_moves(client: Client) -> None:
    meeting = factory.make_meeting(slug="week")
    before = uids(client)
    meeting.starts_on = meeting.ends_on = datetime.date(2024, 1, 1)
    meeting.name = "Another"
    meeting.save()
    assert uids(client) == before == ["meeting-week"]


def test_meeting_without_a_day_is_no_event_and_its_documents_have_theirs(client: Client) -> None:
    factory.make_meeting(slug="some-day", starts_on=None, ends_on=None, document_deadline=DUE)
    assert uids(client) == ["documents-some-day"]


def test_meetings_are_those_of_the_same_body_and_its_parts(client: Client) -> None:
    group = factory.make_home()
    factory.make_meeting(slug="ours", body=group)
    factory.make_meeting(slug="theirs")
    assert uids(client, "?body=ITU-D") == uids(client, "?group=itu-d-sg2") == ["meeting-ours"]


def test_meetings_of_a_question_and_of_a_period(client: Client) -> None:
    question = factory.make_question()
    meeting = factory.make_meeting(slug="of-question", body=question.group, period=question.period)
    meeting.questions.add(question)
    factory.make_meeting(slug="other", period=factory.make_period("2018-2021"))
    assert uids(client, "?question=3/2") == uids(client, "?period=2022-2025") == ["meeting-of-question"]


def test_sittings_of_a_meeting_come_with_it(client: Client) -> None:
    week = factory.make_meeting(slug="week")
    factory.make_meeting(slug="sitting", parent=week)
    factory.make_meeting(slug="other")
    assert uids(client, "?meeting=week") == ["meeting-sitting", "meeting-week"]


def test_other_filters_leave_the_meetings_of_the_statements_that_they_find(client: Client) -> None:
    topic = factory.make_topic("Protection", slug="protection")
    for name in ("agreed", "next", "other", "hidden"):
        factory.make_meeting(slug=name)
    agreed = Meeting.objects.get(slug="agreed")
    statement = factory.make_public_statement(approval_meeting=agreed)
    statement.topics.add(topic)
    statement.next_meetings.create(meeting=Meeting.objects.get(slug="next"))
    hidden = factory.make_public_statement(visibility="staff", approval_meeting=Meeting.objects.get(slug="hidden"))
    hidden.topics.add(topic)
    assert uids(client, "?topic=protection") == ["meeting-agreed", "meeting-next"]


def test_words_are_looked_for_in_statements_and_in_meetings(client: Client) -> None:
    factory.make_meeting(slug="geneva", place="Geneva")
    factory.make_meeting(slug="other")
    statement = factory.make_public_statement(slug="one", title="From Geneva")
    factory.make_party(statement, text="Somebody", purpose="action", deadline=DUE)
    factory.index_all()
    assert [uid.rsplit("-", 1)[0] for uid in uids(client, "?q=geneva")] == ["deadline-one", "meeting"]


def test_address_in_a_title_or_a_name_is_hidden_where_the_setting_hides_it(client: Client, settings: Any) -> None:
    settings.EMAIL_ADDRESSES = "hidden"
    statement = factory.make_public_statement(title="Write to ana@example.org")
    factory.make_party(statement, text="bo@example.org", purpose="action", deadline=DUE)
    assert b"@example" not in body_of(client, "/calendar.ics").replace(b"\r\n ", b"")


def test_deadline_names_who_is_to_reply_and_that_they_did(client: Client) -> None:
    statement = factory.make_public_statement(symbol="LS/1")
    party = factory.make_party(statement, text="IETF", purpose="action", deadline=DUE)
    (open_event,) = events_of(client)
    party.answered_on = DUE
    party.save(update_fields=["answered_on"])
    (answered,) = events_of(client)
    assert str(open_event["summary"]) == "Reply due by IETF: LS/1"
    assert str(answered["summary"]) == "Answered by IETF: LS/1"
    assert answered["uid"] == open_event["uid"]


def test_wrong_filter_is_answered_with_the_words_beside_the_field(client: Client) -> None:
    response = client.get("/calendar.ics?deadline_from=soon")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content.decode().startswith("Deadline from: ")


def test_reader_that_has_it_is_told_so_until_a_meeting_moves(client: Client) -> None:
    meeting = factory.make_meeting()
    tag = client.get("/calendar.ics")["ETag"]
    same = client.get("/calendar.ics", headers={"If-None-Match": tag})
    meeting.save()
    assert (same.status_code, client.get("/calendar.ics", headers={"If-None-Match": tag}).status_code) == (304, 200)


def test_signs_of_the_format_are_escaped_and_breaks_stay_within_a_value(client: Client) -> None:
    factory.make_meeting(name="A; B, C\\D\nEND:VEVENT", place="x" * 200)
    (event,) = events_of(client)
    assert str(event["summary"]).endswith("A; B, C\\D END:VEVENT")
    assert max(len(line) for line in body_of(client, "/calendar.ics").split(b"\r\n")) <= 75


def test_calendar_costs_the_same_for_one_event_and_for_many(client: Client, django_assert_num_queries: Any) -> None:
    for rows in (1, 12):
        for _number in range(rows):
            factory.make_meeting(document_deadline=DUE)
            factory.make_party(factory.make_public_statement(), purpose="action", deadline=DUE)
        # the keys of both; the publisher; the meetings and their Questions; recipients, their statements' parties
        with django_assert_num_queries(7):
            body_of(client, "/calendar.ics")
