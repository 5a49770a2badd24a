"""Send a statement from here: frozen, numbered and published, with a mail to everybody who gets it, in one act."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Body, BodyAddress, User
from liaison.letter.build import build
from liaison.letter.formats import PUBLIC_WRITERS
from liaison.letter.labels import LABELS, base_language
from liaison.letter.letter import Letter
from liaison.letter.sheet import Sheet
from liaison.letter.sheets import sheet_of
from liaison.mail.covers import subject_for, text_for
from liaison.models import Party, Statement, StatementFile
from liaison.numbering import series_for, symbol_assign

from .correcting import files_of_attachments
from .covers import (
    Cover,
    Dispatch,
    Ready,
    attached_files,
    mails_queue,
    queued_words,
    ready,
    receivers_of,
    refuse_changed,
    refuse_uncovered,
    seal_of,
)
from .files import rendered, stored_whole
from .freezing import freeze
from .moves import check, move, permit, refuse_blocked, refuse_gaps_of_today
from .publishing import new_slug
from .sending import OURS
from .trail import locked

Status, Visibility = Statement.Status, Statement.Visibility
USUAL_FILES = ("pdf", "docx")
EMAIL = re.compile(r"[^\s<>(),;:\"“”«»]+@[^\s<>(),;:\"“”«»]+[^\s<>(),;:\"“”«».]")


@stored_whole()
def statement_send(*, statement: Statement, dispatch: Dispatch, by: User | None, note: str = "") -> Statement:
    """Send an approved statement of ours: frozen as revision 0 with its files, numbered, public, its mails queued.

    All of it is stored, or nothing. Raises ValidationError for what Annex 4 misses, for a recipient or copy of whom
    nothing was said, and for a mail that cannot be queued, keyed as `covers.ready` says.
    """
    permit("send", by)
    stored = locked(statement)
    _refuse(stored, by)
    refuse_changed(stored, dispatch)
    refuse_uncovered(stored, dispatch)
    left_out = [party.printed for party in receivers_of(stored) if party.pk in dispatch.left_out]
    symbol = symbol_assign(statement=stored)
    stored.sent_on = timezone.localdate()
    words = [
        _("Number: %(symbol)s.") % {"symbol": symbol} if symbol else "",
        queued_words(dispatch.covers),
        _("No mail to: %(names)s.") % {"names": "; ".join(left_out)} if left_out else "",
        note.strip(),
    ]
    move("send", stored, by, "\n".join(filter(None, words)))
    freeze(stored, by, Visibility.PUBLIC)
    mails_queue(statement=stored, revision=stored.revisions.get(number=0), dispatch=dispatch, by=by)
    return stored


def _refuse(statement: Statement, by: User | None) -> None:
    if statement.is_correction:
        raise ValidationError(_("This is a correction: it takes the place of what was sent when it is sent itself."))
    if statement.direction not in OURS:
        raise ValidationError(_("Only a statement whose sender is one of our bodies is sent by us."))
    check("send", statement, by)
    refuse_blocked(statement)


# What is proposed, for the form


@dataclass(frozen=True)
class Proposal:
    """What the register knows for a mail to one party; `texts` are subject and text by language."""

    party: Party
    to: list[str]
    cc: list[str]
    language: str
    texts: dict[str, tuple[str, str]]

    @property
    def cover(self) -> Cover:
        subject, text = self.texts[self.language]
        return Cover(self.party.pk, tuple(self.to), subject, text, self.language, tuple(self.cc), USUAL_FILES)


def proposals(statement: Statement) -> list[Proposal]:
    """One for each recipient and copy of a statement read with `for_detail`."""
    parties = receivers_of(statement)
    prefetch_related_objects(parties, "body__addresses")
    home = Body.objects.home()
    numbered, linked = bool(probable_symbol(statement)), bool(_slug_then(statement))
    found = []
    for party in parties:
        addresses = _addresses(party, statement.language)
        texts = {
            language: (
                subject_for(statement, language, numbered=numbered),
                text_for(
                    statement,
                    party,
                    language,
                    numbered=numbered,
                    linked=linked,
                    signature=home.name_in(language) if home else "",
                ),
            )
            for language in LABELS
        }
        to = [row.email for row in addresses if row.use == BodyAddress.Use.TO]
        cc = [row.email for row in addresses if row.use == BodyAddress.Use.COPY]
        to, cc = (to, cc) if to else (cc, [])
        found.append(Proposal(party, to, cc, _language(addresses, statement.language), texts))
    return found


def _addresses(party: Party, language: str) -> list[BodyAddress]:
    """Those for the statement's language and for any; where none of them is one to write to, all that there are."""
    known = list(party.body.addresses.all()) if party.body else []
    fitting = [row for row in known if not row.language or base_language(row.language) == language]
    return fitting if any(row.use == BodyAddress.Use.TO for row in fitting) else known


