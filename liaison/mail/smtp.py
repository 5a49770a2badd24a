"""Handing over by SMTP, on smtplib.

smtplib's own `sendmail` writes the message and the sign of its end in one go and hides the answers. Here the end is
written apart: before it a server must not deliver what it was sent, whatever happens to the connection (RFC 5321,
4.1.1.10), and after it the message is the server's. So this is the moment to remember.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail.utils import DNS_NAME
from django.utils.translation import gettext as _

from .transport import Outcome, Parcel, Reply, Verdict, Watch

PIECE = 64 * 1024
ACCESS = (530, 534, 535, 538)  # it wants another or no login: nothing that this message could help
TOO_MANY = 552  # after RCPT it means "later", as 452 does (RFC 5321, 4.5.3.1.10)
TROUBLE = (OSError, smtplib.SMTPException, UnicodeError)


class SmtpTransport:
    """One connection, opened for the first message and kept for the next ones while the server likes it."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None

    def send(self, parcel: Parcel, watch: Watch) -> Outcome:
        try:
            smtp = self._connected()
        except TROUBLE as trouble:
            self._drop()
            return Outcome(Verdict.UNREACHABLE, words(trouble))
        try:
            return self._hand_over(smtp, parcel, watch)
        except BaseException:
            self._drop()  # without the end of the message: the server has to forget it
            raise

    def close(self) -> None:
        if self._smtp is not None:
            with suppress(*TROUBLE):
                self._smtp.quit()
            self._drop()

    # The connection

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is not None:
            try:
                if self._smtp.sock is not None:
                    self._smtp.sock.settimeout(settings.MAIL_TIMEOUT)
                if self._smtp.rset()[0] == 250:
                    return self._smtp
            except TROUBLE:
                pass
            self._drop()
        self._smtp = smtp = self._opened()
        return smtp

    def _opened(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        options: dict[str, Any] = {"local_hostname": DNS_NAME.get_fqdn(), "timeout": settings.MAIL_TIMEOUT}
        if settings.EMAIL_USE_SSL:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(settings.EMAIL_HOST, settings.EMAIL_PORT, context=context, **options)
        else:
            smtp = smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, **options)
        try:
            smtp.ehlo_or_helo_if_needed()
            if settings.EMAIL_USE_TLS:
                smtp.starttls(context=context)
                smtp.ehlo_or_helo_if_needed()
            if settings.EMAIL_HOST_USER:
                smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    # The message

    def _hand_over(self, smtp: smtplib.SMTP, parcel: Parcel, watch: Watch) -> Outcome:
        replies: dict[str, Reply] = {}
        try:
            refusal = self._offer(smtp, parcel, watch, replies)
        except TROUBLE as trouble:
            self._drop()
            return Outcome(Verdict.DEFERRED, words(trouble), replies)
        if refusal is not None:
            if refusal.reply.code == 421:
                self._drop()
            return refusal
        watch.handing_over(replies)
        return self._end(smtp, replies)

    def _offer(self, smtp: smtplib.SMTP, parcel: Parcel, watch: Watch, replies: dict[str, Reply]) -> Outcome | None:
        """All but the end. Fills in the answers to the addresses; an outcome is a refusal."""
        data = dotted(parcel.data)
        if too_big := _over_limit(smtp, len(data)):
            return Outcome(Verdict.REFUSED, too_big)
        options = [f"size={len(data)}"] if smtp.has_extn("size") else []
        reply = Reply.of(*smtp.mail(parcel.sender, options))
        if not reply.is_positive:
            return _refusal(reply, replies)
        for address in parcel.recipients:
            watch.going_on()
            replies[address] = _to_address(*smtp.rcpt(address))
            if replies[address].code == 421:
                return _refusal(replies[address], replies)
        if not any(reply.is_positive for reply in replies.values()):
            return _none_taken(replies)
        smtp.putcmd("data")
        reply = Reply.of(*smtp.getreply())
        if reply.code != 354:
            return _refusal(reply, replies)
        for start in range(0, len(data), PIECE):
            watch.going_on()
            smtp.send(data[start : start + PIECE])
        return None

    def _end(self, smtp: smtplib.SMTP, replies: dict[str, Reply]) -> Outcome:
        """The sign that the message is complete, and the answer. Without an answer nothing is known."""
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(settings.MAIL_ANSWER_TIMEOUT)
            smtp.send(b".\r\n")
            reply = Reply.of(*smtp.getreply())
        except TROUBLE as trouble:
            self._drop()
            return Outcome(Verdict.UNCLEAR, words(trouble), replies)
        if reply.code == 421:
            self._drop()
        if reply.is_positive:
            return Outcome(Verdict.TAKEN, reply, replies)
        if 400 <= reply.code < 600:
            return _refusal(reply, replies)
        self._drop()
        return Outcome(Verdict.UNCLEAR, reply, replies)


def dotted(data: bytes) -> bytes:
    """With a second dot before each that begins a line, and a line end at the end: no line ends the message early."""
    stuffed = re.sub(rb"(?m)^\.", b"..", data)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def words(trouble: Exception) -> Reply:
    """What the server said before it went wrong, else what went wrong."""
    if isinstance(trouble, smtplib.SMTPResponseException):
        return Reply.of(trouble.smtp_code, trouble.smtp_error)
    if isinstance(trouble, TimeoutError) or isinstance(trouble.__context__, TimeoutError):
        return Reply.of(0, _("The mail server did not answer in time."))
    if isinstance(trouble, smtplib.SMTPServerDisconnected):
        return Reply.of(0, _("The mail server closed the connection."))
    return Reply.of(0, _("The mail server cannot be reached: %(error)s.") % {"error": str(trouble).rstrip(".")})


def _over_limit(smtp: smtplib.SMTP, size: int) -> Reply | None:
    limit = smtp.esmtp_features.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < size:
        text = _("The mail has %(size)s bytes and the mail server takes at most %(limit)s.")
        return Reply.of(0, text % {"size": size, "limit": limit})
    return None


def _refusal(reply: Reply, replies: dict[str, Reply]) -> Outcome:
    if reply.code in ACCESS:
        return Outcome(Verdict.UNREACHABLE, reply, replies)
    return Outcome(Verdict.REFUSED if reply.is_permanent else Verdict.DEFERRED, reply, replies)


def _none_taken(replies: dict[str, Reply]) -> Outcome:
    """Every address got a no: for good only if each of them was."""
    later = [reply for reply in replies.values() if not reply.is_permanent]
    if later:
        return Outcome(Verdict.DEFERRED, later[0], replies)
    return Outcome(Verdict.REFUSED, next(iter(replies.values())), replies)


def _to_address(code: int, text: bytes) -> Reply:
    return Reply.of(452, b"552 " + text) if code == TOO_MANY else Reply.of(code, text)
