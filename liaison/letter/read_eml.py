"""A mail file (.eml): its subject, sender, date, text and attachments; and the statement that it brings.

The statement is the first attachment that another reader knows for one, else the text of the mail itself. A mail that
was forwarded as an attachment is opened too. What is read is bounded before and while it is taken apart: the readers
of the attachments bound the rest.
"""

from __future__ import annotations

import datetime
import email.errors
import email.header
import email.policy
import email.utils
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from pathlib import PurePath
from typing import Any

from .labels import printed_date
from .letter import Finding, Reading, plain_lines
from .refusal import MEGABYTE, Refusal, refused
from .rich_text import blocks_from_html, sanitise

MOST_PARTS = 200  # of all kinds, those of forwarded mails too
MOST_READ = 20  # attachments that may be statements
MOST_LINES = 500_000
MOST_WITHIN = 60  # mentions of parts within parts; the parser's work grows with their product
MOST_HEADER = 20_000  # characters of one header
MOST_TEXT = 2 * MEGABYTE
WITHIN = re.compile(rb"\b(?:multipart/|message/rfc822)", re.IGNORECASE)
DIVISION = re.compile(r"<(/?)div\b", re.IGNORECASE)
SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
OUTLOOK = "winmail.dat"
NOT_A_MAIL = "This is no mail file: it has neither a sender nor a subject."
ENCRYPTED = "This mail is encrypted: open it in your mail program, and save the statement that is attached to it."
TOO_MANY = (
    "This mail has more parts than a mail that brings a liaison statement: save the statement itself and give it."
)
PACKED = (
    "What is attached to this mail is packed in a form of Outlook (winmail.dat): ask the sender to send it as plain "
    "attachments, or save it from Outlook."
)

Reader = Callable[[bytes, str], Reading]


@dataclass(frozen=True)
class MailPart:
    """Something attached, by the name under which it was."""

    name: str
    data: bytes


@dataclass(frozen=True)
class MailFile:
    subject: str = ""
    sender: str = ""  # “Ann Example <ann@example.org>”
    date: datetime.datetime | None = None
    text: str = ""
    attachments: tuple[MailPart, ...] = ()


@dataclass
class _Found:
    texts: list[str] = field(default_factory=list)
    attachments: list[MailPart] = field(default_factory=list)
    parts: int = 0