def _language(addresses: list[BodyAddress], language: str) -> str:
    """The receiver's, where its addresses tell it; else the statement's."""
    told = {row.language.lower().partition("-")[0] for row in addresses if row.language}
    return told.pop() if len(told) == 1 and told <= set(LABELS) else language


def reply_addresses(statement: Statement) -> list[str]:
    """To whom a reply goes: the addresses in “Send reply to”, else those of the senders."""
    if found := EMAIL.findall(statement.reply_to):
        return list(dict.fromkeys(found))
    senders = [party.body for party in statement.senders if party.body]
    prefetch_related_objects(senders, "addresses")
    return [row.email for body in senders for row in body.addresses.all() if row.use == BodyAddress.Use.TO]


def probable_symbol(statement: Statement) -> str:
    """The number that the statement has, or gets if no other is sent before it; "" for none."""
    if statement.symbol or statement.is_correction:
        return statement.symbol
    series = series_for(statement)
    return series.symbol() if series else ""


def file_choices(statement: Statement) -> list[tuple[str, str]]:
    """What can go with the mails: the formats, and the files of attachments."""
    formats = [(writer.extension, writer.label) for writer in PUBLIC_WRITERS]
    return formats + [(key, row.name) for key, row in _attached(statement).items()]


def _attached(statement: Statement) -> dict[str, StatementFile]:
    rows = list(StatementFile.objects.attached_to(statement))
    if statement.correction_of_id:
        kept = files_of_attachments(statement.correction_of, statement)
        rows += [row for row in StatementFile.objects.attached_to(statement.correction_of) if row.pk in kept]
    return attached_files(rows)


# What would leave, for the preview


@dataclass(frozen=True)
class Made:
    """A file that will be kept."""

    name: str
    media_type: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Look:
    """What a dispatch would send now. `symbol` is certain only where the statement has it already."""

    mails: list[Ready]
    left_out: list[Party]
    symbol: str
    is_symbol_certain: bool
    slug: str
    seen: str


def dispatch_look(*, statement: Statement, dispatch: Dispatch, by: User | None) -> Look:
    """What `statement_send`, or `correction_send`, would do with it, and nothing done. Raises as they do."""
    statement = Statement.objects.for_detail().get(pk=statement.pk)
    if statement.is_correction:
        permit("send-correction", by)
        refuse_gaps_of_today(statement)
    else:
        permit("send", by)
        _refuse(statement, by)
        refuse_uncovered(statement, dispatch)
    had, seen = statement.symbol, seal_of(statement)
    slug, files = _slug_then(statement), files_then(statement)
    symbol = statement.symbol
    mails = ready(statement, dispatch, files, symbol=symbol, slug=slug)
    mailed = {mail.party.pk for mail in mails}
    left_out = [party for party in receivers_of(statement) if party.pk not in mailed]
    return Look(mails, left_out, symbol, bool(had), slug or "", seen)


def files_then(statement: Statement) -> Mapping[str, Any]:
    """The files as they would be kept, by the names that a cover calls them. Sets the number that it will get."""
    letter, sheet, name = as_sent(statement)
    made = [Made(f"{name}.{row.extension}", row.media_type, rendered(row, letter, sheet)) for row in PUBLIC_WRITERS]
    issued = {row.extension: file for row, file in zip(PUBLIC_WRITERS, made, strict=True)}
    return issued | _attached(statement)


def as_sent(statement: Statement) -> tuple[Letter, Sheet, str]:
    """A draft read with `for_detail`, as it is printed once it is sent: changed in memory, for nobody to store."""
    name = _slug_then(statement) or f"statement-{statement.correction_of_id or statement.pk}"
    statement.symbol, statement.status = probable_symbol(statement), Status.SENT
    return build(statement), sheet_of(statement, None), name


def _slug_then(statement: Statement) -> str | None:
    if statement.correction_of_id:
        stored = statement.correction_of
        return stored.slug if stored.is_public else None
    return statement.slug or new_slug(statement)
