"""Who follows which lists by e-mail. Kept apart: no user, no person, and no other table refers to an address here."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Count, F, Min, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reviews import hash_of

SIGNER = signing.Signer(sep=".", salt="liaison.follower")
LONGEST_QUERY = 1000  # characters of a list's filters: an index has to hold them
ASKED_FOR = datetime.timedelta(days=7)  # that an address waits to be confirmed
PAUSED_FOR = datetime.timedelta(days=90)  # that one is kept to which no mail can go
LOOKED_BACK = datetime.timedelta(days=14)  # for what was stored late, or came onto a list after it was public


def new_key() -> str:
    return secrets.token_hex(16)


class List(models.TextChoices):
    """What can be followed; `everything` are both kinds, by the filters that they share."""

    STATEMENTS = "statements", _("Liaison statements")
    DOCUMENTS = "documents", _("Documents")
    EVERYTHING = "everything", _("Liaison statements and documents")


class Frequency(models.TextChoices):
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")

    def due_after(self, at: datetime.datetime) -> datetime.date:
        """The day on which a list is next due that was looked at then."""
        return timezone.localdate(at) + datetime.timedelta(days=7 if self == Frequency.WEEKLY else 1)


def _key_of(token: str) -> str:
    """ "" where it was not signed here."""
    try:
        return SIGNER.unsign(token)
    except signing.BadSignature:
        return ""


class FollowerQuerySet(models.QuerySet["Follower"]):
    def with_addresses(self, emails: Iterable[str]) -> FollowerQuerySet:
        return self.filter(email__in=list(emails))

    def is_token(self, token: str) -> bool:
        """Whether a mail of this site ever carried it. Nothing in the database alone is enough to make one."""
        return bool(_key_of(token))

    def of_token(self, token: str) -> Follower | None:
        """Whose mails carry the token."""
        return self.filter(key=_key_of(token)).prefetch_related("follows").first()

    def pause(self, at: datetime.datetime | None = None) -> int:
        return self.filter(paused_at__isnull=True).update(paused_at=at or timezone.now())

    def paused(self) -> FollowerQuerySet:
        return self.filter(paused_at__isnull=False)

    def given_up(self, at: datetime.datetime) -> FollowerQuerySet:
        """Paused for so long that they are to be erased."""
        return self.filter(paused_at__lt=at - PAUSED_FOR)

    def with_due(self, on: datetime.date) -> FollowerQuerySet:
        """Of whom a list is due, in the order of their keys."""
        due = Follow.objects.due(on).values("follower")
        return self.filter(pk__in=due).prefetch_related("follows").order_by("pk")

    def after(self, key: int) -> FollowerQuerySet:
        return self.filter(pk__gt=key)


class Follower(models.Model):
    """An address that was confirmed by its owner, and follows one list at least.

    `told` is what was told lately, the key of each with its day, so that nothing is told twice on whichever list.
    """

    email = models.EmailField(_("e-mail"), unique=True)
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    language = models.CharField(_("language of the mails"), max_length=10, choices=settings.LANGUAGES, default="en")
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True, db_index=True)
    told = models.JSONField(_("told"), default=dict, blank=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"  # an address is not for logs

    @property
    def token(self) -> str:
        """For the addresses in their mails: signed, and the same in each."""
        return SIGNER.sign(self.key)

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None


class FollowQuerySet(models.QuerySet["Follow"]):
    def due(self, on: datetime.date) -> FollowQuerySet:
        """To be looked at on a day, of addresses that mails can go to."""
        return self.filter(due_on__lte=on, follower__paused_at__isnull=True)

    def of(self, followers: Iterable[Follower]) -> FollowQuerySet:
        return self.filter(follower__in=list(followers)).order_by("follower", "pk")

    def tell_after(self) -> datetime.datetime | None:
        """What became public earlier is news for none of these."""
        first = self.aggregate(at=Min("looked_at"))["at"]
        return first and first - LOOKED_BACK

    def looked_at(self, at: datetime.datetime) -> None:
        """Note that these were looked at and are next due after their time."""
        for frequency in Frequency:
            self.filter(frequency=frequency).update(looked_at=at, due_on=frequency.due_after(at))

    def counts(self) -> list[dict[str, Any]]:
        """How many follow what, and how often. No more is to be seen of them."""
        rows = self.order_by("list", "frequency").values("list", "frequency")
        return list(rows.annotate(number=Count("pk")))


class Follow(models.Model):
    """One list that is followed. Of what became public after `since`, all that was not told is told."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="follows", verbose_name=_("follower"))
    list = models.CharField(_("list"), max_length=10, choices=List)
    query = models.CharField(_("filters"), max_length=LONGEST_QUERY, blank=True)
    frequency = models.CharField(_("how often"), max_length=6, choices=Frequency, default=Frequency.DAILY)
    since = models.DateTimeField(_("since"), default=timezone.now)
    looked_at = models.DateTimeField(_("looked at"), default=timezone.now)
    due_on = models.DateField(_("next due"), default=timezone.localdate, db_index=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("list that is followed")
        verbose_name_plural = _("lists that are followed")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "list", "query"],
                name="follow_once_a_list",
                violation_error_message=_("This list is followed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.list}?{self.query}"

    @property
    def tells_after(self) -> datetime.datetime:
        """What became public later than this, and was not told, is news."""
        return max(self.since, self.looked_at - LOOKED_BACK)


class FollowRequestQuerySet(models.QuerySet["FollowRequest"]):
    def of_token(self, token: str, at: datetime.datetime | None = None) -> FollowRequest | None:
        return self.filter(token_hash=hash_of(token), expires_at__gt=at or timezone.now()).first()

    def for_address(self, email: str) -> FollowRequestQuerySet:
        return self.filter(email=email)

    def mails_since(self, at: datetime.datetime) -> int:
        """How many mails these have caused, of those asked for again since then."""
        return self.filter(asked_at__gt=at).aggregate(sum=Sum("mails"))["sum"] or 0

    def expired(self, at: datetime.datetime) -> FollowRequestQuerySet:
        return self.filter(expires_at__lte=at)


class FollowRequest(models.Model):
    """Somebody wants a list at an address, and its owner has not confirmed it. Erased when that is not done in time."""

    email = models.EmailField(_("e-mail"))
    list = models.CharField(_("list"), max_length=10, choices=List)
    query = models.CharField(_("filters"), max_length=LONGEST_QUERY, blank=True)
    frequency = models.CharField(_("how often"), max_length=6, choices=Frequency)
    language = models.CharField(_("language of the mails"), max_length=10, choices=settings.LANGUAGES)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    mails = models.PositiveSmallIntegerField(_("mails"), default=1)
    asked_at = models.DateTimeField(_("asked"), db_index=True)
    expires_at = models.DateTimeField(_("expires"), db_index=True)

    objects = FollowRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("list to be confirmed")
        verbose_name_plural = _("lists to be confirmed")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "list", "query"],
                name="followrequest_once_a_list",
                violation_error_message=_("This was asked for already."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")),
                name="followrequest_expires_later",
                violation_error_message=_("It expires after it was asked for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
