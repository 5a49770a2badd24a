"""What is counted so that nobody does it too often."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, kind: str, key: str) -> AttemptQuerySet:
        return self.filter(kind=kind, key=key)

    def since(self, at: datetime.datetime) -> AttemptQuerySet:
        """The newest first."""
        return self.filter(at__gt=at).order_by("-at")

    def but(self, attempt: Attempt) -> AttemptQuerySet:
        return self.exclude(pk=attempt.pk)

    def before(self, at: datetime.datetime) -> AttemptQuerySet:
        return self.filter(at__lte=at)


class Attempt(models.Model):
    """One time that something was tried. Who tried it is a keyed hash; rows are deleted after a day."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["kind", "key", "at"], name="attempt_of_whom")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key[:8]}"
