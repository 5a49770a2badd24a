"""The queue of mails: what is to be sent to whom, where it stands, and what the server said."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .parties import Party
from .statements import LANGUAGES
from .trail import SHA256, StatementFile


class MailQuerySet(models.QuerySet["Mail"]):
    # What a worker asks

    def due(self, at: datetime.datetime | None = None) -> MailQuerySet:
        """Waiting, and to be tried by now; those that have waited longest come first."""
        return self.filter(state=Mail.State.QUEUED, next_try_at__lte=at or timezone.now()).order_by("next_try_at", "pk")

    def abandoned(self, at: datetime.datetime | None = None) -> MailQuerySet:
        """Being sent by a worker that has not been heard of for the time of its lease."""
        return self.filter(state=Mail.State.SENDING, leased_until__lt=at or timezone.now()).order_by("leased_until")

    def held(self, key: int, holder: str) -> MailQuerySet:
        """The mail, if that worker holds it still."""
        return self.filter(pk=key, leased_by=holder)

    def whole(self) -> MailQuerySet:
        """With all that a message is made of."""
        return self.prefetch_related("addresses", "files__file").select_related("rich")

    # What the desk asks

    def in_state(self, *states: str) -> MailQuerySet:
        return self.filter(state__in=states)

    def failed(self) -> MailQuerySet:
        return self.in_state(Mail.State.FAILED)

    def unknown(self) -> MailQuerySet:
        return self.in_state(Mail.State.UNKNOWN)

    def troubled(self) -> MailQuerySet:
        """Failed or unknown: somebody has to decide."""
        return self.of_the_desk().in_state(Mail.State.FAILED, Mail.State.UNKNOWN)

    def with_keys(self, keys: Iterable[int]) -> MailQuerySet:
        """Without their texts."""
        return self.filter(pk__in=list(keys)).defer("text")

    def oldest_first(self) -> MailQuerySet:
        return self.order_by("queued_at", "pk")

    def waiting(self) -> MailQuerySet:
        return self.in_state(Mail.State.QUEUED)

    def neglected(self, at: datetime.datetime | None = None) -> MailQuerySet:
        """Due for a quarter of an hour and not tried, the longest first: perhaps no worker runs."""
        return self.due((at or timezone.now()) - datetime.timedelta(minutes=15))

    def counts(self) -> dict[str, int]:
        """How many there are of each state. States that pile up, sent and cancelled, are left out."""
        found = dict(self.in_state(*Mail.OPEN).order_by().values_list("state").annotate(Count("pk")))
        return {state: found.get(state, 0) for state in Mail.OPEN}

    def of_the_desk(self) -> MailQuerySet:
        """Not those to followers: their addresses are kept apart, and of their mails nobody has to decide."""
        return self.exclude(kind=Mail.Kind.SUBSCRIPTION)

    def to_follower(self, email: str) -> MailQuerySet:
        """On their way to a follower's address."""
        return self.filter(kind=Mail.Kind.SUBSCRIPTION, addresses__email=email)

    def of_statement(self, statement: object) -> MailQuerySet:
        return self.filter(statement=statement)

    def of_party(self, party: object) -> MailQuerySet:
        return self.filter(party=party)

    def in_thread_of(self, statements: Iterable[int]) -> MailQuerySet:
        """Mails that carried one of the statements and are out, or on their way; the oldest first."""
        gone = [Mail.State.QUEUED, Mail.State.SENDING, Mail.State.SENT, Mail.State.UNKNOWN]
        mails = self.filter(statement__in=list(statements), kind=Mail.Kind.STATEMENT, state__in=gone)
        return mails.select_related("party").defer("text").order_by("queued_at", "pk")

    def for_delivery(self, statement: object) -> MailQuerySet:
        """Those that carry a statement to its recipients, the latest first."""
        mails = self.filter(statement=statement, kind=Mail.Kind.STATEMENT).defer("text")
        return mails.prefetch_related("addresses", "files").order_by("-queued_at", "-pk")

    def for_list(self) -> MailQuerySet:
        return self.select_related("statement").prefetch_related("addresses")

    def for_detail(self) -> MailQuerySet:
        return self.select_related("statement", "party__body", "queued_by").prefetch_related(
            "addresses", "files__file", "steps__by"
        )


