"""The message of a mail of the queue, as it goes out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from email import base64mime, quoprimime
from email.utils import format_datetime, formataddr
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.core.mail import EmailMultiAlternatives
from django.template.defaultfilters import filesizeformat
from django.utils.encoding import punycode
from django.utils.translation import gettext as _

from liaison.models import Mail, MailAddress, MailFile

from .addresses import for_server, one_line

MEDIA_TYPE = re.compile(r"(?!text/|message/|multipart/)[a-z]+/[a-z0-9][a-z0-9.+-]*")
NOT_IN_NAMES = '/\\:*?"<>|'
ANY_BYTES = "application/octet-stream"
HEAD = 4000  # bytes that a mail has besides its text and files, at most, a file name or two included


class Unsendable(Exception):
    """The mail cannot go out as it was queued. The words are for staff."""


class QueuedMessage(EmailMultiAlternatives):
    """Django's, in seven bits: every server passes it on as it is, whatever script it is written in."""

    def message(self, **kwargs: Any) -> Any:
        mime = super().message(**kwargs)
        for part in mime.walk():
            if part["Content-Transfer-Encoding"] == "8bit":
                _encode(part)
        return mime

    def as_bytes(self) -> bytes:
        return self.message().as_bytes(linesep="\r\n")


def compose(mail: Mail) -> QueuedMessage:
    """The message of a mail read with `whole()`. Raises Unsendable where a file is not what was chosen.

    What is missing from storage or cannot be read for now raises the storage's own OSError, FileNotFoundError apart.
    """
    message = QueuedMessage(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=_headers_of(mail.to),
        cc=_headers_of(mail.cc),
        reply_to=_headers_of(mail.reply_to),
        headers=_headers(mail),
    )
    if rich := getattr(mail, "rich", None):
        message.attach_alternative(rich.html, "text/html")
    for file in mail.files.all():
        is_plain_data = MEDIA_TYPE.fullmatch(file.media_type)
        message.attach(file.name, read_file(file), file.media_type if is_plain_data else ANY_BYTES)
    return message


def read_file(chosen: MailFile) -> bytes:
    """The bytes that were chosen, and no others."""
    name = chosen.file.file.name
    storage: Storage = chosen.file.file.storage
    try:
        with storage.open(name) as stored:
            data = stored.read()
    except FileNotFoundError:
        raise Unsendable(_("The file “%(name)s” is missing from the storage.") % {"name": chosen.name}) from None
    if hashlib.sha256(data).hexdigest() != chosen.sha256:
        raise Unsendable(
            _("The file “%(name)s” was altered since it was chosen: its checksum differs.") % {"name": chosen.name}
        )
    return data


def check_size(size: int) -> None:
    if size > settings.MAIL_MAX_BYTES:
        raise ValidationError(
            {
                "files": _("With its files the mail would have %(size)s, and it may have %(most)s. Choose fewer files.")
                % {"size": filesizeformat(size), "most": filesizeformat(settings.MAIL_MAX_BYTES)}
            }
        )


class Sized(Protocol):
    size: int  # in bytes


def reckoned_size(text: str, files: Sequence[Sized]) -> int:
    """Bytes on the wire: files and text take four for three, and two for the end of each line of 76."""
    sizes = [len(text.encode()), *(file.size for file in files)]
    return sum(-(-size // 57) * 78 for size in sizes) + HEAD + 500 * len(files)


def safe_name(name: str) -> str:
    """A file name that is one on every system: no path, no control or direction characters, not hidden, not empty."""
    kept = "".join(
        "_" if letter in NOT_IN_NAMES or unicodedata.category(letter)[0] == "C" else letter for letter in name
    )
    return one_line(kept)[-200:].strip(" .") or "file"


def _headers(mail: Mail) -> dict[str, str]:
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.queued_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    if thread := mail.references.split():
        headers |= {"In-Reply-To": thread[-1], "References": " ".join(thread)}
    if mail.unsubscribe_url:
        headers["List-Id"] = f"<follow.{punycode(settings.SITE.hostname or 'localhost')}>"
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        if mail.unsubscribe_url.startswith("https://"):  # RFC 8058 knows no other
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _headers_of(addresses: list[MailAddress]) -> list[str]:
    return [formataddr((address.name, for_server(address.email))) for address in addresses]


def _encode(part: Any) -> None:
    """In quoted-printable or base64, whichever is shorter."""
    data = part.get_payload(decode=True)
    quoted = quoprimime.body_encode(data.decode("latin-1"))
    based = base64mime.body_encode(data.replace(b"\n", b"\r\n"))
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = "quoted-printable" if len(quoted) <= len(based) else "base64"
    part.set_payload(min(quoted, based, key=len))