class _Bounded(email.policy.Compat32):
    """The parser of old, which takes whatever comes; no header is longer than it may be."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_HEADER]


def open_mail(data: bytes) -> MailFile:
    """Take a mail apart. Raises Refusal, with a sentence for the clerk, for what is none or is not opened."""
    if data.count(b"\n") > MOST_LINES or sum(1 for _hit in WITHIN.finditer(data)) > MOST_WITHIN:
        raise Refusal(TOO_MANY)
    try:
        message = BytesParser(policy=_Bounded()).parsebytes(data)
        if not (message.get("From") or message.get("Subject")):
            raise Refusal(NOT_A_MAIL)
        found = _Found()
        _take(message, found)
    except RecursionError:
        raise Refusal(TOO_MANY) from None
    return MailFile(
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        date=_date(message),
        text="\n\n".join(found.texts),
        attachments=tuple(found.attachments),
    )


def read_eml(data: bytes, name: str, readers: Mapping[str, Reader]) -> Reading:
    """The statement that a mail brings, read by one of `readers`, which are those of the other endings."""
    try:
        mail = open_mail(data)
    except Refusal as refusal:
        return refused(str(refusal), name)
    readings = [(part.name, readers[ending](part.data, part.name)) for part, ending in _readable(mail, readers)]
    statements = [(part, reading) for part, reading in readings if reading.letter]
    if statements:
        part, reading = statements[0]
        others = [other for other, _reading in statements[1:]]
        return Reading(reading.letter, (*_told(mail, part, others), *reading.findings))
    if OUTLOOK in [part.name.lower() for part in mail.attachments]:
        return refused(PACKED, name)
    reading = readers[".txt"](mail.text.encode(), name)
    if reading.letter:
        return Reading(reading.letter, (*_told(mail, "", []), *reading.findings))
    reasons = [f"{part}: {_why(reading)}" for part, reading in readings]
    said = "This mail brings no liaison statement: nothing that is attached to it is one, and its text is none."
    return refused(" ".join([said, *reasons]), name)


def statement_part(data: bytes, readers: Mapping[str, Reader]) -> MailPart | None:
    """What `read_eml` reads the statement from, so that it can be shown: an attachment, or the text as “mail.txt”."""
    try:
        mail = open_mail(data)
    except Refusal:
        return None
    text = MailPart("mail.txt", mail.text.encode())
    parts = [*_readable(mail, readers), (text, ".txt")]
    return next((part for part, ending in parts if readers[ending](part.data, part.name).letter), None)


def _readable(mail: MailFile, readers: Mapping[str, Reader]) -> list[tuple[MailPart, str]]:
    """With their endings. Word comes before the others: of a statement that comes in several forms it keeps most."""
    endings = dict.fromkeys(ending for ending in (".docx", *readers) if ending != ".eml")
    found = [
        (part, ending)
        for ending in endings
        for part in mail.attachments
        if PurePath(part.name).suffix.lower() == ending
    ]
    return found[:MOST_READ]


def _told(mail: MailFile, part: str, others: list[str]) -> Iterator[Finding]:
    """From which mail it is, and from what in it."""
    sent = printed_date(mail.date.date(), "en") if mail.date else "no date"
    mailed = f"the mail “{mail.subject}” from {mail.sender or 'somebody'} of {sent}"
    text = f"Read from “{part}”, attached to {mailed}." if part else f"Read from the text of {mailed}."
    yield Finding("note", "", "", text)
    if others:
        also = ", ".join(f"“{name}”" for name in others)
        yield Finding("warning", "", "", f"These are statements too, or the same in another form: {also}.")


def _why(reading: Reading) -> str:
    return " ".join(finding.message for finding in reading.findings if finding.level == "error")


def _take(part: Message, found: _Found) -> None:
    """Texts and attachments of a part and all within it, in order."""
    found.parts += 1
    if found.parts > MOST_PARTS:
        raise Refusal(TOO_MANY)
    kind = part.get_content_type()
    if kind in SEALED:
        raise Refusal(ENCRYPTED)
    if kind == "multipart/alternative":
        _take_alternative(part, found)
    elif part.is_multipart():
        for inner in part.get_payload():
            if isinstance(inner, Message):
                _take(inner, found)
    elif name := _name(part):
        found.attachments.append(MailPart(name, _bytes(part)))
    elif kind == "text/plain":
        found.texts.append(_text(part))
    elif kind == "text/html":
        found.texts.append(_text_of_html(_text(part)))


def _take_alternative(part: Message, found: _Found) -> None:
    """The same text in several forms: plain text where there is some, and what is attached within the others."""
    inner = [one for one in part.get_payload() if isinstance(one, Message)] if part.is_multipart() else []
    plain = [one for one in inner if one.get_content_type() == "text/plain" and _text(one).strip()]
    for one in inner:
        before = len(found.texts)
        _take(one, found)
        if plain and one not in plain:
            del found.texts[before:]


def _name(part: Message) -> str:
    """The name of what is attached, without folders; a part that is attached without a name gets one by its kind."""
    name = part.get_filename() or ""
    if not name and part.get_content_disposition() != "attachment":
        return ""
    plain = _decoded(name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in plain if letter.isprintable()).strip()[-200:]
    return plain or {"text/plain": "attached.txt"}.get(part.get_content_type(), "attached")


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    data = _bytes(part)[:MOST_TEXT]
    for charset in (str(part.get_content_charset() or "utf-8"), "utf-8"):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):  # unknown, no codec of text, or not what it says
            continue
    return data.decode("cp1252", "replace")


def _text_of_html(text: str) -> str:
    """Its lines; a division is a paragraph, as mail programs use it."""
    return "\n".join(plain_lines(blocks_from_html(sanitise(DIVISION.sub(r"<\1p", text)))))


def _header(message: Message, name: str) -> str:
    return " ".join(_decoded(message.get(name, "")).split())[:400]


def _decoded(value: Any) -> str:
    """A header in words; as it stands where it is not coded as it says."""
    try:
        return str(email.header.make_header(email.header.decode_header(str(value))))
    except (LookupError, ValueError, email.errors.MessageError):
        return str(value).encode("ascii", "replace").decode()


def _date(message: Message) -> datetime.datetime | None:
    try:
        return email.utils.parsedate_to_datetime(str(message.get("Date", "")))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
