"""What is done with mails: queue, cancel, try again, settle what is unknown.

Each is one transaction, or part of the caller's, raises ValidationError where it may not be, and leaves a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from contacts.models import User
from liaison.models import Event, Mail, MailAddress, MailFile, MailHtml, MailStep, Party, Statement, StatementFile

from .addresses import Address, is_plain, one_line, read_addresses
from .message import Sized, check_size, reckoned_size, safe_name

State, Step, Use = Mail.State, MailStep.Kind, MailAddress.Use
SUBJECT_LENGTH = 400


@transaction.atomic
def mail_queue(
    *,
    kind: str,
    to: Sequence[str],
    subject: str,
    text: str,
    html: str = "",
    language: str = "en",
    cc: Sequence[str] = (),
    reply_to: Sequence[str] = (),
    statement: Statement | None = None,
    party: Party | None = None,
    files: Sequence[StatementFile] = (),
    unsubscribe_url: str = "",
    references: Sequence[str] = (),
    by: User | None = None,
) -> Mail:
    """Put a mail into the queue. It leaves only if the transaction of the caller is committed.

    Addresses are `ann@example.org` or `Ann Example <ann@example.org>`; one that is named twice gets one mail. Subject
    and text are in `language` already, and `html` says the same once more; a subject is put on one line and shortened
    to 400 characters. The files go as they are now: one that is another when its turn comes stops the mail.
    `references` are the Message-IDs of the thread, the oldest first; the last one is answered. Raises ValidationError,
    keyed by argument, for a wrong or missing address, an empty or unprintable text, and for more than a mail may hold.
    """
    subject, used, size = mail_check(to=to, cc=cc, reply_to=reply_to, subject=subject, text=text + html, files=files)
    mail = Mail(
        kind=kind,
        statement=statement,
        party=party,
        subject=subject,
        text=text,
        language=language,
        unsubscribe_url=unsubscribe_url,
        message_id=new_message_id(),
        references="\n".join(references),
        size=size,
        queued_by=by,
    )
    mail.full_clean(validate_unique=False, validate_constraints=False)
    mail.save()
    MailAddress.objects.bulk_create(
        MailAddress(mail=mail, use=use, name=address.name, email=address.email)
        for use, addresses in used.items()
        for address in addresses
    )
    MailFile.objects.bulk_create(_chosen(mail, files))
    if html:
        MailHtml.objects.create(mail=mail, html=html)
    step_add(mail=mail, kind=Step.QUEUED, by=by)
    return mail


def mail_check(
    *,
    to: Sequence[str],
    subject: str,
    text: str,
    cc: Sequence[str] = (),
    reply_to: Sequence[str] = (),
    files: Sequence[Sized] = (),
) -> tuple[str, dict[str, list[Address]], int]:
    """The subject on its line, the addresses by use, and the size: as `mail_queue` would take them, and refuse them."""
    subject = Truncator(one_line(subject)).chars(SUBJECT_LENGTH)
    used = _read_uses({Use.TO: to, Use.CC: cc, Use.REPLY_TO: reply_to})
    _check_texts(subject=subject, text=text)
    size = reckoned_size(text, files)
    check_size(size)
    return subject, used, size


@transaction.atomic
def mail_cancel(*, mail: Mail, by: User | None, note: str = "") -> Mail:
    """Try no more. A mail that some addresses took already counts as sent, to those."""
    locked = _locked(mail, State.QUEUED, State.FAILED, State.UNKNOWN)
    was_taken = any(address.is_accepted for address in locked.recipients)
    locked.state = State.SENT if was_taken else State.CANCELLED
    return _decided(locked, Step.CANCELLED, by, note)


@transaction.atomic
def mail_retry(*, mail: Mail, by: User | None, note: str = "") -> Mail:
    """Let a failed mail be tried again from the beginning, to the addresses that did not take it.

    One whose fate is unknown is sent again only by somebody who says why: it may arrive twice. It keeps its
    Message-ID, by which mail programs know the two for one.
    """
    locked = _locked(mail, State.FAILED, State.UNKNOWN)
    if locked.is_unknown and not (by and note.strip()):
        raise ValidationError(
            {"note": _("Say how you know that it did not arrive: if it did, it arrives a second time.")}
        )
    for address in locked.recipients:
        if not address.is_accepted:
            address.state, address.answer = MailAddress.State.WAITING, ""
            address.save(update_fields=["state", "answer"])
    locked.state, locked.attempts, locked.next_try_at = State.QUEUED, 0, timezone.now()
    return _decided(locked, Step.RETRIED, by, note)


@transaction.atomic
def mail_arrived(*, mail: Mail, by: User | None, note: str = "") -> Mail:
    """Record that a mail whose fate was unknown did arrive. Addresses that were to be tried later still are."""
    locked = _locked(mail, State.UNKNOWN)
    for address in locked.recipients:
        if address.state == MailAddress.State.HANDED:
            address.state = MailAddress.State.ACCEPTED
            address.save(update_fields=["state"])
    at = locked.handed_over_at or timezone.now()
    locked.state = rest_state(locked) or State.QUEUED
    taken_add(mail=locked, at=at)
    return _decided(locked, Step.ARRIVED, by, note)


# What the worker needs as well


def step_add(*, mail: Mail, kind: str, by: User | None = None, note: str = "") -> MailStep:
    return MailStep.objects.create(mail=mail, kind=kind, by=by, note=note)


def rest_state(mail: Mail) -> str:
    """Where a mail stands after some addresses took it; empty while others wait to be tried again."""
    states = {address.state for address in mail.recipients}
    if MailAddress.State.WAITING in states:
        return ""
    return State.FAILED if MailAddress.State.REFUSED in states else State.SENT


def taken_add(*, mail: Mail, at: object) -> None:
    """Note when a mail was first taken, with the party of a statement as well: to which address it went, and when."""
    mail.sent_at = mail.sent_at or at
    party = mail.party
    if mail.kind != Mail.Kind.STATEMENT or party is None or party.sent_on:
        return
    taken = ", ".join(address.email for address in mail.recipients if address.is_accepted)
    party.sent_address, party.sent_on = Truncator(taken).chars(400), timezone.localdate(mail.sent_at)
    party.sent_channel = Party.Channel.MAIL
    party.save(update_fields=["sent_address", "sent_on", "sent_channel"])


def new_message_id() -> str:
    """Made once, when the mail is queued: however often it is tried, receivers know it for the same."""
    host = settings.SITE.hostname or "localhost"
    return f"<{uuid4().hex}@{f'[IPv6:{host}]' if ':' in host else punycode(host)}>"


def _locked(mail: Mail, *states: str) -> Mail:
    locked = Mail.objects.select_for_update().get(pk=mail.pk)
    if locked.state not in states:
        raise ValidationError(
            _("A mail that is “%(state)s” is left as it is; open the page again.")
            % {"state": locked.get_state_display()}
        )
    return locked


def _decided(mail: Mail, kind: str, by: User | None, note: str) -> Mail:
    """Store a decision: no worker holds the mail any longer. The statement's events tell of it too."""
    mail.leased_until, mail.leased_by, mail.handed_over_at = None, "", None
    mail.save()
    step = step_add(mail=mail, kind=kind, by=by, note=note.strip())
    if mail.statement_id:
        words = {"subject": mail.subject, "what": step.get_kind_display(), "note": step.note}
        text = _("Mail “%(subject)s”: %(what)s. %(note)s") % words
        Event.objects.create(statement_id=mail.statement_id, kind=Event.Kind.COMMENT, by=by, note=text.strip())
    return mail


def _read_uses(typed: dict[str, Sequence[str]]) -> dict[str, list[Address]]:
    """The addresses by use. Who is among the recipients gets no copy besides."""
    used: dict[str, list[Address]] = {}
    errors: dict[str, ValidationError] = {}
    for use, texts in typed.items():
        try:
            used[use] = read_addresses(texts, but=used.get(Use.TO, []) if use == Use.CC else ())
        except ValidationError as error:
            errors[use] = error
    if not used.get(Use.TO) and Use.TO not in errors:
        errors[Use.TO] = ValidationError(_("There is no address to send it to."))
    if errors:
        raise ValidationError({str(use): error.messages for use, error in errors.items()})
    return used


def _check_texts(**texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            raise ValidationError({name: _("This cannot be empty.")})
        if not is_plain(text):
            raise ValidationError({name: _("This holds control characters, which a mail cannot.")})


def _chosen(mail: Mail, files: Sequence[StatementFile]) -> list[MailFile]:
    unique = list(dict.fromkeys(files))
    return [
        MailFile(
            mail=mail,
            file=file,
            position=position,
            name=safe_name(file.name),
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
        )
        for position, file in enumerate(unique, start=1)
    ]
