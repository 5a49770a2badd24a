"""What the files of lists, feeds, the calendar and the map of the site ask of the statements, by name."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q

from .parties import NextMeeting, Party, Reply
from .trail import Consideration


class OutputsQuerySet(models.QuerySet[Any]):
    def for_table(self) -> Self:
        """With what a row of the table says: what it answers and by what it is answered too."""
        parties = Party.objects.for_list().select_related("body", "answered_by")
        answers = Reply.objects.select_related("statement").defer("statement__content", "statement__abstract")
        replies = Reply.objects.select_related("target").defer("target__content", "target__abstract")
        return (
            self.select_related("period", "registered_as")
            .defer("content", "abstract", "action_required", "signatures", "registered_as__abstract")
            .prefetch_related(
                Prefetch("parties", parties),
                Prefetch("replies", replies),
                Prefetch("answered_in", answers),
                "topics",
            )
        )

    def for_feed(self) -> Self:
        """With all that its public Letter is built of, its Questions, and what was redacted."""
        return self.for_detail().prefetch_related("redactions")  # type: ignore[attr-defined,no-any-return]

    def newest_news_first(self) -> Self:
        """What was published, corrected, withdrawn or answered last at the head."""
        return self.order_by("-announced_at", "-pk")

    def oldest_news_first(self) -> Self:
        return self.order_by("announced_at", "pk")

    def announced_before(self, at: datetime.datetime, key: int) -> Self:
        """After a row of `newest_news_first`."""
        return self.filter(Q(announced_at__lt=at) | Q(announced_at=at, pk__lt=key), announced_at__lte=at)

    def announced_after(self, at: datetime.datetime, key: int) -> Self:
        return self.filter(Q(announced_at__gt=at) | Q(announced_at=at, pk__gt=key), announced_at__gte=at)

    def last_news(self) -> datetime.datetime | None:
        """When anything was last told of a statement that is or was public."""
        told = self.filter(slug__isnull=False).order_by("-announced_at", "-pk")
        return told.values_list("announced_at", flat=True).first()

    def keys_of_meetings(self) -> set[int]:
        """Of the meetings that these were prepared or agreed at, wait at, were considered at, or name as the next."""
        chosen = self.order_by().values("pk")
        found: set[Any] = set()
        for name in ("meeting", "approval_meeting"):
            found |= set(self.order_by().values_list(name, flat=True))
        found |= set(Party.objects.filter(statement__in=chosen).order_by().values_list("considered_at", flat=True))
        for rows in (Consideration.objects, NextMeeting.objects):
            found |= set(rows.filter(statement__in=chosen).order_by().values_list("meeting", flat=True))
        return found - {None}

    def for_map(self) -> Self:
        """Address and day of the last news alone."""
        return self.only("slug", "announced_at").order_by("pk")
