"""What staff decide about a mail: cancel it, try it again, settle what is unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from liaison.mail.services import mail_arrived, mail_cancel, mail_retry
from liaison.models import Mail
from tests import factory

from .mails import addresses, make_failed, make_mail, make_unknown, stand, state, steps

pytestmark = pytest.mark.django_db


def in_state(name: str) -> Mail:
    if name == "unknown":
        return make_unknown()
    mail = make_mail()
    later = timezone.now() + timedelta(minutes=5) if name == "sending" else None
    sent = timezone.now() if name == "sent" else None
    stand(mail, state=name, leased_until=later, leased_by="somebody" if later else "", sent_at=sent)
    return mail


ALLOWED = {
    mail_cancel: {"queued": "cancelled", "failed": "cancelled", "unknown": "cancelled"},
    mail_retry: {"failed": "queued", "unknown": "queued"},
    mail_arrived: {"unknown": "sent"},
}


@pytest.mark.parametrize("before", Mail.State.values)
@pytest.mark.parametrize("act", ALLOWED, ids=lambda act: act.__name__)
def test_every_decision_is_for_the_states_that_it_fits(act: Callable[..., Mail], before: str) -> None:
    mail, after = in_state(before), ALLOWED[act].get(before)
    if after is None:
        with pytest.raises(ValidationError, match="is left as it is"):
            act(mail=mail, by=factory.make_user(), note="Because")
    else:
        act(mail=mail, by=factory.make_user(), note="Because")
    assert state(mail) == (after or before)


def test_decision_leaves_a_step_with_who_and_why() -> None:
    user = factory.make_user()
    mail = mail_cancel(mail=make_mail(), by=user, note=" Sent by hand ")
    step = mail.steps.last()
    assert (step.kind, step.by, step.note) == ("cancelled", user, "Sent by hand")


def test_decision_is_among_the_events_of_the_statement_and_not_public() -> None:
    user, statement = factory.make_user(), factory.make_statement()
    mail_retry(mail=make_unknown(statement=statement), by=user, note="They called")
    event = statement.events.get()
    assert (event.kind, event.by, event.is_public) == ("comment", user, False)
    assert event.note == "Mail “A statement”: To be sent again. They called"


@pytest.mark.parametrize("values", [{"by": None, "note": "x"}, {"note": ""}, {"note": "  "}])
def test_unknown_mail_is_sent_again_only_by_somebody_who_says_why(values: dict[str, Any]) -> None:
    mail = make_unknown()
    with pytest.raises(ValidationError) as caught:
        mail_retry(mail=mail, **{"by": factory.make_user()} | values)
    assert (list(caught.value.message_dict), state(mail)) == (["note"], "unknown")


def test_failed_mail_needs_no_reason_to_be_tried_again() -> None:
    assert state(mail_retry(mail=make_failed(), by=factory.make_user())) == "queued"


def test_mail_tried_again_begins_anew_and_keeps_its_message_id() -> None:
    mail = make_failed()
    before = mail.message_id
    mail_retry(mail=mail, by=None)
    assert list(Mail.objects.due().values_list("pk", "attempts", "message_id")) == [(mail.pk, 0, before)]


def test_addresses_that_took_it_are_not_tried_again() -> None:
    mail = make_failed(to=["a@example.org", "b@example.org", "c@example.org"])
    for email, now in {"a@example.org": "accepted", "b@example.org": "refused"}.items():
        mail.addresses.filter(email=email).update(state=now)
    mail_retry(mail=mail, by=None)
    assert addresses(mail) == {"a@example.org": "accepted", "b@example.org": "waiting", "c@example.org": "waiting"}


def test_mail_that_arrived_is_sent_when_it_was_handed_over() -> None:
    mail = make_unknown()
    at = mail.handed_over_at
    mail_arrived(mail=mail, by=factory.make_user())
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, addresses(mail)) == ("sent", at, {"ann@example.org": "accepted"})


def test_mail_that_arrived_goes_on_to_addresses_that_were_to_wait() -> None:
    mail = make_unknown(to=["a@example.org", "b@example.org"])
    mail.addresses.filter(email="b@example.org").update(state="waiting")
    mail_arrived(mail=mail, by=None)
    assert (state(mail), addresses(mail)) == ("queued", {"a@example.org": "accepted", "b@example.org": "waiting"})


def test_mail_that_arrived_at_some_and_was_refused_by_others_has_failed() -> None:
    mail = make_unknown(to=["a@example.org", "b@example.org"])
    mail.addresses.filter(email="b@example.org").update(state="refused")
    assert state(mail_arrived(mail=mail, by=None)) == "failed"


def test_cancelling_what_some_addresses_took_leaves_it_sent_to_those() -> None:
    mail = make_failed(to=["a@example.org", "b@example.org"])
    stand(mail, sent_at=timezone.now())
    mail.addresses.filter(email="a@example.org").update(state="accepted")
    mail_cancel(mail=mail, by=None)
    assert (state(mail), steps(mail)) == ("sent", ["queued", "cancelled"])


def test_cancelled_mail_is_not_due() -> None:
    mail_cancel(mail=make_mail(), by=None)
    assert not Mail.objects.due().exists()


def test_arrival_is_noted_with_the_recipient_of_the_statement() -> None:
    party = factory.make_public_statement().recipients[0]
    mail_arrived(mail=make_unknown(party=party, statement=party.statement), by=None)
    party.refresh_from_db()
    assert (party.sent_address, party.sent_on) == ("ann@example.org", timezone.localdate())


def test_failed_and_unknown_are_counted_for_the_board() -> None:
    for make in (make_mail, make_failed, make_failed, make_unknown):
        make()
    mail_cancel(mail=make_mail(), by=None)
    assert Mail.objects.counts() == {"queued": 1, "sending": 0, "failed": 2, "unknown": 1}
    assert [mail.state for mail in Mail.objects.troubled()] == ["unknown", "failed", "failed"]


def test_mail_that_waits_for_long_after_its_time_is_neglected() -> None:
    long_due, just_due = make_mail(), make_mail()
    stand(long_due, next_try_at=timezone.now() - timedelta(minutes=16))
    assert (list(Mail.objects.neglected()), just_due.state) == ([long_due], "queued")
