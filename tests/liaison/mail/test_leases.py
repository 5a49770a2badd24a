"""Workers that die, that hang, and several at once: no mail is lost, none goes out twice by itself."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from liaison.mail import worker
from liaison.mail.services import mail_arrived, mail_retry
from liaison.mail.transport import Outcome, Reply, Verdict
from liaison.mail.worker import Hold, LostHold, queue_work, settle_abandoned, take
from liaison.models import Mail
from tests import factory
from tests.smtp_server import SmtpServer

from .mails import Postman, addresses, make_mail, make_unknown, stand, state, steps

pytestmark = pytest.mark.django_db
TAKEN = Outcome(Verdict.TAKEN, Reply(250, "ok"))


class Killed(BaseException):
    """Passes through all that the worker would catch, as a kill does."""


def die() -> None:
    raise Killed


def die_while_sending(**where: Callable[[], object]) -> Postman:
    postman = Postman(**where)
    with pytest.raises(Killed):
        queue_work(transport=postman)
    return postman


def let_lease_run_out(mail: Mail) -> None:
    stand(mail, leased_until=timezone.now() - timedelta(seconds=1))


def held(mail: Mail | None = None) -> Hold:
    hold = take()
    assert hold is not None
    return hold


def test_mail_of_a_dead_worker_is_left_alone_while_its_lease_runs() -> None:
    mail = make_mail()
    die_while_sending(before=die)
    assert (queue_work(), state(mail)) == ({}, "sending")


def test_mail_that_was_not_handed_over_is_sent_after_the_lease() -> None:
    mail, postman = make_mail(), Postman()
    die_while_sending(before=die)
    let_lease_run_out(mail)
    assert queue_work(transport=postman) == {"queued": 1, "sent": 1}
    assert (postman.delivered, state(mail), steps(mail)) == (1, "sent", ["queued", "released", "sent"])


def test_mail_that_was_handed_over_is_unknown_after_the_lease_and_not_sent_again() -> None:
    mail, postman = make_mail(), Postman()
    die_while_sending(after=die)
    let_lease_run_out(mail)
    assert queue_work(transport=postman) == {"unknown": 1}
    assert (postman.delivered, state(mail), list(Mail.objects.unknown())) == (0, "unknown", [mail])
    assert mail.answer == "The worker stopped between handing the mail over and storing the server’s answer."
    assert queue_work(transport=postman) == {}


def test_busy_worker_takes_up_what_another_left_meanwhile() -> None:
    left, busy = make_mail(), make_mail()
    die_while_sending(before=die)
    postman = Postman(before=lambda: let_lease_run_out(left) if state(left) == "sending" and not steps(left)[1:] else 0)
    queue_work(transport=postman)
    assert (state(busy), state(left), steps(left)) == ("sent", "sent", ["queued", "released", "sent"])


def test_connection_that_breaks_before_the_end_is_no_unknown(serve: Callable[..., SmtpServer]) -> None:
    server, mail = serve({"DATA": "close"}), make_mail()
    queue_work()
    assert (server.taken, state(mail), mail.handed_over_at) == ([], "queued", None)


def test_lease_of_a_mail_that_was_handed_over_lasts_for_the_answer(settings: Any) -> None:
    mail = make_mail()
    die_while_sending(after=die)
    mail.refresh_from_db()
    assert mail.leased_until - mail.handed_over_at > timedelta(seconds=settings.MAIL_ANSWER_TIMEOUT)


def test_worker_that_dies_each_time_is_not_tried_for_ever() -> None:
    mail = make_mail()
    for _ in itertools.takewhile(lambda _: state(mail) == "queued", range(100)):
        die_while_sending(before=die)
        let_lease_run_out(mail)
        settle_abandoned()
    assert (state(mail), mail.attempts, mail.answer) == (
        "failed",
        18,
        "Given up after 18 tries: the worker stopped each time.",
    )


def test_two_workers_never_take_one_mail() -> None:
    mails = {make_mail().pk for _ in range(3)}
    holds = [take() for _ in range(5)]
    assert [hold.key for hold in holds if hold] == sorted(mails)
    assert holds[3:] == [None, None]


def test_mail_taken_between_the_look_and_the_claim_is_not_taken_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = make_mail()
    first = Mail.objects.due().first()
    held()
    monkeypatch.setattr("liaison.models.mails.MailQuerySet.first", lambda queryset: first)
    monkeypatch.setattr("liaison.models.mails.MailQuerySet.exists", lambda queryset: True)
    assert (take(), mail.pk) == (None, first.pk)


def slow_worker(mail: Mail, meanwhile: Callable[[], object]) -> Postman:
    """One that hangs before the handing over until its lease has run out and `meanwhile` has happened."""

    def hang() -> None:
        let_lease_run_out(mail)
        meanwhile()

    postman = Postman(before=hang)
    queue_work(transport=postman, limit=1)
    return postman


def test_worker_that_hung_does_not_send_what_another_sent() -> None:
    mail, other = make_mail(), Postman()
    slow = slow_worker(mail, lambda: queue_work(transport=other))
    assert (slow.delivered, other.delivered, state(mail)) == (0, 1, "sent")


def test_worker_that_hung_does_not_send_what_waits_again() -> None:
    mail = make_mail()
    assert slow_worker(mail, settle_abandoned).delivered == 0
    assert (state(mail), steps(mail)) == ("queued", ["queued", "released"])


def test_worker_that_was_only_slow_goes_on() -> None:
    mail = make_mail()
    assert (slow_worker(mail, bool).delivered, state(mail)) == (1, "sent")


def late(mail: Mail, meanwhile: Callable[[], object]) -> None:
    """An answer that comes after the lease has run out, another worker has looked, and `meanwhile` has happened."""

    def hang() -> None:
        let_lease_run_out(mail)
        settle_abandoned()
        assert state(mail) == "unknown"
        meanwhile()

    queue_work(transport=Postman(after=hang), limit=1)


def test_late_answer_settles_what_is_unknown() -> None:
    mail = make_mail()
    late(mail, bool)
    assert (state(mail), mail.answer, steps(mail)) == ("sent", "250 ok", ["queued", "unknown", "sent"])


def test_late_answer_changes_nothing_after_a_decision() -> None:
    mail, user = make_mail(), factory.make_user()
    late(mail, lambda: mail_retry(mail=mail, by=user, note="They say no"))
    assert (state(mail), addresses(mail)) == ("queued", {"ann@example.org": "waiting"})
    arrived = make_mail()
    stand(mail, state="cancelled")
    late(arrived, lambda: mail_arrived(mail=arrived, by=user))
    assert (state(arrived), steps(arrived)) == ("sent", ["queued", "unknown", "arrived"])


def test_every_step_of_a_worker_without_its_mail_is_refused() -> None:
    mail, hold = make_mail(), held()
    stand(mail, leased_by="another")
    hold.renew_at = 0
    for step in (hold.mail, hold.going_on, lambda: hold.handing_over({}), lambda: hold.settle(TAKEN)):
        with pytest.raises(LostHold):
            step()
    assert (state(mail), mail.handed_over_at) == ("sending", None)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(worker.time, "monotonic", lambda: now[0])
    return now


def test_lease_is_renewed_when_half_of_it_is_over(clock: list[float], settings: Any) -> None:
    mail, hold = make_mail(), held()
    first = Mail.objects.get(pk=mail.pk).leased_until
    hold.going_on()
    assert Mail.objects.get(pk=mail.pk).leased_until == first
    clock[0] += settings.MAIL_LEASE / 2
    hold.going_on()
    assert Mail.objects.get(pk=mail.pk).leased_until > first


def test_unknown_mail_that_somebody_sends_again_goes_once_more_with_its_message_id(
    serve: Callable[..., SmtpServer],
) -> None:
    server, mail = serve(), make_unknown()
    mail_retry(mail=mail, by=factory.make_user(), note="They have nothing")
    queue_work()
    assert ([taken.message_id for taken in server.taken], state(mail)) == ([mail.message_id], "sent")


@pytest.mark.parametrize("query", [Mail.objects.due, Mail.objects.abandoned, Mail.objects.failed().order_by])
def test_worker_and_board_do_not_read_what_was_sent_long_ago(query: Callable[[], Any]) -> None:
    mails = [Mail(subject=str(n), message_id=str(n), state="sent", sent_at=timezone.now()) for n in range(3000)]
    Mail.objects.bulk_create(mails)
    make_mail()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert "mail_due" in query().explain()
