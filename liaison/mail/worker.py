"""The worker of the queue.

It takes one mail at a time under a lease and commits what it is about to do before it does it. Nothing is locked
while it speaks to the server. Whatever kills it, and wherever, the mail's row tells the next worker what may have
happened: taken but not handed over, it goes out again; handed over and without an answer, its fate is unknown, and
somebody decides.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr
from random import SystemRandom

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liaison.models import Mail, MailAddress, MailStep

from .addresses import for_server
from .backends import open_transport
from .followers import let_go
from .message import Unsendable, compose
from .services import rest_state, step_add, taken_add
from .transport import Outcome, Parcel, Reply, Transport, Verdict

State, Step = Mail.State, MailStep.Kind
logger = logging.getLogger("liaison.mail")

# The pauses before the second try, the third and so on, in minutes: about two days in all.
PAUSES = [1, 5, 15, 30, 60, 120, *[240] * 11]
JITTER = 0.2  # each is this part longer or shorter, so that what failed together is not tried together
COMMIT_PAUSES = [0.5, 2, 5, 15, 30]  # seconds, while the database does not take an answer


class LostHold(Exception):
    """Another worker, or somebody at the desk, has the mail now."""


def queue_work(
    *, limit: int | None = None, stop: Callable[[], bool] = lambda: False, transport: Transport | None = None
) -> Counter[str]:
    """Send what is due, one mail after the other, and settle what other workers abandoned.

    Ends when nothing is due, after `limit` mails, when `stop()` is true, or when the server cannot be reached at all.
    Returns how many mails came to which state. May be run by any number of processes at a time.
    """
    done: Counter[str] = Counter()
    transport = transport or open_transport()
    tries = 0
    try:
        while not stop() and (limit is None or tries < limit):
            done += settle_abandoned()
            hold = take()
            if hold is None:
                break
            tries += 1
            verdict = _work(hold, transport, done)
            if verdict == Verdict.UNREACHABLE:
                done["unreachable"] += 1
                break
    finally:
        transport.close()
    return done


def take(at: datetime | None = None) -> Hold | None:
    """The next mail that is due, committed as being sent by this worker; None where there is none."""
    at = at or timezone.now()
    if not Mail.objects.due(at).exists():
        return None
    with transaction.atomic(durable=True):
        mail = Mail.objects.due(at).select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        hold = Hold(mail.pk)
        taken = (
            Mail.objects.due(at)
            .filter(pk=mail.pk)
            .update(
                state=State.SENDING,
                attempts=mail.attempts + 1,
                leased_by=hold.holder,
                leased_until=at + lease(),
                handed_over_at=None,
            )
        )
    return hold if taken else None


def settle_abandoned(at: datetime | None = None) -> Counter[str]:
    """Decide about mails whose worker was not heard of for the time of its lease."""
    at = at or timezone.now()
    done: Counter[str] = Counter()
    for key in list(Mail.objects.abandoned(at).values_list("pk", flat=True)):
        with transaction.atomic(durable=True):
            mail = Mail.objects.abandoned(at).filter(pk=key).select_for_update(skip_locked=True).first()
            if mail is not None:
                _abandoned(mail)
                done[mail.state] += 1
    return done


def lease() -> timedelta:
    return timedelta(seconds=settings.MAIL_LEASE)


class Hold:
    """A mail that this worker has taken. Each method that stores something raises LostHold where it has it no more."""

    def __init__(self, key: int) -> None:
        self.key = key
        self.holder = f"{socket.gethostname()[:50]}:{os.getpid()}:{secrets.token_hex(6)}"
        self.renew_at = time.monotonic() + settings.MAIL_LEASE / 2

    def mail(self, *, lock: bool = False) -> Mail:
        held = Mail.objects.held(self.key, self.holder).select_related("party").whole()
        mail = (held.select_for_update(of=["self"]) if lock else held).first()
        if mail is None:
            raise LostHold
        return mail

    def going_on(self) -> None:
        """Renew the lease when half of it is over."""
        if time.monotonic() >= self.renew_at:
            self._extend(leased_until=timezone.now() + lease())
            self.renew_at = time.monotonic() + settings.MAIL_LEASE / 2

    def handing_over(self, replies: dict[str, Reply]) -> None:
        """Commit that the server may have it from now on, and which addresses it is for."""
        at = timezone.now()
        until = at + timedelta(seconds=settings.MAIL_ANSWER_TIMEOUT) + lease()  # an answer at the last moment is stored
        with transaction.atomic(durable=True):
            self._extend(handed_over_at=at, leased_until=until)
            for address in self.mail().recipients:
                if address.state != MailAddress.State.WAITING:
                    continue
                reply = replies.get(for_server(address.email))
                _note_reply(address, reply)
                if reply is None or reply.is_positive:
                    address.state = MailAddress.State.HANDED
                address.save(update_fields=["state", "answer"])

    def settle(self, outcome: Outcome) -> str:
        """Commit what came of it, and return the state. Tried again while the database is away."""
        for pause in [*COMMIT_PAUSES, None]:
            try:
                with transaction.atomic(durable=True):
                    return self._settled(outcome)
            except (OperationalError, InterfaceError):
                if pause is None:
                    raise
                logger.warning("Mail %s: the database did not take the server's answer; trying again.", self.key)
                connection.close()
                time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _settled(self, outcome: Outcome) -> str:
        """An answer that comes after the lease ran out still tells what is unknown: a decision would end the hold."""
        mail = self.mail(lock=True)
        settle(mail, outcome)
        return mail.state

    def _extend(self, **values: datetime) -> None:
        if not Mail.objects.held(self.key, self.holder).in_state(State.SENDING).update(**values):
            raise LostHold


def _work(hold: Hold, transport: Transport, done: Counter[str]) -> Verdict | None:
    """Send one mail. The log names it by its key: no address, no text, no words of the server stand in it."""
    try:
        outcome = _handed_over(hold, transport)
        state = hold.settle(outcome)
    except LostHold:
        logger.warning("Mail %s: another worker or somebody at the desk has it now.", hold.key)
        return None
    done[state] += 1
    logger.info("Mail %s: %s (%s %s)", hold.key, state, outcome.verdict.value, outcome.reply.code)
    return outcome.verdict


def _handed_over(hold: Hold, transport: Transport) -> Outcome:
    mail = hold.mail()
    waiting = [address for address in mail.recipients if address.state == MailAddress.State.WAITING]
    try:
        message = compose(mail)
        data = message.as_bytes()
    except Unsendable as reason:
        return Outcome(Verdict.REFUSED, Reply.of(0, str(reason)))
    except OSError as trouble:
        return Outcome(Verdict.DEFERRED, Reply.of(0, _("A file cannot be read: %(error)s") % {"error": trouble}))
    except Exception as trouble:  # one mail that cannot be made must not stop the others
        logger.error("Mail %s: its message cannot be made: %s", hold.key, type(trouble).__name__)
        return Outcome(Verdict.DEFERRED, Reply.of(0, f"{type(trouble).__name__}: {trouble}"))
    if len(data) > settings.MAIL_MAX_BYTES:
        text = _("The mail has %(size)s bytes and may have %(most)s.")
        return Outcome(Verdict.REFUSED, Reply.of(0, text % {"size": len(data), "most": settings.MAIL_MAX_BYTES}))
    sender = for_server(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    recipients = [for_server(address.email) for address in waiting]
    return transport.send(Parcel(sender, recipients, message, data), hold)


def settle(mail: Mail, outcome: Outcome) -> None:
    """Bring a mail and its addresses to where the outcome leaves them."""
    for address in mail.recipients:
        if address.state in (MailAddress.State.WAITING, MailAddress.State.HANDED):
            _settle_address(address, outcome)
    mail.answer = str(outcome.reply)
    if outcome.verdict == Verdict.TAKEN:
        taken_add(mail=mail, at=timezone.now())
        mail.answer = _with_those_left(mail)
    if outcome.verdict == Verdict.UNCLEAR:
        mail.state, kind = State.UNKNOWN, Step.UNKNOWN
    elif outcome.verdict == Verdict.REFUSED:
        mail.state, kind = State.FAILED, Step.FAILED
    else:
        mail.state, kind = _rest(mail)
    _store(mail, kind, mail.answer)
    let_go(mail)


def _with_those_left(mail: Mail) -> str:
    """The last answer; where it was not taken for all addresses, for how many, and what was said to another."""
    left = [address for address in mail.recipients if not address.is_accepted]
    if not left:
        return mail.answer
    words = {"taken": len(mail.recipients) - len(left), "all": len(mail.recipients), "answer": left[0].answer}
    return _("Taken for %(taken)s of %(all)s addresses. To another the server said: %(answer)s") % words


def _settle_address(address: MailAddress, outcome: Outcome) -> None:
    was_handed = address.state == MailAddress.State.HANDED
    if outcome.verdict == Verdict.UNCLEAR:
        return
    if was_handed:
        address.answer = str(outcome.reply)
        refused = outcome.verdict == Verdict.REFUSED
        taken = outcome.verdict == Verdict.TAKEN
        states = MailAddress.State
        address.state = states.ACCEPTED if taken else states.REFUSED if refused else states.WAITING
    else:
        _note_reply(address, outcome.replies.get(for_server(address.email)))
    address.save(update_fields=["state", "answer"])


def _note_reply(address: MailAddress, reply: Reply | None) -> None:
    if reply is not None:
        address.answer = str(reply)
        if reply.is_permanent:
            address.state = MailAddress.State.REFUSED


def _rest(mail: Mail) -> tuple[str, str]:
    """The state while addresses wait to be tried again, or after the last try."""
    if state := rest_state(mail):
        return state, Step.SENT if state == State.SENT else Step.FAILED
    if mail.attempts > len(PAUSES):
        mail.answer = _("Given up after %(tries)s tries. The last answer: %(answer)s") % {
            "tries": mail.attempts,
            "answer": mail.answer,
        }
        return State.FAILED, Step.FAILED
    mail.next_try_at = timezone.now() + pause_after(mail.attempts)
    return State.QUEUED, Step.DEFERRED


def pause_after(attempts: int) -> timedelta:
    minutes = PAUSES[min(attempts, len(PAUSES)) - 1]
    return timedelta(minutes=minutes * SystemRandom().uniform(1 - JITTER, 1 + JITTER))


def _abandoned(mail: Mail) -> None:
    if mail.handed_over_at is not None:
        mail.state, kind = State.UNKNOWN, Step.UNKNOWN
        mail.answer = _("The worker stopped between handing the mail over and storing the server’s answer.")
    elif mail.attempts > len(PAUSES):
        mail.state, kind = State.FAILED, Step.FAILED
        mail.answer = _("Given up after %(tries)s tries: the worker stopped each time.") % {"tries": mail.attempts}
    else:
        mail.state, kind = State.QUEUED, Step.RELEASED
        mail.next_try_at = timezone.now()
    if mail.state == State.UNKNOWN:
        mail.save(update_fields=["state", "answer"])  # the worker may be alive after all, and answer late
        step_add(mail=mail, kind=kind, note=mail.answer)
    else:
        _store(mail, kind, "")
    let_go(mail)


def _store(mail: Mail, kind: str, note: str) -> None:
    if mail.state != State.UNKNOWN:
        mail.leased_until, mail.leased_by, mail.handed_over_at = None, "", None
    mail.save()
    step_add(mail=mail, kind=kind, note=note)
