"""What is asked of events, revisions and places on meetings' lists, by name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Expression, F, Q

from contributions.models import Meeting

from .sealing import TrailQuerySet


class EventQuerySet(TrailQuerySet):
    def since(self, at: datetime.datetime | Expression) -> EventQuerySet:
        return self.filter(at__gt=at)

    def withdrawals(self) -> EventQuerySet:
        return self.filter(kind="withdrawn")

    def by_others(self, user: object) -> EventQuerySet:
        """All but somebody's own; what no person did is among them."""
        return self.exclude(by=user, by__isnull=False)

    def with_keys(self, keys: Iterable[int]) -> EventQuerySet:
        return self.filter(pk__in=list(keys))

    def newest_first(self) -> EventQuerySet:
        return self.order_by("-at", "-pk")

    def for_board(self, since: Expression) -> EventQuerySet:
        """Each with its statement by its title, and with `new_since`, the moment after which it was new."""
        names = ("kind", "at", "note", "by__username", "statement__title", "statement__symbol", "statement__language")
        return self.select_related("statement", "by").only(*names).annotate(new_since=since)


class RevisionQuerySet(TrailQuerySet):
    def corrections_since(self, at: datetime.datetime) -> RevisionQuerySet:
        """Those that took the place of what was sent, without their letters."""
        return self.filter(number__gt=0, made_at__gt=at).defer("letter")


class ConsiderationQuerySet(models.QuerySet[Any]):
    def open(self) -> ConsiderationQuerySet:
        """Without an outcome that ends it, and not carried over: where a statement waits today.

        What was closed or withdrawn waits for nothing.
        """
        waiting = self.filter(outcome__in=self.model.WAITING, carried_to__isnull=True)
        return waiting.exclude(statement__status__in=["closed", "withdrawn"])

    def left_over(self, on: datetime.date) -> ConsiderationQuerySet:
        """Open, while their meeting is over or was cancelled."""
        over = Q(meeting__in=Meeting.objects.past(on).order_by().values("pk"))
        return self.open().filter(over | Q(meeting__status=Meeting.Status.CANCELLED))

    def at(self, meeting: Meeting) -> ConsiderationQuerySet:
        return self.filter(meeting=meeting)

    def with_keys(self, keys: Iterable[int]) -> ConsiderationQuerySet:
        return self.filter(pk__in=list(keys))

    def by_meeting(self) -> ConsiderationQuerySet:
        """The next meeting first."""
        return self.order_by(F("meeting__starts_on").asc(nulls_last=True), "meeting", "pk")

    def for_list(self) -> ConsiderationQuerySet:
        return self.select_related("statement__registered_as", "meeting__body", "forwarded_to", "carried_to__meeting")
