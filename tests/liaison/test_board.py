"""The follow-up board: what stands on it and why, what it costs, and who sees it."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from contacts.models import Body
from liaison import services
from liaison.board import SECTIONS, SHOWN, Board
from liaison.handover import left_counts, work_of
from liaison.models import BoardVisit, Statement
from tests import factory
from tests.config.test_data_version import forget
from tests.liaison.mail.mails import make_failed, make_mail, make_unknown
from tests.liaison.test_incoming import TODAY, in_days, make_meeting, make_period, make_received, services_unsealed

pytestmark = pytest.mark.django_db


def make_asked(days: int | None, **values: Any) -> Statement:
    """Received, for action by Question 3/2, due in so many days."""
    statement = make_received(**values)
    with services_unsealed():
        statement.parties.filter(part="to").update(deadline=None if days is None else in_days(days))
    return statement


def make_question() -> Any:
    return factory.Question.objects.filter(number="3/2").first() or factory.make_question(period=make_period())


def make_asking(days: int | None, **values: Any) -> Statement:
    """Of ours, sent, for action by others, due in so many days."""
    question = make_question()
    statement = factory.make_statement(**{"direction": "outgoing", "status": "sent"} | values)
    factory.make_party(statement, part="from", body=question.group, questions=[question])
    deadline = None if days is None else in_days(days)
    factory.make_party(statement, part="to", text="Others", purpose="action", deadline=deadline)
    return statement


def make_draft(**values: Any) -> Statement:
    question = make_question()
    statement = factory.make_statement(**{"direction": "outgoing"} | values)
    factory.make_party(statement, part="from", body=question.group, questions=[question])
    return statement


def titles(name: str, user: Any = None) -> list[str]:
    return sorted(row.text for row in Board(user or factory.make_secretary(), TODAY).section(name).rows)


def test_overdue_are_requests_of_ours_and_of_others_whose_date_is_over() -> None:
    for days, title in [(-1, "late"), (0, "today"), (None, "no date")]:
        make_asked(days, title=f"We {title}")
        make_asking(days, title=f"They {title}")
    assert titles("overdue") == ["They late", "We late"]


def test_parts_of_a_line_stand_apart_where_lines_run_from_right_to_left() -> None:
    make_asking(3)
    details = {}
    for language in ("en", "ar"):
        with translation.override(language):
            [row] = Board(factory.make_secretary(), TODAY).section("awaiting").rows
            details[language] = row.detail
    assert ("\u2068" in details["en"], details["ar"].count("\u2068"), details["ar"].count("\u2069")) == (False, 3, 3)


def test_line_runs_as_the_page_does_whatever_its_first_word_is(client: Client) -> None:
    make_asking(3)
    client.force_login(factory.make_secretary())
    text = client.get("/ar/admin/").content.decode()
    assert ("\u2068" in text, "<bdi>\u2068" in text) == (True, False)


def test_due_soon_are_the_next_two_weeks() -> None:
    for days in (-1, 0, 14, 15):
        make_asked(days, title=f"In {days}")
    assert titles("due-soon") == ["In 0", "In 14"]


@pytest.mark.parametrize("status", ["draft", "withdrawn", "closed"])
def test_what_is_not_in_force_is_not_overdue(status: str) -> None:
    make_asked(-1, status=status)
    assert titles("overdue") == []


def test_answered_request_is_not_overdue() -> None:
    statement = make_asked(-1)
    services.party_handle(party=statement.parties.get(part="to"), by=None, answered_on=TODAY)
    assert titles("overdue") == []


def test_awaiting_are_the_requests_to_others_alone() -> None:
    make_asked(None, title="We")
    make_asking(None, title="They")
    assert titles("awaiting") == ["They"]


def test_draft_whose_meeting_is_over_is_to_be_recorded_as_agreed() -> None:
    body = make_question().group
    make_draft(title="Over", meeting=make_meeting(-9, body=body))
    make_draft(title="To come", meeting=make_meeting(9, body=body))
    make_draft(title="Agreed", meeting=make_meeting(-20, body=body), status="approved")
    assert titles("to-be-agreed") == ["Over"]


def test_mine_is_what_i_look_after_and_the_drafts_that_i_began() -> None:
    me, other = factory.make_secretary(), factory.make_secretary()
    make_draft(title="Begun", created_by=me)
    make_draft(title="Given away", created_by=me, assigned_to=other)
    make_received(title="Given to me", assigned_to=me)
    make_received(title="Done with", assigned_to=me, status="closed")
    make_draft(title="Of somebody else", created_by=other)
    assert titles("mine", me) == ["Begun", "Given to me"]


def test_statement_waits_on_one_list_until_it_has_an_outcome() -> None:
    statement = make_received(title="Waits")
    row = services.incoming_place(statement=statement, by=None, meeting=make_meeting(-9))
    make_meeting(9)
    assert titles("on-lists") == ["Waits"]
    services.considerations_carry_over()
    assert titles("on-lists") == ["Waits"]
    services.incoming_decide(consideration=statement.considerations.open().get(), by=None, outcome="noted")
    row.refresh_from_db()
    assert titles("on-lists") == []


def test_recorded_statement_on_no_list_is_to_be_registered() -> None:
    make_received(title="Nowhere")
    services.incoming_register(statement=make_received(), by=None, meeting=make_meeting(5))
    assert titles("to-be-placed") == ["Nowhere"]


def test_mails_that_failed_or_are_unknown_are_listed() -> None:
    make_failed(subject="Failed")
    make_unknown(subject="Unknown")
    make_mail(subject="Waiting")
    assert titles("mails") == ["Failed", "Unknown"]


def test_role_that_ended_is_listed_while_something_is_left() -> None:
    question = make_question()
    ended = factory.make_appointment(question=question, ends_on=in_days(-3))
    factory.make_appointment(question=question, ends_on=in_days(-300))
    factory.make_appointment(question=factory.make_question("5/2", period=make_period()), ends_on=in_days(-3))
    assert titles("handovers") == []
    make_draft()
    assert titles("handovers") == [str(ended)]


def test_counts_by_body_and_question() -> None:
    make_asked(-1)
    make_asked(None)
    make_asking(None)
    make_draft()
    (_title, bodies), (_title, questions) = Board(factory.make_secretary(), TODAY).tallies()
    counts = [(row.label, row.asked, row.late, row.awaited, row.drafts) for row in (*bodies, *questions)]
    assert counts == [("ITU-D SG2", 2, 1, 1, 1), ("Q3/2 (2022-2099)", 2, 1, 1, 1)]


# What is new


def test_new_is_what_others_did_since_i_was_here() -> None:
    me, statement = factory.make_secretary(), make_draft()
    services.event_add(statement=statement, kind="edited", by=factory.make_secretary(), note="theirs")
    services.event_add(statement=statement, kind="edited", by=me, note="mine")
    services.event_add(statement=statement, kind="imported", by=None, note="nobody's")
    assert {event.note for event in Board(me).index()[1].events} == {"theirs", "nobody's"}


def test_looking_at_the_board_changes_nothing_and_the_button_does(client: Client) -> None:
    me = factory.make_secretary()
    client.force_login(me)
    services.event_add(statement=make_draft(), kind="edited", by=None)
    page = client.get("/admin/")
    assert (len(page.context["news"]), BoardVisit.objects.count()) == (1, 0)
    client.post(reverse("admin:board_seen"), {"until": page.context["now"].isoformat()})
    assert client.get("/admin/").context["news"] == []


def test_what_happened_after_the_page_was_opened_is_still_new(client: Client) -> None:
    client.force_login(factory.make_secretary())
    opened = timezone.now()
    services.event_add(statement=make_draft(), kind="edited", by=None)
    client.post(reverse("admin:board_seen"), {"until": opened.isoformat()})
    assert len(client.get("/admin/").context["news"]) == 1


@pytest.mark.parametrize("until", ["", "soon", "2999-01-01T00:00:00+00:00", "2020-13-45T00:00:00+00:00"])
def test_odd_time_is_no_error_and_never_the_future(client: Client, until: str) -> None:
    client.force_login(factory.make_secretary())
    assert client.post(reverse("admin:board_seen"), {"until": until}).status_code == 302
    assert all(visit.seen_at <= timezone.now() for visit in BoardVisit.objects.all())


def test_time_that_was_seen_is_not_taken_back() -> None:
    user, now = factory.make_secretary(), timezone.now()
    services_seen = [now, now - datetime.timedelta(days=1)]
    for until in services_seen:
        visit = services.board_seen(user=user, until=until)
    assert visit.seen_at == now


# Who sees what, and what it costs


def test_index_shows_the_board_to_a_reader(client: Client) -> None:
    reader = factory.make_user(is_staff=True)
    reader.groups.add(Group.objects.get(name="Reader"))
    make_asked(-1, title="Late one")
    client.force_login(reader)
    assert "Late one" in client.get("/admin/").content.decode()


def test_clerk_without_leave_to_see_statements_gets_no_board(client: Client) -> None:
    make_asked(-1, title="Late one")
    appointment = factory.make_appointment(question=make_question())
    client.force_login(factory.make_user(is_staff=True))
    assert "Late one" not in client.get("/admin/").content.decode()
    assert client.get(reverse("admin:board_section", args=["overdue"])).status_code == 404
    assert client.get(reverse("admin:handover", args=[appointment.pk])).status_code == 403


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_has_a_page(client: Client, name: str) -> None:
    client.force_login(factory.make_secretary())
    assert client.get(reverse("admin:board_section", args=[name])).status_code == 200


def test_more_rows_than_are_shown_are_counted_and_linked(client: Client) -> None:
    for _number in range(SHOWN + 2):
        make_asked(-1)
    client.force_login(factory.make_secretary())
    section = next(one for one in client.get("/admin/").context["sections"] if one.name == "overdue")
    assert (len(section.rows), section.count, section.has_more) == (SHOWN, SHOWN + 2, True)


def fill() -> None:
    question, me = make_question(), factory.User.objects.get(username="me")
    make_asked(-1)
    make_asked(3, assigned_to=me)
    make_asking(-1)
    make_draft(created_by=me, meeting=make_meeting(-9, body=question.group))
    services.incoming_place(statement=make_received(), by=None, meeting=make_meeting(5))
    make_failed()
    factory.make_appointment(question=question, ends_on=in_days(-3))
    services.event_add(statement=make_draft(), kind="edited", by=factory.make_secretary())


def cost(board: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        board()
    return len(queries)


@pytest.mark.parametrize("is_superuser", [True, False])
def test_board_costs_the_same_however_much_is_on_it(client: Client, settings: Any, is_superuser: bool) -> None:
    settings.KEEPS_PAGES = True
    forget()
    client.force_login(factory.make_member_of("Secretary", username="me", is_superuser=is_superuser))
    counts = []
    for times in (SHOWN + 1, 5):
        for _time in range(times):
            fill()
        client.get("/admin/")
        counts.append(cost(lambda: client.get("/admin/")))
    assert counts[0] == counts[1]
    assert counts[0] <= 15, counts


def test_no_row_of_a_section_costs_a_query() -> None:
    me = factory.make_secretary(username="me")
    counts = []
    for times in (2, 6):
        for _time in range(times):
            fill()
        board = Board(factory.User.objects.get(pk=me.pk), limit=1000)
        shown = [len(board.section(name).rows) for name in SECTIONS]
        sections = [functools.partial(board.section, name) for name in SECTIONS]
        counts.append([cost(part) for part in [*sections, board.tallies, board.index]])
    assert counts[0] == counts[1]
    assert min(shown) >= 8


def test_rows_of_a_section_stand_in_its_order_and_are_its_first() -> None:
    me = factory.make_secretary()
    for day in (1, 3, 2):
        make_draft(title=f"Of day {day}", created_by=me, date=datetime.date(2023, 5, day))
    section = Board(me, TODAY, limit=2).section("mine")
    assert ([row.text for row in section.rows], section.count) == (["Of day 3", "Of day 2"], 3)


def test_news_come_with_the_moment_since_when_they_are_new(client: Client) -> None:
    me, seen_at = factory.make_secretary(), timezone.now() - datetime.timedelta(days=90)
    BoardVisit.objects.create(user=me, seen_at=seen_at)
    assert Board(me).index()[1].since == seen_at
    services.event_add(statement=make_draft(), kind="edited", by=None)
    assert Board(me).index()[1].since == seen_at


# What somebody leaves behind


def make_appointments() -> list[Any]:
    """For two Questions and a body, among drafts and requests of each kind."""
    own, other = make_question(), factory.make_question("5/2", period=make_period())
    for make in (make_draft, lambda: make_asked(-1), lambda: make_asking(-1)):
        make()
        statement = make()
        statement.assigned_questions.add(other)
        for party in make().parties.all():
            party.questions.clear()
            with services_unsealed():
                party.body = party.body and own.group
                party.save()
    both = make_asking(3)
    both.parties.get(part="from").questions.add(other)
    factory.make_party(both, part="from", body=own.group)
    places = [{"question": own}, {"question": other}, {"body": own.group, "question": None}]
    return [factory.make_appointment(**place, ends_on=in_days(-3)) for place in places]


def test_board_counts_of_a_role_what_its_page_lists() -> None:
    appointments = make_appointments()
    work = work_of({row.question_id for row in appointments if row.question_id}, {appointments[2].body_id})
    counts = left_counts(appointments, Body.objects.keys_of_ours())
    assert counts == {row.pk: work.of(row).count for row in appointments}
    assert min(counts.values()) > 1, counts


@pytest.mark.parametrize("make", [make_draft, lambda: make_asked(-1), lambda: make_asking(-1)])
def test_page_of_an_appointment_lists_what_it_leaves(client: Client, make: Callable[[], Statement]) -> None:
    statement = make()
    appointment = factory.make_appointment(question=make_question(), ends_on=in_days(-3))
    client.force_login(factory.make_secretary())
    left = client.get(reverse("admin:handover", args=[appointment.pk])).context["rows"][0]["left"]
    rows = [row.pk for row in left.drafts] + [row.statement_id for row in (*left.requests, *left.awaited)]
    assert rows == [statement.pk]


def test_work_of_another_question_is_not_left_behind(client: Client) -> None:
    make_draft()
    appointment = factory.make_appointment(question=factory.make_question("5/2", period=make_period()))
    client.force_login(factory.make_secretary())
    rows = client.get(reverse("admin:handover", args=[appointment.pk])).context["rows"]
    assert rows[0]["left"].count == 0


def test_heirs_are_those_in_office_for_the_question_or_for_what_continues_it(client: Client) -> None:
    question = make_question()
    gone = factory.make_appointment(question=question, ends_on=in_days(-3))
    there = factory.make_appointment(question=question)
    following = factory.make_question("3/2", period=factory.make_period("2023-2098", ends_on=in_days(4000)))
    following.continues.add(question)
    next_one = factory.make_appointment(question=following)
    client.force_login(factory.make_secretary())
    heirs = client.get(reverse("admin:handover", args=[gone.pk])).context["rows"][0]["heirs"]
    assert {heir.pk for heir in heirs} == {there.pk, next_one.pk}


def test_appointment_links_to_what_it_leaves(client: Client) -> None:
    appointment = factory.make_appointment(question=make_question())
    client.force_login(factory.make_secretary())
    page = client.get(reverse("admin:contacts_appointment_change", args=[appointment.pk])).content.decode()
    assert reverse("admin:handover", args=[appointment.pk]) in page


def test_person_links_to_what_all_their_roles_leave(client: Client) -> None:
    make_draft()
    person = factory.make_person()
    factory.make_appointment(person=person, question=make_question(), ends_on=in_days(-300))
    factory.make_appointment(person=person, body=make_question().group)
    client.force_login(factory.make_secretary())
    url = reverse("admin:handover_person", args=[person.pk])
    assert url in client.get(reverse("admin:contacts_person_change", args=[person.pk])).content.decode()
    assert [row["left"].count for row in client.get(url).context["rows"]] == [0, 1]
