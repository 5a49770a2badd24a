"""Which transport the settings ask for: our own for SMTP, else a mail backend of Django's."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import get_connection

from .smtp import SmtpTransport
from .transport import Outcome, Parcel, Reply, Transport, Verdict, Watch

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class BackendTransport:
    """For the console, files, and whatever else needs no server: what the backend took counts as sent."""

    def __init__(self) -> None:
        self._backend = get_connection()

    def send(self, parcel: Parcel, watch: Watch) -> Outcome:
        watch.handing_over({})
        try:
            self._backend.send_messages([parcel.message])
        except Exception as trouble:  # a backend may raise anything, and at any moment
            return Outcome(Verdict.UNCLEAR, Reply.of(0, f"{type(trouble).__name__}: {trouble}"))
        return Outcome(Verdict.TAKEN, Reply.of(0, settings.EMAIL_BACKEND.split(".")[-2]))

    def close(self) -> None:
        self._backend.close()


def open_transport() -> Transport:
    return SmtpTransport() if settings.EMAIL_BACKEND == SMTP else BackendTransport()
