"""What a copy carries of a letter, so that what is read from one can be compared with what was written.

    read_docx(to_docx(letter, sheet)).letter == letter.as_printed()

A copy has words, not codes. It does not say which body of the register a name means, nor the checksum of a file. Of two
things that say the same it prints one: where there are words, a date or level beside them is known from the words
alone. Dates, numbers of Questions and the like are therefore what the readers find in the words printed.

It holds for letters whose parts can be told apart in print: no comma in a keyword or affiliation, no party whose words
end like a purpose, nothing that stands between two parts and could belong to either. All else is kept as `legible`
says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from .bidi import MARKS
from .labels import LANGUAGE_NAMES, contact_label
from .legible import legible
from .letter import (
    PURPOSES,
    Annex,
    Approval,
    Attachment,
    Contact,
    Entry,
    InReplyTo,
    Letter,
    Meeting,
    Party,
    Recipient,
)
from .page import Page, party_text
from .read_dates import find_dates, read_date, read_range
from .read_levels import read_levels
from .read_meetings import read_next_meetings
from .read_parties import read_deadline
from .read_symbols import find_questions, find_symbols
from .read_text import read_text
from .sheet import Sheet
from .text_lines import Findings, Line
from .to_text import to_text

NOWHERE = Line(0, False, ())


def as_printed(letter: Letter) -> Letter:
    """The letter that is read from its own Word file. Printing that one again prints the same."""
    letter = legible(_without_marks(letter))
    page = Page(letter, Sheet())
    original = letter.original_language.lower().replace("_", "-").partition("-")[0]
    return letter.replace(
        subtitle=tuple(filter(None, letter.subtitle)),
        symbol=letter.symbol or None,
        other_symbols=tuple(filter(None, letter.other_symbols)),
        original_language=original if original in LANGUAGE_NAMES else letter.original_language or letter.language,
        study_period=letter.study_period or None,
        from_=tuple(_party(party) for party in letter.from_ if party_text(party) or party.address),
        to=tuple(_recipient(to, alone=page.one_wish) for to in letter.to if party_text(to) or to.address),
        cc=tuple(_recipient(to, alone=False) for to in letter.cc if party_text(to) or to.address),
        in_reply_to=tuple(_reply(page.reply(reply)) for reply in letter.in_reply_to if page.reply(reply)),
        meeting=_meeting(page.meeting(letter.meeting)),
        approval=_approval(page.approval(letter.approval)),
        contacts=_contacts(letter),
        signatures=tuple(filter(None, letter.signatures)),
        keywords=tuple(filter(None, letter.keywords)),
        next_meetings=read_next_meetings(letter.content, (), letter.date, Findings()),
        annexes=tuple(_annex(page, annex) for annex in letter.annexes),
        attachments=tuple(_attachment(row) for row in letter.attachments if row.title or row.symbol or row.url),
    )


def lost_in_text(letter: Letter) -> tuple[str, ...]:
    """What a text file does not carry of the letter, as paths ("content[2].inlines"): what reading it back gives
    otherwise than the letter as printed. What text never carries is said in `to_text`."""
    read = read_text(to_text(letter, Sheet())).letter or Letter()
    return tuple(_differences(as_printed(letter), read, ""))


def _differences(one: Any, other: Any, path: str) -> Iterator[str]:
    if type(one) is not type(other) or (isinstance(one, tuple) and len(one) != len(other)):
        yield path
    elif isinstance(one, tuple):
        for number, (item, its) in enumerate(zip(one, other, strict=True)):
            yield from _differences(item, its, f"{path}[{number}]")
    elif is_dataclass(one):
        for field in fields(one):
            inner = f"{path}.{field.name.rstrip('_')}".lstrip(".")
            yield from _differences(getattr(one, field.name), getattr(other, field.name), inner)
    elif one != other:
        yield path


def _without_marks(value: Any) -> Any:
    """Marks of direction are the writers' to set and to leave out."""
    if isinstance(value, str):
        return MARKS.sub("", value)
    if isinstance(value, tuple):
        return tuple(_without_marks(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _without_marks(getattr(value, field.name)) for field in fields(value)})
    return value


def _party(party: Party) -> Party:
    """An address with no name beside it is printed, and read, as the name."""
    text = party_text(party) or party.address
    return Party(text, None, find_questions(text), party.address)


def _recipient(to: Recipient, *, alone: bool) -> Recipient:
    """`alone`: purpose and deadline stand under labels of their own, for they are the same for all."""
    party = _party(to)
    deadline, text = to.deadline, to.deadline_text
    if text:
        deadline, text = read_deadline(text, NOWHERE, "", Findings())
    if not (party_text(to) or alone):
        deadline, text = None, ""
    purpose = to.purpose if to.purpose in PURPOSES else None
    return Recipient(party.text, None, party.questions, party.address, purpose, deadline, text)


def _reply(text: str) -> InReplyTo:
    symbols, days = find_symbols(text), find_dates(text)
    symbol = symbols[0] if len(symbols) == 1 else None
    return InReplyTo(text, symbol, days[0].start if len(days) == 1 and days[0].is_day else None)


def _meeting(text: str) -> Meeting:
    start, end, _problem = read_range(text) if text else (None, None, "")
    return Meeting(text, start, end)


def _approval(text: str) -> Approval:
    levels = read_levels(text)
    return Approval(text, levels[0] if len(levels) == 1 else None, read_date(text)[0]) if text else Approval()


def _contacts(letter: Letter) -> tuple[Contact, ...]:
    groups: dict[str, list[Contact]] = {}
    for contact in letter.contacts:
        label = contact_label(contact.label, letter.language)
        if replace(contact, label="") != Contact(label=""):
            groups.setdefault(label, []).append(replace(contact, label=label))
    return tuple(contact for group in groups.values() for contact in group)


def _annex(page: Page, annex: Annex) -> Annex:
    """Without a table of documents nothing parts the introduction from what follows."""
    number = re.escape(page.words["annex"].format(number=annex.number))
    title = re.sub(rf"^{number}(?!\d)\s*[:：.–—-]?\s*", "", annex.title, flags=re.I)
    if not annex.entries:
        return Annex(annex.number, title, content=annex.intro + annex.content)
    return replace(annex, title=title, columns=page.columns(annex), entries=tuple(map(_entry, annex.entries)))


def _entry(entry: Entry) -> Entry:
    linked = entry.symbol or entry.title or entry.source
    return replace(entry, symbol=entry.symbol or None, url=entry.url if linked else "")


def _attachment(row: Attachment) -> Attachment:
    return Attachment(row.title, row.symbol or None, row.url)
