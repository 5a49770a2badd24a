"""What the desk remembers of its own work: which reminders went out, and what each clerk has seen."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .mails import Mail
from .parties import Party


class BoardVisitQuerySet(models.QuerySet["BoardVisit"]):
    def seen_by(self, user: object) -> datetime.datetime | None:
        """Until when somebody has said that they saw what is new."""
        return self.filter(user=user).values_list("seen_at", flat=True).first()

    def last_seen(self, user: object, otherwise: datetime.datetime) -> Coalesce:
        """The same as an expression for another query, with another moment for who never said so."""
        moment = models.Value(otherwise, models.DateTimeField())
        return Coalesce(models.Subquery(self.filter(user=user).order_by().values("seen_at")), moment)


class BoardVisit(models.Model):
    """Until when a clerk has seen what is new. Set by their own button: looking at a page changes nothing."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("who"), editable=False
    )
    seen_at = models.DateTimeField(_("seen until"))

    objects = BoardVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit to the board")
        verbose_name_plural = _("visits to the board")
        default_permissions = ()
        ordering = ["user"]

    def __str__(self) -> str:
        return f"{self.user}, {self.seen_at:%Y-%m-%d %H:%M}"


class Reminder(models.Model):
    """A reminder that was queued for a deadline, once. It is stored with its mail, or neither is."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="+", verbose_name=_("recipient"))
    deadline = models.DateField(_("deadline"))
    days = models.SmallIntegerField(_("days after the deadline"), help_text=_("Negative: before it."))
    mail = models.ForeignKey(Mail, models.PROTECT, related_name="+", verbose_name=_("mail"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "deadline", "days"],
                name="reminder_once",
                violation_error_message=_("This reminder went out already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.deadline:%Y-%m-%d}, {self.days:+}"
