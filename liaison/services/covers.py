"""The mails that carry a statement: one to each recipient and copy, put into the queue by the act that sends it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.enumeration import enumerated
from contacts.models import User
from liaison.letter.build import build
from liaison.letter.fingerprints import json_of
from liaison.mail.covers import LINK, SYMBOL, filled
from liaison.mail.message import safe_name
from liaison.mail.services import mail_check, mail_queue
from liaison.models import Mail, Party, Revision, Statement, StatementFile

from .settling import code_of_django
from .threads import threads_of, whose

ATTACHED = "attached-"


@dataclass(frozen=True)
class Cover:
    """A mail to one recipient or copy. `party` is its key; `files` names formats ("pdf") and attached files
    ("attached-7"); in subject and text stand `{symbol}` and `{link}` for what is known only then."""

    party: int
    to: tuple[str, ...]
    subject: str
    text: str
    language: str = "en"
    cc: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dispatch:
    """What is to go out with a statement: mails, and the keys of those who get none from here, by somebody's choice.

    `seen` is the letter that somebody looked at before (`seal_of`); where it is another by now, nothing is sent.
    """

    covers: tuple[Cover, ...] = ()
    left_out: frozenset[int] = frozenset()
    reply_to: tuple[str, ...] = ()
    seen: str = ""

    def of_parties(self, keys: Mapping[int, int]) -> Dispatch:
        """For the rows that stand for the same parties now; what has none keeps its key."""
        return replace(self, covers=tuple(replace(row, party=keys.get(row.party, row.party)) for row in self.covers))


@dataclass(frozen=True)
class Ready:
    """A mail as it leaves. `files` are rows, or what will be rows."""

    party: Party
    subject: str
    text: str
    language: str
    addresses: dict[str, list[Any]]
    files: list[Any] = field(default_factory=list)
    size: int = 0

    @property
    def to(self) -> list[str]:
        return self._typed("to")

    @property
    def cc(self) -> list[str]:
        return self._typed("cc")

    @property
    def reply_to(self) -> list[str]:
        return self._typed("reply_to")

    @property
    def file_names(self) -> list[tuple[str, int]]:
        return [(safe_name(file.name), file.size) for file in self.files]

    def _typed(self, use: str) -> list[str]:
        rows = self.addresses.get(use, [])
        return [f"{row.name} <{row.email}>" if row.name else row.email for row in rows]


def receivers_of(statement: Statement) -> list[Party]:
    return statement.recipients + statement.copies


def refuse_uncovered(statement: Statement, dispatch: Dispatch) -> None:
    """Everybody gets a mail, or is left out because somebody said so. Raises ValidationError that names the others."""
    decided = {cover.party for cover in dispatch.covers} | dispatch.left_out
    if missing := [party.printed for party in receivers_of(statement) if party.pk not in decided]:
        text = _("Nothing was said of these: give each an address, or leave it out: %(names)s.")
        raise ValidationError(text % {"names": "; ".join(missing)})


def refuse_changed(statement: Statement, dispatch: Dispatch) -> None:
    if dispatch.seen and dispatch.seen != seal_of(statement):
        text = _("Somebody changed the statement since you looked at it. Look at it again before you send it.")
        raise ValidationError(text, code="changed")


def seal_of(statement: Statement) -> str:
    """A mark of all that the statement says, and to whom it goes: another one after any change."""
    letter = build(statement)
    keys = ",".join(str(party.pk) for party in receivers_of(statement))
    return hashlib.sha256(keys.encode() + json_of(letter)).hexdigest()


def link_of(slug: str, language: str) -> str:
    with translation.override(code_of_django(language)):
        return settings.SITE_URL + reverse("liaison:statement-detail", args=[slug])


def ready(
    statement: Statement, dispatch: Dispatch, files: Mapping[str, Any], *, symbol: str, slug: str | None
) -> list[Ready]:
    """The mails of a dispatch, checked as the queue checks them.

    Raises ValidationError for all that is wrong, its keys the party's and the field's: `p7-to`.
    """
    parties = {party.pk: party for party in receivers_of(statement)}
    errors: dict[str, list[str]] = {}
    found = []
    for cover in dispatch.covers:
        try:
            found.append(_ready(cover, parties, files, dispatch.reply_to, symbol, slug))
        except ValidationError as refusal:
            errors |= {f"p{cover.party}-{name}": messages for name, messages in refusal.message_dict.items()}
    if errors:
        raise ValidationError(errors)
    return found


def _ready(
    cover: Cover,
    parties: Mapping[int, Party],
    files: Mapping[str, Any],
    reply_to: tuple[str, ...],
    symbol: str,
    slug: str | None,
) -> Ready:
    party = parties.get(cover.party)
    if party is None:
        raise ValidationError({"to": _("This is neither a recipient nor a copy of the statement.")})
    if unknown := [name for name in cover.files if name not in files]:
        raise ValidationError({"files": _("There is no such file: %(names)s.") % {"names": enumerated(unknown)}})
    texts = {"subject": cover.subject, "text": cover.text}
    _refuse_empty_places(texts, symbol, slug)
    link = link_of(slug, cover.language) if slug else ""
    texts = {name: filled(text, symbol=symbol, link=link) for name, text in texts.items()}
    chosen = [files[name] for name in dict.fromkeys(cover.files)]
    subject, used, size = mail_check(
        to=cover.to, cc=cover.cc, reply_to=reply_to, subject=texts["subject"], text=texts["text"], files=chosen
    )
    addresses = {str(use): rows for use, rows in used.items()}
    return Ready(party, subject, texts["text"], cover.language, addresses, chosen, size)


def _refuse_empty_places(texts: dict[str, str], symbol: str, slug: str | None) -> None:
    for name, text in texts.items():
        if SYMBOL in text and not symbol:
            raise ValidationError({name: _("The statement has no number and gets none: take {symbol} out.")})
        if LINK in text and not slug:
            raise ValidationError({name: _("The statement has no page in public: take {link} out.")})


def mails_queue(*, statement: Statement, revision: Revision, dispatch: Dispatch, by: User | None) -> list[Mail]:
    """Put the mails of a statement that is sent in this transaction into the queue, with the files of the revision."""
    slug = statement.slug if statement.is_public else None
    mails = ready(statement, dispatch, files_of(revision), symbol=statement.symbol, slug=slug)
    threads = threads_of(statement)
    return [
        mail_queue(
            kind=Mail.Kind.STATEMENT,
            statement=statement,
            party=mail.party,
            to=mail.to,
            cc=mail.cc,
            reply_to=mail.reply_to,
            subject=mail.subject,
            text=mail.text,
            language=mail.language,
            files=mail.files,
            references=threads.get(whose(mail.party), ()),
            by=by,
        )
        for mail in mails
    ]


def queued_words(mails: Sequence[object]) -> str:
    return ngettext("%(n)d mail was queued.", "%(n)d mails were queued.", len(mails)) % {"n": len(mails)}


def files_of(revision: Revision) -> dict[str, StatementFile]:
    """By the names that a cover calls them."""
    issued = StatementFile.objects.of_revision(revision)
    attached = StatementFile.objects.attached_to(revision.statement_id)
    return {row.name.rpartition(".")[2]: row for row in issued} | attached_files(attached)


def attached_files(rows: Iterable[StatementFile]) -> dict[str, StatementFile]:
    return {f"{ATTACHED}{row.pk}": row for row in rows}
