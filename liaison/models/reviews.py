"""Addresses by which somebody without an account reads a draft."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def hash_of(token: str) -> str:
    """What is stored of a token, which is random enough to need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


class ReviewLinkQuerySet(models.QuerySet["ReviewLink"]):
    def open(self, at: datetime.datetime | None = None) -> ReviewLinkQuerySet:
        return self.filter(revoked_at__isnull=True, expires_at__gt=at or timezone.now())

    def of_token(self, token: str) -> ReviewLink | None:
        """The open address that a token is of. The hashes are compared in constant time."""
        wanted = hash_of(token)
        found = self.open().filter(token_hash=wanted).select_related("statement").first()
        return found if found and secrets.compare_digest(found.token_hash, wanted) else None

    def used(self, link: ReviewLink) -> None:
        """Note that it was opened, which is no change of the statement."""
        self.filter(pk=link.pk).update(last_used_at=timezone.now())


class ReviewLink(models.Model):
    """`/review/<token>/`: shows the draft and nothing else, until it expires or is revoked. The token is not kept."""

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="review_links", verbose_name=_("statement"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("for whom"), max_length=200, help_text=_("A name or a role; for the record."))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last opened"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = ReviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("address for review")
        verbose_name_plural = _("addresses for review")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(label__gt=""),
                name="reviewlink_is_for_somebody",
                violation_error_message=_("Say for whom the address is."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
