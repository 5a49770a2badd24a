"""What followers are told, when, and each thing once."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from contributions.models import Document
from liaison import services
from liaison.digests import sending
from liaison.models import Event, Follow, Follower, Mail, Revision, Statement
from tests import factory

from .followers import ANN, days, digests, make_follower, publish, titles, told

pytestmark = pytest.mark.django_db


def make_statement(title: str = "A statement", **values: object) -> Statement:
    return publish(factory.make_public_statement(title=title, **values))


def test_new_statement_is_told_to_whoever_follows_all() -> None:
    make_follower()
    make_statement("Marsh telephony")
    assert [titles(text) for text in told()] == [["New: Marsh telephony"]]


def test_nothing_new_means_no_mail() -> None:
    make_follower()
    assert (told(), Follow.objects.get().due_on) == ([], datetime.date(2026, 3, 3))


def test_what_was_public_before_somebody_followed_is_no_news() -> None:
    publish(factory.make_public_statement(), days(-2))
    make_follower()
    assert told() == []


def test_same_run_twice_sends_once() -> None:
    make_follower()
    make_statement()
    assert [len(told()), len(told()), len(told(days(1)))] == [1, 0, 0]


def test_statement_that_is_stored_late_is_told_the_next_day() -> None:
    make_follower()
    make_statement("First")
    told()
    make_statement("Stored by a transaction that was slow")
    assert [titles(text) for text in told(days(1))] == [["New: Stored by a transaction that was slow"]]


def test_statement_that_comes_onto_a_list_later_is_told_then() -> None:
    topic = factory.make_topic("Child Online Protection", slug="cop")
    make_follower(query="topic=cop")
    statement = make_statement("About children")
    assert told() == []
    statement.topics.add(topic)
    assert [titles(text) for text in told(days(2))] == [["New: About children"]]


def test_weekly_list_waits_a_week_and_daily_one_a_day() -> None:
    make_follower(frequency="weekly", email="bo@example.org")
    make_follower()
    counts = []
    for day in range(9):
        publish(factory.make_public_statement(), days(day))
        counts.append(sorted(mail.addresses.get().email[:2] for mail in digests()))
        Mail.objects.all().delete()
        told(days(day))
    assert [len(found) for found in counts] == [0, 2, 1, 1, 1, 1, 1, 1, 2]


def test_lists_of_one_address_that_are_due_come_in_one_mail() -> None:
    make_follower("statements")
    make_follower("documents")
    make_statement("A statement")
    publish(factory.make_document(title="A paper"))
    assert [titles(text) for text in told()] == [["New: A statement", "New document: A paper"]]


def test_what_stands_on_two_lists_is_told_under_one() -> None:
    body = factory.make_body("CWG-COP")
    make_follower("statements", "body=cwg-cop")
    make_follower("statements")
    make_statement("For the group", recipient=body)
    assert [titles(text) for text in told()] == [["New: For the group"]]


def test_what_one_list_told_is_not_told_by_another_later() -> None:
    make_follower("statements", "q=")
    make_follower("everything", frequency="weekly")
    Follow.objects.filter(list="everything").update(due_on=datetime.date(2026, 3, 4))
    make_statement("Once")
    assert [len(told(days(day))) for day in range(4)] == [1, 0, 0, 0]


def test_list_is_narrowed_by_its_filters() -> None:
    body = factory.make_body("CWG-COP")
    make_follower("statements", "body=cwg-cop")
    make_statement("For the group", recipient=body)
    make_statement("For others")
    assert [titles(text) for text in told()] == [["New: For the group"]]


def test_search_is_followed_in_statements_and_documents() -> None:
    make_follower("everything", "q=marsh")
    make_statement("Marsh telephony")
    publish(factory.make_document(title="On the marsh"))
    publish(factory.make_document(title="On the hill"))
    factory.index_all()
    assert [titles(text) for text in told()] == [["New: Marsh telephony", "New document: On the marsh"]]


def test_withdrawal_is_told_with_its_reason(few_files: None) -> None:
    user = factory.make_secretary()
    statement = publish(factory.make_public_statement(title="A mistake"), days(-9))
    make_follower(query="direction=outgoing")
    services.statement_withdraw(statement=statement, by=user, reason="Sent too early")
    text = told(timezone.now())[0]
    assert (titles(text), "Reason: Sent too early" in text) == (["Withdrawn: A mistake"], True)


def test_correction_is_told_with_its_reason() -> None:
    statement = publish(factory.make_public_statement(title="Put right"), days(-9))
    make_follower()
    Revision.objects.create(statement=statement, number=1, letter={}, reason="The date was wrong")
    text = told(timezone.now())[0]
    assert (titles(text), "Reason: The date was wrong" in text) == (["Corrected: Put right"], True)


def test_statement_that_is_new_and_withdrawn_stands_once_as_withdrawn() -> None:
    make_follower()
    statement = make_statement("Gone again")
    Statement.objects.filter(pk=statement.pk).update(status="withdrawn")
    services.event_add(statement=statement, kind=Event.Kind.WITHDRAWN, by=None)
    assert [titles(text) for text in told()] == [["Withdrawn: Gone again"]]


def test_entry_says_who_asks_what_of_whom_and_where_to_read_it(settings) -> None:
    settings.SITE_URL = "https://liaison.example.org"
    make_follower()
    sender, recipient = factory.make_body("ITU-D SG2"), factory.make_body("CWG-COP")
    statement = make_statement("Telephony", sender=sender, recipient=recipient, slug="one", symbol="SG2-LS1")
    statement.parties.filter(part="to").update(purpose="action", deadline=datetime.date(2026, 6, 1))
    text = told()[0]
    entry = text[text.index("[New]") :].split("\n\n")[0]
    assert entry.splitlines() == [
        "[New] Telephony",
        "Symbol: SG2-LS1",
        "Date: 22 May 2023",
        "From: ITU-D SG2",
        "To: CWG-COP (Action, reply by 1 June 2026)",
        "https://liaison.example.org/statements/one/",
    ]


def test_long_list_is_cut_and_its_rest_not_told_again(monkeypatch) -> None:
    monkeypatch.setattr(sending, "MOST", 2)
    make_follower("documents")
    for _number in range(5):
        publish(factory.make_document())
    text = told()[0]
    assert (len(titles(text)), "And 3 more:" in text, told(days(1))) == (2, True, [])


def test_archive_that_is_taken_in_is_told_of_in_one_mail(monkeypatch) -> None:
    monkeypatch.setattr("liaison.digests.news.MOST", 3)
    make_follower("documents")
    for _number in range(5):
        publish(factory.make_document())
    assert [len(told(days(day))) for day in range(3)] == [1, 0, 0]


def test_run_that_is_killed_tells_the_others_when_it_is_run_again(monkeypatch) -> None:
    for name in ("ann", "bo", "cy"):
        make_follower(email=f"{name}@example.org")
    make_statement()
    real, calls = sending.mail_queue, []

    def killed(**values: object) -> Mail:
        calls.append(values)
        mail = real(**values)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return mail

    monkeypatch.setattr(sending, "mail_queue", killed)
    with pytest.raises(KeyboardInterrupt):
        told()
    told()
    assert sorted(mail.addresses.get().email[:2] for mail in digests()) == ["an", "bo", "cy"]


def test_paused_address_gets_no_mail() -> None:
    make_follower()
    make_statement()
    Follower.objects.all().pause()
    assert told() == []


def test_equal_lists_are_looked_at_once(django_assert_max_num_queries) -> None:
    for number in range(30):
        make_follower("statements", f"q=nothing{number % 3}", email=f"a{number}@example.org")
    make_statement()
    with django_assert_max_num_queries(40):
        told()


def test_document_kept_for_staff_and_shown_later_is_told_then() -> None:
    make_follower("documents")
    paper = factory.make_document(title="Shown late", is_public=False)
    assert told() == []
    paper.is_public = True
    paper.save()
    Document.objects.filter(pk=paper.pk).update(public_since=days(0.5))
    assert [titles(text) for text in told(days(1))] == [["New document: Shown late"]]


def test_address_is_erased_when_it_was_paused_for_long() -> None:
    make_follower()
    Follower.objects.all().pause(days(-91))
    told()
    assert not Follower.objects.with_addresses([ANN]).exists()