class Mail(models.Model):
    """A mail to be sent, or sent. Its text and addresses never change; where it stands is changed by services alone.

    A worker commits three times: that it takes the mail (state, lease), that it is about to end the handing over
    (`handed_over_at`), and what the server answered. Whoever finds an abandoned mail knows by the second whether the
    server can have it.
    """

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("Liaison statement to its recipient")
        HANDLING = "handling", _("To those who deal with a statement")
        REMINDER = "reminder", _("Reminder")
        SUBSCRIPTION = "subscription", _("What is new, to a subscriber")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", pgettext_lazy("mail", "Sent")
        FAILED = "failed", _("Failed")
        UNKNOWN = "unknown", _("Unknown")
        CANCELLED = "cancelled", pgettext_lazy("mail", "Cancelled")

    OPEN = [State.QUEUED, State.SENDING, State.FAILED, State.UNKNOWN]

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.STATEMENT)
    statement = models.ForeignKey(
        "Statement", models.PROTECT, null=True, blank=True, related_name="mails", verbose_name=_("statement")
    )
    party = models.ForeignKey(
        Party, models.SET_NULL, null=True, blank=True, related_name="mails", verbose_name=_("recipient")
    )
    subject = models.CharField(_("subject"), max_length=400)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    unsubscribe_url = models.URLField(_("address to unsubscribe"), max_length=500, blank=True)
    message_id = models.CharField("Message-ID", max_length=255, unique=True)
    references = models.TextField(
        _("in the thread of"), blank=True, help_text=_("Message-IDs of earlier mails, one a line, the oldest first.")
    )
    size = models.PositiveBigIntegerField(
        _("size in bytes"),
        default=0,
        help_text=_("Reckoned when it was queued, the files as a mail carries them."),
    )

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    leased_until = models.DateTimeField(_("held until"), null=True, blank=True)
    leased_by = models.CharField(_("held by"), max_length=80, blank=True)
    handed_over_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    answer = models.TextField(_("last answer"), blank=True)

    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("queued by")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    text = models.TextField(_("text"))  # stands last: lists leave it out

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index("state", "next_try_at", "id", name="mail_due"),
            models.Index("queued_at", "id", name="mail_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(leased_until__isnull=False, leased_by__gt=""),
                name="mail_being_sent_is_held",
                violation_error_message=_("A mail that is being sent is held by a worker, for a time."),
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="mail_sent_has_its_time",
                violation_error_message=_("A mail that was sent has the time when it was."),
            ),
            models.CheckConstraint(
                condition=~Q(state="unknown") | Q(handed_over_at__isnull=False),
                name="mail_unknown_was_handed_over",
                violation_error_message=_("What became of a mail is unknown only after it was handed over."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def _used_as(self, *uses: str) -> list[MailAddress]:
        return [address for address in self.addresses.all() if address.use in uses]

    @property
    def to(self) -> list[MailAddress]:
        return self._used_as(MailAddress.Use.TO)

    @property
    def cc(self) -> list[MailAddress]:
        return self._used_as(MailAddress.Use.CC)

    @property
    def reply_to(self) -> list[MailAddress]:
        return self._used_as(MailAddress.Use.REPLY_TO)

    @property
    def recipients(self) -> list[MailAddress]:
        """All to whom it goes, read from the prefetched rows."""
        return self._used_as(MailAddress.Use.TO, MailAddress.Use.CC)

    @property
    def is_troubled(self) -> bool:
        """Failed or unknown: somebody has to decide."""
        return self.state in (self.State.FAILED, self.State.UNKNOWN)

    @property
    def is_unknown(self) -> bool:
        return self.state == self.State.UNKNOWN

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.QUEUED

    @property
    def is_being_sent(self) -> bool:
        return self.state == self.State.SENDING


class MailHtml(models.Model):
    """The text of a mail once more as HTML, for mail programs that show it. Beside the mail, for few have one."""

    mail = models.OneToOneField(Mail, models.CASCADE, primary_key=True, related_name="rich", verbose_name=_("mail"))
    html = models.TextField("HTML")

    class Meta:
        verbose_name = _("mail as HTML")
        verbose_name_plural = _("mails as HTML")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.mail)


class MailAddress(models.Model):
    """One address of a mail, and what the server said to it."""

    class Use(models.TextChoices):
        TO = "to", _("To")
        CC = "cc", _("Copy")
        REPLY_TO = "reply_to", _("Reply to")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        HANDED = "handed", _("Handed over")
        ACCEPTED = "accepted", _("Accepted by the server")
        REFUSED = "refused", _("Refused by the server")

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="addresses", verbose_name=_("mail"))
    use = models.CharField(_("use"), max_length=8, choices=Use, default=Use.TO)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("address of a mail")
        verbose_name_plural = _("addresses of a mail")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mail", "email"],
                condition=Q(use__in=["to", "cc"]),
                name="mailaddress_once_a_mail",
                violation_error_message=_("The mail goes to this address already."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_recipient(self) -> bool:
        return self.use != self.Use.REPLY_TO

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED


class MailFile(models.Model):
    """A file chosen to go with a mail, as it was when it was chosen: what is sent must have this checksum."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="files", verbose_name=_("mail"))
    file = models.ForeignKey(StatementFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    position = models.PositiveIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=255)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("checksum"), max_length=64, validators=[SHA256])

    class Meta:
        verbose_name = _("file of a mail")
        verbose_name_plural = _("files of a mail")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mail", "file"],
                name="mailfile_once_a_mail",
                violation_error_message=_("The file goes with this mail already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class MailStep(models.Model):
    """A step in the life of a mail. Written by services and workers, never changed."""

    class Kind(models.TextChoices):
        QUEUED = "queued", _("Queued")
        DEFERRED = "deferred", _("Tried; to be tried again")
        SENT = "sent", _("Taken by the server")
        FAILED = "failed", _("Failed")
        UNKNOWN = "unknown", _("Unknown whether it was taken")
        RELEASED = "released", _("The worker stopped before handing it over; to be tried again")
        RETRIED = "retried", _("To be sent again")
        ARRIVED = "arrived", _("Found to have arrived")
        CANCELLED = "cancelled", pgettext_lazy("mail", "Cancelled")

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="steps", verbose_name=_("mail"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("step of a mail")
        verbose_name_plural = _("steps of a mail")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"
