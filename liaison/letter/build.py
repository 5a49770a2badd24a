"""A statement of the register as a Letter."""

from __future__ import annotations

from collections.abc import Iterable

from liaison.models import Annex, Entry, Party, Statement, StatementContact
from liaison.renditions import public_letter

from . import letter as forms
from .letter import Letter
from .rich_text import blocks_from_html


def build(statement: Statement, *, public: bool = False) -> Letter:
    """The Letter of a statement read with `for_detail()`.

    With `public`, what only staff and recipients may read is left out: of a statement published by its header
    alone the cover note, abstract, content, annexes and attachments; e-mail addresses where a setting says so.
    """
    letter = _letter(statement)
    return public_letter(letter, statement) if public else letter


def _letter(statement: Statement) -> Letter:
    return Letter(
        title=statement.title,
        subtitle=_lines(statement.subtitle),
        symbol=statement.symbol or None,
        other_symbols=_lines(statement.other_symbols),
        reference=statement.reference,
        date=statement.date,
        language=statement.language,
        original_language=statement.original_language,
        study_period=statement.printed_period,
        action_required=statement.action_required,
        from_=tuple(_party(party) for party in statement.senders),
        to=tuple(_recipient(party) for party in statement.recipients),
        cc=tuple(_recipient(party) for party in statement.copies),
        in_reply_to=tuple(
            forms.InReplyTo(reply.text, reply.symbol or None, reply.date) for reply in statement.replies.all()
        ),
        meeting=forms.Meeting(statement.meeting_text, statement.meeting_start, statement.meeting_end),
        approval=forms.Approval(statement.approval_text, statement.approval_level or None, statement.approval_date),
        contacts=tuple(_contact(contact) for contact in statement.contacts.all()),
        reply_to=statement.reply_to,
        signatures=_lines(statement.signatures),
        keywords=_lines(statement.keywords),
        next_meetings=tuple(
            forms.Meeting(meeting.text, meeting.starts_on, meeting.ends_on) for meeting in statement.next_meetings.all()
        ),
        abstract=blocks_from_html(statement.abstract),
        content=blocks_from_html(statement.content),
        annexes=tuple(_annex(annex, statement.is_frozen) for annex in statement.annexes.all()),
        attachments=tuple(
            forms.Attachment(row.title, row.symbol or None, row.url, row.sha256) for row in statement.attachments.all()
        ),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _party(party: Party) -> forms.Party:
    return forms.Party(party.printed, party.code, tuple(party.question_numbers), party.address)


def _recipient(party: Party) -> forms.Recipient:
    sender = _party(party)
    return forms.Recipient(
        sender.text,
        sender.body,
        sender.questions,
        sender.address,
        party.purpose or None,
        party.deadline,
        party.deadline_text,
    )


def _contact(row: StatementContact) -> forms.Contact:
    return forms.Contact(
        row.label, row.honorific, row.name, row.role, row.affiliation, row.address, row.email, row.phone
    )


def _annex(annex: Annex, is_frozen: bool) -> forms.Annex:
    return forms.Annex(
        annex.number,
        annex.title,
        blocks_from_html(annex.intro),
        tuple(annex.columns),
        tuple(_entry(entry, is_frozen) for entry in annex.entries.all()),
        blocks_from_html(annex.content),
    )


def _entry(entry: Entry, is_frozen: bool) -> forms.Entry:
    """Once frozen, the address is the one written out then, also where the document got another one since."""
    address = entry.url if is_frozen else entry.address
    return forms.Entry(entry.symbol or None, entry.source, entry.title, _paragraphs(entry.brief_paragraphs), address)


def _paragraphs(lines: Iterable[str]) -> tuple[forms.Block, ...]:
    return tuple(forms.paragraph(line.strip()) for line in lines)
