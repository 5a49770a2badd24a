"""A draft that answers a statement, one like an earlier one, and what a reply does to the request that it closes."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Body, User
from liaison import wording
from liaison.answers import answered_recipients
from liaison.models import Annex, Event, Party, Reply, Statement

from .handling import party_handle, party_reopen
from .moves import OUT
from .settling import contacts_fill, statement_settle
from .trail import event_add, locked

Part = Party.Part


@transaction.atomic
def statement_reply(
    *,
    statement: Statement,
    by: User | None,
    senders: Iterable[Party] | None = None,
    is_interim: bool = False,
    closes: bool = True,
) -> Statement:
    """Begin a reply: a draft with the parties swapped that names what it answers.

    `senders` are those recipients or copies of the statement who reply; by default those who are ours, or all
    recipients where none is. A reply of ours gets the prescribed title, in the language of the statement, and the
    people in office as contacts; what others reply is typed as they wrote it.
    """
    _refuse_adding(by)
    asked = locked(statement)
    if asked.status not in OUT:
        raise ValidationError(_("Only a statement that was sent or recorded can be answered."))
    chosen = list(senders) if senders is not None else senders_of_reply(asked)
    if not chosen:
        raise ValidationError({"senders": _("Say who replies.")})
    draft = Statement.objects.create(
        created_by=by, language=asked.language, original_language=asked.language, is_interim=is_interim
    )
    _copy_parties(draft, chosen, Part.FROM)
    _copy_parties(draft, asked.senders, Part.TO)
    draft.topics.set(asked.topics.all())
    draft = statement_settle(statement=draft)
    words = {} if draft.is_by_others else wording.reply(asked, draft.language)
    Reply.objects.create(statement=draft, target=asked, position=1, closes=closes and not is_interim, **words)
    if not draft.is_by_others:
        draft.title = wording.reply_title(asked, draft.language)
        draft.save(update_fields=["title"])
        contacts_fill(statement=draft)
    event_add(statement=draft, kind=Event.Kind.CREATED, by=by, note=_("Reply to “%(title)s”.") % {"title": asked})
    return draft


def senders_of_reply(statement: Statement) -> list[Party]:
    """The recipients who are ours; where none is, all of them."""
    ours = set(Body.objects.ours().values_list("pk", flat=True))
    return [party for party in statement.recipients if party.body_id in ours] or statement.recipients


@transaction.atomic
def statement_copy(*, statement: Statement, by: User | None) -> Statement:
    """Begin a statement like an earlier one to the same recipients.

    It takes over parties, purposes, titles, text, topics and the annexes' heads; contacts are those in office today.
    Symbols, dates, deadlines, meeting, approval, replies, attachments and the annexes' rows are its own.
    """
    _refuse_adding(by)
    source = locked(statement)
    names = ("title", "subtitle", "language", "original_language", "action_required", "reply_to", "signatures")
    values = {name: getattr(source, name) for name in (*names, "keywords", "abstract", "content")}
    draft = Statement.objects.create(created_by=by, **values)
    for part, parties in ((Part.FROM, source.senders), (Part.TO, source.recipients), (Part.CC, source.copies)):
        _copy_parties(draft, parties, part, with_purpose=part == Part.TO)
    draft.topics.set(source.topics.all())
    for annex in source.annexes.all():
        choice = {name: value for name, value in annex.compiled.items() if name not in ("first", "last", "passed")}
        Annex.objects.create(
            statement=draft, number=annex.number, title=annex.title, columns=annex.columns, compiled=choice
        )
    draft = statement_settle(statement=draft)
    contacts_fill(statement=draft)
    event_add(statement=draft, kind=Event.Kind.CREATED, by=by, note=_("Copied from “%(title)s”.") % {"title": source})
    return draft


def _refuse_adding(by: User | None) -> None:
    if by is not None and not by.has_perm("liaison.add_statement"):
        raise PermissionDenied(_("You do not have the permission to do this."))


def _copy_parties(draft: Statement, parties: Iterable[Party], part: str, *, with_purpose: bool = False) -> None:
    """Printed as the register has it today, or in the same words where no body is known."""
    for position, party in enumerate(parties, start=1):
        copy = Party.objects.create(
            statement=draft,
            part=part,
            position=position,
            body=party.body,
            text="" if party.body else party.text,
            questions_text=party.questions_text,
            address=party.address,
            purpose=party.purpose if with_purpose else "",
        )
        copy.questions.set(party.questions.all())


@transaction.atomic
def answers_settle(*, statement: Statement, by: User | None) -> None:
    """Bring the other side in step with a reply that went out or was recorded.

    The recipients who were asked, and for whom its senders answer, have answered where the reply closes the request;
    an interim reply closes none. Where it went out before what it answers was recorded, that is done now.
    """
    for reply in Reply.objects.of_target_known(statement):
        _settle(reply, by)
    for reply in Reply.objects.out_to(statement):
        _settle(reply, by)


def _settle(reply: Reply, by: User | None) -> None:
    answer = reply.statement
    asked = Statement.objects.for_detail().get(pk=reply.target_id)
    if asked.status not in OUT:
        return
    if not reply.closes or answer.is_interim:
        for party in asked.recipients:
            if party.answered_by_id == answer.pk:
                party_reopen(party=party, by=by, note=_("The reply does not close the request."))
        return
    day = answer.date or answer.received_on or answer.sent_on or timezone.localdate()
    for party in answered_recipients(asked, answer.senders):
        if party.answered_on is None:
            note = _("The reply closes the request.")
            party_handle(party=party, by=by, note=note, answered_by=answer, answered_on=day)
