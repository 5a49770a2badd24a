"""Reminders: when, to whom, and each once."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison import services
from liaison.letter.labels import printed_date
from liaison.models import Mail, Reminder, Statement
from liaison.reminders import due_offset, reminder_words, reminders_due
from tests import factory
from tests.liaison.test_board import make_asked, make_asking, make_question
from tests.liaison.test_incoming import TODAY, in_days, make_meeting, make_period, make_received, waiting

pytestmark = pytest.mark.django_db

OFFSETS = [-14, -3, 1, 14]


def make_holder(name: str = "ann", **values: Any) -> Any:
    person = factory.make_person(name.title(), email=f"{name}@example.org")
    return factory.make_appointment(person=person, **{"question": make_question()} | values)


def sent() -> list[tuple[str, list[str]]]:
    return [(mail.subject, [address.email for address in mail.to]) for mail in Mail.objects.order_by("pk")]


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (-15, None),
        (-14, -14),
        (-8, -14),
        (-7, None),
        (-3, -3),
        (0, -3),
        (1, 1),
        (7, 1),
        (8, None),
        (14, 14),
        (21, None),
    ],
)
def test_offset_that_is_due_is_the_latest_that_has_come_for_a_week(day: int, offset: int | None) -> None:
    deadline = datetime.date(2024, 6, 12)
    assert due_offset(deadline, deadline + datetime.timedelta(days=day), OFFSETS) == offset


def test_reminder_goes_to_whoever_holds_the_role_today() -> None:
    make_asked(3, title="Marsh telephony")
    make_holder("ann")
    make_holder("bo", ends_on=in_days(-1))
    make_holder("cy", starts_on=in_days(1))
    make_holder("di", question=factory.make_question("5/2", period=make_period()))
    services.reminders_send()
    assert sent() == [("Reply due in 3 days: Marsh telephony", ["ann@example.org"])]


def test_each_reminder_is_sent_once() -> None:
    make_asked(3)
    make_holder()
    for _time in range(3):
        services.reminders_send()
        services.reminders_send(on=in_days(1))
    assert (Mail.objects.count(), Reminder.objects.count()) == (1, 1)


def test_one_deadline_has_a_reminder_before_and_others_after() -> None:
    make_asked(14)
    make_holder()
    for day in range(40):
        services.reminders_send(on=in_days(day))
    assert list(Reminder.objects.order_by("days").values_list("days", flat=True)) == OFFSETS


def test_new_deadline_is_reminded_of_anew() -> None:
    statement = make_asked(3)
    make_holder()
    services.reminders_send()
    Reminder.objects.update(deadline=in_days(-100))
    services.reminders_send()
    assert Mail.objects.of_statement(statement).count() == 2


def test_reminder_and_mail_are_stored_together_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    make_asked(3)
    make_holder()
    monkeypatch.setattr(Reminder.objects, "create", _fail)
    with pytest.raises(RuntimeError):
        services.reminders_send()
    assert (Mail.objects.count(), Reminder.objects.count()) == (0, 0)


def _fail(**_values: Any) -> None:
    raise RuntimeError


def test_reminder_that_another_run_sent_meanwhile_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    make_asked(3)
    make_holder()
    found = reminders_due()
    services.reminders_send()
    monkeypatch.setattr("liaison.services.desk.reminders_due", lambda _on: found)
    assert services.reminders_send() == ([], [])
    assert Mail.objects.count() == 1


def test_answered_request_is_reminded_of_no_more() -> None:
    statement = make_asked(3)
    make_holder()
    services.party_handle(party=statement.parties.get(part="to"), by=None, answered_on=TODAY)
    services.reminders_send()
    assert sent() == []


def test_what_others_owe_is_told_to_our_senders_and_never_to_the_others() -> None:
    statement = make_asking(-1, title="Marsh telephony")
    statement.parties.filter(part="to").update(body=factory.make_body(), address="others@example.org")
    make_holder()
    services.reminders_send()
    assert sent() == [("Reply overdue by 1 day: Marsh telephony", ["ann@example.org"])]
    assert "We asked for a reply" in Mail.objects.get().text


def test_request_to_a_body_without_questions_goes_to_those_in_office_there() -> None:
    statement = make_asked(3)
    statement.parties.get(part="to").questions.clear()
    make_holder("ann")
    make_holder("chair", question=None, body=make_question().group)
    services.reminders_send()
    assert [to for _subject, to in sent()] == [["chair@example.org"]]


def test_assigned_questions_come_before_the_addressed_ones() -> None:
    statement = make_asked(3)
    other = factory.make_question("5/2", period=make_period())
    statement.assigned_questions.set([other])
    make_holder("ann")
    make_holder("di", question=other)
    services.reminders_send()
    assert [to for _subject, to in sent()] == [["di@example.org"]]


def test_holder_for_the_question_that_continues_it_is_reminded() -> None:
    make_asked(3)
    following = factory.make_question("4/2", period=factory.make_period("2023-2098", ends_on=in_days(4000)))
    following.continues.add(make_question())
    make_holder("next", question=following)
    services.reminders_send()
    assert [to for _subject, to in sent()] == [["next@example.org"]]


def test_what_finds_nobody_is_said_and_tried_again() -> None:
    make_asked(3)
    assert [len(found) for found in services.reminders_send()] == [0, 1]
    make_holder()
    assert [len(found) for found in services.reminders_send()] == [1, 0]


def test_wrong_address_of_one_does_not_keep_the_others_from_being_reminded() -> None:
    make_asked(3)
    make_holder().person.__class__.objects.update(email="nowhere")
    other = factory.make_question("5/2", period=make_period())
    make_asked(2).assigned_questions.set([other])
    make_holder("di", question=other)
    assert [len(found) for found in services.reminders_send()] == [1, 1]


def test_note_of_staff_and_address_of_a_hidden_page_are_in_no_reminder() -> None:
    statement = make_asked(3, slug="hidden-one")
    services.incoming_note(statement=statement, by=None, text="between us")
    _subject, text = reminder_words(reminders_due()[0])
    assert ("between us" in text, "hidden-one" in text) == (False, False)
    Statement.objects.filter(pk=statement.pk).update(visibility="public")
    assert "/statements/hidden-one/" in reminder_words(reminders_due()[0])[1]


def test_cost_of_finding_them_does_not_grow_with_their_number() -> None:
    make_holder()
    counts = []
    for times in (1, 8):
        for _time in range(times):
            make_asked(3)
            make_asking(3)
        with CaptureQueriesContext(connection) as queries:
            assert len(reminders_due()) > 1
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_no_offset_is_no_reminder(settings: Any) -> None:
    settings.REMINDER_DAYS = []
    make_asked(3)
    make_holder()
    assert services.reminders_send() == ([], [])


# The command


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("send_reminders", *arguments, stdout=out)
    return out.getvalue()


def test_command_reminds_and_carries_over_once() -> None:
    statement = make_asked(3)
    make_holder()
    services.incoming_place(statement=make_received(), by=None, meeting=make_meeting(-9))
    make_meeting(9)
    assert run().splitlines()[-1] == "1 reminders queued, 1 statements carried over."
    assert run() == "0 reminders queued, 0 statements carried over.\n"
    assert waiting(statement) == []


def test_dry_run_does_nothing() -> None:
    make_asked(3)
    make_holder()
    place = services.incoming_place(statement=make_received(), by=None, meeting=make_meeting(-9))
    make_meeting(9)
    assert "Would queue 1 reminders. 1 statements wait" in run("--dry-run")
    place.refresh_from_db()
    assert (Mail.objects.count(), Reminder.objects.count(), place.carried_to) == (0, 0, None)


def test_output_names_statements_by_number_alone() -> None:
    make_asked(3, title="Secret matter")
    assert "Secret" not in run("--dry-run")


# In whose language


def make_reader(name: str, language: str) -> Any:
    holder = make_holder(name)
    holder.person.language = language
    holder.person.save()
    return holder


def test_reminder_is_in_the_language_of_whoever_gets_it() -> None:
    make_asked(3, title="Marsh telephony")
    for name, language in [("ann", ""), ("bo", "fr"), ("cy", "zh"), ("di", "fr")]:
        make_reader(name, language)
    services.reminders_send()
    found = {mail.language: sorted(address.email for address in mail.to) for mail in Mail.objects.all()}
    assert found == {"en": ["ann@example.org"], "fr": ["bo@example.org", "di@example.org"], "zh": ["cy@example.org"]}
    assert Reminder.objects.count() == 1


def test_address_of_two_people_gets_one_reminder() -> None:
    make_asked(3)
    make_reader("ann", "ru")
    other = make_reader("bo", "fr")
    other.person.email = "ann@example.org"
    other.person.save()
    services.reminders_send()
    assert len(sent()) == 1


def test_words_day_and_page_of_a_reminder_are_of_its_language() -> None:
    make_asked(3, visibility="public", slug="marsh", title="Marsh telephony")
    make_reader("ann", "fr")
    services.reminders_send()
    mail = Mail.objects.get()
    day = printed_date(in_days(3), "fr")
    assert f"\u00a0: {day}\n" in mail.text
    assert "http://127.0.0.1:8000/fr/statements/marsh/" in mail.text
