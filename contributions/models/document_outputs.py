"""What the files of lists, feeds and the map of the site ask of the documents, by name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Self

from django.db.models import Prefetch, Q

from .document_series import SeriesQuerySet
from .parts import Brief


class OutputsQuerySet(SeriesQuerySet):
    def with_keys(self, keys: Iterable[int]) -> Self:
        return self.filter(pk__among=frozenset(keys))

    def for_table(self) -> Self:
        """With what a row of the table says."""
        briefs = Prefetch("briefs", Brief.objects.select_related("topic").defer("text"))
        return self.for_list().prefetch_related(briefs, "other_symbols")  # type: ignore[attr-defined,no-any-return]

    def for_feed(self) -> Self:
        """With abstract and briefs."""
        briefs = Prefetch("briefs", Brief.objects.select_related("topic"))
        read = self.for_list().defer(None).defer("note")  # type: ignore[attr-defined]
        return read.prefetch_related(briefs)  # type: ignore[no-any-return]

    def public_after(self, at: datetime.datetime) -> Self:
        """That became public after an instant, the latest first."""
        shown = self.public().filter(public_since__gt=at)  # type: ignore[attr-defined]
        return shown.order_by("-public_since", "-pk")  # type: ignore[no-any-return]

    def newest_news_first(self) -> Self:
        """What was recorded or changed last at the head."""
        return self.order_by("-changed_at", "-pk")

    def oldest_news_first(self) -> Self:
        return self.order_by("changed_at", "pk")

    def announced_before(self, at: datetime.datetime, key: int) -> Self:
        """After a row of `newest_news_first`."""
        return self.filter(Q(changed_at__lt=at) | Q(changed_at=at, pk__lt=key), changed_at__lte=at)

    def announced_after(self, at: datetime.datetime, key: int) -> Self:
        return self.filter(Q(changed_at__gt=at) | Q(changed_at=at, pk__gt=key), changed_at__gte=at)

    def last_news(self) -> datetime.datetime | None:
        """When any document was last changed."""
        return self.order_by("-changed_at", "-pk").values_list("changed_at", flat=True).first()

    def for_map(self) -> Self:
        """Address and day of the last change alone."""
        return self.only("slug", "changed_at").order_by("pk")
